"""The study: municipalities, collaborations, who belonged where and when, and who counts as small."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from samverkan.domain.dates import Period

Extra = tuple[tuple[str, str], ...]
"""Columns of a table that we do not know, kept as they came: (column, value)."""


class Form(StrEnum):
    """The legal form of a collaboration."""

    CONTRACT = "contract"
    JOINT_COMMITTEE = "joint-committee"
    MUNICIPAL_ASSOCIATION = "municipal-association"
    COMPANY = "company"
    NETWORK = "network"


class Role(StrEnum):
    """A municipality's part in a collaboration. The host need not be the largest."""

    HOST = "host"
    MEMBER = "member"


class SizeClass(StrEnum):
    """Small or large, by the study's own rule."""

    SMALL = "small"
    LARGE = "large"


class SizeRule(StrEnum):
    """How a study tells large from small."""

    LARGEST_IN_COLLABORATION = "largest-in-collaboration"
    POPULATION = "population"


class Design(StrEnum):
    """How the clusters of a comparative study were chosen."""

    MOST_SIMILAR = "most-similar"
    MOST_DIFFERENT = "most-different"
    DESCRIPTIVE = "descriptive"


class Outcome(StrEnum):
    """How a collaboration went, in the study's own judgement."""

    SUCCESS = "success"
    FAILURE = "failure"
    NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality; the id is its four-digit code or any short name."""

    id: str
    name: str
    county: str = ""
    extra: Extra = ()


@dataclass(frozen=True, slots=True)
class Collaboration:
    """A cluster of municipalities that share IT in some form."""

    id: str
    name: str
    form: Form | None = None
    start: Period | None = None
    end: Period | None = None
    services: str = ""
    outcome: str = ""
    source: str = ""
    extra: Extra = ()


@dataclass(frozen=True, slots=True)
class Membership:
    """One municipality's time in one collaboration, as host or member."""

    collaboration: str
    municipality: str
    start: Period | None
    end: Period | None
    role: Role
    extra: Extra = ()


@dataclass(frozen=True, slots=True)
class ComparisonPlan:
    """What the study holds its cases against: the outcome, and which words mean success and failure."""

    outcome: str = "outcome"
    success: tuple[str, ...] = ()
    failure: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Study:
    """The frame of a study: its question, its rules and the municipalities it is about."""

    title: str
    question: str = ""
    language: str = "sv"
    design: Design = Design.DESCRIPTIVE
    is_invented: bool = False
    size_rule: SizeRule = SizeRule.LARGEST_IN_COLLABORATION
    large_from: int | None = None
    comparison: ComparisonPlan = ComparisonPlan()
    smallest_group: int = 5
    municipalities: tuple[Municipality, ...] = ()
    collaborations: tuple[Collaboration, ...] = ()
    memberships: tuple[Membership, ...] = ()
    _names: dict[str, str] = field(init=False, repr=False, compare=False, default_factory=dict)
    _members: dict[str, tuple[Membership, ...]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._names.update({one.id: one.name for one in self.municipalities})
        self._names.update({one.id: one.name for one in self.collaborations})
        for one in self.memberships:
            self._members[one.collaboration] = (*self._members.get(one.collaboration, ()), one)

    def name(self, key: str) -> str:
        """Return the name of a municipality or collaboration; the id itself when it has none."""
        return self._names.get(key) or key

    def members(self, collaboration: str) -> tuple[Membership, ...]:
        """Return the memberships of one collaboration, in the order of the table."""
        return self._members.get(collaboration, ())

    def home_of(self, municipality: str) -> str:
        """Return the only collaboration that the municipality ever belonged to; '' when there is none or several."""
        homes = {one.collaboration for one in self.memberships if one.municipality == municipality}
        return homes.pop() if len(homes) == 1 else ""

    def role_of(self, municipality: str, collaboration: str) -> Role | None:
        """Return the municipality's part in the collaboration; host when it ever was the host; None when no member."""
        roles = {one.role for one in self.members(collaboration) if one.municipality == municipality}
        if not roles:
            return None
        return Role.HOST if Role.HOST in roles else Role.MEMBER

    def outcome_of(self, collaboration: Collaboration) -> Outcome:
        """Return how the collaboration went, by the words that the study counts as success and failure."""
        plan = self.comparison
        word = collaboration.outcome if plan.outcome == "outcome" else dict(collaboration.extra).get(plan.outcome, "")
        if word in plan.success:
            return Outcome.SUCCESS
        return Outcome.FAILURE if word in plan.failure else Outcome.NOT_KNOWN


def classify_sizes(study: Study, population: Mapping[str, float]) -> dict[tuple[str, str], SizeClass]:
    """Return the size class of each (collaboration, municipality); pairs without inhabitants are left out.

    By `population` a municipality is large from `large_from` inhabitants. By `largest-in-collaboration` the largest of
    those that remain members is large, and so is a former member that was no smaller; every other is small. Then a
    collaboration in which a remaining member's inhabitants are missing is left out whole: it could be the largest.
    """
    sizes: dict[tuple[str, str], SizeClass] = {}
    for collaboration in study.collaborations:
        memberships = study.members(collaboration.id)
        limit = _large_from(study, memberships, population)
        for one in memberships if limit is not None else ():
            inhabitants = population.get(one.municipality)
            if inhabitants is not None and limit is not None:
                size = SizeClass.LARGE if inhabitants >= limit else SizeClass.SMALL
                sizes[collaboration.id, one.municipality] = size
    return sizes


def _large_from(study: Study, memberships: Iterable[Membership], population: Mapping[str, float]) -> float | None:
    """Return the number of inhabitants from which a member is large; None when it cannot be told."""
    if study.size_rule is SizeRule.POPULATION:
        return study.large_from
    memberships = list(memberships)
    remaining = {one.municipality for one in memberships if one.end is None} or {
        one.municipality for one in memberships
    }
    if not remaining or any(one not in population for one in remaining):
        return None
    return max(population[one] for one in remaining)
