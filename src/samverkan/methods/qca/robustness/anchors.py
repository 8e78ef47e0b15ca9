"""How far an anchor of a calibration may move before the solution changes."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from samverkan.methods.qca.calibration import (
    BellCalibration,
    Calibration,
    CalibrationError,
    CrispCalibration,
    DirectCalibration,
    IndirectCalibration,
    RankedCalibration,
    RecodeCalibration,
    RelativeCalibration,
    calibrate,
)
from samverkan.methods.qca.errors import QcaError
from samverkan.methods.qca.reanalysis import Analysis
from samverkan.methods.qca.robustness.ranges import Bound, Choice, End, SensitivityRange, changed_rows
from samverkan.methods.qca.robustness.rerun import Initial, Rerun, rerun
from samverkan.methods.qca.sets import Memberships, make_outcome, make_sets

Place = TypeVar("Place")
ROUNDING = 0.006
"""Memberships are often kept with two decimals: so far may the calibration be from what the analysis has."""
STEPS = 50
HALVINGS = 12
N_SIDE = 3


@dataclass(frozen=True, eq=False)
class AnchorQuestion:
    """Which anchor of which condition is moved, and how finely.

    `condition` is an index, or None for the outcome. `raw` has the shape (n_cases,), and `calibration` makes the
    memberships of the analysis from it (`is_negated`: 1 - membership, as for the absence of the outcome). `anchor`
    is the place in `anchors_of(calibration)`. Without a `step` the way to each of the `limits` has 50, and without
    `limits` these are the least and the greatest raw value; of a table, the memberships beside the anchor. `fixed`
    has the shape (n_cases,) too: memberships that a person set whatever the calibration says, as for a value that is
    not known (its raw one is NaN); NaN for all other cases.
    """

    condition: int | None
    raw: Memberships
    calibration: Calibration
    anchor: int
    is_negated: bool = False
    step: float | None = None
    limits: tuple[float, float] | None = None
    fixed: Memberships | None = None


def anchors_of(calibration: Calibration) -> tuple[float, ...]:
    """Return the numbers that a person set: anchors or thresholds in their order; the memberships of a table.

    Examples
    --------
    >>> anchors_of(DirectCalibration(full_out=10, crossover=20, full_in=40))
    (10, 20, 40)
    """
    match calibration:
        case DirectCalibration() | RankedCalibration():
            return calibration.full_out, calibration.crossover, calibration.full_in
        case BellCalibration():
            return anchors_of(calibration.lower) + anchors_of(calibration.upper)
        case CrispCalibration() | IndirectCalibration():
            return calibration.thresholds
        case RecodeCalibration():
            return tuple(membership for _, membership in calibration.table)
        case RelativeCalibration():
            return (calibration.lowest,)


def with_anchor(calibration: Calibration, anchor: int, value: float) -> Calibration:
    """Return the calibration with one anchor moved; CalibrationError where the anchors no longer fit together."""
    match calibration:
        case DirectCalibration():
            return _with_named(calibration, anchor, value)
        case RankedCalibration():
            full_out, crossover, full_in = _put(anchors_of(calibration), anchor, value)
            return RankedCalibration(full_out, crossover, full_in)
        case BellCalibration():
            if anchor < N_SIDE:
                return replace(calibration, lower=_with_named(calibration.lower, anchor, value))
            return replace(calibration, upper=_with_named(calibration.upper, anchor - N_SIDE, value))
        case CrispCalibration() | IndirectCalibration():
            return replace(calibration, thresholds=_put(calibration.thresholds, anchor, value))
        case RecodeCalibration():
            row = (calibration.table[anchor][0], value)
            return replace(calibration, table=_put(calibration.table, anchor, row))
        case RelativeCalibration():
            return replace(calibration, lowest=value)


def move_anchor(recipe: Analysis, question: AnchorQuestion, value: float) -> Analysis:
    """Return the recipe with the memberships that the moved anchor gives; CalibrationError where it cannot lie."""
    column = _calibrated(question, with_anchor(question.calibration, question.anchor, value))
    if question.condition is None:
        return replace(recipe, outcome=make_outcome(column, recipe.sets.n_cases))
    values = recipe.sets.values.copy()
    values[:, question.condition] = column
    return replace(recipe, sets=make_sets(values, recipe.sets.conditions))


def range_of_anchor(recipe: Analysis, initial: Initial, question: AnchorQuestion) -> SensitivityRange:
    """Return where an anchor may lie with the solution unchanged.

    The anchor is moved by steps, and to the middle between any two neighbouring raw values, so that no case changes
    its side unseen. Where the solution becomes another the place is narrowed down by halving the step twelve times:
    the solution is the same at the bound's `value` and another at `seen_at`. A change and its reversal within one
    step would not be seen. A threshold matters only where it passes a raw value, so its bounds are raw values: the
    lower one open, for a case at the threshold is in.

    Parameters
    ----------
    recipe
        The analysis.
    initial
        Its solution, from `solve_initial`.
    question
        What is moved.

    Raises
    ------
    QcaError
        There is no such anchor, the raw values and the calibration do not give the memberships of the recipe, the
        step is not above 0, or the anchor lies outside the limits.

    References
    ----------
    Oana & Schneider (2021), Sociological Methods & Research 53(1); SetMethods `rob.calibrange`, which stops at the
    step and always calibrates with R QCA's standard degree.

    Examples
    --------
    >>> from samverkan.methods.qca.robustness.rerun import solve_initial
    >>> raw, threshold = np.array([10.0, 20.0, 30.0, 40.0]), CrispCalibration((25.0,))
    >>> sets = make_sets(calibrate(raw, threshold)[:, None], ["TRUST"])
    >>> recipe = Analysis(sets, make_outcome([0, 0, 1, 1], 4))
    >>> found = range_of_anchor(recipe, solve_initial(recipe), AnchorQuestion(0, raw, threshold, 0))
    >>> round(found.lower.value, 2), round(found.upper.value, 2)
    (20.0, 40.0)
    """
    _check(recipe, question)
    chosen = anchors_of(question.calibration)[question.anchor]
    low, high = _limits(question, chosen)
    points = _points(question, low, high)
    below = sorted({point for point in points if point < chosen}, reverse=True)
    above = sorted({point for point in points if point > chosen})
    search = _Search(recipe, initial, question)
    return SensitivityRange(
        choice=Choice.ANCHOR,
        chosen=chosen,
        lower=search.find_bound(chosen, below),
        upper=search.find_bound(chosen, above),
        is_exact=isinstance(question.calibration, CrispCalibration),
        condition=question.condition,
        anchor=question.anchor,
    )


@dataclass(frozen=True, slots=True)
class _Search:
    recipe: Analysis
    initial: Initial
    question: AnchorQuestion

    def find_bound(self, chosen: float, points: Iterable[float]) -> Bound:
        """Return where, on the way along the points, the solution is last the same."""
        last = chosen
        for point in points:
            found = self._try_at(point)
            if found is None:
                break
            if not found.is_same:
                return self._narrow(last, point, found)
            last = point
        return Bound(last, is_closed=True, end=End.LIMIT)

    def _narrow(self, last: float, other: float, found: Rerun) -> Bound:
        if isinstance(self.question.calibration, CrispCalibration) and found.is_finished:
            return self._at_raw_value(last, other, found)
        for _ in range(HALVINGS if found.is_finished else 0):
            middle = (last + other) / 2
            tried = self._try_at(middle)
            if tried is None or not tried.is_finished:
                break
            if tried.is_same:
                last = middle
            else:
                other, found = middle, tried
        rows = changed_rows(self.recipe, move_anchor(self.recipe, self.question, other))
        end = End.CHANGE if found.is_finished else End.UNFINISHED
        return Bound(last, is_closed=True, end=end, seen_at=other, beyond=found, rows=rows)

    def _at_raw_value(self, last: float, other: float, found: Rerun) -> Bound:
        """Return the raw value at which a threshold parts its cases otherwise: a case at the threshold is in."""
        raw = self.question.raw
        is_lower = other < last
        passed = raw[(raw >= min(last, other)) & (raw < max(last, other))]
        value = float(passed.max() if is_lower else passed.min())
        rows = changed_rows(self.recipe, move_anchor(self.recipe, self.question, other))
        return Bound(value, is_closed=not is_lower, end=End.CHANGE, seen_at=other, beyond=found, rows=rows)

    def _try_at(self, value: float) -> Rerun | None:
        try:
            moved = move_anchor(self.recipe, self.question, value)
        except CalibrationError:
            return None
        return rerun(moved, self.initial)


def _with_named(calibration: DirectCalibration, anchor: int, value: float) -> DirectCalibration:
    full_out, crossover, full_in = _put(anchors_of(calibration), anchor, value)
    return replace(calibration, full_out=full_out, crossover=crossover, full_in=full_in)


def _put(places: tuple[Place, ...], at: int, value: Place) -> tuple[Place, ...]:
    return (*places[:at], value, *places[at + 1 :])


def _calibrated(question: AnchorQuestion, calibration: Calibration) -> Memberships:
    column = calibrate(question.raw, calibration)
    if question.fixed is not None:
        column = np.where(np.isnan(question.fixed), column, question.fixed)
    return 1 - column if question.is_negated else column


def _check(recipe: Analysis, question: AnchorQuestion) -> None:
    name = "the outcome" if question.condition is None else recipe.sets.names[question.condition]
    n_anchors = len(anchors_of(question.calibration))
    if not 0 <= question.anchor < n_anchors:
        raise QcaError(f"The calibration of {name} has the anchors 0 to {n_anchors - 1}, not {question.anchor}.")
    if question.step is not None and not question.step > 0:
        raise QcaError(f"The step for an anchor of {name} must be above 0, not {question.step:g}.")
    column = recipe.outcome if question.condition is None else recipe.sets.values[:, question.condition]
    made = _calibrated(question, question.calibration)
    if made.shape != column.shape or not np.allclose(made, column, rtol=0, atol=ROUNDING):
        raise QcaError(f"The raw values of {name} and its calibration do not give the memberships of the analysis.")


def _limits(question: AnchorQuestion, chosen: float) -> tuple[float, float]:
    if question.limits is None:
        calibration = question.calibration
        if isinstance(calibration, RecodeCalibration):
            return _between_neighbours(calibration, question.anchor)
        low, high = float(np.nanmin(question.raw)), float(np.nanmax(question.raw))
        return min(low, chosen), max(high, chosen)
    low, high = question.limits
    if not low <= chosen <= high:
        raise QcaError(f"The anchor {chosen:g} lies outside the limits {low:g} to {high:g} of its search.")
    return low, high


def _between_neighbours(calibration: RecodeCalibration, anchor: int) -> tuple[float, float]:
    if not calibration.is_ordered:
        return 0.0, 1.0
    memberships = [membership for _, membership in calibration.table]
    ends = (0.0, 1.0) if memberships[0] <= memberships[-1] else (1.0, 0.0)
    padded = [ends[0], *memberships, ends[1]]
    return min(padded[anchor], padded[anchor + 2]), max(padded[anchor], padded[anchor + 2])


def _points(question: AnchorQuestion, low: float, high: float) -> list[float]:
    chosen = anchors_of(question.calibration)[question.anchor]
    points = {low, high}
    for end, way in ((low, -1), (high, 1)):
        step = question.step or abs(end - chosen) / STEPS
        n_steps = int(abs(end - chosen) / step + 1e-9) if step else 0
        points.update(chosen + way * step * k for k in range(1, n_steps + 1))
    if not isinstance(question.calibration, RecodeCalibration):
        raw = np.unique(question.raw[~np.isnan(question.raw)])
        points.update(((raw[:-1] + raw[1:]) / 2).tolist())
    return [point for point in points if low <= point <= high]
