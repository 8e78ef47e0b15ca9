"""Co-occurrence: which codes lie on the same stretch of a text, and in how many texts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

Whole = NDArray[np.int64]
PAIRS_AT_ONCE: Final = 2_000_000


class CooccurrenceError(ValueError):
    """What was given are no passages."""


@dataclass(frozen=True, slots=True)
class Cooccurrence:
    """How often codes lie together; both of shape (n_codes, n_codes), and symmetric.

    `passages` counts pairs of passages, one of each code, that share at least one character; its diagonal the passages
    of each code. `texts` counts the texts in which there is such a pair; its diagonal those in which the code lies.
    """

    passages: Whole
    texts: Whole


def count_overlaps(texts: ArrayLike, spans: ArrayLike, codes: ArrayLike, n_codes: int) -> Cooccurrence:
    """Return how often two codes lie on the same words.

    Two half-open passages share words when each begins before the other ends; those that only touch do not. Programs
    for qualitative analysis call this the intersection of codes.

    Parameters
    ----------
    texts : shape (n_passages,)
        The number of the text of each passage, from 0.
    spans : shape (n_passages, 2)
        Start and end of each passage in characters of its text, half-open.
    codes : shape (n_passages,)
        The number of the code of each passage, from 0.
    n_codes
        How many codes there are.

    Raises
    ------
    CooccurrenceError
        The shapes do not fit, a number is negative, a passage has no length, or a code is not below `n_codes`.
    """
    where, places, which = _read(texts, spans, codes, n_codes)
    # All texts stand after each other in one line, so far apart that nothing overlaps from one to the next.
    line = places + (where * (places[:, 1].max(initial=0) + 1))[:, None]
    order = np.argsort(line[:, 0], kind="stable")
    where, line, which = where[order], line[order], which[order]
    passages = np.zeros(n_codes * n_codes, np.int64)
    kept = [np.zeros(0, np.int64)]
    for first, second in _pairs(line):
        is_two = which[first] != which[second]
        one, other = which[first][is_two], which[second][is_two]
        pair = np.minimum(one, other) * n_codes + np.maximum(one, other)
        passages += np.bincount(pair, minlength=n_codes * n_codes)
        kept.append(np.unique(where[first][is_two] * (n_codes * n_codes) + pair))
    found = np.unique(np.concatenate(kept)) % max(n_codes * n_codes, 1)
    in_texts = np.bincount(found, minlength=n_codes * n_codes)
    alone = _diagonal(where, which, n_codes)
    return Cooccurrence(
        _mirror(passages, n_codes) + np.diag(np.bincount(which, minlength=n_codes)), _mirror(in_texts, n_codes) + alone
    )


def count_shared_texts(texts: ArrayLike, codes: ArrayLike, n_codes: int) -> Whole:
    """Return in how many texts both of two codes lie, wherever they lie; the diagonal: in how many each lies.

    Parameters
    ----------
    texts, codes : shape (n_passages,)
        The number of the text and of the code of each passage, from 0.
    n_codes
        How many codes there are.

    Returns
    -------
    shape (n_codes, n_codes)

    Raises
    ------
    CooccurrenceError
        As `count_overlaps`.
    """
    where, _, which = _read(texts, np.tile([0, 1], (np.size(codes), 1)), codes, n_codes)
    is_there = np.zeros((int(where.max(initial=-1)) + 1, n_codes), np.int64)
    is_there[where, which] = 1
    shared: Whole = is_there.T @ is_there
    return shared


def _read(texts: ArrayLike, spans: ArrayLike, codes: ArrayLike, n_codes: int) -> tuple[Whole, Whole, Whole]:
    where, which = np.asarray(texts, np.int64), np.asarray(codes, np.int64)
    places = np.asarray(spans, np.int64).reshape(-1, 2)
    if where.ndim != 1 or where.shape != which.shape or len(places) != len(where):
        raise CooccurrenceError(
            f"Give a text, a span and a code for each passage, not {where.shape}, {places.shape} and {which.shape}."
        )
    has_no_span = (places[:, 0] < 0) | (places[:, 1] <= places[:, 0])
    wrong = np.flatnonzero((where < 0) | (which < 0) | (which >= n_codes) | has_no_span)
    if wrong.size:
        at = int(wrong[0])
        raise CooccurrenceError(
            f"passage {at}: text {where[at]}, span {places[at, 0]}-{places[at, 1]} and code {which[at]} of {n_codes} "
            "cannot be."
        )
    return where, places, which


def _pairs(line: Whole) -> Iterator[tuple[Whole, Whole]]:
    """Yield the places of each two passages that overlap, in blocks; passages stand in order of their start."""
    reach = np.searchsorted(line[:, 0], line[:, 1], side="left")
    after = reach - np.arange(len(line)) - 1
    ends = np.cumsum(after)
    begin = 0
    while begin < len(line):
        done = ends[begin - 1] if begin else 0
        end = max(begin + 1, int(np.searchsorted(ends, done + PAIRS_AT_ONCE, side="right")))
        counts = after[begin:end]
        first = np.repeat(np.arange(begin, end), counts)
        steps = np.arange(len(first)) - np.repeat(np.cumsum(counts) - counts, counts)
        yield first, first + 1 + steps
        begin = end


def _diagonal(where: Whole, which: Whole, n_codes: int) -> Whole:
    found = np.unique(where * max(n_codes, 1) + which) % max(n_codes, 1)
    return np.diag(np.bincount(found, minlength=n_codes))


def _mirror(counts: Whole, n_codes: int) -> Whole:
    upper = counts.reshape(n_codes, n_codes)
    return upper + upper.T
