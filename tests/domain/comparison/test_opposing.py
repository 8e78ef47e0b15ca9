"""Coders who stand on opposite sides of 0.5."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from make import make_score
from samverkan.domain.comparison.opposing import find_opposed

LEAD = {"R1": "KA"}
SCORES = [None, 0.0, 0.33, 0.67, 1.0]


@pytest.mark.parametrize(
    ("leading", "other", "is_opposed"),
    [(0.67, 0.33, True), (0.33, 1.0, True), (0.67, 1.0, False), (0.33, 0.0, False), (0.67, None, False)],
)
def test_another_coder_is_opposed_only_across_a_half(leading, other, is_opposed):
    others = make_score("R1", other, coder="BO")

    found = find_opposed([make_score("R1", leading), others], LEAD)

    assert found == ((others,) if is_opposed else ())


def test_scores_of_another_factor_another_case_or_without_a_leading_one_are_not_set_against_each_other():
    scores = [
        make_score("R1", 0.67),
        make_score("R1", 0.33, coder="BO", factor="GOV"),
        make_score("R1", 0.33, coder="BO", case="ELSEWHERE"),
        make_score("R2", 0.67, coder="AD"),
        make_score("R2", 0.33, coder="BO"),
    ]

    assert find_opposed(scores, LEAD) == ()


def test_nobody_is_opposed_where_nobody_is():
    assert find_opposed([], {}) == ()


@given(st.sampled_from(SCORES), st.sampled_from(SCORES))
def test_who_is_opposed_does_not_depend_on_who_leads(first, second):
    scores = [make_score("R1", first), make_score("R1", second, coder="BO")]

    assert len(find_opposed(scores, LEAD)) == len(find_opposed(scores, {"R1": "BO"}))
