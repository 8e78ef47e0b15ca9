"""What a search for the nucleolus or the least core gives."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class Among(StrEnum):
    """Which shares a rule chooses among; all of them add up to the whole."""

    IMPUTATIONS = "imputations"
    """Those under which no player pays more (or gets less) than alone. So did Schmeidler define it."""
    ALL_SHARES = "all_shares"
    """All: the prenucleolus. It exists also where staying together costs more than going alone."""


class Fault(StrEnum):
    """Why shares are not the nucleolus."""

    SUM = "sum"
    """They do not add up to the whole."""
    ALONE = "alone"
    """A player pays more than alone, or a coalition whose complaint weighs nothing has one."""
    BALANCE = "balance"
    """Some complaints can be made smaller without making one as large or larger greater."""


@dataclass(frozen=True)
class Certificate:
    """Kohlberg's criterion, checked apart from the search.

    `n_levels` counts the levels of complaint that hold; when there is a `fault`, the next one does not. `coalitions`
    are the bit masks concerned, at most a hundred of them.
    """

    fault: Fault | None
    n_levels: int
    coalitions: tuple[int, ...] = ()

    @property
    def is_valid(self) -> bool:
        """Whether the shares are the nucleolus."""
        return self.fault is None


@dataclass(frozen=True)
class Level:
    """A level of complaint, per unit of weight, that could not be lowered, and the coalitions that held it there.

    A complaint below 0 is what a coalition gains by staying. `coalitions` are bit masks, ascending.
    """

    complaint: float
    coalitions: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Nucleolus:
    """A nucleolus.

    `shares`, shape (n,), in the unit of the game: of the cost, or of the savings. `levels` come greatest complaint
    first. `n_ignored` coalitions were not known: then it is the nucleolus over the coalitions that are.
    `n_scans` is how often the table was read through.
    """

    shares: NDArray[np.float64]
    levels: tuple[Level, ...]
    certificate: Certificate
    n_scans: int
    n_ignored: int

    @property
    def n_levels(self) -> int:
        """How many levels of complaint there are."""
        return len(self.levels)


@dataclass(frozen=True, eq=False)
class LeastCore:
    """The smallest greatest complaint, one of the shares that reach it, and coalitions that stop it from being less.

    `complaint` is per unit of weight, and above 0 (beyond rounding) when the core is empty. `shares`, shape (n,), is
    one point of the least core, which often has many. `coalitions` are bit masks, ascending.
    """

    complaint: float
    shares: NDArray[np.float64]
    coalitions: tuple[int, ...]
    is_core_empty: bool
    n_scans: int
    n_ignored: int
