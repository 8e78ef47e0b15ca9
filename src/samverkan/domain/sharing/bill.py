"""The bill: what each member pays for each line in a period, in whole öre, with the readings behind it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from samverkan.domain.dates import Period
from samverkan.domain.words import Text


@dataclass(frozen=True, slots=True)
class DriverReading:
    """A driver of one member as it was read; `reference` is the indicator's own name, '' for equal parts."""

    municipality: str
    driver: str
    value: float
    reference: str = ""


@dataclass(frozen=True, slots=True)
class BillRow:
    """One member's part of one line, in öre. `sources` are the cost line and the readings."""

    municipality: str
    line: str
    amount_ore: int
    readings: tuple[DriverReading, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bill:
    """What a collaboration's members pay for one period under one key.

    The rows of a line sum to the line, and all rows to the total. `bounded` says for which members a minimum or a cap
    was reached. Adjustments (catalogue, overhead, bounds) are rows with lines of their own, named by `line_labels`.
    `days` are the days of the period that each was a member.
    """

    collaboration: str
    period: Period
    key: str
    members: tuple[str, ...]
    rows: tuple[BillRow, ...]
    total_ore: int
    bounded: Mapping[str, Text]
    line_labels: Mapping[str, Text]
    days: Mapping[str, int] = field(default_factory=dict)

    @property
    def shares_ore(self) -> dict[str, int]:
        """What each member pays in all."""
        return {one: sum(row.amount_ore for row in self.rows if row.municipality == one) for one in self.members}
