"""How far an anchor of a calibration may move."""

from dataclasses import replace

import numpy as np
import pytest

from samverkan.methods.qca.calibration import (
    BellCalibration,
    Between,
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
from samverkan.methods.qca.reanalysis import Analysis, solve
from samverkan.methods.qca.robustness.anchors import (
    AnchorQuestion,
    anchors_of,
    move_anchor,
    range_of_anchor,
    with_anchor,
)
from samverkan.methods.qca.robustness.ranges import Choice, End
from samverkan.methods.qca.robustness.rerun import solve_initial
from samverkan.methods.qca.sets import make_outcome, make_sets
from samverkan.methods.qca.truth_table import Cutoffs

RAW = np.array([10.0, 20, 30, 40, 50, 60])
DIRECT = DirectCalibration(10, 35, 60)
BELL = BellCalibration(DirectCalibration(10, 20, 30), DirectCalibration(60, 50, 40))
RECODE = RecodeCalibration(((1, 0.0), (2, 0.33), (3, 0.67), (4, 1.0)), Between.INTERPOLATED)


def make_crisp():
    """Return a recipe in which A, above 35, is the outcome, and B varies freely; and its question."""
    calibration = CrispCalibration((35.0,))
    values = np.column_stack([calibrate(RAW, calibration), [0, 1, 0, 1, 0, 1]])
    recipe = Analysis(make_sets(values, ["A", "B"]), make_outcome([0, 0, 0, 1, 1, 1], 6))
    return recipe, AnchorQuestion(0, RAW, calibration, 0)


def make_fuzzy(**question):
    values = np.column_stack([calibrate(RAW, DIRECT), [0.1, 0.9, 0.2, 0.8, 0.3, 0.7]])
    recipe = Analysis(make_sets(values, ["A", "B"]), make_outcome([0, 0.1, 0.2, 0.8, 0.9, 1], 6), Cutoffs(0.8))
    return recipe, AnchorQuestion(0, RAW, DIRECT, **{"anchor": 1, **question})


def find_range(recipe, question):
    return range_of_anchor(recipe, solve_initial(recipe), question)


@pytest.mark.parametrize(
    ("calibration", "anchors"),
    [
        (DIRECT, (10, 35, 60)),
        (RankedCalibration(10, 35, 60), (10, 35, 60)),
        (BELL, (10, 20, 30, 60, 50, 40)),
        (CrispCalibration((20, 40)), (20, 40)),
        (IndirectCalibration((20, 40)), (20, 40)),
        (RECODE, (0.0, 0.33, 0.67, 1.0)),
        (RelativeCalibration(2.0), (2.0,)),
    ],
    ids=lambda one: type(one).__name__,
)
def test_every_kind_of_calibration_has_its_anchors_and_moves_one_at_a_time(calibration, anchors):
    for at, value in enumerate(anchors):
        moved = with_anchor(calibration, at, value + 0.001 if value < 1 else value - 0.001)

        differing = [place for place, one in enumerate(anchors_of(moved)) if one != anchors[place]]
        assert differing == [at]
    assert anchors_of(calibration) == anchors


def test_a_threshold_may_fall_to_the_first_case_without_the_outcome_and_rise_to_the_top():
    recipe, question = make_crisp()

    found = find_range(recipe, question)

    assert (found.choice, found.condition, found.anchor, found.chosen) == (Choice.ANCHOR, 0, 0, 35)
    assert (found.lower.value, found.lower.end) == (30, End.CHANGE)
    assert not found.holds(30)
    assert (found.upper.value, found.upper.end) == (60, End.LIMIT)
    assert found.is_exact


def test_a_threshold_may_rise_to_the_first_case_that_must_be_in_and_no_further():
    recipe, question = make_crisp()
    recipe = replace(recipe, outcome=1 - recipe.outcome)

    found = find_range(recipe, question)

    assert (found.upper.value, found.upper.is_closed, found.upper.end) == (40, True, End.CHANGE)
    assert set(solve(move_anchor(recipe, question, 40))) == set(solve(recipe))
    assert set(solve(move_anchor(recipe, question, 40.001))) != set(solve(recipe))


def test_beyond_the_bound_of_an_anchor_the_analysis_gives_what_is_said():
    recipe, question = make_fuzzy()

    found = find_range(recipe, question)

    for bound in (found.lower, found.upper):
        assert set(solve(move_anchor(recipe, question, bound.value))) == set(solve(recipe))
        if bound.end is End.CHANGE:
            assert set(solve(move_anchor(recipe, question, bound.seen_at))) == set(bound.beyond.models)
            assert abs(bound.seen_at - bound.value) < 0.01
    assert End.CHANGE in {found.lower.end, found.upper.end}


def test_an_anchor_stops_before_its_neighbour():
    recipe, question = make_fuzzy(anchor=0, limits=(0.0, 60.0))

    found = find_range(recipe, question)

    assert found.upper.value < 35


def test_an_anchor_of_the_absent_outcome_moves_too():
    raw = np.array([1.0, 2, 3, 4])
    calibration = CrispCalibration((2.5,))
    sets = make_sets([[0], [0], [1], [1]], ["A"])
    recipe = Analysis(sets, make_outcome(1 - calibrate(raw, calibration), 4))
    question = AnchorQuestion(None, raw, calibration, 0, is_negated=True)

    found = find_range(recipe, question)

    assert found.condition is None
    assert (found.lower.value, found.lower.end) == (pytest.approx(2, abs=0.01), End.CHANGE)
    assert (found.upper.value, found.upper.end) == (4, End.LIMIT)


def test_a_membership_of_a_table_moves_between_its_neighbours():
    raw = np.array([1.0, 2, 3, 4])
    values = np.column_stack([calibrate(raw, RECODE), [0.2, 0.8, 0.3, 0.9]])
    recipe = Analysis(make_sets(values, ["A", "B"]), make_outcome([0, 0.2, 0.7, 1], 4), Cutoffs(0.9))

    found = find_range(recipe, AnchorQuestion(0, raw, RECODE, 2, step=0.01))

    assert 0.33 <= found.lower.value < 0.67 < found.upper.value <= 1.0


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ({"anchor": 3}, "The calibration of A has the anchors 0 to 2, not 3."),
        ({"step": 0.0}, "The step for an anchor of A must be above 0, not 0."),
        ({"limits": (40.0, 50.0)}, "The anchor 35 lies outside the limits 40 to 50 of its search."),
    ],
    ids=["anchor", "step", "limits"],
)
def test_a_question_that_cannot_be_answered_is_refused(question, message):
    recipe, asked = make_fuzzy(**question)

    with pytest.raises(QcaError) as found:
        find_range(recipe, asked)

    assert str(found.value) == message


def test_raw_values_that_do_not_give_the_memberships_are_refused():
    recipe, question = make_fuzzy()

    with pytest.raises(QcaError) as found:
        find_range(recipe, replace(question, raw=RAW[::-1]))

    assert str(found.value) == "The raw values of A and its calibration do not give the memberships of the analysis."


def test_anchors_that_do_not_fit_together_are_no_calibration():
    with pytest.raises(CalibrationError):
        with_anchor(DIRECT, 1, 70)


def test_a_membership_that_a_person_set_does_not_move_with_the_anchor():
    raw, fixed = np.array([10.0, 20, 30, np.nan]), np.array([np.nan, np.nan, np.nan, 1.0])
    threshold = CrispCalibration((25.0,))
    recipe = Analysis(make_sets([[0], [0], [1], [1]], ["A"]), make_outcome([0, 0, 1, 1], 4))
    question = AnchorQuestion(0, raw, threshold, 0, fixed=fixed)

    moved = move_anchor(recipe, question, 35.0)
    found = range_of_anchor(recipe, solve_initial(recipe), question)

    assert moved.sets.values[:, 0].tolist() == [0, 0, 0, 1]
    assert (round(found.lower.value, 1), round(found.upper.value, 1)) == (20.0, 30.0)


def test_a_step_of_a_table_moves_between_its_neighbours_and_freely_where_its_scores_are_words():
    ordered = RecodeCalibration(((0, 0.0), (1, 0.8), (2, 1.0)))
    words = RecodeCalibration(((0, 1.0), (1, 0.8), (2, 0.9)), is_ordered=False)
    raw = np.array([0.0, 1, 2])

    found = []
    for table in (ordered, words):
        recipe = Analysis(make_sets(calibrate(raw, table)[:, None], ["A"]), make_outcome([1, 1, 1], 3), Cutoffs(0.1))
        one = range_of_anchor(recipe, solve_initial(recipe), AnchorQuestion(0, raw, table, 1))
        found.append(one.upper.value)

    assert found == [1.0, 1.0]
    assert with_anchor(words, 1, 0.1).table[1] == (1, 0.1)
    with pytest.raises(CalibrationError):
        RecodeCalibration(((0, 1.0), (1, 0.8), (2, 0.9)))
