"""Sharing: what a collaboration costs, line by line, and the cost of going in smaller groups."""

from dataclasses import dataclass
from enum import StrEnum

from samverkan.domain.dates import Period
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


@dataclass(frozen=True, slots=True)
class Coalition:
    """What a group of municipalities would pay on its own, in the unit of the table."""

    members: tuple[str, ...]
    cost: float | None = None
    extra: Extra = ()
