"""Sensitivity ranges: how far each cut-off may move before the solution changes, exactly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from samverkan.methods.qca.reanalysis import Analysis
from samverkan.methods.qca.robustness.rerun import Initial, Rerun, rerun
from samverkan.methods.qca.sets import Term, sort_key
from samverkan.methods.qca.truth_table import TOLERANCE, Cutoffs, Out, build_truth_table


class Choice(StrEnum):
    """What was moved."""

    INCLUSION = "inclusion"
    FREQUENCY = "frequency"
    PRI = "pri"
    ANCHOR = "anchor"


class End(StrEnum):
    """Why a range ends: the solution changes, the scale (or the search) ends, or the next one was not finished."""

    CHANGE = "change"
    LIMIT = "limit"
    UNFINISHED = "unfinished"


@dataclass(frozen=True, slots=True)
class Bound:
    """One end of a range.

    `is_closed`: the solution is the same at `value` itself. Beyond it, at `seen_at` for example, the analysis gives
    `beyond`; `rows` are the configurations whose output differs there. Both are empty where the scale ends.
    """

    value: float
    is_closed: bool
    end: End
    seen_at: float | None = None
    beyond: Rerun | None = None
    rows: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class SensitivityRange:
    """Where a choice may lie with the solution unchanged (all its models the same).

    The range is the one around `chosen`; further away the solution may come back. `condition` and `anchor` are the
    indices of what was moved for `Choice.ANCHOR`. `is_exact`: the bounds are where the solution changes, to the last
    digit; otherwise they were searched for, and the solution was seen to be the same at `value`.
    """

    choice: Choice
    chosen: float
    lower: Bound
    upper: Bound
    is_exact: bool = True
    condition: int | None = None
    anchor: int | None = None

    def holds(self, value: float) -> bool:
        """Whether the value lies within the range."""
        above = value > self.lower.value or (self.lower.is_closed and value == self.lower.value)
        below = value < self.upper.value or (self.upper.is_closed and value == self.upper.value)
        return above and below


@dataclass(frozen=True, slots=True)
class _Cell:
    """A stretch of values (low, high] for which every row has the same output; `at` is one of them."""

    low: float
    high: float
    at: float


def range_of_inclusion(recipe: Analysis, initial: Initial) -> SensitivityRange:
    """Return the raw inclusion cut-offs that give the same solution.

    The output of a row changes only where the cut-off passes the row's own inclusion, so that between two
    neighbouring inclusions nothing can change: the bounds are exact, open below (at that value one more row becomes
    positive) and closed above.

    Parameters
    ----------
    recipe
        The analysis; its cut-off for contradictions follows the cut-off down, so as not to exceed it.
    initial
        The solution of the recipe, from `solve_initial`.

    References
    ----------
    Oana & Schneider (2021), Sociological Methods & Research 53(1); SetMethods `rob.inclrange` steps instead.

    Examples
    --------
    >>> from samverkan.methods.qca.robustness.rerun import solve_initial
    >>> from samverkan.methods.qca.sets import make_outcome, make_sets
    >>> sets = make_sets([[0.9, 0.2], [0.8, 0.9], [0.7, 0.6], [0.2, 0.8]], ["TRUST", "HOST"])
    >>> recipe = Analysis(sets, make_outcome([0.9, 0.7, 0.6, 0.3], 4), Cutoffs(0.8))
    >>> found = range_of_inclusion(recipe, solve_initial(recipe))
    >>> round(found.lower.value, 3), found.lower.is_closed, round(found.upper.value, 3), found.upper.is_closed
    (0.643, False, 0.944, True)
    """
    rows = build_truth_table(recipe.sets, recipe.outcome, recipe.cutoffs).rows
    seen = [row.fit.inclusion for row in rows if row.n >= recipe.cutoffs.frequency]
    return _walk(_Walk(recipe, initial, Choice.INCLUSION), _cells(seen, 0.0, 1.0), recipe.cutoffs.inclusion)


def range_of_pri(recipe: Analysis, initial: Initial) -> SensitivityRange:
    """Return the cut-offs of the proportional reduction in inconsistency (PRI) that give the same solution, exactly.

    The output of a row changes only where the cut-off passes the row's own PRI: open below, closed above, as in
    `range_of_inclusion`, which has the parameters.

    References
    ----------
    Oana & Schneider (2021), Sociological Methods & Research 53(1), who vary the raw inclusion in this way.

    Examples
    --------
    >>> from samverkan.methods.qca.robustness.rerun import solve_initial
    >>> from samverkan.methods.qca.sets import make_outcome, make_sets
    >>> sets = make_sets([[0.9, 0.2], [0.8, 0.9], [0.7, 0.6], [0.2, 0.8]], ["TRUST", "HOST"])
    >>> recipe = Analysis(sets, make_outcome([0.9, 0.7, 0.6, 0.3], 4), Cutoffs(0.8))
    >>> found = range_of_pri(recipe, solve_initial(recipe))
    >>> found.lower.value, round(found.upper.value, 3)
    (0.0, 0.875)
    """
    rows = build_truth_table(recipe.sets, recipe.outcome, replace(recipe.cutoffs, pri=0.0)).rows
    seen = [row.fit.pri for row in rows if row.out is Out.POSITIVE]
    return _walk(_Walk(recipe, initial, Choice.PRI), _cells(seen, 0.0, 1.0), recipe.cutoffs.pri)


def range_of_frequency(recipe: Analysis, initial: Initial) -> SensitivityRange:
    """Return the frequency cut-offs that give the same solution: whole numbers, both bounds closed, exact.

    The output of a row changes only where the cut-off passes its number of cases. Parameters as in
    `range_of_inclusion`.

    References
    ----------
    Oana & Schneider (2021), Sociological Methods & Research 53(1); SetMethods `rob.ncutrange`.

    Examples
    --------
    >>> from samverkan.methods.qca.robustness.rerun import solve_initial
    >>> from samverkan.methods.qca.sets import make_outcome, make_sets
    >>> sets = make_sets([[0.9, 0.2], [0.8, 0.9], [0.7, 0.6], [0.2, 0.8]], ["TRUST", "HOST"])
    >>> recipe = Analysis(sets, make_outcome([0.9, 0.7, 0.6, 0.3], 4), Cutoffs(0.8))
    >>> found = range_of_frequency(recipe, solve_initial(recipe))
    >>> found.lower.value, found.upper.value
    (1.0, 1.0)
    """
    rows = build_truth_table(recipe.sets, recipe.outcome, recipe.cutoffs).rows
    top = float(max(recipe.sets.n_cases, recipe.cutoffs.frequency))
    cells = _cells([float(row.n) for row in rows], 0.0, top)
    whole = [replace(cell, low=cell.low + 1) for cell in cells]
    return _walk(_Walk(recipe, initial, Choice.FREQUENCY), whole, recipe.cutoffs.frequency)


@dataclass(frozen=True, slots=True)
class _Walk:
    recipe: Analysis
    initial: Initial
    choice: Choice

    def moved(self, value: float) -> Analysis:
        return replace(self.recipe, cutoffs=_move(self.recipe.cutoffs, self.choice, value))

    def try_at(self, value: float) -> Rerun:
        return rerun(self.moved(value), self.initial)


def _move(cutoffs: Cutoffs, choice: Choice, value: float) -> Cutoffs:
    if choice is Choice.FREQUENCY:
        return replace(cutoffs, frequency=int(value))
    if choice is Choice.PRI:
        return replace(cutoffs, pri=value)
    if cutoffs.contradiction is None:
        return replace(cutoffs, inclusion=value)
    return replace(cutoffs, inclusion=value, contradiction=min(cutoffs.contradiction, value))


def _cells(values: Sequence[float], bottom: float, top: float) -> list[_Cell]:
    """Return the stretches between the values; NaN, which no cut-off meets, is left out."""
    highs: list[float] = []
    for value in sorted(value for value in values if value >= bottom):
        if highs and value - highs[-1] <= TOLERANCE:
            highs[-1] = value
        else:
            highs.append(value)
    if not highs or highs[-1] < top - TOLERANCE:
        highs.append(top)
    lows = [bottom, *highs[:-1]]
    return [_Cell(low, high, high) for low, high in zip(lows, highs, strict=True)]


def _walk(walk: _Walk, cells: Sequence[_Cell], chosen: float) -> SensitivityRange:
    start = next((at for at, cell in enumerate(cells) if cell.high >= chosen - TOLERANCE), len(cells) - 1)
    first, below = _extend(walk, cells, start, -1)
    last, above = _extend(walk, cells, start, 1)
    is_whole = walk.choice is Choice.FREQUENCY
    lower = _bound(walk, cells[first].low, chosen, below)
    upper = _bound(walk, cells[last].high, chosen, above)
    is_low_closed = is_whole or lower.end is End.LIMIT
    return SensitivityRange(walk.choice, chosen, replace(lower, is_closed=is_low_closed), upper)


def _extend(walk: _Walk, cells: Sequence[_Cell], start: int, way: int) -> tuple[int, tuple[_Cell, Rerun] | None]:
    """Return the last cell on the way with the same solution, and the next one with what it gave."""
    at = start
    while 0 <= at + way < len(cells):
        found = walk.try_at(cells[at + way].at)
        if not found.is_same:
            return at, (cells[at + way], found)
        at += way
    return at, None


def _bound(walk: _Walk, value: float, chosen: float, beyond: tuple[_Cell, Rerun] | None) -> Bound:
    if beyond is None:
        return Bound(value, is_closed=True, end=End.LIMIT)
    cell, found = beyond
    rows = changed_rows(walk.moved(chosen), walk.moved(cell.at))
    end = End.CHANGE if found.is_finished else End.UNFINISHED
    return Bound(value, is_closed=True, end=end, seen_at=cell.at, beyond=found, rows=rows)


def changed_rows(here: Analysis, there: Analysis) -> tuple[Term, ...]:
    """Return the configurations whose output is not the same in both analyses; one that only one has is a remainder."""
    one, other = _outs(here), _outs(there)
    both = sorted(set(one) | set(other), key=sort_key)
    return tuple(term for term in both if one.get(term, Out.REMAINDER) is not other.get(term, Out.REMAINDER))


def _outs(recipe: Analysis) -> Mapping[Term, Out]:
    rows = build_truth_table(recipe.sets, recipe.outcome, recipe.cutoffs).rows
    return {row.configuration: row.out for row in rows}
