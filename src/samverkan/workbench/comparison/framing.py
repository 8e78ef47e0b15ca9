"""The matrix of a study in the workbench: seen, opened cell by cell, and taken out as a file."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from samverkan.domain.coding.codebook import Code
from samverkan.domain.coding.excerpts import Excerpt
from samverkan.domain.comparison.matrix import InformantScore
from samverkan.domain.findings.evidence import Evidence
from samverkan.domain.people import Right
from samverkan.domain.report.framework import Choice, FrameCell, Framework, frame_evidence, hide_few
from samverkan.domain.report.highlights import code_name
from samverkan.domain.report.people import place_people
from samverkan.domain.report.sheets.framing import framework_sheet
from samverkan.domain.study import Study
from samverkan.domain.words import Text, say
from samverkan.files.spreadsheet_csv import write_csv
from samverkan.files.workbook import About, write_sheets
from samverkan.records.framework import gather_coding, number_excerpts, number_interviews
from samverkan.records.rows import read_together
from samverkan.workbench.access import NotThereError, Place, require
from samverkan.workbench.coding.codebook import show_seen

EMPTY = Choice()


class FileKind(StrEnum):
    """The form in which a matrix leaves the workbench."""

    CSV = "csv"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """The matrix with the words it needs. `is_told_in_part` says that small groups are hidden."""

    study: Study
    shown: Framework
    names: Mapping[str, Text]
    coders: tuple[str, ...]
    is_told_in_part: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """An excerpt behind a cell, with its own number and that of its interview: the way to the coding board."""

    excerpt: Excerpt
    id: int | None
    interview_id: int
    label: str
    may_be_quoted: bool


@dataclass(frozen=True, slots=True)
class OpenedCell:
    """A cell with what it rests on."""

    cell: FrameCell
    code: Code | None
    name: Text
    place: str
    scores: tuple[InformantScore, ...]
    passages: tuple[Passage, ...]


def show_matrix(actor: int, study_id: int, choice: Choice) -> MatrixPage:
    """Return the matrix as chosen.

    Who may not read sees it whole, of everybody's voices, with small groups hidden: a choice of voices could single
    somebody out.
    """
    place = require(actor, study_id, Right.SEE_TOTALS)
    evidence = _gather(place, has_words=False)
    is_blind = not place.allows(Right.READ)
    shown = _hide(evidence, _without_people(choice)) if is_blind else frame_evidence(evidence, choice)
    coders = {one.coder for one in evidence.excerpts} | {one.coder for one in evidence.scores}
    return MatrixPage(
        study=evidence.study,
        shown=shown,
        names={code: code_name(evidence.codebook, code) for code in shown.codes},
        coders=() if is_blind else tuple(sorted(coders)),
        is_told_in_part=is_blind,
    )


def open_cell(actor: int, study_id: int, choice: Choice, case: str, code: str) -> OpenedCell:
    """Return a cell with its scores and excerpts.

    Raises
    ------
    NotThereError
        No such case or code is in the matrix.
    """
    evidence = _gather(require(actor, study_id, Right.READ))
    cell = frame_evidence(evidence, choice).by_id().get((case, code))
    if cell is None:
        raise NotThereError(say("There is no such cell in the matrix. Go back to the matrix and choose another."))
    names = evidence.study.name(cell.case.collaboration)
    return OpenedCell(
        cell=cell,
        code=next((one for one in evidence.codebook.codes if one.id == code), None),
        name=code_name(evidence.codebook, code),
        place=f"{evidence.study.name(cell.case.municipality)}, {names}" if cell.case.municipality else names,
        scores=cell.scores,
        passages=_find_passages(study_id, evidence, cell),
    )


def export_matrix(actor: int, study_id: int, choice: Choice, kind: FileKind, language: str) -> bytes:
    """Return the matrix as a file, always with small groups hidden: it may go to anybody."""
    place = require(actor, study_id, Right.SEE_TOTALS)
    evidence = _gather(place)
    chosen = choice if place.allows(Right.READ) else _without_people(choice)
    sheet = framework_sheet(_hide(evidence, chosen), evidence.study, evidence.codebook)
    if kind is FileKind.XLSX:
        return write_sheets([sheet], _about(place), language)
    return write_csv([one.heading for one in sheet.columns], map(sheet.values, sheet.rows), language)


def _gather(place: Place, *, has_words: bool = True) -> Evidence:
    with read_together():
        return show_seen(place, gather_coding(place.study_id, has_words=has_words))


def _without_people(choice: Choice) -> Choice:
    return replace(choice, role=None, size=None, coder=None)


def _hide(evidence: Evidence, choice: Choice) -> Framework:
    whole = frame_evidence(evidence, replace(choice, role=None, size=None))
    return hide_few(frame_evidence(evidence, choice), evidence.study.smallest_group, whole)


def _find_passages(study_id: int, evidence: Evidence, cell: FrameCell) -> tuple[Passage, ...]:
    interviews, numbers = number_interviews(study_id), number_excerpts(study_id, cell.code)
    informants = place_people(evidence)[1]
    may_be_quoted = {one.id: one.may_be_quoted for one in evidence.interviews}
    found = []
    for one in cell.excerpts:
        speaker = informants.behind(one)
        found.append(
            Passage(
                excerpt=one,
                id=numbers.get((one.interview, one.start, one.end, one.code, one.coder)),
                interview_id=interviews[one.interview],
                label=speaker.label if speaker else "",
                may_be_quoted=may_be_quoted.get(one.interview, False),
            )
        )
    return tuple(found)


def _about(place: Place) -> About:
    return About(place.title, "", (), ())
