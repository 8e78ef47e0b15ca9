"""Sharing: what a collaboration costs, line by line, and the cost of going in smaller groups."""

from dataclasses import dataclass
from enum import StrEnum

from samverkan.domain.dates import Period
from samverkan.domain.sharing.exact import exact
from samverkan.domain.study import Extra


class CostKind(StrEnum):
    """How a cost behaves."""

    FIXED = "fixed"
    VARIABLE = "variable"
    TRANSITION = "transition"
    COORDINATION = "coordination"


class Unit(StrEnum):
    """The unit that an amount is written in."""

    SEK = "SEK"
    KSEK = "kSEK"
    MSEK = "MSEK"

    @property
    def ore(self) -> int:
        """How many öre one of the unit is."""
        return {Unit.SEK: 100, Unit.KSEK: 100_000, Unit.MSEK: 100_000_000}[self]


@dataclass(frozen=True, slots=True)
class CostLine:
    """One line of a collaboration's bill for one period. The amount is as written, in its unit."""

    collaboration: str
    line: str
    period: Period
    amount: float | None = None
    unit: Unit = Unit.SEK
    kind: CostKind | None = None
    driver: str = ""
    extra: Extra = ()

    @property
    def amount_ore(self) -> int | None:
        """The amount in whole öre; None when it is not known."""
        return None if self.amount is None else round(exact(self.amount) * self.unit.ore)

    @property
    def reference(self) -> str:
        """The name by which a figure points back to this cost."""
        return f"cost:{self.collaboration}:{self.line}:{self.period}"


@dataclass(frozen=True, slots=True)
class Coalition:
    """What a group of municipalities would pay on its own. The cost is as written; without a unit, in the table's."""

    members: tuple[str, ...]
    cost: float | None = None
    unit: Unit | None = None
    extra: Extra = ()


@dataclass(frozen=True, slots=True)
class Distance:
    """How far it is between two municipalities by road; stated once, it holds both ways."""

    municipality: str
    other: str
    km: float | None = None
    extra: Extra = ()
