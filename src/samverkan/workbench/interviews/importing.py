"""Interviews: take transcripts into a study under pseudonyms that a person has reviewed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from samverkan.domain.dates import Period
from samverkan.domain.errors import Place, Problem, ProblemsError, WorkbenchError
from samverkan.domain.interviews.ids import choose_interview_id, is_interview_id
from samverkan.domain.interviews.language import guess_language
from samverkan.domain.interviews.mentions import Kind, Verdict, one_line
from samverkan.domain.interviews.numbering import holds_pseudonyms
from samverkan.domain.interviews.proposals import Decision, Known, Proposal
from samverkan.domain.interviews.pseudonyms import apply_decisions, propose_for_all
from samverkan.domain.interviews.transcript import Interview, Transcript, normalise
from samverkan.domain.words import Text, say
from samverkan.files.interview_table import add_interviews, read_interviews
from samverkan.files.pseudonym_key import (
    Key,
    KeyFileError,
    merge_decisions,
    read_key,
    refuse_inside_study,
    write_key,
    write_privately,
)
from samverkan.files.review_sheet import ReviewSheet, read_review, render_review
from samverkan.files.study_folder import StudyFolder, read_study_folder
from samverkan.files.study_folder.disk import INTERVIEWS
from samverkan.files.study_folder.replacing import replace_files
from samverkan.files.study_folder.tables import INTERVIEW, RESPONDENT
from samverkan.files.transcripts import read_transcript, sizes, write_transcript


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """What a person asks for: the files, what is known of the interviews, and where the key lies.

    `interview` and `respondents` are for a single file. `speakers` maps the name before a turn to a respondent's id.
    `key_is_default` is true when nobody named the key.
    """

    files: tuple[Path, ...]
    key: Path
    key_is_default: bool = True
    interview: str = ""
    respondents: tuple[str, ...] = ()
    date: str = ""
    language: str = ""
    encoding: str | None = None
    has_consent: bool | None = None
    speakers: Mapping[str, str] = field(default_factory=dict)
    may_replace: bool = False


@dataclass(frozen=True, slots=True)
class Incoming:
    """A transcript that is to be taken in, with the row that it will have."""

    path: Path
    transcript: Transcript
    interview: Interview


@dataclass(frozen=True, slots=True)
class Draft:
    """An import before it is decided: what comes in, and what is proposed. Nothing is written yet."""

    folder: Path
    order: ImportOrder
    incoming: tuple[Incoming, ...]
    proposals: tuple[Proposal, ...]
    known: Known
    earlier: tuple[Interview, ...] = ()

    @property
    def transcripts(self) -> tuple[Transcript, ...]:
        """The incoming transcripts, in the order of the files."""
        return tuple(one.transcript for one in self.incoming)

    @property
    def sheet(self) -> ReviewSheet:
        """What a review in a spreadsheet is made of."""
        return ReviewSheet(self.proposals, {one.path.name: one.transcript for one in self.incoming})

    @property
    def lacks_key(self) -> bool:
        """Whether the study holds pseudonyms and the key no decisions: the right key is elsewhere."""
        return holds_pseudonyms(self.known.used) and not self.known.decisions

    @property
    def left_inside(self) -> tuple[str, ...]:
        """Originals that lie inside the study folder, where they must not stay."""
        root = self.folder.resolve()
        paths = [one.path.resolve() for one in self.incoming]
        return tuple(str(path.relative_to(root)) for path in paths if path.is_relative_to(root))


@dataclass(frozen=True, slots=True)
class Imported:
    """What was written: the interviews, how many words were replaced in each, and where the key lies."""

    interviews: tuple[Interview, ...]
    replaced: tuple[int, ...]
    key: Path


def prepare_import(folder: Path, order: ImportOrder) -> Draft:
    """Return what would come in and what is proposed for each form that may point at somebody.

    Raises
    ------
    StudyFolderError
        The folder is no study folder.
    KeyFileError
        The key lies inside the study folder, belongs to another study or cannot be read.
    ProblemsError
        Every problem of every file and option together.
    """
    study = read_study_folder(folder)
    refuse_inside_study(order.key, folder)
    key = read_key(order.key)
    _refuse_other_study(key, folder, order)
    earlier, unreadable_rows = read_interviews(folder)
    transcripts, unreadable = _read_files(order)
    known = _gather_known(study, key, order, transcripts.values())
    proposals = propose_for_all(tuple(transcripts.values()), known)
    incoming = _name_interviews(transcripts, proposals, earlier, order)
    draft = Draft(folder, order, incoming, proposals, known, earlier)
    problems = [*unreadable_rows, *unreadable, *_check_options(study, draft), *_check_ids(draft)]
    if problems:
        raise ProblemsError(problems)
    return draft


def write_review(draft: Draft, path: Path, delimiter: str) -> None:
    """Write the proposals as a CSV for a spreadsheet, for its owner only and outside the study folder."""
    refuse_inside_study(path, draft.folder)
    if path.exists():
        raise WorkbenchError(
            say(
                "{path} is there already and may hold decisions. Give it back with --review, or choose another name.",
                path=str(path),
            )
        )
    write_privately(path, render_review(draft.sheet, delimiter))


def take_review(draft: Draft, path: Path) -> tuple[Decision, ...]:
    """Return the decisions of a CSV that a person has gone through; ProblemsError with every row to mend."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise WorkbenchError(_cannot_open(path, error)) from error
    return read_review(content, path.name, draft.sheet)


def is_untouched(draft: Draft, path: Path) -> bool:
    """Return whether a review is still as the program wrote it, so that nothing shows that a person has read it."""
    content = path.read_bytes()
    return any(content == render_review(draft.sheet, delimiter) for delimiter in (",", ";"))


def propose_missed(draft: Draft, words: str, decisions: Sequence[Decision]) -> Proposal | None:
    """Return the proposal for a name that the program missed; None when it stands in none of the files."""
    form = one_line(normalise(words))
    known = replace(draft.known, decisions=merge_decisions(draft.known.decisions, decisions), named=(form,))
    return next((one for one in propose_for_all(draft.transcripts, known) if one.original == form), None)


def finish_import(draft: Draft, decisions: Sequence[Decision], is_reviewed: bool) -> Imported:
    """Write the key, then the pseudonymised transcripts and their rows: all of them or none.

    Parameters
    ----------
    draft
        What `prepare_import` returned.
    decisions
        One for each form; a form without one is kept.
    is_reviewed
        Whether a person has gone through the decisions. Otherwise the rows say that nobody has.
    """
    masked = [apply_decisions(one.transcript, decisions) for one in draft.incoming]
    rows = tuple(replace(one.interview, is_reviewed=is_reviewed) for one in draft.incoming)
    contents = {
        f"{INTERVIEWS}/{row.file}": write_transcript(transcript).encode()
        for row, transcript in zip(rows, masked, strict=True)
    }
    contents[INTERVIEW] = add_interviews(draft.folder, rows)
    merged = merge_decisions(draft.known.decisions, decisions)
    write_key(Key(merged, str(draft.folder.resolve())), draft.order.key)
    replace_files(draft.folder, contents)
    return Imported(rows, _count_replaced(draft, decisions), draft.order.key)


def _count_replaced(draft: Draft, decisions: Sequence[Decision]) -> tuple[int, ...]:
    accepted = {one.original for one in decisions if one.verdict is Verdict.ACCEPT}
    counts = Counter(
        place.transcript for one in draft.proposals if one.original in accepted for place in one.occurrences
    )
    return tuple(counts[index] for index in range(len(draft.incoming)))


def _refuse_other_study(key: Key, folder: Path, order: ImportOrder) -> None:
    if order.key_is_default and key.folder and Path(key.folder) != folder.resolve():
        raise KeyFileError(
            say(
                "The key {key} belongs to the study in {other}. If that is this study, which has moved, say so with "
                "--key {key}. If not, name another file with --key.",
                key=str(order.key),
                other=key.folder,
            )
        )


def _read_files(order: ImportOrder) -> tuple[dict[Path, Transcript], list[Problem]]:
    transcripts: dict[Path, Transcript] = {}
    problems: list[Problem] = []
    for path in order.files:
        try:
            size = path.stat().st_size
            if size > sizes.MOST_BYTES:
                problems.append(Problem(Place(str(path)), sizes.say_too_large(path.name, size)))
                continue
            transcripts[path] = read_transcript(path.read_bytes(), path.name, order.encoding)
        except OSError as error:
            problems.append(Problem(Place(str(path)), _cannot_open(path, error)))
        except WorkbenchError as error:
            problems.append(Problem(Place(str(path)), error.text))
    return transcripts, problems


def _cannot_open(path: Path, error: OSError) -> Text:
    reason = error.strerror or type(error).__name__
    return say(
        "{path} cannot be opened ({reason}). Check its name, and that you may read it.", path=str(path), reason=reason
    )


def _gather_known(study: StudyFolder, key: Key, order: ImportOrder, incoming: Iterable[Transcript]) -> Known:
    evidence = study.evidence
    places = [
        name for one in evidence.study.municipalities for name in (one.name, one.id) if name and not name.isdigit()
    ]
    places += [one.name for one in evidence.study.collaborations if one.name]
    respondents = [name for one in evidence.respondents for name in (one.id, one.label) if name]
    speakers = [f"[{turn.speaker}]" for one in evidence.transcripts.values() for turn in one.turns]
    texts = [one.text for one in evidence.transcripts.values()]
    return Known(
        decisions=key.decisions,
        municipalities=tuple(name for name in places if name),
        respondents=(*respondents, *order.respondents, *order.speakers.values()),
        speakers=order.speakers,
        used=(*texts, *dict.fromkeys(speakers)),
        language=order.language or _guess_language(incoming) or evidence.study.language,
    )


def _guess_language(incoming: Iterable[Transcript]) -> str:
    """Return the language of the transcripts, '' when they are not all clearly in one."""
    guessed = {guess_language(one.text) for one in incoming}
    return guessed.pop() if len(guessed) == 1 else ""


def _name_interviews(
    transcripts: Mapping[Path, Transcript],
    proposals: Sequence[Proposal],
    earlier: Sequence[Interview],
    order: ImportOrder,
) -> tuple[Incoming, ...]:
    names = [one.original for one in proposals if one.kind is Kind.PERSON and one.verdict is Verdict.ACCEPT]
    taken = [one.id for one in earlier]
    incoming = []
    for path, transcript in transcripts.items():
        interview_id = order.interview or choose_interview_id(path.stem, names, taken)
        taken.append(interview_id)
        before = next((one for one in earlier if one.id == interview_id), Interview(interview_id, ""))
        incoming.append(Incoming(path, transcript, _describe(before, transcript, order)))
    return tuple(incoming)


def _describe(before: Interview, transcript: Transcript, order: ImportOrder) -> Interview:
    speaking = {one_line(turn.speaker) for turn in transcript.turns}
    mapped = tuple(dict.fromkeys(one for name, one in order.speakers.items() if name in speaking))
    return replace(
        before,
        file=f"{before.id}.txt",
        respondents=order.respondents or mapped or before.respondents,
        date=_read_date(order.date) or before.date,
        language=order.language or before.language,
        has_consent=before.has_consent if order.has_consent is None else order.has_consent,
    )


def _read_date(text: str) -> Period | None:
    try:
        return Period.read(text)
    except ValueError:
        return None


def _check_options(study: StudyFolder, draft: Draft) -> list[Problem]:
    order = draft.order
    problems = []
    if len(order.files) > 1 and (order.interview or order.respondents):
        option = "--interview" if order.interview else "--respondents"
        text = say("this says something of one interview, and there are several files. Import them one by one.")
        problems.append(Problem(Place(option), text))
    if order.date and _read_date(order.date) is None:
        text = say('"{found}" is not a date. Write it like 2024-03-15, 2024-03 or 2024.', found=order.date)
        problems.append(Problem(Place("--date"), text))
    table = study.tables.get(RESPONDENT)
    named = dict.fromkeys((*order.respondents, *order.speakers.values()))
    unknown = [one for one in named if table is not None and one not in table.ids]
    for one in unknown:
        text = say('no respondent has the id "{found}". Correct it, or add a row first.', found=one)
        problems.append(Problem(Place(RESPONDENT), text))
    speaking = {one_line(turn.speaker) for one in draft.transcripts for turn in one.turns}
    for name, respondent in order.speakers.items():
        if name not in speaking and draft.incoming:
            # The name itself stays out of the message.
            text = say(
                'no turn has the speaker that is to be "{respondent}". Write it as the file does.',
                respondent=respondent,
            )
            problems.append(Problem(Place("--speaker"), text))
    return problems


def _check_ids(draft: Draft) -> list[Problem]:
    counts = Counter(one.interview.id.casefold() for one in draft.incoming)
    taken = {one.id.casefold() for one in draft.earlier}
    problems = []
    if draft.order.interview and not is_interview_id(draft.order.interview):
        text = say('"{found}" cannot be an id. Use letters, digits, - and _ only.', found=draft.order.interview)
        return [Problem(Place("--interview"), text)]
    for one in draft.incoming:
        place, interview_id = Place(str(one.path)), one.interview.id
        if counts[interview_id.casefold()] > 1:
            text = say(
                'two files would both become interview "{id}". Import them one by one with --interview.',
                id=interview_id,
            )
            problems.append(Problem(place, text))
        elif not draft.order.may_replace and _is_taken(draft, interview_id, taken):
            text = say(
                'interview "{id}" is in the study already. Choose another id with --interview, or write over it '
                "with --replace.",
                id=interview_id,
            )
            problems.append(Problem(place, text))
    return problems


def _is_taken(draft: Draft, interview_id: str, taken: set[str]) -> bool:
    return interview_id.casefold() in taken or (draft.folder / INTERVIEWS / f"{interview_id}.txt").exists()
