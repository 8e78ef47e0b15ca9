"""The review of proposals as a CSV file for a spreadsheet; it holds original names."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from samverkan.domain.errors import Place, Problem, ProblemsError, suggest
from samverkan.domain.interviews.mentions import Kind, Verdict, find_forms, one_line
from samverkan.domain.interviews.proposals import Decision, Proposal, ReplacementError, clean_replacement
from samverkan.domain.interviews.review import show_in_context
from samverkan.domain.interviews.transcript import Transcript, normalise
from samverkan.domain.words import Text, say, say_count
from samverkan.files.study_folder.decoding import RowError, decode, read_header, read_records
from samverkan.files.study_folder.readings import CellError

COLUMNS = ("number", "file", "kind", "original", "occurrences", "context", "decision", "replacement")
REQUIRED = ("original", "decision", "replacement")
CONTEXTS_SHOWN = 3
FORMULA_SIGNS = ("=", "+", "-", "@")
"""A spreadsheet takes a cell that begins so for a formula; an apostrophe before it says that it is text."""

VERDICTS = {
    **dict.fromkeys(("accept", "a", "acceptera", "ersätt", "replace", "yes", "ja"), Verdict.ACCEPT),
    **dict.fromkeys(("keep", "k", "behåll", "no", "nej"), Verdict.KEEP),
}
MANGLED = frozenset({Kind.PHONE, Kind.IDENTITY_NUMBER})
"""Kinds whose form a spreadsheet may rewrite as a number; they are known by their number in the list."""


@dataclass(frozen=True, slots=True)
class ReviewSheet:
    """What a sheet is made of and read against: the proposals, and the transcripts by file name."""

    proposals: tuple[Proposal, ...]
    transcripts: Mapping[str, Transcript] = field(default_factory=dict)


def render_review(sheet: ReviewSheet, delimiter: str = ",") -> bytes:
    """Return the CSV, with a byte-order mark so that spreadsheets see that it is UTF-8."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(COLUMNS)
    for number, proposal in enumerate(sheet.proposals, 1):
        writer.writerow([_guard(cell) for cell in _cells(sheet, proposal, number)])
    return text.getvalue().encode("utf-8-sig")


def _cells(sheet: ReviewSheet, proposal: Proposal, number: int) -> Sequence[str]:
    names, transcripts = tuple(sheet.transcripts), tuple(sheet.transcripts.values())
    files = {names[one.transcript] for one in proposal.occurrences}
    files |= {
        name for name, one in sheet.transcripts.items() if proposal.original in {turn.speaker for turn in one.turns}
    }
    contexts = [show_in_context(transcripts[one.transcript], one.span) for one in proposal.occurrences[:CONTEXTS_SHOWN]]
    shown = [f"{one.before}»{one.form}«{one.after}" for one in contexts]
    return (
        str(number),
        "; ".join(sorted(files)),
        str(proposal.kind),
        proposal.original,
        str(proposal.count),
        " | ".join(shown),
        str(proposal.verdict),
        proposal.replacement,
    )


def _speaks(proposal: Proposal, transcript: Transcript) -> bool:
    return any(one_line(turn.speaker) == proposal.original for turn in transcript.turns)


def _guard(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA_SIGNS) else cell


def _unguard(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(FORMULA_SIGNS) else cell


def read_review(content: bytes, name: str, sheet: ReviewSheet) -> tuple[Decision, ...]:
    """Return the decisions in a sheet that a person has gone through; a row of one's own adds a form.

    Raises
    ------
    ProblemsError
        With row and column: a decision that is none, an empty replacement, a form that stands in no file, a form twice,
        or proposals that the sheet leaves undecided.
    """
    reader = _SheetReader(sheet, name)
    for number, row in _read_rows(content, name):
        reader.read_row(number, row)
    missing = [one for one in sheet.proposals if one.original not in reader.decisions]
    if missing and not reader.problems:
        reader.problems.append(Problem(Place(name), _undecided(len(missing))))
    if reader.problems:
        raise ProblemsError(reader.problems)
    return tuple(reader.decisions.values())


def _undecided(count: int) -> Text:
    return say_count(
        "{count} proposal for these files has no row here. Write the review again with --write-review: "
        "the files or earlier decisions have changed.",
        "{count} proposals for these files have no row here. Write the review again with --write-review: "
        "the files or earlier decisions have changed.",
        count,
    )


def _read_rows(content: bytes, name: str) -> Iterable[tuple[int, Mapping[str, str]]]:
    try:
        text, _ = decode(content)
        records = read_records(text, COLUMNS)
    except RowError as error:
        raise ProblemsError([Problem(Place(name, error.row), error.text)]) from error
    except CellError as error:
        raise ProblemsError([Problem(Place(name), error.text)]) from error
    header = read_header(records.header, COLUMNS, REQUIRED)
    if header.errors:
        places = [(Place(name, records.header_row, column), text) for column, text in header.errors]
        raise ProblemsError([Problem(place, text) for place, text in places])
    for number, row in zip(records.numbers, records.rows, strict=True):
        yield number, {column: _unguard(cell.strip()) for column, cell in zip(header.names, row, strict=False)}


class _SheetReader:
    """Collects the decisions and the problems, row by row."""

    def __init__(self, sheet: ReviewSheet, name: str) -> None:
        self._sheet = sheet
        self._name = name
        self._by_form = {one.original: one for one in sheet.proposals}
        self._rows: dict[str, int] = {}
        self.decisions: dict[str, Decision] = {}
        self.problems: list[Problem] = []

    def read_row(self, number: int, row: Mapping[str, str]) -> None:
        """Take the decision of one row."""
        proposal = self._find_proposal(row)
        original = proposal.original if proposal else one_line(normalise(row.get("original", "")))
        if not original:
            self._report(number, "original", say("the cell is empty. Write the words to replace, or take the row out."))
            return
        if original in self._rows:
            text = say("row {row} decides the same words. Take one of them out.", row=str(self._rows[original]))
            self._report(number, "original", text)
            return
        self._rows[original] = number
        if proposal is None and not self._stands_somewhere(original):
            self._report(number, "original", say("these words stand in none of the files. Write them as the texts do."))
            return
        self._decide(number, row, proposal or Proposal(original, _kind(row), (), ""))

    def _decide(self, number: int, row: Mapping[str, str], proposal: Proposal) -> None:
        found = row.get("decision", "")
        verdict = VERDICTS.get(found.casefold())
        if verdict is None:
            near = suggest(found, [str(one) for one in Verdict])
            text = say('"{found}" is not a decision. Write accept or keep.{suggestion}', found=found, suggestion=near)
            self._report(number, "decision", text)
            return
        try:
            words = (
                clean_replacement(row.get("replacement", ""), proposal.original) if verdict is Verdict.ACCEPT else ""
            )
        except ReplacementError as error:
            self._report(number, "replacement", error.text)
            return
        self.decisions[proposal.original] = proposal.decide(verdict, words)

    def _find_proposal(self, row: Mapping[str, str]) -> Proposal | None:
        found = self._by_form.get(one_line(normalise(row.get("original", ""))))
        number = row.get("number", "")
        if found is not None or not number.isdecimal() or not 1 <= int(number) <= len(self._sheet.proposals):
            return found
        numbered = self._sheet.proposals[int(number) - 1]
        return numbered if numbered.kind in MANGLED and row.get("kind") == numbered.kind else None

    def _stands_somewhere(self, original: str) -> bool:
        return any(find_forms(one.text, [original])[original] for one in self._sheet.transcripts.values())

    def _report(self, row: int, column: str, text: Text) -> None:
        self.problems.append(Problem(Place(self._name, row, column), text))


def _kind(row: Mapping[str, str]) -> Kind:
    words = row.get("kind", "").casefold()
    return Kind(words) if words in set(Kind) else Kind.PERSON
