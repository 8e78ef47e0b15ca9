"""Calibration: the memberships of R QCA 3.25.1 and SetMethods 4.0, its laws, and what it refuses."""

import json
from math import inf, nan

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from samverkan.methods.qca.calibration import (
    QCA_DEGREE,
    RAGIN_DEGREE,
    BellCalibration,
    Between,
    CalibrationError,
    CrispCalibration,
    Curve,
    DirectCalibration,
    FittedCurve,
    IndirectCalibration,
    RankedCalibration,
    RecodeCalibration,
    RelativeCalibration,
    calibrate,
    fit_scores,
)

N_CASES = 20
REFUSED_BY_R = 2
ROUNDED_BY_R = {16, 17}
INTERVIEW = ((0, 0), (1, 0.33), (2, 0.67), (3, 1))
numbers = st.integers(-500, 500).map(lambda one: one / 10)
columns = st.lists(numbers, min_size=1, max_size=20)


@st.composite
def directs(draw):
    """Direct calibrations: rising and falling, both curves, bent and straight."""
    anchors = sorted(draw(st.lists(numbers, min_size=3, max_size=3, unique=True)))
    if draw(st.booleans()):
        anchors.reverse()
    exponents = st.sampled_from([0.5, 1, 2, 3])
    return DirectCalibration(
        *anchors,
        curve=draw(st.sampled_from(Curve)),
        degree=draw(st.sampled_from([0.6, QCA_DEGREE, RAGIN_DEGREE, 0.99])),
        below=draw(exponents),
        above=draw(exponents),
    )


def read_cases(shared):
    """The calls of QCA::calibrate on LR with their results."""
    return json.loads((shared / "reference" / "qca" / "calibrate_LR.json").read_text(encoding="utf-8"))["cases"]


def calibration_of(args):
    """Our calibration for the arguments of QCA::calibrate."""
    anchors = args.get("thresholds")
    anchors = tuple(anchors.values() if isinstance(anchors, dict) else np.atleast_1d(anchors))
    if args["type"] == "crisp":
        return CrispCalibration(anchors)
    if args.get("method") == "TFR":
        return RelativeCalibration()
    if args.get("method") == "indirect":
        return IndirectCalibration(anchors, curve=FittedCurve.POWERS)
    if args.get("ecdf"):
        return RankedCalibration(*anchors)
    curve = Curve.LOGISTIC if args.get("logistic", True) else Curve.LINEAR
    bends = {"below": args.get("below", 1), "above": args.get("above", 1)}
    sides = [
        DirectCalibration(*some, curve=curve, degree=args.get("idm", QCA_DEGREE), **bends)
        for some in (anchors[:3], anchors[:2:-1])
        if some
    ]
    return sides[0] if len(sides) == 1 else BellCalibration(*sides)


@pytest.mark.parametrize("at", [at for at in range(N_CASES) if at != REFUSED_BY_R])
def test_memberships_are_those_of_r(shared, at):
    case = read_cases(shared)[at]

    found = calibrate(case["x"], calibration_of(case["args"]))

    if at in ROUNDED_BY_R:
        # R rounds the indirect method to six decimals, and what is within .0001 of 0 or 1 to that.
        found = np.round(found, 6)
        found = np.where(found < 1e-4, 0, np.where(found > 1 - 1e-4, 1, found))
    assert found == pytest.approx(case["result"], abs=1e-9)


def test_a_threshold_that_no_case_reaches_is_an_anchor_all_the_same(shared):
    # R refuses it. An anchor is set from outside the data, so that the sample may well lie on one side of it.
    cases = read_cases(shared)

    found = calibrate(cases[REFUSED_BY_R]["x"], calibration_of(cases[REFUSED_BY_R]["args"]))

    assert (len(cases), cases[REFUSED_BY_R]["result"]) == (N_CASES, None)
    assert found.tolist() == [0, 2, 2, 0, 0, 0, 1, 0, 0, 0, 0, 2, 0, 0, 0, 1, 0, 2]


def test_a_beta_regression_is_solved_to_the_last_digits(shared):
    # Coefficients of the standardised values, solved once with 40 digits (mpmath.findroot on the score equations).
    constant, slope = 0.33184000068957861, 1.7152356313899677
    file = shared / "reference" / "qca" / "indirectCalibration_setmethods.json"
    printed = json.loads(file.read_text(encoding="utf-8"))
    values = np.array(printed["x"], dtype=float)

    found = fit_scores(values, np.array(printed["x_cal"]), FittedCurve.BETA)

    steps = (values - values.mean()) / values.std()
    assert found == pytest.approx(1 / (1 + np.exp(-(constant + slope * steps))), abs=1e-14)


def test_a_beta_regression_through_every_score_gives_the_scores():
    found = fit_scores(np.array([1.0, 2.0]), np.array([0.2, 0.8]), FittedCurve.BETA)

    # Scores are first drawn in: (y (n - 1) + 1/2) / n.
    assert found == pytest.approx([0.35, 0.65], abs=1e-6)


@pytest.mark.parametrize(("column", "curve"), [("binom", FittedCurve.LOGIT), ("beta", FittedCurve.BETA)])
def test_indirect_memberships_are_those_of_setmethods(shared, column, curve):
    # SetMethods::indirectCalibration(x, x_cal, binom = TRUE or FALSE)
    file = shared / "reference" / "qca" / "indirectCalibration_setmethods.json"
    printed = json.loads(file.read_text(encoding="utf-8"))

    found = fit_scores(np.array(printed["x"], dtype=float), np.array(printed["x_cal"]), curve)

    assert found == pytest.approx(printed[column], abs=1e-9)


def test_log_odds_are_those_of_ragins_direct_method():
    # Ragin (2008), Redesigning Social Inquiry, ch. 5: national income per head with the anchors 20,000, 5,000 and
    # 2,500; log odds of 3 at the outer ones. Worked by hand: 3 * 35,000 / 15,000 = 7, and so on.
    found = calibrate(
        [40_000, 20_000, 11_000, 5_000, 2_500, 1_000], DirectCalibration(2_500, 5_000, 20_000, degree=RAGIN_DEGREE)
    )

    log_odds = [7, 3, 1.2, 0, -3, -4.8]
    assert np.log(found / (1 - found)).tolist() == pytest.approx(log_odds, abs=1e-9)
    assert np.round(found, 2).tolist() == [1.0, 0.95, 0.77, 0.5, 0.05, 0.01]


@given(columns, directs())
def test_membership_follows_the_values_and_stays_between_none_and_whole(values, calibration):
    found = calibrate(sorted(values), calibration)

    steps = np.diff(found) if calibration.is_rising else -np.diff(found)
    assert (steps >= -1e-12).all()
    assert ((found >= 0) & (found <= 1)).all()


@given(directs())
def test_anchors_have_the_memberships_that_they_stand_for(calibration):
    found = calibrate([calibration.full_out, calibration.crossover, calibration.full_in], calibration)

    end = calibration.degree if calibration.curve is Curve.LOGISTIC else 1
    assert found.tolist() == pytest.approx([1 - end, 0.5, end], abs=1e-12)


@given(columns, directs())
def test_anchors_the_other_way_round_give_the_absence(values, calibration):
    assume(calibration.below == calibration.above)
    turned = DirectCalibration(
        calibration.full_in,
        calibration.crossover,
        calibration.full_out,
        calibration.curve,
        calibration.degree,
        calibration.below,
        calibration.above,
    )

    found = calibrate(values, calibration)

    assert (1 - found).tolist() == pytest.approx(calibrate(values, turned).tolist(), abs=1e-12)


@given(columns, st.permutations([*range(20)]))
def test_each_kind_gives_each_case_its_own_whatever_the_order(values, order):
    order = [at for at in order if at < len(values)]
    kinds = [DirectCalibration(0, 1, 2), CrispCalibration((-1, 1)), RelativeCalibration(0)]

    for kind in kinds:
        found = calibrate(values, kind)

        assert found[order].tolist() == calibrate([values[at] for at in order], kind).tolist()


@given(columns)
def test_a_trough_is_what_a_bell_is_not(values):
    sides = DirectCalibration(-20, -10, 0), DirectCalibration(30, 20, 10)
    turned = DirectCalibration(0, -10, -20), DirectCalibration(10, 20, 30)

    bell, trough = calibrate(values, BellCalibration(*sides)), calibrate(values, BellCalibration(*turned))

    assert (1 - bell).tolist() == pytest.approx(trough.tolist(), abs=1e-12)


@given(st.lists(st.integers(0, 60).map(lambda one: one / 20), min_size=1, max_size=20))
def test_recoded_scores_rise_with_the_scores(values):
    found = calibrate(sorted(values), RecodeCalibration(INTERVIEW, Between.INTERPOLATED))

    assert (np.diff(found) >= 0).all()
    assert ((found >= 0) & (found <= 1)).all()


@pytest.mark.parametrize(
    "calibration",
    [
        CrispCalibration((2,)),
        DirectCalibration(1, 2, 3),
        BellCalibration(DirectCalibration(0, 1, 2), DirectCalibration(5, 4, 3)),
        IndirectCalibration((1.5, 2.5)),
        RankedCalibration(0, 2, 4),
        RelativeCalibration(),
        RecodeCalibration(INTERVIEW, Between.INTERPOLATED),
    ],
)
def test_a_missing_value_stays_missing_and_changes_no_other(calibration):
    values = [1, 2.5, 1.5, 3, 2]

    found = calibrate([nan, *values, nan], calibration)

    assert np.isnan(found).tolist() == [True, *[False] * len(values), True]
    assert found[1:-1].tolist() == calibrate(values, calibration).tolist()
    assert np.isnan(calibrate([nan, nan], calibration)).all()
    assert calibrate([], calibration).tolist() == []


def test_thresholds_make_levels_and_a_value_at_one_has_reached_it():
    found = calibrate([1, 2, 2.9, 3, 9], CrispCalibration((2, 3)))

    assert found.tolist() == [0, 1, 1, 2, 2]
    assert CrispCalibration((2, 3)).n_levels == 3


def test_interview_scores_have_the_memberships_of_their_anchors():
    found = calibrate([3, 0, 2, 1], RecodeCalibration(INTERVIEW))

    assert found.tolist() == [1, 0, 0.67, 0.33]


def test_a_median_between_two_scores_is_interpolated_when_that_is_asked_for():
    found = calibrate([0.5, 1.5, 2.5], RecodeCalibration(INTERVIEW, Between.INTERPOLATED))

    assert found.tolist() == pytest.approx([0.165, 0.5, 0.835])


def test_a_scale_may_be_turned():
    found = calibrate([1, 2, 5], RecodeCalibration(((1, 1), (2, 0.67), (5, 0))))

    assert found.tolist() == [1, 0.67, 0]


def test_ranks_count_only_cases_between_the_anchors():
    found = calibrate([0, 10, 20, 30, 40, 99], RankedCalibration(10, 25, 40))

    # Between the anchors are 10, 20, 30 and 40; half of them are at most 25.
    assert found.tolist() == [0, 0, 0.5, 0.75, 1, 1]


def test_cases_at_the_lowest_score_are_wholly_out():
    found = calibrate([1, 1, 2, 5], RelativeCalibration(1))

    assert found.tolist() == [0, 0, 0.5, 1]
    assert calibrate([1, 1], RelativeCalibration(1)).tolist() == [0, 0]


def test_thresholds_give_the_coarse_scores_of_the_indirect_method():
    even, given_scores = IndirectCalibration((10, 20, 30)), IndirectCalibration((10, 20), (0, 0.4, 1))
    values = np.array([10.0, 11.0, 21.0, 31.0])

    assert even.coarse_scores(values).tolist() == [0, 0.333, 0.667, 1]
    assert given_scores.coarse_scores(values).tolist() == [0, 0.4, 1, 1]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: CrispCalibration(()), "A crisp calibration needs at least one threshold."),
        (lambda: CrispCalibration((3, 2)), "The thresholds must rise, each above the one before: 3, 2."),
        (lambda: CrispCalibration((1, nan)), "Anchors must be numbers: 1, nan."),
        (
            lambda: DirectCalibration(10, 30, 20),
            "The crossover must lie between the other anchors: full out 10, crossover 30, full in 20.",
        ),
        (
            lambda: DirectCalibration(10, 10, 20),
            "The crossover must lie between the other anchors: full out 10, crossover 10, full in 20.",
        ),
        (
            lambda: DirectCalibration(1, 2, 3, degree=0.5),
            "The degree at full membership must be above .5 and below 1, not 0.5.",
        ),
        (lambda: DirectCalibration(1, 2, 3, above=0), "The exponents must be above 0: below 1, above 0."),
        (
            lambda: BellCalibration(DirectCalibration(1, 2, 3), DirectCalibration(4, 5, 6)),
            "One side of a bell rises and the other falls; these go the same way.",
        ),
        (
            lambda: BellCalibration(DirectCalibration(1, 2, 7), DirectCalibration(6, 5, 4)),
            "The sides of a bell must not overlap: the lower side ends at 7, the upper begins at 4.",
        ),
        (
            lambda: RankedCalibration(1, 4, 3),
            "The crossover must lie between the other anchors: full out 1, crossover 4, full in 3.",
        ),
        (
            lambda: IndirectCalibration((1, 2), (0, 1)),
            "2 thresholds make 3 intervals, and there are 2 scores.",
        ),
        (lambda: IndirectCalibration((1,), (0, 7)), "Scores must be in [0, 1]: 0, 7."),
        (lambda: IndirectCalibration((1, 2), (0, 1, 0.5)), "The scores must rise or fall all the way."),
        (lambda: RecodeCalibration(()), "A table of anchors needs at least one score with its membership."),
        (lambda: RecodeCalibration(((1, 0), (2, 7))), "Each score needs a membership in [0, 1]: 1 is 0, 2 is 7."),
        (
            lambda: RecodeCalibration(((2, 0), (1, 1))),
            "The scores must stand in rising order, each once: 2 is 0, 1 is 1.",
        ),
        (
            lambda: RecodeCalibration(((1, 0), (2, 1), (3, 0.5))),
            "The memberships must rise or fall all the way: 1 is 0, 2 is 1, 3 is 0.5.",
        ),
    ],
)
def test_anchors_out_of_order_are_refused(make, message):
    with pytest.raises(CalibrationError) as refused:
        make()

    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("values", "calibration", "message", "cases"),
    [
        (
            [1, inf, -inf],
            CrispCalibration((1,)),
            "An infinite value cannot be calibrated. case 1: inf; case 2: -inf.",
            (1, 2),
        ),
        (
            [nan, 1, 1.5, 7],
            RecodeCalibration(((1, 0), (2, 1))),
            "The table of anchors does not have every value; it has 1 is 0, 2 is 1. case 2: 1.5; case 3: 7.",
            (2, 3),
        ),
        (
            [nan, 1.5, 7],
            RecodeCalibration(((1, 0), (2, 1)), Between.INTERPOLATED),
            "The table of anchors does not have every value; it has 1 is 0, 2 is 1. case 2: 7.",
            (2,),
        ),
        (
            [9] * 7,
            RecodeCalibration(((1, 0),)),
            (
                "The table of anchors does not have every value; it has 1 is 0. "
                "case 0: 9; case 1: 9; case 2: 9; case 3: 9; case 4: 9; and 2 more."
            ),
            (0, 1, 2, 3, 4, 5, 6),
        ),
        (
            [nan, 1, -2, 3],
            IndirectCalibration((0, 2), curve=FittedCurve.POWERS),
            "Powers need values of at least 0. case 2: -2.",
            (2,),
        ),
        ([1, 2], IndirectCalibration((5,)), "All coarse scores are 0: there is no curve to fit.", ()),
        (
            [1, 2, 3, 4],
            IndirectCalibration((2.5,)),
            (
                "The curve can follow the coarse scores exactly, so that it has no end. "
                "Give scores between 0 and 1 too, or use a crisp threshold instead."
            ),
            (),
        ),
        (
            [1, 2],
            RankedCalibration(0, 5, 9),
            "Ranks need cases between the anchors on both sides of the crossover 5.",
            (),
        ),
        ([[1, 2]], CrispCalibration((1,)), "Calibrate one column at a time; these values have the shape (1, 2).", ()),
    ],
)
def test_values_that_the_anchors_cannot_take_are_named_by_case(values, calibration, message, cases):
    with pytest.raises(CalibrationError) as refused:
        calibrate(values, calibration)

    assert (str(refused.value), refused.value.cases) == (message, cases)


def test_scores_and_values_of_different_length_are_refused():
    with pytest.raises(CalibrationError) as refused:
        fit_scores(np.array([1.0, 2.0]), np.array([0.5]))

    assert str(refused.value) == "There are 2 values and 1 scores."


def test_scores_beyond_membership_are_refused():
    with pytest.raises(CalibrationError) as refused:
        fit_scores(np.array([1.0, 2.0]), np.array([0.5, 3]))

    assert str(refused.value) == "Scores must be in [0, 1]: 0.5, 3."
