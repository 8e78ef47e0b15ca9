"""Calibrations stated beside a table: every kind gives what R gives, and says what it is."""

import json

import numpy as np
import pytest

from samverkan.domain.comparison.patterns.calibrating import CalibratingError, calibrate_column
from samverkan.domain.comparison.patterns.stating import KINDS, StatingError, read_calibrations
from samverkan.methods.qca.robustness.anchors import anchors_of


def state(text):
    return read_calibrations([text])["X"]


def read_result_of_r(shared, args):
    """Return raw values and memberships of one call of QCA::calibrate on Lipset's data (LR)."""
    cases = json.loads((shared / "reference/qca/calibrate_LR.json").read_text(encoding="utf-8"))["cases"]
    return next((one["x"], one["result"]) for one in cases if one["args"] == args and one["column"] == "DEV")


BELL = {"type": "fuzzy", "thresholds": [300, 500, 600, 700, 800, 1000], "logistic": False}
TROUGH = {"type": "fuzzy", "thresholds": [600, 500, 300, 1000, 800, 700], "logistic": False}
RANKS = {"type": "fuzzy", "thresholds": [400, 550, 900], "logistic": False, "ecdf": True}


@pytest.mark.parametrize(
    ("stated", "args"),
    [
        ("X=550", {"type": "crisp", "thresholds": 550}),
        ("X=thresholds:550,850", {"type": "crisp", "thresholds": [550, 850]}),
        ("X=400,550,900", {"type": "fuzzy", "thresholds": [400, 550, 900]}),
        ("X=logistic:900;550;400,0", {"type": "fuzzy", "thresholds": [900, 550, 400]}),
        ("X=Linear: 400, 550, 900", {"type": "fuzzy", "thresholds": [400, 550, 900], "logistic": False}),
        ("X=linear-bell:300,500,600,700,800,1000", BELL),
        ("X=linear-trough:300,500,600,700,800,1000", TROUGH),
        ("X=ranks:400,550,900", RANKS),
        ("X=relative:1", {"type": "fuzzy", "method": "TFR"}),
    ],
)
def test_what_is_stated_gives_the_memberships_of_r(shared, stated, args):
    """R QCA 3.25.1: calibrate(LR$DEV, …)."""
    raw, memberships = read_result_of_r(shared, args)

    assert calibrate_column(raw, state(stated)).tolist() == pytest.approx(memberships, abs=1e-12)


def test_the_indirect_method_on_powers_is_that_of_r(shared):
    """R QCA 3.25.1: calibrate(LR$DEV, method = "indirect", thresholds = "350, 450, 550, 700, 900"); six decimals."""
    args = {"type": "fuzzy", "method": "indirect", "thresholds": [350, 450, 550, 700, 900]}
    raw, memberships = read_result_of_r(shared, args)

    found = calibrate_column(raw, state("X=indirect-powers:350,450,550,700,900"))

    # R moves what is within .0001 of 0 or 1 there.
    assert found.tolist() == pytest.approx(memberships, abs=1.01e-4)


@pytest.mark.parametrize(("kind", "column"), [("indirect", "binom"), ("indirect-beta", "beta")])
def test_the_indirect_method_with_stated_scores_is_that_of_setmethods(shared, kind, column):
    """SetMethods 4.0: indirectCalibration(x, x_cal, binom = TRUE or FALSE)."""
    found = json.loads((shared / "reference/qca/indirectCalibration_setmethods.json").read_text(encoding="utf-8"))
    stated = state(f"X={kind}:2000;4500;5750;12000;26000/0;0,2;0,4;0,6;0,8;1")

    assert stated.method.coarse_scores(np.array(found["x"], dtype=float)).tolist() == found["x_cal"]
    assert calibrate_column(found["x"], stated).tolist() == pytest.approx(found[column], abs=1e-6)


def test_an_s_curve_is_half_a_parabola_on_each_side():
    assert calibrate_column([0, 5, 10, 15, 20], state("X=s-shaped:0,10,20")).tolist() == [0, 0.125, 0.5, 0.875, 1]


def test_ragins_published_curve_has_log_odds_of_three_at_its_ends():
    """Ragin (2008), Redesigning Social Inquiry, table 5.2: memberships .95 and .05 at log odds of 3 and -3."""
    found = calibrate_column([2500, 5000, 20000], state("X=ragin:2500,5000,20000"))

    assert found.tolist() == pytest.approx([1 / (1 + np.exp(3)), 0.5, 1 / (1 + np.exp(-3))])


def test_six_numbers_alone_are_a_bell():
    assert state("X=0,1,2,3,4,5").method == state("X=bell:0,1,2,3,4,5").method


STATED = {
    "thresholds": "X=thresholds:2,6",
    "indirect": "X=indirect:1,2",
    "indirect-powers": "X=indirect-powers:1,2",
    "indirect-beta": "X=indirect-beta:1,2/1,0.5,0",
    "relative": "X=relative:1",
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_says_its_rule_in_both_languages_and_names_its_anchors(kind):
    numbers = ",".join(map(str, range(1, 1 + (KINDS[kind].count or 1))))

    one = state(STATED.get(kind, f"X={kind}:{numbers}"))

    assert one.rule.in_language("sv") != one.rule.in_language("en")
    n_anchors = 0 if kind == "thresholds" else len(anchors_of(one.method))
    assert len(one.anchors) == n_anchors


def test_the_rule_of_the_indirect_method_has_scores_and_thresholds():
    rule = state("X=indirect:1;2,5;5/1;0,67;0,33;0").rule

    assert rule.in_language("sv").startswith("grova värden 1; 0,67; 0,33; 0 efter trösklarna 1; 2,5; 5, och en kurva")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("X=", '"X=" in --calibrate cannot be read.'),
        ("X=1,2", '"X=1,2" in --calibrate cannot be read.'),
        ("X=relative:nan", '"X=relative:nan" in --calibrate cannot be read.'),
        ("X=linear:", '"X=linear:" in --calibrate cannot be read.'),
        (
            "X=belle:1,2,3,4,5,6",
            '"belle" in --calibrate X=belle:1,2,3,4,5,6 is no kind of calibration. Did you mean "bell"?',
        ),
        ("X=linear:1,2", '--calibrate X=linear:1,2: "linear" takes 3 numbers.'),
        ("X=linear:1,2,3/0,1", '--calibrate X=linear:1,2,3/0,1: "linear" takes no scores after a slash.'),
        ("X=indirect:1,2/0,1", "makes no calibration: 2 thresholds make 3 intervals, and there are 2 scores."),
        ("X=bell:1,2,3,4,6,5", "makes no calibration: the crossover must lie between the other two"),
    ],
)
def test_what_makes_no_calibration_is_told(text, sentence):
    with pytest.raises(StatingError) as error:
        read_calibrations([text])

    assert sentence in str(error.value)


def test_values_that_bear_no_curve_are_told():
    with pytest.raises(CalibratingError, match=r"cannot be put to these values: all values lie in one interval"):
        calibrate_column([1, 2, 3], state("X=indirect:10,20"))
