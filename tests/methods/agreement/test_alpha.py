"""Krippendorff's alpha on values for shared units."""

import json

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from published.agreement import KRIPPENDORFF_2011_C, KRIPPENDORFF_2011_C_ALPHA
from samverkan.methods.agreement import (
    AgreementError,
    Bootstrap,
    Level,
    Undefined,
    krippendorff_alpha,
    percent_agreement,
)

NONE = np.nan
LEVELS = [*Level]
ratings = arrays(
    float, st.tuples(st.integers(2, 4), st.integers(1, 7)), elements=st.sampled_from([0, 1, 2, 3, 7, NONE, NONE])
)


def alpha_of_every_pair(table, level):
    """Alpha by the definition: every ordered pair within units, and every ordered pair of pairable values."""
    units = [[value for value in unit if not np.isnan(value)] for unit in table.T]
    units = [unit for unit in units if len(unit) > 1]
    values = [value for unit in units for value in unit]

    def ranks_between(one, other):
        low, high = sorted((one, other))
        return sum(low <= value <= high for value in values) - (values.count(low) + values.count(high)) / 2

    distance = {
        "nominal": lambda one, other: float(one != other),
        "ordinal": lambda one, other: ranks_between(one, other) ** 2 if one != other else 0.0,
        "interval": lambda one, other: (one - other) ** 2,
        "ratio": lambda one, other: ((one - other) / (one + other)) ** 2 if one + other else 0.0,
    }[level]

    def total(found):
        return sum(distance(a, b) for i, a in enumerate(found) for j, b in enumerate(found) if i != j)

    expected = total(values) / (len(values) * (len(values) - 1))
    return 1 - sum(total(unit) / (len(unit) - 1) for unit in units) / len(values) / expected


def bootstrap(seed=1, **settings):
    return Bootstrap(np.random.default_rng(seed), **settings)


def coding_cases(shared):
    cases = json.loads((shared / "reference" / "agreement.json").read_text(encoding="utf-8"))["coding"]
    return {case["id"]: case for case in cases}


def as_ratings(data):
    return np.array([[NONE if value is None else value for value in coder] for coder in data])


@pytest.mark.parametrize(("level", "expected"), KRIPPENDORFF_2011_C_ALPHA.items())
def test_alpha_is_krippendorffs(level, expected):
    found = krippendorff_alpha(KRIPPENDORFF_2011_C, level)

    assert found.alpha == pytest.approx(expected, abs=5e-4)
    assert (found.n_coders, found.n_units, found.n_values) == (4, 11, 40)


@pytest.mark.parametrize("name", ["krippendorff2011_A", "krippendorff2011_C", "wikipedia_alpha"])
def test_alpha_is_that_of_the_reference_cases(shared, name):
    case = coding_cases(shared)[name]
    table = as_ratings(case["data"])

    found = {f"alpha_{level}": krippendorff_alpha(table, level).alpha for level in LEVELS}

    expected = {key: value for key, value in case["expect"].items() if key.startswith("alpha_")}
    assert {key: found[key] for key in expected} == pytest.approx(expected, abs=case["tol"])


@pytest.mark.parametrize(
    ("name", "level", "keys"),
    [
        ("krippendorff2011_A", "nominal", ("D_o", "D_e")),
        ("krippendorff2011_C", "nominal", ("nominal_D_o", "nominal_D_e")),
        ("krippendorff2011_C", "interval", ("interval_D_o", "interval_D_e")),
    ],
)
def test_the_disagreements_are_those_of_the_reference_cases(shared, name, level, keys):
    case = coding_cases(shared)[name]

    found = krippendorff_alpha(as_ratings(case["data"]), level)

    assert (found.observed, found.expected) == pytest.approx([case["expect"][key] for key in keys], abs=case["tol"])


@pytest.mark.parametrize(
    ("name", "key"), [("krippendorff2011_A", "percent_agreement"), ("krippendorff2011_C", "percent_agreement_pairable")]
)
def test_percent_agreement_is_that_of_the_reference_cases(shared, name, key):
    case = coding_cases(shared)[name]

    assert percent_agreement(as_ratings(case["data"])) == pytest.approx(case["expect"][key], abs=case["tol"])


def test_alpha_is_that_of_the_interview_case(shared):
    cases = json.loads((shared / "reference" / "interviews.json").read_text(encoding="utf-8"))["cases"]
    case = next(one for one in cases if one["id"] == "krippendorff_canonical")

    found = {level: krippendorff_alpha(as_ratings(case["input"]["data"]), level).alpha for level in case["expected"]}

    assert found == pytest.approx(case["expected"], abs=1e-6)


def test_alpha_gives_fleiss_kappa_of_the_reference_case_when_chance_may_pick_the_same_value_twice(shared):
    case = coding_cases(shared)["fleiss_wikipedia"]
    table = np.array([np.repeat(np.arange(5), row) for row in case["counts"]]).T
    n_values = table.size

    alpha = krippendorff_alpha(table).alpha

    assert 1 - (1 - alpha) * n_values / (n_values - 1) == pytest.approx(case["expect"]["fleiss_kappa"], abs=case["tol"])


@given(ratings, st.sampled_from(LEVELS))
def test_every_pair_gives_the_same(table, level):
    found = krippendorff_alpha(table, level)
    assume(found.undefined is None)

    assert found.alpha == pytest.approx(alpha_of_every_pair(table, level))


@given(ratings, st.sampled_from(LEVELS))
def test_the_krippendorff_package_gives_the_same(table, level):
    found = krippendorff_alpha(table, level)
    assume(found.undefined is None)

    oracle = krippendorff.alpha(reliability_data=table, level_of_measurement=str(level))
    assert found.alpha == pytest.approx(oracle)


@given(ratings, st.sampled_from(LEVELS), st.randoms())
def test_the_order_of_coders_and_units_changes_nothing(table, level, random):
    coders, units = list(range(len(table))), list(range(table.shape[1]))
    random.shuffle(coders)
    random.shuffle(units)

    found, shuffled = krippendorff_alpha(table, level), krippendorff_alpha(table[coders][:, units], level)

    assert shuffled.alpha == pytest.approx(found.alpha, nan_ok=True)


@given(ratings, st.permutations([0, 1, 2, 3, 7]))
def test_renaming_categories_leaves_nominal_alpha(table, names):
    renamed = table.copy()
    for value, name in zip([0, 1, 2, 3, 7], names, strict=True):
        renamed[table == value] = name

    assert krippendorff_alpha(renamed).alpha == pytest.approx(krippendorff_alpha(table).alpha, nan_ok=True)


@given(ratings)
def test_each_level_is_blind_to_what_it_does_not_measure(table):
    stretched, lifted, scaled = np.exp(table), 3 * table + 1000, 5 * table

    for level, changed in ((Level.ORDINAL, stretched), (Level.INTERVAL, lifted), (Level.RATIO, scaled)):
        expected = krippendorff_alpha(table, level).alpha
        assert krippendorff_alpha(changed, level).alpha == pytest.approx(expected, nan_ok=True)


@given(ratings, st.sampled_from(LEVELS))
def test_units_with_one_value_or_none_drop_out(table, level):
    lonely = np.full((len(table), 2), NONE)
    lonely[0, 0] = 7

    found, other = krippendorff_alpha(table, level), krippendorff_alpha(np.hstack([table, lonely]), level)

    assert other.alpha == pytest.approx(found.alpha, nan_ok=True)
    assert (other.n_units, other.n_values) == (found.n_units, found.n_values)


@pytest.mark.parametrize("level", LEVELS)
def test_perfect_agreement_is_one(level):
    found = krippendorff_alpha([[0.1, 0.7, 0.3], [0.1, 0.7, 0.3], [0.1, NONE, 0.3]], level, bootstrap())

    assert (found.alpha, found.low, found.high) == pytest.approx((1, 1, 1))


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ([[1, 2, 3]], Undefined.ONE_CODER),
        ([[1, NONE, 3], [NONE, 2, NONE]], Undefined.NO_PAIRS),
        (np.empty((2, 0)), Undefined.NO_PAIRS),
        ([[2, 2, 1], [2, 2, NONE]], Undefined.ONE_VALUE),
        ([[0, 0], [0, 0]], Undefined.ONE_VALUE),
    ],
)
@pytest.mark.parametrize("level", LEVELS)
def test_alpha_without_anything_to_disagree_on_is_undefined(table, reason, level):
    found = krippendorff_alpha(table, level, bootstrap())

    assert np.isnan([found.alpha, found.low, found.high, found.observed, found.expected]).all()
    assert (found.undefined, found.n_resamples) == (reason, 0)


@pytest.mark.parametrize("level", LEVELS)
def test_the_interval_holds_alpha_and_narrows_with_more_units(level):
    table = np.array(KRIPPENDORFF_2011_C)

    few = krippendorff_alpha(table, level, bootstrap())
    many = krippendorff_alpha(np.tile(table, 9), level, bootstrap())

    assert few.low < few.alpha < few.high
    assert many.high - many.low < 0.6 * (few.high - few.low)


@pytest.mark.parametrize("level", LEVELS)
def test_a_resample_is_alpha_of_the_drawn_units(level):
    table = np.array(KRIPPENDORFF_2011_C)
    pairable = table[:, (~np.isnan(table)).sum(axis=0) > 1]

    found = krippendorff_alpha(table, level, bootstrap(seed=2, resamples=60, confidence=0.9))

    rng = np.random.default_rng(2)
    alphas = [krippendorff_alpha(pairable[:, rng.integers(11, size=11)], level).alpha for _ in range(60)]
    assert (found.low, found.high) == pytest.approx(np.quantile(alphas, (0.05, 0.95)).tolist())
    assert found.n_resamples == 60


def test_resamples_in_which_alpha_is_undefined_are_left_out_and_counted():
    found = krippendorff_alpha([[1, 1, 2], [1, 1, 2]], bootstrap=bootstrap())

    assert (found.low, found.high) == (1, 1)
    assert 500 < found.n_resamples < 800


def test_without_a_bootstrap_there_is_no_interval():
    found = krippendorff_alpha(KRIPPENDORFF_2011_C)

    assert np.isnan([found.low, found.high]).all()


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**32))
def test_alpha_of_pure_chance_is_near_zero(seed):
    table = np.random.default_rng(seed).integers(0, 4, (3, 3000))

    for level in LEVELS:
        assert krippendorff_alpha(table, level).alpha == pytest.approx(0, abs=0.06)


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (lambda: krippendorff_alpha([1, 2]), "the ratings have 1 dimensions; give coders by units."),
        (
            lambda: krippendorff_alpha([[1, 2], [1, np.inf]]),
            "coder 1 gave unit 1 an infinite value; give a number, or NaN for missing.",
        ),
        (
            lambda: krippendorff_alpha([[1, -2], [1, 2]], "ratio"),
            "coder 0 gave unit 1 a value below 0; a ratio scale begins at 0.",
        ),
        (lambda: bootstrap(resamples=0), "resamples is 0; give at least 1."),
        (lambda: bootstrap(confidence=95), "confidence is 95; give a share between 0 and 1, such as 0.95."),
    ],
)
def test_what_cannot_be_read_is_refused(act, message):
    with pytest.raises(AgreementError) as refusal:
        act()

    assert str(refusal.value) == message


def test_an_unknown_level_is_refused():
    with pytest.raises(ValueError, match="'cardinal' is not a valid Level"):
        krippendorff_alpha([[1, 2], [1, 2]], "cardinal")
