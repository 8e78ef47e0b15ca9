"""Cost keys: how a collaboration divides its bill among the members, as agreements state it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from samverkan.domain.indicators import figure_words
from samverkan.domain.words import Text, as_is, name_in, say

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
    `on` is a day of the year, such as `11-01`: the last such day up to the first day of the period. Neither: the newest
    value that had begun by the first day of the period.
    """

    days_before: int | None = None
    on: str = ""

    @property
    def is_dated(self) -> bool:
        """Whether a value counts only if its period has the day in it."""
        return self.days_before is not None or bool(self.on)


@dataclass(frozen=True, slots=True)
class PhaseIn:
    """A key that is taken into use step by step: from `start` year, `weights` of this key, the rest by `former`.

    Before `start` the former key holds alone; after the last weight this key does.
    """

    former: str
    start: int
    weights: tuple[float, ...]

    def weight(self, year: int) -> float:
        """Return how much of the key is in use in a year, from 0 to 1."""
        if year < self.start:
            return 0.0
        place = year - self.start
        return self.weights[place] if place < len(self.weights) else 1.0


@dataclass(frozen=True, slots=True)
class CostKey:
    """How a bill is divided.

    `parts` divide every line, unless `by_line` names other parts for the line, or `follows_lines` is set and the line
    states its own driver. `prices` (öre for each unit of a driver and year) are charged first, as a catalogue does;
    what they leave of the lines that `parts` divide, too much or too little, is divided by the parts.
    `host_overhead` is what the host keeps for its administration, as a share of the bill that the other members pay in
    addition, credited to the host. `minimum_ore` is the least that a member pays for a whole year, `cap_share` the
    largest share of the bill that a member pays; what a bound moves is divided among the members without a bound, in
    proportion to what they pay by the key.
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

    def parts_of(self, line: str, driver: str) -> tuple[KeyPart, ...]:
        """Return the parts that divide a line, which may state its own driver."""
        if line in self.by_line:
            return self.by_line[line]
        return (KeyPart(1.0, driver),) if self.follows_lines and driver else self.parts

    def has_own_parts(self, line: str, driver: str) -> bool:
        """Tell whether a line is divided otherwise than by the parts that divide every line."""
        return line in self.by_line or bool(self.follows_lines and driver)

    @property
    def label(self) -> Text:
        """The key's name for a person."""
        if not self.label_sv and not self.label_en:
            return as_is(self.id)
        return name_in(self.label_sv or self.label_en, self.label_en or self.label_sv)


def driver_words(driver: str) -> Text:
    """Return what a driver is called."""
    return say("equal parts") if driver == EQUAL else figure_words(driver)
