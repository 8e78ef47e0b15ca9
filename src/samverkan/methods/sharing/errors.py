"""What may be wrong with a cost game, or with what is asked of it."""

from enum import StrEnum
from typing import Any


class SharingError(ValueError):
    """The arrays or the settings do not make a cost game or a share; the message names players by index."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Let it come out of another process as it was, with its message and its fields."""
        return _restore, (type(self), self.args, self.__dict__)


def _restore(kind: type[SharingError], args: tuple[Any, ...], fields: dict[str, Any]) -> SharingError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(fields)
    return error


class GameError(SharingError):
    """The table is not that of a game: its length, a value, or a coalition that is not known.

    `coalitions` are the bit masks concerned.
    """

    def __init__(self, message: str, coalitions: tuple[int, ...] = ()) -> None:
        super().__init__(message)
        self.coalitions = coalitions


class UndefinedError(SharingError):
    """The rule has no answer for this game; the message says why. No other rule is put in its place.

    `coalition` is the bit mask of the players whom it turns on; 0 when it turns on none in particular.
    """

    def __init__(self, message: str, coalition: int = 0) -> None:
        super().__init__(message)
        self.coalition = coalition


class TooFewKnownError(UndefinedError):
    """Too few coalitions are known, or weigh anything, to pin down the shares."""

    def __init__(self) -> None:
        super().__init__("Too few coalitions are known, or weigh anything, to pin down the shares.")


class TotalUnknownError(UndefinedError):
    """What all the players cost together is not known."""

    def __init__(self) -> None:
        super().__init__("What all the players cost together is not known, so there is nothing to share.")


class DearerTogetherError(UndefinedError):
    """Every share leaves someone worse off than alone; `together` and `alone` are in the game's money."""

    def __init__(self, together: float, alone: float) -> None:
        super().__init__(
            f"Together comes to {together:g}, alone to {alone:g} in all: every share leaves someone worse off than "
            "alone. Choose among all shares to see the least bad."
        )
        self.together, self.alone = together, alone


class WeightlessComplaintError(UndefinedError):
    """Coalitions that weigh nothing cannot all be without a complaint."""

    def __init__(self) -> None:
        super().__init__("No shares leave every coalition that weighs nothing without a complaint.")


class BelowZeroError(UndefinedError):
    """`coalition` has an entry below 0, by which no complaint can be divided."""

    def __init__(self, coalition: int) -> None:
        super().__init__(f"Coalition {coalition} is below 0, and complaints cannot be divided by it.", coalition)


class NothingToDisruptError(UndefinedError):
    """`coalition` and the rest together do better as two groups than as one."""

    def __init__(self, coalition: int) -> None:
        super().__init__(
            f"Coalition {coalition} and the rest together do better apart: there is nothing to disrupt.", coalition
        )


class HoldOutError(UndefinedError):
    """A player can hold out for more than everyone together gives it, by `excess`; `coalition` is that player."""

    def __init__(self, player: int, excess: float) -> None:
        super().__init__(
            f"The game is not quasi-balanced: player {player} can hold out for more than everyone together gives it, "
            f"by {excess:g}.",
            1 << player,
        )
        self.player, self.excess = player, excess


class OutsideRightsError(UndefinedError):
    """The total does not lie between the sums of the least and of the most that the players could pay."""

    def __init__(self, least: float, total: float, most: float) -> None:
        super().__init__(
            "The game is not quasi-balanced: the total does not lie between utopia and minimal rights "
            f"({least:g}, {total:g} and {most:g} in costs)."
        )
        self.least, self.total, self.most = least, total, most


class Proportion(StrEnum):
    """What a rule divides in proportion to."""

    OWN_COSTS = "own entries"
    WEIGHTS = "weights"
    BANZHAF_VALUES = "Banzhaf values"
    REMAINING_COSTS = "remaining costs"


class NoProportionsError(UndefinedError):
    """What is to be followed sums to 0, so that it has no proportions."""

    def __init__(self, proportion: Proportion) -> None:
        super().__init__(f"The players' {proportion.value} sum to 0, so there are no proportions to divide by.")
        self.proportion = proportion


class NoPartitionError(UndefinedError):
    """The coalitions that can form do not make a partition of all players."""

    def __init__(self) -> None:
        super().__init__("The coalitions that can form do not make a partition of all players.")


class Programme(StrEnum):
    """Which linear programme was not solved."""

    CORE = "the core"
    LEVEL = "a level"
    SUBSIDY = "the subsidy"
    CHANGE = "the smallest change"
    CLUSTERS = "clusters"


class SolverError(SharingError):
    """The solver did not find what there is: the costs differ too much in size for its precision."""

    def __init__(self, programme: Programme, status: str = "") -> None:
        told = f": {status}" if status else ""
        super().__init__(f"The linear programme of {programme.value} could not be solved{told}.")
        self.programme, self.status = programme, status
