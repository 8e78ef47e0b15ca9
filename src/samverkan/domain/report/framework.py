"""The matrix as one looks at it: cases beside factors, gains or costs, chosen, and with small groups hidden when asked.

A cell counts informants, never passages. `n` is how many of them speak or were scored.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from enum import StrEnum

from samverkan.domain.coding.codebook import Kind
from samverkan.domain.coding.excerpts import Valence
from samverkan.domain.coding.scores import Scored
from samverkan.domain.comparison.informants import Informants
from samverkan.domain.comparison.matrix import (
    Case,
    CasesOf,
    Standing,
    is_host,
    is_small_member,
    median_of,
    order_factors,
    stand,
    sum_up_valence,
)
from samverkan.domain.comparison.mentions import Mention
from samverkan.domain.findings.evidence import Evidence
from samverkan.domain.gains import Presence, sum_up_presence
from samverkan.domain.report.choice import Choice
from samverkan.domain.report.people import place_people
from samverkan.domain.report.placing import Voice, choose_people, place_marks
from samverkan.domain.study import SizeClass, Study

Key = tuple[str, str]
"""A case's id and a code: a cell."""


@dataclass(frozen=True, slots=True)
class FrameCell:
    """One case on one factor, gain or cost.

    `n` informants speak of it or were scored, `n_scored` have a score; `counts` are informants by direction (factors)
    or by what they say (gains and costs). When `is_hidden` there is somebody, but too few to be told of.
    """

    case: Case
    code: str
    n: int = 0
    n_scored: int = 0
    median: float | None = None
    host_median: float | None = None
    small_median: float | None = None
    standing: Standing | None = None
    counts: Mapping[StrEnum, int] | None = None
    has_passages: bool = False
    has_scores: bool = False
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Framework:
    """All cases beside all codes; `rows` has the cells of each case in the order of the codes."""

    choice: Choice
    codes: tuple[str, ...]
    rows: tuple[tuple[Case, tuple[FrameCell, ...]], ...]

    def by_id(self) -> dict[tuple[str, str], FrameCell]:
        """Return each cell by its case's id and its code."""
        return {(case.id, cell.code): cell for case, cells in self.rows for cell in cells}


@dataclass(frozen=True, slots=True)
class Counted:
    """What a matrix counts: what was marked and judged by the leading coders, or by the chosen one.

    Both may be read once only, as they come, for there are very many. `scored` are all respondents with scores.
    """

    mentions: Iterable[Mention]
    scores: Iterable[Scored]
    scored: AbstractSet[str]


def frame_counted(evidence: Evidence, counted: Counted, choice: Choice) -> Framework:
    """Return the matrix as chosen; of the evidence neither excerpts nor scores are used."""
    sizes, informants = place_people(evidence, counted.scored)
    cases = _choose_cases(evidence.study, sizes, choice)
    kinds = {one.id: one.kind for one in evidence.codebook.codes}
    voices = _gather_voices((one for one in counted.mentions if kinds.get(one.code) is choice.kind), informants, choice)
    if choice.kind is Kind.FACTOR:
        judged, scored = _gather_scores(evidence.study, choose_people(informants, choice), counted.scores, cases)
        codes = order_factors(evidence.codebook, voices.codes | scored)
        rows = tuple(
            (case, tuple(_of_factor(case, one, judged[case.id, one], voices) for one in codes)) for case in cases
        )
    else:
        codes = tuple(code for code in kinds if code in voices.codes)
        rows = tuple((case, tuple(_of_claims(case, code, choice.kind, voices) for code in codes)) for case in cases)
    return Framework(choice, codes, rows)


def hide_few(shown: Framework, smallest: int, whole: Framework) -> Framework:
    """Return the matrix without what is known of groups smaller than `smallest`.

    Hidden too is what would follow from what is shown: a cell that leaves a small group out of the same cell of the
    `whole` (the same matrix without role and size), and, where few members of a collaboration are hidden, the smallest
    of the others. Medians of the host and of small members go, for each may be one person's.
    """
    if not shown.choice.by_member:
        return _hide_cells(shown, smallest, whole.by_id())
    told = _hide_what_follows(_hide_cells(whole, smallest, {}), whole, smallest)
    kept = {case.id for case, _ in shown.rows}
    return replace(told, choice=shown.choice, rows=tuple(row for row in told.rows if row[0].id in kept))


@dataclass(frozen=True, slots=True)
class _Voices:
    """What is said in each cell, by who says it and of whom, and which codes occur at all.

    Nobody's name is '': somebody of several who were interviewed together.
    """

    cells: Mapping[Key, Mapping[Voice, AbstractSet[Valence | None]]]
    codes: AbstractSet[str]


def _gather_voices(mentions: Iterable[Mention], people: Informants, choice: Choice) -> _Voices:
    place = place_marks(people, choice)
    cells: dict[Key, dict[Voice, AbstractSet[Valence | None]]] = defaultdict(dict)
    codes = set()
    for one in mentions:
        codes.add(one.code)
        voice, cases = place(one)
        for case in cases:
            said = cells[case, one.code]
            said[voice] = said[voice] | one.valences if voice in said else one.valences
    return _Voices(cells, codes)


def _choose_cases(study: Study, sizes: Mapping[tuple[str, str], SizeClass], choice: Choice) -> tuple[Case, ...]:
    clusters = [one.id for one in study.collaborations if choice.collaboration in {None, one.id}]
    if not choice.by_member:
        return tuple(Case(one) for one in clusters)
    return tuple(
        dict.fromkeys(
            Case(cluster, one.municipality)
            for cluster in clusters
            for one in study.members(cluster)
            if choice.role in {None, study.role_of(one.municipality, cluster)}
            and choice.size in {None, sizes.get((cluster, one.municipality))}
        )
    )


class _Scores:
    """The known scores in one cell, those of the host and of small members once more, and who has them."""

    __slots__ = ("everybody", "host", "n", "respondents", "small")

    def __init__(self) -> None:
        self.n = 0
        self.respondents: set[str] = set()
        self.everybody: list[float] = []
        self.host: list[float] = []
        self.small: list[float] = []

    def take(self, respondent: str, score: float | None, sides: tuple[bool, bool]) -> None:
        self.n += 1
        if score is None:
            return
        self.respondents.add(respondent)
        self.everybody.append(score)
        if sides[0]:
            self.host.append(score)
        if sides[1]:
            self.small.append(score)


def _gather_scores(
    study: Study, people: Informants, scores: Iterable[Scored], cases: tuple[Case, ...]
) -> tuple[dict[Key, _Scores], AbstractSet[str]]:
    """Return the scores in each cell, and the factors that anybody was scored on."""
    cases_of = CasesOf(study, cases)
    cells: dict[Key, _Scores] = defaultdict(_Scores)
    factors = set()
    sides = {one.respondent: (is_host(one), is_small_member(one)) for one in people.everyone}
    for case, factor, respondent, _, score, was_asked in scores:
        factors.add(factor)
        informant = people.get(respondent)
        if informant is None or not was_asked:
            continue
        for where in cases_of(informant, case):
            cells[where, factor].take(respondent, score, sides[respondent])
    return cells, factors


def _of_factor(case: Case, factor: str, scores: _Scores, voices: _Voices) -> FrameCell:
    said = voices.cells.get((case.id, factor), {})
    middle, host, small = median_of(scores.everybody), median_of(scores.host), median_of(scores.small)
    by_person = _join_directions(said)
    return FrameCell(
        case=case,
        code=factor,
        n=len(scores.respondents | by_person.keys()),
        n_scored=len(scores.everybody),
        median=middle,
        host_median=host,
        small_median=small,
        standing=stand(middle, host, small),
        counts=_count_directions(by_person.values()),
        has_passages=bool(said),
        has_scores=scores.n > 0,
    )


def _join_directions(said: Mapping[Voice, AbstractSet[Valence | None]]) -> dict[str, AbstractSet[Valence | None]]:
    found: dict[str, AbstractSet[Valence | None]] = {}
    for (who, _), valences in said.items():
        if who:
            found[who] = found[who] | valences if who in found else valences
    return found


def _count_directions(said: Iterable[AbstractSet[Valence | None]]) -> dict[StrEnum, int]:
    counts: Counter[StrEnum] = Counter()
    for valences, count in Counter(map(frozenset, said)).items():
        pointed = {one for one in valences if one is not None}
        if pointed:
            counts[sum_up_valence(pointed)] += count
    return dict(counts)


def _of_claims(case: Case, code: str, kind: Kind, voices: _Voices) -> FrameCell:
    said = voices.cells.get((case.id, code), {})
    by_person: dict[str, set[Presence]] = defaultdict(set)
    # Very many voices say the same few things.
    presences = {valences: sum_up_presence(kind, valences) for valences in set(map(frozenset, said.values()))}
    for (who, _), valences in said.items():
        if who:
            by_person[who].add(presences[frozenset(valences)])
    counts: Counter[StrEnum] = Counter(map(_sum_up, by_person.values()))
    return FrameCell(case, code, n=len(by_person), counts=dict(counts), has_passages=bool(said))


def _sum_up(presences: set[Presence]) -> Presence:
    """Return what one informant says of several municipalities: partly, when not the same of all."""
    pointed = presences - {Presence.MENTIONED}
    if len(pointed) > 1:
        return Presence.MIXED
    return next(iter(pointed)) if pointed else Presence.MENTIONED


def _hide_cells(shown: Framework, smallest: int, whole: Mapping[tuple[str, str], FrameCell]) -> Framework:
    rows = tuple(
        (case, tuple(_hide_cell(cell, smallest, whole.get((case.id, cell.code), cell)) for cell in cells))
        for case, cells in shown.rows
    )
    return replace(shown, rows=rows)


def _hide_cell(cell: FrameCell, smallest: int, whole: FrameCell) -> FrameCell:
    if 0 < cell.n < smallest or 0 < whole.n - cell.n < smallest:
        return _hidden(cell)
    told = replace(cell, host_median=None, small_median=None, has_passages=False, has_scores=False)
    # Divided says how the host and how small members stand, each perhaps one person.
    standing = None if cell.standing is Standing.DIVIDED else cell.standing
    if cell.n_scored < smallest or 0 < whole.n_scored - cell.n_scored < smallest:
        return replace(told, n_scored=0, median=None, standing=None)
    return replace(told, standing=standing)


def _hidden(cell: FrameCell) -> FrameCell:
    return FrameCell(cell.case, cell.code, is_hidden=True)


def _hide_what_follows(hidden: Framework, shown: Framework, smallest: int) -> Framework:
    """Hide more members, smallest first, until those hidden in a collaboration together are no small group."""
    cells = hidden.by_id()
    groups: dict[tuple[str, str], list[FrameCell]] = {}
    for cell in shown.by_id().values():
        if cell.n:
            groups.setdefault((cell.case.collaboration, cell.code), []).append(cell)
    for group in groups.values():
        _hide_more(cells, group, smallest)
    rows = tuple((case, tuple(cells[case.id, cell.code] for cell in row)) for case, row in hidden.rows)
    return replace(hidden, rows=rows)


def _hide_more(cells: dict[tuple[str, str], FrameCell], group: Sequence[FrameCell], smallest: int) -> None:
    open_ones = sorted(
        (one for one in group if not cells[one.case.id, one.code].is_hidden), key=lambda one: (one.n, one.case.id)
    )
    unseen = sum(one.n for one in group if cells[one.case.id, one.code].is_hidden)
    while open_ones and 0 < unseen < smallest:
        one = open_ones.pop(0)
        unseen += one.n
        cells[one.case.id, one.code] = _hidden(one)
