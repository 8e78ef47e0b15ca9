"""The matrix of a study in the workbench: seen, opened cell by cell, and taken out as a file."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from samverkan.domain.coding.agreed import AGREED, Cell, counts_by, without_agreed
from samverkan.domain.coding.codebook import Code, Kind
from samverkan.domain.coding.excerpts import Excerpt, Valence
from samverkan.domain.comparison.informants import Informants
from samverkan.domain.comparison.matrix import CasesOf, InformantScore
from samverkan.domain.comparison.mentions import Mention, find_leads
from samverkan.domain.comparison.opposing import find_opposed
from samverkan.domain.findings.evidence import Evidence
from samverkan.domain.kept import Kept
from samverkan.domain.people import Right
from samverkan.domain.report.choice import Choice
from samverkan.domain.report.framework import Counted, FrameCell, Framework, frame_counted, hide_few
from samverkan.domain.report.highlights import code_name
from samverkan.domain.report.people import place_people
from samverkan.domain.report.placing import choose_people, place_marks
from samverkan.domain.report.sheets.framing import framework_sheet
from samverkan.domain.study import Study
from samverkan.domain.words import Text, has_words, say
from samverkan.files.spreadsheet_csv import write_csv
from samverkan.files.workbook import About, write_sheets
from samverkan.records.coding import (
    load_agreed_cells,
    load_excerpts_by_number,
    load_judges,
    load_marks,
    load_places,
    load_scored,
    load_scores_of_factor,
    load_words_of,
    number_interviews,
)
from samverkan.records.framework import find_shared, gather_frame, load_mentions
from samverkan.records.rows import read_together
from samverkan.workbench.access import NotThereError, Place, find_hidden, require
from samverkan.workbench.coding.codebook import find_heard

ON_A_PAGE: Final = 100
MORE_THAN_ONE: Final = 2


class FileKind(StrEnum):
    """The form in which a matrix leaves the workbench."""

    CSV = "csv"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """The matrix with the words it needs. `is_told_in_part` says that small groups are hidden.

    `leads` are, where several have coded and all are chosen, those whose work it shows, and how many interviews each;
    `opposed` has for a case and a factor how many informants another coder puts on the other side of 0.5.
    """

    study: Study
    shown: Framework
    names: Mapping[str, Text]
    coders: tuple[str, ...]
    is_told_in_part: bool
    leads: tuple[tuple[str, int], ...] = ()
    opposed: Mapping[tuple[str, str], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Passage:
    """An excerpt behind a cell, with its own number and that of its interview: the way to the coding board."""

    excerpt: Excerpt
    id: int
    interview_id: int
    label: str
    may_be_quoted: bool


class PassageOrder(StrEnum):
    """Which passages of a cell come first: by interview and place, the same from the last, or by coder."""

    PLACE = ""
    LAST = "last"
    CODER = "by"


@dataclass(frozen=True, slots=True)
class Looked:
    """Which passages of a cell one looks for, and which page of them; an effect of None is any."""

    words: str = ""
    valence: Valence | None = None
    order: PassageOrder = PassageOrder.PLACE
    page: int = 1


FIRST_PAGE: Final = Looked()


@dataclass(frozen=True, slots=True)
class OpenedCell:
    """A cell with what it rests on: its scores, and a page of those `n_found` of `n_passages` that one looks for.

    `opposed` are scores by others than the leading coder, which lie on the other side of 0.5 and are not counted.
    """

    cell: FrameCell
    code: Code | None
    name: Text
    place: str
    scores: tuple[InformantScore, ...]
    opposed: tuple[InformantScore, ...]
    passages: tuple[Passage, ...]
    n_passages: int
    n_found: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class _Seen:
    """What somebody may see of what a matrix rests on: all but excerpts and scores, and who has made some of whom.

    `marks` are (interview, coder), `judges` (respondent, coder); `agreed` are the cells with an agreed score.
    """

    study_id: int
    evidence: Evidence
    marks: tuple[tuple[str, str], ...]
    judges: tuple[tuple[str, str], ...]
    agreed: frozenset[Cell]

    def judging(self, coder: str | None) -> tuple[Mapping[str, str], frozenset[Cell]]:
        """Return who leads each informant, and the cells where the agreed score counts instead; or one coder's all."""
        if coder:
            return find_leads(self.judges, coder), frozenset()
        return find_leads(without_agreed(self.judges), None), self.agreed


def show_matrix(actor: int, study_id: int, choice: Choice) -> MatrixPage:
    """Return the matrix as chosen.

    Who may not read sees it whole, of everybody's voices, with small groups hidden: a choice of voices could single
    somebody out.
    """
    place = require(actor, study_id, Right.SEE_TOTALS)
    is_blind = not place.allows(Right.READ)
    with read_together():
        seen = _gather(place)
        shown = _hide(seen, _without_people(choice)) if is_blind else _frame(seen, choice)
        opposed = {} if is_blind else _count_opposed(seen, shown)
    evidence = seen.evidence
    coders = {coder for _, coder in (*seen.marks, *seen.judges)}
    return MatrixPage(
        study=evidence.study,
        shown=shown,
        names={code: code_name(evidence.codebook, code) for code in shown.codes},
        coders=() if is_blind else tuple(sorted(coders)),
        is_told_in_part=is_blind,
        leads=() if is_blind or choice.coder or len(coders) < MORE_THAN_ONE else _count_leads(seen),
        opposed=opposed,
    )


def open_cell(
    actor: int, study_id: int, choice: Choice, at: tuple[str, str], looked: Looked = FIRST_PAGE
) -> OpenedCell:
    """Return a cell with its scores and a page of its excerpts.

    Parameters
    ----------
    at
        The id of the case, and the code.
    looked
        Which excerpts; another page than there is gives the nearest.

    Raises
    ------
    NotThereError
        No such case or code is in the matrix.
    """
    place = require(actor, study_id, Right.READ)
    with read_together():
        seen = _gather(place)
        leads = find_leads(seen.marks, choice.coder)
        marked = [one for one in load_places(study_id, at[1]) if leads.get(one[1].interview) == one[1].coder]
        cell = _frame(seen, choice, (mention for _, mention in marked)).by_id().get(at)
        if cell is None:
            raise NotThereError(say("There is no such cell in the matrix. Go back to the matrix and choose another."))
        people = place_people(seen.evidence, {respondent for respondent, _ in seen.judges})[1]
        where = place_marks(people, choice)
        held = [one for one in marked if cell.case.id in where(one[1])[1]]
        found = _look(held, looked)
        pages = max(1, -(-len(found) // ON_A_PAGE))
        page = min(max(looked.page, 1), pages)
        shown = found[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
        quoted = {one.id: one for one in load_excerpts_by_number(shown)}
        passages = _find_passages(seen, people, [quoted[number] for number in shown])
        scores, opposed = _find_scores(seen, people, choice, cell) if cell.has_scores else ((), ())
    evidence = seen.evidence
    cluster = evidence.study.name(cell.case.collaboration)
    return OpenedCell(
        cell=cell,
        code=next((one for one in evidence.codebook.codes if one.id == cell.code), None),
        name=code_name(evidence.codebook, cell.code),
        place=f"{evidence.study.name(cell.case.municipality)}, {cluster}" if cell.case.municipality else cluster,
        scores=scores,
        opposed=opposed,
        passages=passages,
        n_passages=len(held),
        n_found=len(found),
        page=page,
        pages=pages,
    )


def _look(held: Sequence[tuple[int, Mention]], looked: Looked) -> list[int]:
    """Return the numbers of the excerpts that one looks for, in the order that is asked for."""
    has_sought = bool(looked.words.strip())
    texts = load_words_of([number for number, _ in held]) if has_sought else {}
    found = [
        (number, mention)
        for number, mention in held
        if looked.valence is None or looked.valence in mention.valences
        if not has_sought or has_words(f"{texts[number]} {mention.coder}", looked.words)
    ]
    if looked.order is PassageOrder.CODER:
        found.sort(key=lambda one: one[1].coder)
    numbers = [number for number, _ in found]
    return numbers[::-1] if looked.order is PassageOrder.LAST else numbers


def export_matrix(actor: int, study_id: int, choice: Choice, kind: FileKind, language: str) -> bytes:
    """Return the matrix as a file, always with small groups hidden: it may go to anybody."""
    place = require(actor, study_id, Right.SEE_TOTALS)
    with read_together():
        seen = _gather(place)
        shown = _hide(seen, choice if place.allows(Right.READ) else _without_people(choice))
    sheet = framework_sheet(shown, seen.evidence.study, seen.evidence.codebook)
    if kind is FileKind.XLSX:
        return write_sheets([sheet], _about(place), language)
    return write_csv([one.heading for one in sheet.columns], map(sheet.values, sheet.rows), language)


def _gather(place: Place) -> _Seen:
    hidden = find_hidden(place)
    evidence = gather_frame(place.study_id)
    heard = find_heard(hidden, evidence.interviews)
    judges = tuple(one for one in load_judges(place.study_id) if one[0] not in heard or one[1] == hidden.coder)
    has_agreed = {respondent for respondent, coder in judges if coder == AGREED}
    return _Seen(
        study_id=place.study_id,
        evidence=evidence,
        marks=load_marks(place.study_id, hidden),
        judges=judges,
        agreed=load_agreed_cells(place.study_id, has_agreed) if has_agreed else frozenset(),
    )


def _count(seen: _Seen, choice: Choice, mentions: Iterable[Mention] | None = None) -> Counted:
    """Return what the leading coders marked and judged, as it comes; what is hidden is by nobody who leads."""
    if mentions is None:
        mentions = load_mentions(seen.study_id, choice.kind, find_shared(seen.evidence.interviews))
    leads, (judges, agreed) = find_leads(seen.marks, choice.coder), seen.judging(choice.coder)
    scores = load_scored(seen.study_id) if choice.kind is Kind.FACTOR else ()
    return Counted(
        (one for one in mentions if leads.get(one.interview) == one.coder),
        filter(counts_by(judges, agreed), scores),
        judges.keys() | {respondent for _, _, respondent in agreed},
    )


def _frame(seen: _Seen, choice: Choice, mentions: Iterable[Mention] | None = None) -> Framework:
    return frame_counted(seen.evidence, _count(seen, choice, mentions), choice)


def _without_people(choice: Choice) -> Choice:
    return replace(choice, role=None, size=None, coder=None)


def _hide(seen: _Seen, choice: Choice) -> Framework:
    everybody = replace(choice, role=None, size=None)
    whole = _frame(seen, everybody)
    shown = whole if choice == everybody else _frame(seen, choice)
    return hide_few(shown, seen.evidence.study.smallest_group, whole)


def _find_passages(seen: _Seen, people: Informants, excerpts: Sequence[Kept[Excerpt]]) -> tuple[Passage, ...]:
    interviews = number_interviews(seen.study_id)
    may_be_quoted = {one.id: one.may_be_quoted for one in seen.evidence.interviews}
    found = []
    for one in excerpts:
        speaker = people.behind(one.value)
        found.append(
            Passage(
                excerpt=one.value,
                id=one.id,
                interview_id=interviews[one.value.interview],
                label=speaker.label if speaker else "",
                may_be_quoted=may_be_quoted.get(one.value.interview, False),
            )
        )
    return tuple(found)


def _find_scores(
    seen: _Seen, people: Informants, choice: Choice, cell: FrameCell
) -> tuple[tuple[InformantScore, ...], tuple[InformantScore, ...]]:
    """Return the scores that a cell counts, and those by other coders that lie on the other side of 0.5."""
    chosen = choose_people(people, choice)
    (lead, agreed), judges = seen.judging(choice.coder), set(seen.judges)
    cases_of = CasesOf(seen.evidence.study, [cell.case])
    found = []
    for one in load_scores_of_factor(seen.study_id, cell.code):
        informant = chosen.get(one.respondent)
        is_there = informant and one.was_asked and (one.respondent, one.coder) in judges
        if informant and is_there and cases_of(informant, one.case):
            found.append(InformantScore(informant, one.score, one))
    opposed = set(find_opposed((one.judgement for one in found), lead, agreed))
    counts = counts_by(lead, agreed)
    counted = tuple(one for one in found if counts(one.judgement))
    return counted, tuple(one for one in found if one.judgement in opposed)


def _count_leads(seen: _Seen) -> tuple[tuple[str, int], ...]:
    """Return who leads in how many interviews, most first; who has only scored leads in none of them."""
    counts = Counter(find_leads(seen.marks, None).values())
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def _count_opposed(seen: _Seen, shown: Framework) -> dict[tuple[str, str], int]:
    judges = set(seen.judges)
    if shown.choice.kind is not Kind.FACTOR or len(judges) == len({respondent for respondent, _ in judges}):
        return {}
    scores = (one for one in load_scored(seen.study_id, by_several=True) if (one.respondent, one.coder) in judges)
    people = choose_people(place_people(seen.evidence, {one for one, _ in judges})[1], shown.choice)
    cases_of = CasesOf(seen.evidence.study, [case for case, _ in shown.rows])
    who: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in find_opposed(scores, *seen.judging(shown.choice.coder)):
        informant = people.get(one.respondent)
        for case in cases_of(informant, one.case) if informant else ():
            who[case, one.factor].add(one.respondent)
    return {at: len(respondents) for at, respondents in who.items()}


def _about(place: Place) -> About:
    return About(place.title, "", (), ())
