"""The prime implicant chart: which implicants cover which rows, reduced to what decides the covers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from sys import modules
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from samverkan.methods.qca.minimisation.implicants import WORD, Words, pack

Members: TypeAlias = NDArray[np.int64]
BYTE = 8
MIXER = np.uint64(0x9E3779B97F4A7C15)
FAST_COVERS = "samverkan.methods.qca.minimisation.covers_fast"
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

    @property
    def is_settled(self) -> bool:
        """Whether each class covers one row, its own: then the only cover has all of them."""
        return self.n_rows == len(self.coverage) and all(rows.bit_count() == 1 for rows in self.coverage)

    def candidates(self) -> list[int]:
        """Return for each row the bit set of the classes that cover it."""
        by_row = np.packbits(self.bits().T, axis=1, bitorder="little")
        return [int.from_bytes(row.tobytes(), "little") for row in by_row]

    def bits(self) -> NDArray[np.uint8]:
        """Return the chart, shape (classes, rows): 1 where the class covers the row."""
        size = -(-self.n_rows // BYTE)
        packed = b"".join(rows.to_bytes(size, "little") for rows in self.coverage)
        octets = np.frombuffer(packed, np.uint8).reshape(-1, size)
        return np.unpackbits(octets, axis=1, count=self.n_rows, bitorder="little")


def essential_of(coverage: Words) -> list[int]:
    """Return the implicants, by index, that alone cover some row."""
    if FAST_COVERS in modules and len(coverage):
        return np.flatnonzero(modules[FAST_COVERS].essential(coverage)).tolist()
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
    classes, places = classes_of(coverage)
    own = [members[one] for one in places]
    by_row = _transpose(classes, n_rows)
    sizes = np.bitwise_count(by_row).sum(axis=1)
    settled = _only_bits(by_row[sizes == 1])
    is_left = ~unpack(np.bitwise_or.reduce(classes[settled], axis=0)[None], n_rows)[0]
    kept = _decisive_rows(by_row, sizes, np.flatnonzero(is_left))
    parts = [_without_choice([own[one] for one in settled.tolist()])] if len(settled) else []
    if not kept:
        return tuple(parts)
    classes, places = classes_of(pack(unpack(by_row[kept], len(classes)).T))
    own = [own[each[0]] if len(each) == 1 else np.sort(np.concatenate([own[one] for one in each])) for each in places]
    return (*parts, *(_component(classes, own, rows) for rows in _connected(classes, len(kept))))


def _without_choice(members: Sequence[Members]) -> Component:
    """Return the rows that one class alone covers, one row for each of these classes."""
    return Component(len(members), tuple(1 << at for at in range(len(members))), tuple(members))


def _only_bits(lines: Words) -> Members:
    """Return, sorted and once each, the bits of lines that have one each."""
    if not len(lines):
        return np.zeros(0, np.int64)
    together = np.bitwise_or.reduce(lines, axis=0)
    return np.flatnonzero(unpack(together[None], lines.shape[1] * WORD)[0])


def unpack(words: Words, n_bits: int) -> NDArray[np.bool_]:
    return np.unpackbits(words.view(np.uint8), axis=1, bitorder="little")[:, :n_bits].view(np.bool_)


def _transpose(coverage: Words, n_rows: int) -> Words:
    """Return, per row, the implicants that cover it, packed; word by word, so that memory stays small."""
    parts = [pack(unpack(coverage[:, [at]], WORD).T) for at in range(coverage.shape[1])]
    return np.concatenate(parts)[:n_rows]


def _decisive_rows(by_row: Words, sizes: Members, rows: Members) -> list[int]:
    """Return those of the rows whose candidates contain no other's candidates; of equal ones the first."""
    kept: list[int] = []
    for row in rows[np.argsort(sizes[rows], kind="stable")].tolist():
        rivals = np.array(kept, dtype=np.int64)
        rivals = rivals[~(by_row[rivals, :FIRST_LOOK] & ~by_row[row, :FIRST_LOOK]).any(axis=1)]
        if not any(not (by_row[rival] & ~by_row[row]).any() for rival in rivals.tolist()):
            kept.append(row)
    return sorted(kept)


def classes_of(coverage: Words) -> tuple[Words, list[Members]]:
    """Return the distinct coverages and the implicants of each; an implicant that covers nothing is left out."""
    useful = np.flatnonzero(coverage.any(axis=1))
    own = np.ascontiguousarray(coverage[useful])
    keys = _hash(own)
    order = np.argsort(keys, kind="stable")
    starts = _starts(own[order])
    if len(starts) != len(_starts(keys[order, None])):
        order = np.lexsort(own.T)
        starts = _starts(own[order])
    members = useful[order]
    return own[order[starts]], [members[start:end] for start, end in pairwise([*starts.tolist(), len(order)])]


def _starts(lines: Words) -> Members:
    """Return where, in lines of which equal ones follow each other, new ones begin."""
    if not len(lines):
        return np.zeros(0, np.int64)
    return np.flatnonzero(np.concatenate([[True], (lines[1:] != lines[:-1]).any(axis=1)]))


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
        rows = np.flatnonzero(unpack(group[None, :], n_rows)[0]).tolist()
        left -= set(rows)
        yield rows


def _component(classes: Words, members: Sequence[Members], rows: Sequence[int]) -> Component:
    inside = pack(unpack(classes, classes.shape[1] * WORD)[:, rows]) if len(rows) else classes[:, :0]
    at = np.flatnonzero(inside.any(axis=1)).tolist()
    coverage = tuple(int.from_bytes(inside[one].tobytes(), "little") for one in at)
    return Component(len(rows), coverage, tuple(members[one] for one in at))
