"""What the study rests on: who belonged where, who was interviewed and asked, and where the gaps are."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from samverkan.domain.comparison.informants import Informants
from samverkan.domain.findings.evidence import Evidence
from samverkan.domain.indicators import POPULATION, Indicator, newest_values
from samverkan.domain.study import Collaboration, Membership, Role, SizeClass
from samverkan.domain.survey import place_respondents


@dataclass(frozen=True, slots=True)
class MemberBasis:
    """One membership and the material that stands behind the municipality in this collaboration."""

    membership: Membership
    size: SizeClass | None
    population: Indicator | None
    functions: tuple[str, ...]
    interviews: tuple[str, ...]
    n_informants: int
    n_asked: int
    n_answered: int
    indicators_known: int
    indicators_expected: int

    @property
    def is_silent(self) -> bool:
        """Whether nobody of the municipality was interviewed."""
        return self.n_informants == 0


@dataclass(frozen=True, slots=True)
class ClusterBasis:
    """One collaboration with its members, host and largest member."""

    collaboration: Collaboration
    members: tuple[MemberBasis, ...]
    n_office_informants: int

    @property
    def hosts(self) -> tuple[str, ...]:
        """The municipalities that are or were host."""
        return tuple(dict.fromkeys(one.membership.municipality for one in self.members if _is_host(one.membership)))

    @property
    def largest(self) -> str | None:
        """The remaining member with most inhabitants; None when the inhabitants of one of them are not known."""
        remaining = [one for one in self.members if one.membership.end is None] or list(self.members)
        inhabitants = {
            one.membership.municipality: one.population.value
            for one in remaining
            if one.population is not None and one.population.value is not None
        }
        if not remaining or len(inhabitants) < len({one.membership.municipality for one in remaining}):
            return None
        return max(inhabitants, key=lambda municipality: inhabitants[municipality])

    @property
    def host_is_largest(self) -> bool | None:
        """Whether a host is the largest member; None when there is no host or the sizes are not known."""
        return None if self.largest is None or not self.hosts else self.largest in self.hosts


@dataclass(frozen=True, slots=True)
class SurveyBasis:
    """How many were asked and answered, and how many of the questions put to them were answered."""

    n_asked: int
    n_answered: int
    n_questions: int
    n_values: int


@dataclass(frozen=True, slots=True)
class Basis:
    """The first chapter's figures."""

    clusters: tuple[ClusterBasis, ...]
    functions: tuple[str, ...]
    interviewed: Mapping[tuple[str, str], int]
    survey: SurveyBasis
    indicator_coverage: Mapping[str, tuple[int, int]]
    periods: tuple[str, ...]
    unreviewed: tuple[str, ...]
    without_text: tuple[str, ...]


def describe_basis(evidence: Evidence, informants: Informants, sizes: Mapping[tuple[str, str], SizeClass]) -> Basis:
    """Return what the study rests on."""
    population = newest_values(evidence.indicators, POPULATION)
    survey = _survey_counts(evidence)
    coverage = _indicators_by_municipality(evidence.indicators)
    functions = tuple(dict.fromkeys(one.function for one in informants.everyone if one.function))
    interviewed = Counter((one.municipality, one.function) for one in informants.everyone)
    clusters = []
    for collaboration in evidence.study.collaborations:
        members = tuple(
            _member_basis(evidence, informants, one, sizes, (population, survey, coverage))
            for one in evidence.study.members(collaboration.id)
        )
        office = sum(not one.municipality for one in informants.of(collaboration.id))
        clusters.append(ClusterBasis(collaboration, members, office))
    return Basis(
        clusters=tuple(clusters),
        functions=functions,
        interviewed=interviewed,
        survey=_survey_basis(evidence),
        indicator_coverage=_coverage_by_indicator(evidence.indicators),
        periods=tuple(str(one) for one in sorted({one.period for one in evidence.indicators})),
        unreviewed=tuple(one.id for one in evidence.interviews if not one.is_reviewed),
        without_text=tuple(one.id for one in evidence.interviews if one.id not in evidence.transcripts),
    )


_Counts = tuple[dict[str, Indicator], dict[tuple[str, str], tuple[int, int]], dict[str, tuple[int, int]]]


def _member_basis(
    evidence: Evidence,
    informants: Informants,
    membership: Membership,
    sizes: Mapping[tuple[str, str], SizeClass],
    counts: _Counts,
) -> MemberBasis:
    population, survey, coverage = counts
    municipality, cluster = membership.municipality, membership.collaboration
    people = [one for one in informants.of(cluster) if one.municipality == municipality]
    ids = {one.respondent for one in people}
    asked, answered = survey.get((cluster, municipality), (0, 0))
    known, expected = coverage.get(municipality, (0, 0))
    return MemberBasis(
        membership=membership,
        size=sizes.get((cluster, municipality)),
        population=population.get(municipality),
        functions=tuple(dict.fromkeys(one.function for one in people if one.function)),
        interviews=tuple(one.id for one in evidence.interviews if ids & set(one.respondents)),
        n_informants=len(people),
        n_asked=asked,
        n_answered=answered,
        indicators_known=known,
        indicators_expected=expected,
    )


def _survey_counts(evidence: Evidence) -> dict[tuple[str, str], tuple[int, int]]:
    asked = {one.respondent for one in evidence.answers}
    answered = {one.respondent for one in evidence.answers if one.value is not None}
    places = place_respondents(evidence.study, evidence.respondents)
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for one in evidence.respondents:
        place = places[one.id]
        counts[place][0] += one.id in asked
        counts[place][1] += one.id in answered
    return {place: (counted[0], counted[1]) for place, counted in counts.items()}


def _survey_basis(evidence: Evidence) -> SurveyBasis:
    answers = evidence.answers
    return SurveyBasis(
        n_asked=len({one.respondent for one in answers}),
        n_answered=len({one.respondent for one in answers if one.value is not None}),
        n_questions=len(answers),
        n_values=sum(one.value is not None for one in answers),
    )


def _indicators_by_municipality(indicators: Iterable[Indicator]) -> dict[str, tuple[int, int]]:
    """Count known values, and values that some other municipality has for the same indicator and period."""
    known: dict[str, set[tuple[str, str]]] = defaultdict(set)
    expected: set[tuple[str, str]] = set()
    for one in indicators:
        if not one.municipality:
            continue
        expected.add((one.indicator, one.period.text))
        found = known[one.municipality]
        if one.value is not None:
            found.add((one.indicator, one.period.text))
    return {municipality: (len(found), len(expected)) for municipality, found in known.items()}


def _coverage_by_indicator(indicators: Iterable[Indicator]) -> dict[str, tuple[int, int]]:
    """Return for each indicator how many of its places and periods have a value."""
    places: dict[str, set[str]] = defaultdict(set)
    periods: dict[str, set[str]] = defaultdict(set)
    known: Counter[str] = Counter()
    for one in indicators:
        places[one.indicator].add(one.municipality or one.collaboration)
        periods[one.indicator].add(one.period.text)
        known[one.indicator] += one.value is not None
    return {name: (known[name], len(places[name]) * len(periods[name])) for name in places}


def _is_host(membership: Membership) -> bool:
    return membership.role is Role.HOST
