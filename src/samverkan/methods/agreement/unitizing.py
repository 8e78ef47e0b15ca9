"""Unitizing alpha: agreement on where in a text a code applies, beyond what chance gives."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samverkan.methods.agreement.ratings import AgreementError, Undefined
from samverkan.methods.agreement.resampling import Bootstrap
from samverkan.methods.agreement.segments import Segments, read_segments

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class UnitizingAlpha:
    """Alpha = 1 - observed / expected disagreement in characters, and its bootstrap interval.

    `n_segments` and `n_marked` (characters) have one number per coder, after overlapping segments became one.
    `undefined` says why alpha is NaN; None when it is not. `n_resamples` counts the resamples behind the interval:
    those in which alpha is defined.
    """

    alpha: float
    low: float
    high: float
    observed: float
    expected: float
    n_segments: tuple[int, ...]
    n_marked: tuple[int, ...]
    n_resamples: int
    undefined: Undefined | None


def unitizing_alpha(
    segments: Sequence[ArrayLike], length: int, breaks: Sequence[int] = (), bootstrap: Bootstrap | None = None
) -> UnitizingAlpha:
    """Return Krippendorff's unitizing alpha of one code: its segments against the gaps between them.

    Parameters
    ----------
    segments : one array of shape (n_segments, 2) per coder
        Start and end of each segment that the coder marked with the code, half-open, in characters. Segments of one
        coder that overlap count as one; those that only touch stay two units. Other codes may overlap freely: each
        code is judged on its own.
    length
        How many characters the text has. Several texts may be laid end to end.
    breaks
        Where a new stretch begins (a text, or a turn): the stretches that the bootstrap draws.
    bootstrap
        How to draw; without it, or with a single stretch, the interval is NaN.

    Returns
    -------
    UnitizingAlpha
        1 is perfect, 0 is chance, below 0 is systematic disagreement. NaN with one coder, or when nobody marked
        anything, or everybody everything. When only some of the coders marked anything it is at or just below 0. The
        interval draws whole stretches with replacement (percentiles); a unit that crosses a break keeps its length
        for what chance gives.

    Raises
    ------
    AgreementError
        A segment is empty, turned round or outside the text, or the text or a break cannot be.

    References
    ----------
    Krippendorff, Mathet, Bouvry & Widlöcher (2016), Quality & Quantity 50(6): 2347-2364, with erratum 50(6): 2365;
    Krippendorff (2019), Content Analysis, 4th edition, section 12.6, equations 32-35 (with one code, the nominal
    and the binary coefficient are the same). It is not the alpha U of 1995, which squares distances.

    Examples
    --------
    >>> found = unitizing_alpha([[(3, 15), (22, 53)], [(3, 10), (22, 53)], [(22, 46)]], length=56)
    >>> round(found.alpha, 4), found.n_marked
    (0.5645, (43, 38, 24))
    """
    if length < 1:
        raise AgreementError(f"the text has {length} characters; give at least 1.")
    cuts = np.unique(np.asarray(breaks, dtype=np.int64))
    if cuts.size and (cuts[0] < 0 or cuts[-1] > length):
        raise AgreementError(f"the breaks go from {cuts[0]} to {cuts[-1]}, outside a text of {length} characters.")
    coders = [read_segments(one, length, coder) for coder, one in enumerate(segments)]
    stretches = _sweep(coders, length, cuts[(cuts > 0) & (cuts < length)])
    n_segments = tuple(one.starts.size for one in coders)
    n_marked = tuple(int((one.ends - one.starts).sum()) for one in coders)
    undefined = _explain(len(coders), n_marked, length)
    if undefined is not None:
        return UnitizingAlpha(
            np.nan, np.nan, np.nan, np.nan, np.nan, n_segments, n_marked, n_resamples=0, undefined=undefined
        )
    observed, expected = (float(one[0]) for one in _disagree(stretches.sum(axis=0, keepdims=True)))
    low, high, n_resamples = _resample(stretches, bootstrap) if bootstrap else (np.nan, np.nan, 0)
    alpha = 1 - observed / expected
    return UnitizingAlpha(alpha, low, high, observed, expected, n_segments, n_marked, n_resamples, undefined=None)


def _explain(n_coders: int, n_marked: Sequence[int], length: int) -> Undefined | None:
    if n_coders < 2:
        return Undefined.ONE_CODER
    if not any(n_marked):
        return Undefined.NOTHING_MARKED
    return Undefined.EVERYTHING_MARKED if sum(n_marked) == n_coders * length else None


def _sweep(coders: Sequence[Segments], length: int, cuts: NDArray[np.int64]) -> Floats:
    """Return, per stretch: characters of all coders, those marked, disagreements, and pairs of a unit with itself."""
    edges = [np.array([0, length]), cuts, *(one.starts for one in coders), *(one.ends for one in coders)]
    # np.unique is slower than this by far.
    places = np.sort(np.concatenate(edges))
    places = places[np.append(True, places[1:] > places[:-1])]
    widths = np.diff(places)
    marked = np.zeros(widths.size, np.int64)
    paired_with_itself = np.zeros(widths.size, np.int64)
    for one in coders:
        lengths = one.lengths_at(places[:-1])
        marked += lengths > 0
        # A gap is no unit: each of its characters pairs with itself alone.
        paired_with_itself += np.maximum(lengths, 1)
    rest = len(coders) - marked
    disagreements = 2 * marked * rest / max(1, len(coders) - 1)
    stretch = np.searchsorted(cuts, places[:-1], side="right")
    columns = (np.full(widths.size, len(coders)), marked, disagreements, paired_with_itself)
    return np.stack([np.bincount(stretch, column * widths) for column in columns], axis=1)


def _disagree(sums: Floats) -> tuple[Floats, Floats]:
    """Return the observed and the expected disagreement of each row of sums."""
    total, marked, observed, paired_with_itself = sums.T
    pairs = total - paired_with_itself / total
    expected = np.divide(2 * marked * (total - marked), pairs, out=np.zeros_like(pairs), where=pairs > 0)
    return observed, expected


def _resample(stretches: Floats, bootstrap: Bootstrap) -> tuple[float, float, int]:
    """Return the interval, and in how many resamples alpha was defined."""
    if len(stretches) < 2:
        return np.nan, np.nan, 0
    found = [_disagree(counts @ stretches) for counts in bootstrap.draw_counts(len(stretches))]
    observed, expected = (np.concatenate(parts) for parts in zip(*found, strict=True))
    alphas = np.full(observed.size, np.nan)
    is_defined = expected > 0
    alphas[is_defined] = 1 - observed[is_defined] / expected[is_defined]
    return *bootstrap.interval(alphas), int(is_defined.sum())
