"""The framework matrix: each case beside each factor, with the score, the voices and the excerpts behind it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from enum import StrEnum
from statistics import median

from samverkan.domain.coding.agreed import choose_scores, without_agreed
from samverkan.domain.coding.codebook import THESIS_FACTORS, Codebook, Kind
from samverkan.domain.coding.excerpts import Excerpt, Valence
from samverkan.domain.coding.scores import FactorScore
from samverkan.domain.comparison.informants import Informant, Informants, leading_coders
from samverkan.domain.study import Role, SizeClass, Study

CROSSOVER = 0.5


class Standing(StrEnum):
    """Where a case stands on a factor: in the set, out of it, divided between host and small, or not known."""

    IN = "in"
    OUT = "out"
    DIVIDED = "divided"
    NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Case:
    """A row of the matrix: a collaboration, or one member of it (then `municipality` is set)."""

    collaboration: str
    municipality: str = ""

    @property
    def id(self) -> str:
        """The case's id: the collaboration's, or collaboration/municipality."""
        return f"{self.collaboration}/{self.municipality}" if self.municipality else self.collaboration


@dataclass(frozen=True, slots=True)
class InformantScore:
    """One informant's score as the leading coder judged it. None: asked and silent."""

    informant: Informant
    score: float | None
    judgement: FactorScore


@dataclass(frozen=True, slots=True)
class Cell:
    """One case on one factor. All figures are over informants, never over passages."""

    case: Case
    factor: str
    scores: tuple[InformantScore, ...]
    n_not_asked: int
    host_median: float | None
    small_median: float | None
    valences: Mapping[Valence, int]
    mentioned_by: tuple[str, ...]
    excerpts: tuple[Excerpt, ...]

    @property
    def id(self) -> str:
        """The name by which other figures and the report point to this cell."""
        return f"cell:{self.case.id}:{self.factor}"

    @property
    def values(self) -> tuple[float, ...]:
        """The known scores, lowest first."""
        return tuple(sorted(one.score for one in self.scores if one.score is not None))

    @property
    def median(self) -> float | None:
        """The median of the informants; None when nobody has a score."""
        return median(self.values) if self.values else None

    @property
    def n_silent(self) -> int:
        """How many were asked and said nothing that could be scored."""
        return sum(one.score is None for one in self.scores)

    @property
    def is_divided(self) -> bool:
        """Whether host and small members stand on opposite sides of .5, so that two scores are shown."""
        return are_divided(self.host_median, self.small_median)

    @property
    def standing(self) -> Standing:
        """Where the case stands. A median of exactly .5 is not known: it is neither in nor out."""
        return stand(self.median, self.host_median, self.small_median)

    @property
    def is_fragile(self) -> bool:
        """Whether the standing would be another if one of the scored informants were left out."""
        scored = [one for one in self.scores if one.score is not None]
        return any(_without(self, one).standing is not self.standing for one in scored)

    @property
    def sources(self) -> tuple[str, ...]:
        """The judgements and excerpts that the cell rests on."""
        judged = tuple(one.judgement.source for one in self.scores)
        return judged + tuple(dict.fromkeys(one.source for one in self.excerpts))


def are_divided(host: float | None, small: float | None) -> bool:
    """Tell whether the medians of host and small members stand on opposite sides of .5."""
    return host is not None and small is not None and (host - CROSSOVER) * (small - CROSSOVER) < 0


def stand(all_median: float | None, host: float | None, small: float | None) -> Standing:
    """Return where a case stands by the medians of everybody, of the host, and of small members."""
    if are_divided(host, small):
        return Standing.DIVIDED
    if all_median is None or all_median == CROSSOVER:
        return Standing.NOT_KNOWN
    return Standing.IN if all_median > CROSSOVER else Standing.OUT


@dataclass(frozen=True, slots=True)
class Matrix:
    """All cases beside all factors; `cells` has every pair."""

    cases: tuple[Case, ...]
    factors: tuple[str, ...]
    cells: Mapping[tuple[str, str], Cell]

    def cell(self, case: Case, factor: str) -> Cell:
        """Return the cell of a case and a factor."""
        return self.cells[case.id, factor]

    def row(self, case: Case) -> tuple[Cell, ...]:
        """Return all cells of a case, in the order of the factors."""
        return tuple(self.cells[case.id, factor] for factor in self.factors)


def order_factors(codebook: Codebook, seen: Iterable[str]) -> tuple[str, ...]:
    """Return the factors that occur: the thesis's four first, then the codebook's order."""
    occurring = set(seen)
    known = [code.id for code in codebook.of_kind(Kind.FACTOR) if code.id in occurring]
    first = [factor for factor in THESIS_FACTORS if factor in known]
    return (*first, *(factor for factor in known if factor not in THESIS_FACTORS))


def build_matrices(
    study: Study, codebook: Codebook, informants: Informants, scores: Sequence[FactorScore], excerpts: Sequence[Excerpt]
) -> tuple[Matrix, Matrix]:
    """Return the matrix of collaborations and the matrix of members.

    `excerpts` are those of the leading coders. A score whose case is a collaboration counts for the collaboration and
    for the informant's own municipality in it.
    """
    lead = leading_coders(without_agreed((one.respondent, one.coder) for one in scores))
    leading = choose_scores(scores, lead)
    factor_excerpts = [one for one in excerpts if one.code in codebook and codebook[one.code].kind is Kind.FACTOR]
    factors = order_factors(codebook, [*(one.factor for one in leading), *(one.code for one in factor_excerpts)])
    clusters = tuple(Case(one.id) for one in study.collaborations)
    members = tuple(
        dict.fromkeys(
            Case(one.collaboration, one.municipality)
            for cluster in study.collaborations
            for one in study.members(cluster.id)
        )
    )
    gathered = _Gathered(study, informants, (*clusters, *members))
    for score in leading:
        gathered.take_score(score)
    for excerpt in factor_excerpts:
        gathered.take_excerpt(excerpt)
    return gathered.matrix(clusters, factors), gathered.matrix(members, factors)


class CasesOf:
    """The cases that an informant's score counts for; what was found once is known."""

    def __init__(self, study: Study, cases: Iterable[Case]) -> None:
        self._clusters = {one.id for one in study.collaborations}
        self._wanted = {one.id for one in cases}
        self._known: dict[tuple[str, str], tuple[str, ...]] = {}

    def __call__(self, informant: Informant, case: str) -> tuple[str, ...]:
        """Return their ids; `case` is the score's, '' for what is said without one."""
        key = informant.respondent, case
        if key not in self._known:
            cluster = case if case in self._clusters else informant.collaboration
            municipality = case if case and case not in self._clusters else informant.municipality
            member = Case(cluster, municipality).id if cluster and municipality else ""
            self._known[key] = tuple(each for each in (cluster, member) if each in self._wanted)
        return self._known[key]


class _Gathered:
    """Scores and excerpts on their way into the cells."""

    def __init__(self, study: Study, informants: Informants, cases: Iterable[Case]) -> None:
        self._informants = informants
        self._cases_of = CasesOf(study, cases)
        self._scores: dict[tuple[str, str], list[InformantScore]] = defaultdict(list)
        self._not_asked: Counter[tuple[str, str]] = Counter()
        self._excerpts: dict[tuple[str, str], list[tuple[Excerpt, Informant | None]]] = defaultdict(list)

    def take_score(self, score: FactorScore) -> None:
        informant = self._informants.get(score.respondent)
        if informant is None:
            return
        for case in self._cases_of(informant, score.case):
            if score.was_asked:
                self._scores[case, score.factor].append(InformantScore(informant, score.score, score))
            else:
                self._not_asked[case, score.factor] += 1

    def take_excerpt(self, excerpt: Excerpt) -> None:
        informant = self._informants.behind(excerpt)
        for case in self._cases_of(informant, "") if informant else self._informants.collaborations_in(excerpt):
            self._excerpts[case, excerpt.code].append((excerpt, informant))

    def matrix(self, cases: tuple[Case, ...], factors: tuple[str, ...]) -> Matrix:
        cells = {(case.id, factor): self._cell(case, factor) for case in cases for factor in factors}
        return Matrix(cases, factors, cells)

    def _cell(self, case: Case, factor: str) -> Cell:
        key = case.id, factor
        scores = tuple(self._scores[key])
        marked = self._excerpts[key]
        return Cell(
            case=case,
            factor=factor,
            scores=scores,
            n_not_asked=self._not_asked[key],
            host_median=_host_median(scores),
            small_median=_small_median(scores),
            valences=_directions(marked),
            mentioned_by=tuple(dict.fromkeys(who.respondent for _, who in marked if who is not None)),
            excerpts=tuple(excerpt for excerpt, _ in marked),
        )


def without_informant(matrix: Matrix, respondent: str) -> Matrix:
    """Return the matrix without the scores of one informant; excerpts and their directions stay."""
    return replace(matrix, cells={key: _without_respondent(cell, respondent) for key, cell in matrix.cells.items()})


def _without_respondent(cell: Cell, respondent: str) -> Cell:
    kept = tuple(one for one in cell.scores if one.informant.respondent != respondent)
    return cell if len(kept) == len(cell.scores) else _with_scores(cell, kept)


def _without(cell: Cell, left_out: InformantScore) -> Cell:
    return _with_scores(cell, tuple(one for one in cell.scores if one is not left_out))


def _with_scores(cell: Cell, scores: tuple[InformantScore, ...]) -> Cell:
    return replace(cell, scores=scores, host_median=_host_median(scores), small_median=_small_median(scores))


def _host_median(scores: Iterable[InformantScore]) -> float | None:
    return median_of(one.score for one in scores if is_host(one.informant))


def _small_median(scores: Iterable[InformantScore]) -> float | None:
    return median_of(one.score for one in scores if is_small_member(one.informant))


def is_host(one: Informant) -> bool:
    """Tell whether an informant speaks from the host."""
    return one.role is Role.HOST


def is_small_member(one: Informant) -> bool:
    """Tell whether an informant speaks from a small municipality that is not the host."""
    return one.size is SizeClass.SMALL and one.role is not Role.HOST


def median_of(scores: Iterable[float | None]) -> float | None:
    """Return the median of the scores that are known; None when there is none."""
    values = [one for one in scores if one is not None]
    return median(values) if values else None


def _directions(marked: Iterable[tuple[Excerpt, Informant | None]]) -> Mapping[Valence, int]:
    """Count informants by direction: one who says both helps and hinders is mixed, once."""
    by_informant: dict[str, set[Valence]] = defaultdict(set)
    for excerpt, informant in marked:
        if informant is not None and excerpt.valence is not None:
            by_informant[informant.respondent].add(excerpt.valence)
    return Counter(sum_up_valence(valences) for valences in by_informant.values())


def sum_up_valence(valences: AbstractSet[Valence]) -> Valence:
    """Return one informant's direction: mixed when they say both, neutral only when they say nothing else."""
    if Valence.MIXED in valences or {Valence.HELPS, Valence.HINDERS} <= valences:
        return Valence.MIXED
    pointed = valences - {Valence.NEUTRAL}
    return next(iter(pointed)) if pointed else Valence.NEUTRAL
