"""Minimal hitting sets on Python integers: each set of vertices is a bit set, of any size."""

from collections.abc import Iterator, Sequence

from samverkan.methods.qca.minimisation.budget import Budget

LONG = 512
"""From so many bits on, reading them as text is faster than taking them out one by one."""


def minimal_edges(edges: Sequence[int]) -> list[int]:
    """Return the edges that contain no other edge, the smallest first: these alone decide the hitting sets."""
    kept: list[int] = []
    for edge in sorted(set(edges), key=lambda one: (one.bit_count(), one)):
        if not any(smaller & edge == smaller for smaller in kept):
            kept.append(edge)
    return kept


def bits_of(mask: int) -> Iterator[int]:
    """Give the positions of the bits that are set, lowest first."""
    if mask.bit_length() > LONG:
        yield from (at for at, bit in enumerate(reversed(bin(mask))) if bit == "1")
        return
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def hitting_sets(edges: Sequence[int], required: Sequence[int], budget: Budget) -> Iterator[int]:
    """Give each minimal hitting set of the edges that also hits every required set.

    A set is minimal with regard to `edges` alone: leaving out any of its vertices leaves an edge unhit.

    Parameters
    ----------
    edges
        Bit sets of vertices. No edge gives the empty set; an empty edge gives nothing.
    required
        Bit sets that must be hit too, without being a reason for a vertex to stay.
    budget
        Counts the nodes of the search.

    Raises
    ------
    OverBudget
        The budget is spent; what was given until then is right.

    References
    ----------
    Murakami & Uno (2014), Discrete Applied Mathematics 170: MMCS.
    """
    kept = minimal_edges(edges)
    if not kept:
        if not required:
            yield 0
        return
    needed = [one for one in minimal_edges(required) if not any(edge & one == edge for edge in kept)]
    everything = 0
    for edge in kept:
        everything |= edge
    yield from _extend(0, kept, [], (everything, needed), budget)


def _extend(
    chosen: int, unhit: list[int], alone: list[list[int]], usable: tuple[int, list[int]], budget: Budget
) -> Iterator[int]:
    """Give the sets that contain `chosen`; `alone` has, for each chosen vertex, the edges that it alone hits."""
    budget.spend()
    free, needed = usable
    for own in alone:
        free &= ~_common(own, free)
    closing = _common(unhit, free)
    branch = min((edge & free for edge in unhit), key=int.bit_count)
    if not branch or any(not one & free for one in needed):
        return
    free &= ~branch
    for vertex in bits_of(_common(needed, closing)):
        yield chosen | 1 << vertex
    for vertex in bits_of(branch & ~closing):
        bit = 1 << vertex
        still = [[edge for edge in own if not edge & bit] for own in alone]
        still.append([edge for edge in unhit if edge & bit])
        left = free, [one for one in needed if not one & bit]
        yield from _extend(chosen | bit, [edge for edge in unhit if not edge & bit], still, left, budget)
        free |= bit


def _common(edges: Sequence[int], within: int) -> int:
    """Return the vertices that are in all the edges."""
    for edge in edges:
        within &= edge
        if not within:
            break
    return within
