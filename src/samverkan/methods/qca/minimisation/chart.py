"""The prime implicant chart: which implicants cover which rows, reduced to what decides the covers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from samverkan.methods.qca.minimisation.implicants import WORD, Words, pack

Members: TypeAlias = NDArray[np.int64]
BYTE = 8
MIXER = np.uint64(0x9E3779B97F4A7C15)
FIRST_LOOK = 64
"""Words that are compared before the rest: most pairs differ there already."""


@dataclass(frozen=True, eq=False)
class Component:
    """Rows that share no implicant with other rows, and the classes of implicants that cover them.

    `coverage[c]` is the bit set of the component's rows that class c covers; `members[c]` are its implicants.
    """

    n_rows: int
    coverage: tuple[int, ...]
    members: tuple[Members, ...]

    @property
    def multiplicity(self) -> list[int]:
        """How many implicants each class has: they can stand for each other in every model."""
        return [len(one) for one in self.members]

    def candidates(self) -> list[int]:
        """Return for each row the bit set of the classes that cover it."""
        size = -(-self.n_rows // BYTE)
        packed = b"".join(rows.to_bytes(size, "little") for rows in self.coverage)
        bits = np.unpackbits(np.frombuffer(packed, np.uint8).reshape(-1, size), axis=1, bitorder="little")
        by_row = np.packbits(bits[:, : self.n_rows].T, axis=1, bitorder="little")
        return [int.from_bytes(row.tobytes(), "little") for row in by_row]


def essential_of(coverage: Words) -> list[int]:
    """Return the implicants, by index, that alone cover some row."""
    once, twice = coverage, np.zeros_like(coverage)
    while len(once) > 1:
        half = len(once) // 2
        left, right, rest = once[:half], once[half : 2 * half], once[2 * half :]
        twice = np.concatenate([twice[:half] | twice[half : 2 * half] | (left & right), twice[2 * half :]])
        once = np.concatenate([left | right, rest])
    return np.flatnonzero((coverage & once & ~twice).any(axis=1)).tolist() if len(coverage) else []


def split_chart(coverage: Words, n_rows: int, members: Members) -> tuple[Component, ...]:
    """Return the independent components of a chart; `members` names the implicant of each line of `coverage`.

    Rows that are covered whenever another row is covered are dropped: neither minimum nor irredundant models depend on
    them. Implicants with the same coverage of what is left make one class.
    """
    by_row = _transpose(coverage, n_rows)
    sizes = np.bitwise_count(by_row).sum(axis=1)
    kept = _decisive_rows(by_row, sizes)
    alone = {_only_bit(by_row[row]) for row in kept if sizes[row] == 1}
    settled = [Component(1, (1,), (members[[one]],)) for one in sorted(alone)]
    kept = [row for row in kept if sizes[row] > 1]
    if not kept:
        return tuple(settled)
    classes, lines = _classes_of(pack(_unpack(by_row[kept], len(coverage)).T))
    own = [members[one] for one in lines]
    return (*settled, *(_component(classes, own, rows) for rows in _connected(classes, len(kept))))


def _only_bit(words: Words) -> int:
    word = int(np.flatnonzero(words)[0])
    return word * WORD + int(words[word]).bit_length() - 1


def _unpack(words: Words, n_bits: int) -> NDArray[np.bool_]:
    return np.unpackbits(words.view(np.uint8), axis=1, bitorder="little")[:, :n_bits].astype(bool)


def _transpose(coverage: Words, n_rows: int) -> Words:
    """Return, per row, the implicants that cover it, packed; word by word, so that memory stays small."""
    parts = [pack(_unpack(coverage[:, [at]], WORD).T) for at in range(coverage.shape[1])]
    return np.concatenate(parts)[:n_rows]


def _decisive_rows(by_row: Words, sizes: Members) -> list[int]:
    """Return the rows whose candidates contain no other row's candidates; of equal ones the first."""
    kept: list[int] = []
    for row in np.argsort(sizes, kind="stable").tolist():
        rivals = np.array(kept, dtype=np.int64)
        rivals = rivals[~(by_row[rivals, :FIRST_LOOK] & ~by_row[row, :FIRST_LOOK]).any(axis=1)]
        if not any(not (by_row[rival] & ~by_row[row]).any() for rival in rivals.tolist()):
            kept.append(row)
    return sorted(kept)


def _classes_of(coverage: Words) -> tuple[Words, list[Members]]:
    """Return the distinct coverages and the implicants of each; an implicant that covers nothing is left out."""
    useful = np.flatnonzero(coverage.any(axis=1))
    own = np.ascontiguousarray(coverage[useful])
    _, first, inverse = np.unique(_hash(own), return_index=True, return_inverse=True)
    if not (own[first[inverse]] == own).all():
        _, first, inverse = np.unique(own, axis=0, return_index=True, return_inverse=True)
    order = np.argsort(inverse.reshape(-1), kind="stable")
    edges = np.cumsum(np.bincount(inverse.reshape(-1), minlength=len(first)))[:-1]
    return own[first], np.split(useful[order], edges)


def _hash(coverage: Words) -> Words:
    """Return one word for each line: equal lines have equal words, and others nearly never have."""
    mixed = coverage[:, 0].copy()
    for at in range(1, coverage.shape[1]):
        mixed = (mixed ^ (mixed >> np.uint64(29))) * MIXER + coverage[:, at]
    return mixed


def _connected(classes: Words, n_rows: int) -> Iterator[list[int]]:
    """Give the groups of rows that are connected by shared classes."""
    left = set(range(n_rows))
    while left:
        group = np.zeros(classes.shape[1], np.uint64)
        start = min(left)
        group[start // WORD] = np.uint64(1) << np.uint64(start % WORD)
        while True:
            touching = classes[(classes & group).any(axis=1)]
            wider = group | np.bitwise_or.reduce(touching, axis=0)
            if (wider == group).all():
                break
            group = wider
        rows = np.flatnonzero(_unpack(group[None, :], n_rows)[0]).tolist()
        left -= set(rows)
        yield rows


def _component(classes: Words, members: Sequence[Members], rows: Sequence[int]) -> Component:
    inside = pack(_unpack(classes, classes.shape[1] * WORD)[:, rows]) if len(rows) else classes[:, :0]
    at = np.flatnonzero(inside.any(axis=1)).tolist()
    coverage = tuple(int.from_bytes(inside[one].tobytes(), "little") for one in at)
    return Component(len(rows), coverage, tuple(members[one] for one in at))
