"""The matrix as one looks at it: cases beside factors, gains or costs, chosen, and with small groups hidden when asked.

A cell counts informants, never passages. `n` is how many of them speak or were scored.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from samverkan.domain.coding.codebook import Kind
from samverkan.domain.coding.excerpts import Excerpt
from samverkan.domain.comparison.informants import Informants, leading_excerpts
from samverkan.domain.comparison.matrix import Case, Cell, InformantScore, Standing, build_matrices
from samverkan.domain.findings.evidence import Evidence
from samverkan.domain.gains import Claim, Presence, Voice, gather_claims
from samverkan.domain.report.people import place_people
from samverkan.domain.study import Role, SizeClass, Study


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody wants to see; None is everything.

    In rows of members, role and size choose the rows; in rows of collaborations, whose voices count.
    """

    kind: Kind = Kind.FACTOR
    by_member: bool = False
    collaboration: str | None = None
    role: Role | None = None
    size: SizeClass | None = None
    coder: str | None = None


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
    excerpts: tuple[Excerpt, ...] = ()
    scores: tuple[InformantScore, ...] = ()
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


def frame_evidence(evidence: Evidence, choice: Choice) -> Framework:
    """Return the matrix of what was given and judged, as chosen."""
    if choice.coder is not None:
        evidence = replace(
            evidence,
            excerpts=tuple(one for one in evidence.excerpts if one.coder == choice.coder),
            scores=tuple(one for one in evidence.scores if one.coder == choice.coder),
        )
    sizes, informants = place_people(evidence)
    cases = _choose_cases(evidence.study, sizes, choice)
    if choice.kind is Kind.FACTOR:
        return _frame_factors(evidence, _choose_people(informants, choice), choice, cases)
    return _frame_claims(evidence, informants, sizes, choice, cases)


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


def _choose_people(informants: Informants, choice: Choice) -> Informants:
    if choice.by_member or (choice.role is None and choice.size is None):
        return informants
    chosen = tuple(
        one for one in informants.everyone if choice.role in {None, one.role} and choice.size in {None, one.size}
    )
    return Informants(chosen, informants.interviews, informants.transcripts)


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


def _frame_factors(evidence: Evidence, people: Informants, choice: Choice, cases: tuple[Case, ...]) -> Framework:
    excerpts = leading_excerpts(evidence.excerpts)
    clusters, members = build_matrices(evidence.study, evidence.codebook, people, evidence.scores, excerpts)
    matrix = members if choice.by_member else clusters
    rows = tuple((case, tuple(_of_factor(cell) for cell in matrix.row(case))) for case in cases)
    return Framework(choice, matrix.factors, rows)


def _of_factor(cell: Cell) -> FrameCell:
    people = {one.informant.respondent for one in cell.scores if one.score is not None} | set(cell.mentioned_by)
    return FrameCell(
        case=cell.case,
        code=cell.factor,
        n=len(people),
        n_scored=len(cell.values),
        median=cell.median,
        host_median=cell.host_median,
        small_median=cell.small_median,
        standing=cell.standing,
        counts=dict(cell.valences.items()),
        excerpts=cell.excerpts,
        scores=cell.scores,
    )


def _frame_claims(
    evidence: Evidence,
    informants: Informants,
    sizes: Mapping[tuple[str, str], SizeClass],
    choice: Choice,
    cases: tuple[Case, ...],
) -> Framework:
    excerpts = leading_excerpts(evidence.excerpts)
    claims = [
        one
        for one in gather_claims(evidence.study, evidence.codebook, informants, sizes, excerpts)
        if one.kind is choice.kind
    ]
    codes = tuple(dict.fromkeys(one.code for one in claims))
    rows = tuple((case, tuple(_of_claims(case, code, claims, choice) for code in codes)) for case in cases)
    return Framework(choice, codes, rows)


def _of_claims(case: Case, code: str, claims: Sequence[Claim], choice: Choice) -> FrameCell:
    own = [
        one
        for one in claims
        if one.code == code and one.collaboration == case.collaboration and case.municipality in {"", one.municipality}
    ]
    voices = [voice for one in own for voice in one.voices if choice.by_member or _is_chosen(voice, choice)]
    said: dict[str, set[Presence]] = {}
    for voice in voices:
        said.setdefault(voice.informant.respondent, set()).add(voice.presence)
    counts: dict[StrEnum, int] = {}
    for presences in said.values():
        one = _sum_up(presences)
        counts[one] = counts.get(one, 0) + 1
    spoken = [excerpt for voice in voices for excerpt in voice.excerpts]
    unattributed = [] if _is_narrowed(choice) else [excerpt for one in own for excerpt in one.unattributed]
    return FrameCell(case, code, n=len(said), counts=counts, excerpts=tuple(dict.fromkeys([*spoken, *unattributed])))


def _is_narrowed(choice: Choice) -> bool:
    return not choice.by_member and (choice.role is not None or choice.size is not None)


def _is_chosen(voice: Voice, choice: Choice) -> bool:
    return choice.role in {None, voice.informant.role} and choice.size in {None, voice.informant.size}


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
    told = replace(cell, host_median=None, small_median=None, scores=(), excerpts=())
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
