"""Samples: what a contrast accepts as values, and what it says when it cannot."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


class ContrastError(ValueError):
    """A contrast was asked of something that is not two groups of numbers; the message names the index."""


def read_sample(values: ArrayLike, name: str) -> NDArray[np.float64]:
    """Return the values as floats, with NaN where one is missing."""
    sample = np.asarray(values, dtype=np.float64)
    if sample.ndim != 1:
        raise ContrastError(f"{name} has {sample.ndim} dimensions; give one row of values.")
    infinite = np.flatnonzero(np.isinf(sample))
    if infinite.size:
        raise ContrastError(f"value {infinite[0]} of {name} is infinite; give a number, or NaN where it is missing.")
    return sample


def check_confidence(confidence: float) -> None:
    """Refuse a confidence that is no share between 0 and 1."""
    if not 0 < confidence < 1:
        raise ContrastError(f"confidence is {confidence}; give a share between 0 and 1, such as 0.95.")


def find_slack(values: NDArray[np.float64]) -> float:
    """Return the distance below which two values, or two sums of them, count as tied."""
    if not values.size:
        return 0.0
    spread = np.abs(values - values.mean()).sum()
    return float(1e-9 * spread + 8 * np.finfo(np.float64).eps * np.abs(values).sum())
