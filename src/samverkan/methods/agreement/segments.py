"""Segments: the stretches of a text that a coder marked with one code."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samverkan.methods.agreement.ratings import AgreementError

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Segments:
    """One coder's segments in order; none overlaps another."""

    starts: Places
    ends: Places

    def lengths_at(self, places: Places) -> Places:
        """Return the length of the segment that covers each place; 0 in a gap."""
        if not self.starts.size:
            return np.zeros(places.size, np.int64)
        nearest = np.searchsorted(self.starts, places, side="right") - 1
        is_covered = (nearest >= 0) & (places < self.ends[nearest])
        return np.where(is_covered, self.ends[nearest] - self.starts[nearest], 0)


def read_segments(segments: ArrayLike, length: int, coder: int) -> Segments:
    """Return a coder's segments in order, those that overlap as one; those that only touch stay apart."""
    spans = np.asarray(segments)
    if not spans.size:
        return Segments(np.zeros(0, np.int64), np.zeros(0, np.int64))
    if spans.ndim != 2 or spans.shape[1] != 2 or spans.dtype.kind not in "iu":
        raise AgreementError(f"coder {coder}: give segments as whole numbers of shape (n_segments, 2): start and end.")
    wrong = np.flatnonzero((spans[:, 0] < 0) | (spans[:, 0] >= spans[:, 1]) | (spans[:, 1] > length))
    if wrong.size:
        start, end = spans[wrong[0]]
        raise AgreementError(
            f"coder {coder}, segment {wrong[0]}: {start}-{end} is no stretch of a text of {length} characters."
        )
    ordered = spans[np.argsort(spans[:, 0], kind="stable")].astype(np.int64)
    reach = np.maximum.accumulate(ordered[:, 1])
    is_new = np.concatenate([[True], ordered[1:, 0] >= reach[:-1]])
    last = np.append(np.flatnonzero(is_new)[1:] - 1, len(ordered) - 1)
    return Segments(ordered[is_new, 0], reach[last])


def mark_characters(segments: ArrayLike, length: int) -> NDArray[np.bool_]:
    """Return which characters a coder marked, so that kappa or percent agreement can be had per character.

    Parameters
    ----------
    segments : shape (n_segments, 2)
        Start and end of each segment, half-open, in characters. One coder's segments may overlap: a character is
        marked or not, however many times.
    length
        How many characters the text has.

    Returns
    -------
    shape (length,)

    Raises
    ------
    AgreementError
        A segment is empty, turned round or outside the text.

    References
    ----------
    Krippendorff (2019), Content Analysis, 4th edition, section 12.6: the characters of a continuum.

    Examples
    --------
    >>> mark_characters([(1, 3), (2, 4)], 6).astype(int).tolist()
    [0, 1, 1, 1, 0, 0]
    """
    return read_segments(segments, length, coder=0).lengths_at(np.arange(length)) > 0
