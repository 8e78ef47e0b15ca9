"""Cost keys: how a collaboration divides its bill among the members, as agreements state it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from samverkan.domain.words import Text, as_is, name_in

EQUAL = "equal"
"""The driver of equal parts: one for each member."""


@dataclass(frozen=True, slots=True)
class KeyPart:
    """A share of a cost, and the driver that divides it: `equal`, or the name of an indicator."""

    share: float
    driver: str


@dataclass(frozen=True, slots=True)
class Reading:
    """When the drivers are read for a period.

    `days_before` counts from the first day of the period (a quarter priced on a reading six weeks earlier: 42).
    `on` is a fixed day of the year before the period begins, such as `11-01`. Neither: the newest value that had begun
    by the first day of the period.
    """

    days_before: int | None = None
    on: str = ""


@dataclass(frozen=True, slots=True)
class PhaseIn:
    """A key that is taken into use step by step: from `start` year, `weights` of this key, the rest by `former`."""

    former: str
    start: int
    weights: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class CostKey:
    """How a bill is divided.

    `parts` divide every line, unless `by_line` names other parts for the line, or `follows_lines` is set and the line
    states its own driver. `prices` (öre for each unit of a driver and year) are charged first, as a catalogue does;
    what the catalogue does not cover is divided by the parts. `host_overhead` is what the host keeps for its
    administration, as a share of the bill that the other members pay in addition, credited to the host.
    `minimum_ore` and `cap_share` bound what a member pays in a year; what a bound moves is divided among the members
    without a bound, by the key.
    """

    id: str
    label_sv: str = ""
    label_en: str = ""
    parts: tuple[KeyPart, ...] = ()
    by_line: Mapping[str, tuple[KeyPart, ...]] = field(default_factory=dict)
    follows_lines: bool = False
    prices: Mapping[str, int] = field(default_factory=dict)
    host_overhead: float = 0.0
    minimum_ore: int | None = None
    cap_share: float | None = None
    phase_in: PhaseIn | None = None
    reading: Reading = Reading()

    @property
    def label(self) -> Text:
        """The key's name for a person."""
        if not self.label_sv and not self.label_en:
            return as_is(self.id)
        return name_in(self.label_sv or self.label_en, self.label_en or self.label_sv)
