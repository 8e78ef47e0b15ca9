"""What may be wrong with a cost game, or with what is asked of it."""


class SharingError(ValueError):
    """The arrays or the settings do not make a cost game or a share; the message names players by index."""


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
