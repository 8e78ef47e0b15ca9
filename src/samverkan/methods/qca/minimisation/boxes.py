"""Boxes: for each condition a bit set of levels. A union of boxes is turned into its prime implicants."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from samverkan.methods.qca.minimisation.budget import Budget
from samverkan.methods.qca.sets import ABSENT, Condition, Term, covers

Box: TypeAlias = tuple[int, ...]


def box_of(term: Term, conditions: Sequence[Condition]) -> Box:
    """Return the box of a term: one level where it has a literal, else all."""
    return tuple(
        (1 << one.n_levels) - 1 if level == ABSENT else 1 << level for level, one in zip(term, conditions, strict=True)
    )


def primes_of(
    boxes: Iterable[Box], rows: Sequence[Term], conditions: Sequence[Condition], budget: Budget
) -> list[Term]:
    """Return the terms that lie within the union of the boxes, cover one of the rows, and can lose no literal.

    Raises
    ------
    OverBudget
        The time is up.

    References
    ----------
    Quine (1955), American Mathematical Monthly 62: iterated consensus, here with sets of levels.
    """
    full = [(1 << one.n_levels) - 1 for one in conditions]
    found: set[Term] = set()
    largest = _consensus(set(boxes), budget)
    for row in rows:
        within = [box for box in largest if all(levels >> level & 1 for levels, level in zip(box, row, strict=True))]
        found.update(_maximal({_within(box, row, full) for box in within}))
    return sorted(found)


def _within(box: Box, row: Term, full: Sequence[int]) -> Term:
    """Return the largest term around the row that the box holds: free where the box has all levels."""
    return tuple(ABSENT if levels == every else level for levels, level, every in zip(box, row, full, strict=True))


def _maximal(terms: set[Term]) -> list[Term]:
    return [one for one in terms if not any(other != one and covers(other, one) for other in terms)]


def _consensus(boxes: set[Box], budget: Budget) -> list[Box]:
    """Return all maximal boxes within the union."""
    kept: list[Box] = []
    waiting = sorted(boxes)
    while waiting:
        box = waiting.pop()
        budget.spend()
        if any(_holds(other, box) for other in kept):
            continue
        kept = [other for other in kept if not _holds(box, other)]
        for other in kept:
            waiting.extend(_join(box, other))
        kept.append(box)
    return kept


def _holds(larger: Box, smaller: Box) -> bool:
    return all(mine | theirs == mine for mine, theirs in zip(larger, smaller, strict=True))


def _join(one: Box, other: Box) -> Iterator[Box]:
    """Give the boxes that reach from one into the other along one condition."""
    meet = [mine & theirs for mine, theirs in zip(one, other, strict=True)]
    empty = [at for at, levels in enumerate(meet) if not levels]
    if len(empty) > 1:
        return
    for at in empty or range(len(meet)):
        union = one[at] | other[at]
        if union not in (one[at], other[at]):
            yield (*meet[:at], union, *meet[at + 1 :])
