"""The calibration that a study states: which sets are compared, what they come from, their anchors, who set them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from samverkan.domain.words import Text, name_in


class Cases(StrEnum):
    """What the cases of the comparison are."""

    COLLABORATIONS = "collaborations"
    MEMBERS = "members"


class SourceKind(StrEnum):
    """Where a set's values are taken from; in study.toml written before a colon, as in `factor:TRUST`."""

    FACTOR = "factor"
    SCALE = "scale"
    INDICATOR = "indicator"
    COLLABORATION = "collaboration"
    MEMBER = "member"


class Derived(StrEnum):
    """What a collaboration's memberships and inhabitants tell, beside the columns of its table."""

    MEMBERS = "members"
    LARGEST_SHARE = "largest-share"
    SIZE_RATIO = "size-ratio"
    HOST_IS_LARGEST = "host-is-largest"


class OfMember(StrEnum):
    """What a membership tells."""

    ROLE = "role"
    SIZE = "size"
    STAYS = "stays"


class Rule(StrEnum):
    """How values become memberships: as they are, by a table, by a threshold, by three anchors, or as levels."""

    SCORES = "scores"
    RECODE = "recode"
    CRISP = "crisp"
    DIRECT = "direct"
    LEVELS = "levels"


class CurveShape(StrEnum):
    """The curve between the anchors of a direct calibration."""

    LOGISTIC = "logistic"
    LINEAR = "linear"


class Missing(StrEnum):
    """What is done with a case whose value is not known."""

    LEAVE_OUT = "leave out"
    ABSENT = "absent"
    PRESENT = "present"


class Divided(StrEnum):
    """What is done with a collaboration where host and small members stand on opposite sides of .5."""

    LEAVE_OUT = "leave out"
    HOST = "host"
    SMALL = "small"
    MEDIAN = "median"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a set's values are taken from: `factor:TRUST`, `indicator:devices`, `collaboration:form`."""

    kind: SourceKind
    name: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}"


@dataclass(frozen=True, slots=True)
class CalibratedSet:
    """One condition, or the outcome: its source and rule, and who set the anchors and why.

    `values` is the table of a recode (memberships) or of levels; `anchors` are the one threshold of a crisp set or the
    three anchors of a direct calibration: fully out, crossover, fully in. `reasons` has one reason per anchor, or none.
    `expected` are the levels that are expected to contribute to the outcome. `period` picks an indicator's value;
    without it the newest counts.
    """

    name: str
    source: Source
    rule: Rule
    set_by: str
    reason: str = ""
    reasons: tuple[str, ...] = ()
    label_sv: str = ""
    label_en: str = ""
    values: Mapping[str, float] = field(default_factory=dict)
    anchors: tuple[float, ...] = ()
    curve: CurveShape = CurveShape.LOGISTIC
    period: str = ""
    expected: tuple[int, ...] = ()
    missing: Missing | None = None

    @property
    def is_multivalue(self) -> bool:
        """Whether the set has levels rather than memberships."""
        return self.rule is Rule.LEVELS

    @property
    def n_levels(self) -> int:
        """How many levels the set has; a crisp or fuzzy set has two."""
        return int(max(self.values.values(), default=1)) + 1 if self.is_multivalue else 2

    @property
    def source_name(self) -> str:
        """The name by which the report points to this calibration."""
        return f"calibration:{self.name}"

    @property
    def why(self) -> str:
        """All reasons in one text, each anchor's after its value."""
        stated = [f"{anchor:g}: {reason}" for anchor, reason in zip(self.anchors, self.reasons, strict=False)]
        return "; ".join(part for part in (self.reason, *stated) if part)


@dataclass(frozen=True, slots=True)
class Calibration:
    """All sets of a study's comparison and the choices that go with them.

    `frequency`, `inclusion` and `pri` are the cut-offs of the truth table. `missing` and `divided` are choices that a
    person has stated; by default a case that cannot be placed is left out and listed. `limits_sv` and `limits_en` say,
    sentence by sentence, what the study itself knows that its comparison cannot carry.
    """

    outcome: CalibratedSet
    conditions: tuple[CalibratedSet, ...]
    cases: Cases = Cases.COLLABORATIONS
    missing: Missing = Missing.LEAVE_OUT
    divided: Divided = Divided.LEAVE_OUT
    frequency: int = 1
    inclusion: float = 0.8
    pri: float = 0.5
    limits_sv: tuple[str, ...] = ()
    limits_en: tuple[str, ...] = ()

    @property
    def sets(self) -> tuple[CalibratedSet, ...]:
        """The conditions and, last, the outcome."""
        return (*self.conditions, self.outcome)

    @property
    def limits(self) -> tuple[Text, ...]:
        """What the study says that its comparison cannot carry; a language without words of its own has the other's."""
        pairs = zip(self.limits_sv or self.limits_en, self.limits_en or self.limits_sv, strict=True)
        return tuple(name_in(*pair) for pair in pairs)

    def missing_of(self, one: CalibratedSet) -> Missing:
        """Return what is done when the set's value is not known for a case."""
        return one.missing or self.missing
