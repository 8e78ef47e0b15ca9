"""Cohen's kappa and percent agreement."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from published.agreement import COHEN_TABLES
from samverkan.methods.agreement import (
    AgreementError,
    Undefined,
    cohens_kappa,
    krippendorff_alpha,
    mark_characters,
    percent_agreement,
)

NONE = np.nan
pairs = st.lists(st.tuples(*[st.sampled_from([0.0, 1.0, 2.0, NONE])] * 2), min_size=1, max_size=30)


def spread_table(table):
    """Two coders' values from a table of counts, the first coder's values in rows."""
    cells = [(row, column) for row, counts in enumerate(table) for column, n in enumerate(counts) for _ in range(n)]
    return np.array(cells).T


@pytest.fixture
def cases(shared):
    found = json.loads((shared / "reference" / "agreement.json").read_text(encoding="utf-8"))["coding"]
    return {case["id"]: case for case in found}


@pytest.mark.parametrize(("table", "expected"), COHEN_TABLES.items())
def test_kappa_is_that_of_the_worked_examples(table, expected):
    found = cohens_kappa(*spread_table(table))

    assert found.kappa == pytest.approx(expected, abs=5e-5)


def test_kappa_is_that_of_the_reference_table(cases):
    case = cases["cohen_2x2"]

    found = cohens_kappa(*spread_table(case["table"]))

    assert found.kappa == pytest.approx(case["expect"]["cohen_kappa"], abs=case["tol"])


def test_percent_agreement_on_characters_is_that_of_the_reference_case(cases):
    data = cases["nvivo_percent_agreement"]["data"]
    marked_by_both, marked_by_one = data["both"], data["both"] + data["only_one"]

    marks = [mark_characters([(0, end)], data["characters"]) for end in (marked_by_both, marked_by_one)]

    assert percent_agreement(marks) == pytest.approx(cases["nvivo_percent_agreement"]["expect"]["percent_agreement"])


@pytest.mark.parametrize("name", ["chance_trap", "self_overlap_trap"])
def test_kappa_on_characters_falls_into_no_trap(cases, name):
    data, expected = cases[name]["data"], cases[name]["expect"]
    marks = [mark_characters(data[coder], data["characters"]) for coder in ("coder1", "coder2")]

    found = cohens_kappa(*marks)

    assert found.kappa == pytest.approx(expected["cohen_kappa_characters"])
    assert found.agreement == pytest.approx(expected["percent_agreement"])
    assert percent_agreement(marks) == pytest.approx(expected["percent_agreement"])
    assert (marks[0] & marks[1]).mean() == pytest.approx(expected.get("dual_coded", 0.25))


@given(pairs)
def test_trading_coders_or_renaming_values_changes_nothing(rows):
    first, second = np.array(rows).T

    found = cohens_kappa(first, second)

    for other in (cohens_kappa(second, first), cohens_kappa(10 - first, 10 - second)):
        assert (other.kappa, other.agreement) == pytest.approx((found.kappa, found.agreement), nan_ok=True)


@given(pairs)
def test_kappa_and_alpha_see_the_same_agreement(rows):
    first, second = np.array(rows).T

    found, alpha = cohens_kappa(first, second), krippendorff_alpha([first, second])

    assert found.undefined == alpha.undefined
    assert found.n_units == alpha.n_units
    if alpha.undefined is None:
        assert found.agreement == pytest.approx(1 - alpha.observed)
        assert found.agreement == pytest.approx(percent_agreement([first, second]))


def test_perfect_agreement_is_one():
    found = cohens_kappa([0, 1, 2, NONE], [0, 1, 2, 1])

    assert (found.kappa, found.agreement, found.n_units) == (1, 1, 3)


def test_one_value_everywhere_has_no_kappa():
    found = cohens_kappa([1, 1], [1, 1])

    assert np.isnan(found.kappa)
    assert (found.agreement, found.undefined) == (1, Undefined.ONE_VALUE)


def test_coders_who_shared_no_unit_have_no_kappa():
    found = cohens_kappa([1, NONE], [NONE, 1])

    assert np.isnan([found.kappa, found.agreement, percent_agreement([[1, NONE], [NONE, 1]])]).all()
    assert (found.n_units, found.undefined) == (0, Undefined.NO_PAIRS)


def test_percent_agreement_counts_pairs_among_three_coders():
    assert percent_agreement([[1, 1], [1, 1], [1, 2]]) == pytest.approx((6 / 2 + 2 / 2) / 6)


def test_rows_of_different_length_are_refused():
    with pytest.raises(AgreementError) as refusal:
        cohens_kappa([1, 2], [1])

    assert str(refusal.value) == "the coders' rows have the shapes (2,) and (1,); give both a value for every unit."
