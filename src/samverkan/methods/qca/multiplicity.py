"""Corrections for having looked at many terms before finding these, and the binomial test of crisp terms."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from samverkan.methods.qca.errors import QcaError


class Adjustment(StrEnum):
    """How p values are corrected: the family-wise error (Bonferroni, Holm), the false discovery rate, or not at all."""

    BONFERRONI = "bonferroni"
    HOLM = "holm"
    BENJAMINI_HOCHBERG = "BH"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class BinomialTest:
    """How likely all cases of a term confirm it by chance, as it is and corrected for the terms searched."""

    n_confirming: int
    p: float
    adjusted_p: float


def adjust_p_values(p_values: Sequence[float], adjustment: Adjustment, total: int) -> tuple[float, ...]:
    """Return p values corrected for all terms that were searched; those not shown count as p = 1.

    Parameters
    ----------
    p_values
        One per term, in [0, 1]; NaN stays NaN and counts as 1.
    adjustment
        The correction.
    total
        How many terms were searched, at least as many as there are p values.

    Raises
    ------
    QcaError
        There are more p values than terms searched.

    References
    ----------
    Holm (1979), Scandinavian Journal of Statistics 6(2). Benjamini & Hochberg (1995), JRSS B 57(1). R: p.adjust.

    Examples
    --------
    >>> adjust_p_values([0.01, 0.04, 0.03], Adjustment.HOLM, 3)
    (0.03, 0.06, 0.06)
    """
    given = np.asarray(p_values, dtype=float)
    if total < len(given):
        raise QcaError(f"There are {len(given)} p values and {total} terms searched. Count all terms.")
    raw = np.concatenate([np.where(np.isnan(given), 1.0, given), np.ones(total - len(given))])
    corrected = _adjust(raw, adjustment)[: len(given)]
    return tuple(np.where(np.isnan(given), np.nan, corrected).tolist())


def adjust_thresholds(
    p_values: Sequence[float], adjustment: Adjustment, total: int, level: float = 0.05
) -> tuple[float, ...]:
    """Return what each p value must not exceed for its corrected value to keep the level.

    Parameters
    ----------
    p_values, adjustment, total
        As in `adjust_p_values`.
    level
        The level of the test, in (0, 1).

    References
    ----------
    Braumoeller (2015), Political Analysis 23(4). R: QCAfalsePositive::p.threshold.adjust.

    Examples
    --------
    >>> adjust_thresholds([0.01, 0.04], Adjustment.HOLM, 5)
    (0.01, 0.0125)
    """
    raw = np.asarray(p_values, dtype=float)
    # Of equal p values the first comes first, as they would be rejected one by one.
    rank = np.argsort(np.argsort(np.where(np.isnan(raw), np.inf, raw), kind="stable"), kind="stable") + 1
    divisor = {
        Adjustment.NONE: np.ones(len(raw)),
        Adjustment.BONFERRONI: np.full(len(raw), float(total)),
        Adjustment.HOLM: total - rank + 1.0,
        Adjustment.BENJAMINI_HOCHBERG: total / rank,
    }[adjustment]
    return tuple((level / divisor).tolist())


def count_confirming(
    n_confirming: Sequence[int], share: float, total: int, adjustment: Adjustment = Adjustment.HOLM
) -> tuple[BinomialTest, ...]:
    """Return for each crisp term how likely all of its cases confirm it by chance.

    Parameters
    ----------
    n_confirming
        How many cases each term has, all of which confirm it.
    share
        How often a case confirms by chance: the share of cases with the outcome, for terms that go with the outcome.
    total, adjustment
        As in `adjust_p_values`.

    Raises
    ------
    QcaError
        The share is outside [0, 1], a count is negative, or there are more terms than were searched.

    References
    ----------
    Braumoeller (2015), Political Analysis 23(4): share ** n. R: QCAfalsePositive::csQCAbinTest, which takes the
    frequency of the outcome and uses one minus it: its terms go with the absence of the outcome.

    Examples
    --------
    >>> [round(one.p, 5) for one in count_confirming([5, 3], 0.3, 20)]
    [0.00243, 0.027]
    """
    if not 0 <= share <= 1:
        raise QcaError(f"The share of confirming cases must be in [0, 1], not {share}.")
    if any(count < 0 for count in n_confirming):
        raise QcaError(f"The numbers of cases must not be negative: {', '.join(map(str, n_confirming))}.")
    raw = [share**count for count in n_confirming]
    corrected = adjust_p_values(raw, adjustment, total)
    return tuple(BinomialTest(*one) for one in zip(n_confirming, raw, corrected, strict=True))


def _adjust(raw: NDArray[np.float64], adjustment: Adjustment) -> NDArray[np.float64]:
    n, order = len(raw), np.argsort(raw, kind="stable")
    corrected = raw.copy()
    if adjustment is Adjustment.BONFERRONI:
        corrected = raw * n
    if adjustment is Adjustment.HOLM:
        corrected[order] = np.maximum.accumulate(raw[order] * np.arange(n, 0, -1))
    if adjustment is Adjustment.BENJAMINI_HOCHBERG:
        corrected[order] = np.minimum.accumulate((raw[order] * n / np.arange(1, n + 1))[::-1])[::-1]
    return np.minimum(corrected, 1.0)
