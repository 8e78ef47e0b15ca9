"""What may be wrong with the arrays of a qualitative comparative analysis."""


class QcaError(ValueError):
    """The data or the settings do not make an analysis; the message says which case or condition, by index."""


class MembershipError(QcaError):
    """A membership is missing, not calibrated, or has the wrong shape. `places` are (case, condition) indices."""

    def __init__(self, message: str, places: tuple[tuple[int, int], ...] = ()) -> None:
        super().__init__(message)
        self.places = places


class ExpressionError(QcaError):
    """A Boolean expression cannot be read, or names a condition that the analysis does not have."""
