"""Codes that lie together, seen and taken out as a file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from samverkan.domain.coding.codebook import Codebook, Kind
from samverkan.domain.comparison.mentions import find_leads
from samverkan.domain.comparison.together import Beside, Together, TogetherChoice, find_together
from samverkan.domain.people import Right
from samverkan.domain.report.highlights import code_name
from samverkan.domain.report.sheets.sheet import Value
from samverkan.domain.words import Text, say
from samverkan.files.spreadsheet_csv import write_csv
from samverkan.records.coding import load_codebook, load_marks, load_numbers
from samverkan.records.framework import load_spans
from samverkan.records.rows import read_together
from samverkan.records.study import load_study
from samverkan.workbench.access import Place, find_hidden, require

HEADINGS: Final = (
    say("Code"),
    say("Name"),
    say("Beside"),
    say("Name of the code beside it"),
    say("Interviews with both"),
    say("Pairs of passages"),
    say("Hidden"),
)


@dataclass(frozen=True, slots=True)
class TogetherPage:
    """Codes beside codes, with names, the numbers of the codes' pages, and the coders one can choose."""

    shown: Together
    names: Mapping[str, Text]
    numbers: Mapping[str, int]
    coders: tuple[str, ...]


def show_together(actor: int, study_id: int, choice: TogetherChoice) -> TogetherPage:
    """Return which codes lie together in what the actor may see; raises as `access.require`."""
    place = require(actor, study_id, Right.READ)
    with read_together():
        marks = load_marks(study_id, find_hidden(place))
        book = load_codebook(study_id)
        shown = _find(place, marks, book, choice)
    names = {code: code_name(book, code) for code in (*shown.rows, *shown.columns)}
    numbers = {code: number for code, (number, _) in load_numbers(study_id)[0].items()}
    return TogetherPage(shown, names, numbers, tuple(sorted({coder for _, coder in marks})))


def export_together(actor: int, study_id: int, choice: TogetherChoice, language: str) -> bytes:
    """Return the same as a CSV, one row for two codes, with small groups hidden: it may go to anybody."""
    place = require(actor, study_id, Right.READ)
    with read_together():
        book = load_codebook(study_id)
        shown = _find(place, load_marks(study_id, find_hidden(place)), book, choice)
        smallest = load_study(study_id).smallest_group
    return write_csv(HEADINGS, (_row(one, book, smallest) for one in shown.cells.values()), language)


def _find(place: Place, marks: Iterable[tuple[str, str]], book: Codebook, choice: TogetherChoice) -> Together:
    leads = find_leads(marks, choice.coder)
    spans = load_spans(place.study_id, {choice.rows, choice.columns})
    led = (one for one in spans if leads.get(one.interview) == one.coder)
    return find_together(led, _of_kind(book, choice.rows), _of_kind(book, choice.columns), choice.nearness)


def _of_kind(book: Codebook, kind: Kind) -> tuple[str, ...]:
    return tuple(one.id for one in book.codes if one.kind is kind)


def _row(one: Beside, book: Codebook, smallest: int) -> tuple[Value, ...]:
    is_hidden = 0 < one.interviews < smallest
    figures = (None, None) if is_hidden else (one.interviews, one.passages)
    reason = say("too few") if is_hidden else None
    return one.row, code_name(book, one.row), one.column, code_name(book, one.column), *figures, reason
