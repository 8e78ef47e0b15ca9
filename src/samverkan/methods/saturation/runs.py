"""Runs: the new codes of each few interviews beside the codes of the first few."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray


class SaturationError(ValueError):
    """Saturation was asked of something that is not a table of interviews by codes, or with a rule that cannot be."""


@dataclass(frozen=True, slots=True)
class SaturationRule:
    """When to call it saturated: at most `threshold` times the base's codes are new in a run of interviews."""

    base: int = 4
    run: int = 2
    threshold: float = 0.05

    def __post_init__(self) -> None:
        """Refuse a base or a run of no interviews, and a threshold that is no share."""
        if self.base < 1 or self.run < 1:
            raise SaturationError(f"base is {self.base} and run is {self.run}; give at least 1 interview for each.")
        if not 0 <= self.threshold <= 1:
            raise SaturationError(f"threshold is {self.threshold}; give a share from 0 to 1, such as 0.05.")


@dataclass(frozen=True, slots=True)
class Saturation:
    """The codes of the base, and of each run: its last interview (counted from 1), its new codes and their ratio.

    `reached_at` is the last interview of the first run whose ratio is at most the threshold; None when there is none.
    """

    base_codes: int
    ends: tuple[int, ...]
    new_codes: tuple[int, ...]
    ratios: tuple[float, ...]
    reached_at: int | None


def saturate(occurs: ArrayLike, rule: SaturationRule | None = None) -> Saturation:
    """Return how many new codes each run of interviews brings, and where they run dry.

    Parameters
    ----------
    occurs : shape (n_interviews, n_codes)
        Whether a code occurs in an interview, the interviews in the order in which they are read.
    rule
        Base size, run length and threshold; 4, 2 and 0.05 unless given.

    Returns
    -------
    Saturation
        Runs overlap: each begins one interview after the one before, the first right after the base. A code is new in
        a run when no interview before the run has it. Without codes in the base the ratios are NaN and saturation is
        not reached; with fewer interviews than base + run there are no runs.

    Raises
    ------
    SaturationError
        The table is not of two dimensions, or holds something else than true and false.

    References
    ----------
    Guest, Namey & Chen (2020), PLoS ONE 15(5): e0232076.

    Examples
    --------
    >>> saturate([[1, 1, 0], [1, 0, 1], [0, 1, 1]], SaturationRule(base=1, run=1, threshold=0))
    Saturation(base_codes=2, ends=(2, 3), new_codes=(1, 0), ratios=(0.5, 0.0), reached_at=3)
    """
    rule = rule or SaturationRule()
    table = read_table(occurs)
    is_found = np.logical_or.accumulate(table, axis=0)
    known = is_found.sum(axis=1, dtype=np.int64)
    base_codes, new_codes = count_new(known[np.newaxis], rule)
    reached = find_reached(base_codes, new_codes, rule)[0]
    ratios = new_codes[0] / base_codes[0] if base_codes[0] else np.full(new_codes.shape[1], np.nan)
    return Saturation(
        base_codes=int(base_codes[0]),
        ends=tuple(range(rule.base + rule.run, len(table) + 1)),
        new_codes=tuple(new_codes[0].tolist()),
        ratios=tuple(ratios.tolist()),
        reached_at=None if np.isnan(reached) else int(reached),
    )


def read_table(occurs: ArrayLike) -> NDArray[np.bool_]:
    """Return the table as booleans."""
    table = np.asarray(occurs)
    if table.ndim != 2:
        raise SaturationError(f"the table has {table.ndim} dimensions; give interviews by codes.")
    wrong = np.argwhere((table != 0) & (table != 1))
    if wrong.size:
        row, column = wrong[0]
        raise SaturationError(f"interview {row}, code {column} is {table[row, column]}; give true or false.")
    return table.astype(np.bool_)


def count_new(known: NDArray[np.int64], rule: SaturationRule) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the codes of the base, and the new codes of each run, per row of codes known after each interview."""
    if known.shape[1] == 0:
        return np.zeros(len(known), np.int64), np.zeros((len(known), 0), np.int64)
    last_of_base = min(rule.base, known.shape[1]) - 1
    ends = np.arange(rule.base + rule.run - 1, known.shape[1])
    return known[:, last_of_base], known[:, ends] - known[:, ends - rule.run]


def find_reached(
    base_codes: NDArray[np.int64], new_codes: NDArray[np.int64], rule: SaturationRule
) -> NDArray[np.float64]:
    """Return the interview at which each row is saturated, counted from 1; NaN when it never is."""
    if not new_codes.shape[1]:
        return np.full(len(new_codes), np.nan)
    # 3 new codes of 60 are 5 %, whatever the last digit of 0.05 * 60.
    is_dry = (new_codes <= rule.threshold * base_codes[:, np.newaxis] + 1e-9) & (base_codes[:, np.newaxis] > 0)
    return np.where(is_dry.any(axis=1), is_dry.argmax(axis=1) + rule.base + rule.run, np.nan)
