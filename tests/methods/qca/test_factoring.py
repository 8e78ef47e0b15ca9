"""Factored forms of a model."""

import re
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samverkan.methods.qca.errors import ExpressionError
from samverkan.methods.qca.expressions import format_model, parse_model
from samverkan.methods.qca.factoring import factor_model
from samverkan.methods.qca.sets import Condition, covers, sort_model

CRISP = tuple(Condition(name) for name in "ABCDE")
MIXED = (Condition("A"), Condition("FORM", 3, is_multivalue=True), Condition("B"), Condition("C"))
SPACE = tuple(product(range(2), range(3), range(2), range(2)))
TOKEN = re.compile(r"[A-Z]+(?:\{\d\})?|[01~*+()]")

models = st.lists(st.tuples(*(st.integers(-1, one.n_levels - 1) for one in MIXED)), min_size=1, max_size=6).map(tuple)


def holds(text, configuration):
    """Whether a factored form holds, by reading it from left to right: sum of products of literals and parentheses."""
    levels = {one.name: level for one, level in zip(MIXED, configuration, strict=True)}
    tokens = TOKEN.findall(text)

    def read_sum():
        found = read_product()
        while tokens and tokens[0] == "+":
            tokens.pop(0)
            found = read_product() or found
        return found

    def read_product():
        found = read_literal()
        while tokens and tokens[0] == "*":
            tokens.pop(0)
            found = read_literal() and found
        return found

    def read_literal():
        token = tokens.pop(0)
        if token == "~":
            return not read_literal()
        if token == "(":
            found = read_sum()
            assert tokens.pop(0) == ")"
            return found
        if token in "01":
            return token == "1"
        name, _, level = token.rstrip("}").partition("{")
        return levels[name] == int(level or 1)

    found = read_sum()
    assert tokens == []
    return found


def factor(text, conditions=CRISP):
    return factor_model(parse_model(text, conditions), conditions)


def count_literals(text):
    return len(re.findall(r"[A-Z]+", text))


def test_what_two_terms_share_is_taken_out():
    assert factor("A*B + A*~C") == ("A*(B + ~C)",)


def test_all_ways_of_taking_out_are_given():
    # The expression is the example of R's manual (admisc::factorize).
    conditions = tuple(Condition(name) for name in ("ONE", "TWO", "THREE", "FOUR"))

    forms = factor("~ONE*TWO*~FOUR + ~ONE*THREE + THREE*~FOUR", conditions)

    assert set(forms) == {
        "~FOUR*(~ONE*TWO + THREE) + ~ONE*THREE",
        "~ONE*(TWO*~FOUR + THREE) + THREE*~FOUR",
        "THREE*(~ONE + ~FOUR) + ~ONE*TWO*~FOUR",
    }


def test_the_form_with_the_fewest_literals_comes_first():
    forms = factor("A*B*C + A*B*D + C*E")

    assert forms == ("A*B*(C + D) + C*E", "C*(A*B + E) + A*B*D")


def test_the_inside_of_the_parentheses_is_factored_too():
    assert factor("A*B*C + A*B*D + A*E")[0] == "A*(B*(C + D) + E)"


def test_two_sums_become_a_product_of_sums():
    assert factor("A*C + A*D + B*C + B*D")[0] == "(A + B)*(C + D)"


def test_levels_of_a_multi_value_condition_are_shared_only_when_they_are_the_same():
    assert factor("FORM{2}*A + FORM{2}*B + FORM{1}*C", MIXED) == ("FORM{2}*(A + B) + FORM{1}*C",)


@pytest.mark.parametrize("text", ["A", "A + B", "A*B + C*D", "A + ~A*B", "0", "1"])
def test_a_model_in_which_nothing_is_shared_stays_as_it_is(text):
    assert factor(text) == (text,)


def test_a_term_within_another_is_left_out_first():
    assert factor("A + A*B") == ("A",)


@given(models)
@settings(max_examples=150)
def test_every_form_says_what_the_model_says(model):
    forms = factor_model(model, MIXED)

    for one in SPACE:
        wanted = any(covers(term, one) for term in model)
        assert [holds(form, one) for form in forms] == [wanted] * len(forms)


@given(models)
@settings(max_examples=150)
def test_forms_are_distinct_and_ordered_by_what_they_write(model):
    forms = factor_model(model, MIXED)

    lengths = [count_literals(form) for form in forms]
    assert len(set(forms)) == len(forms)
    assert lengths == sorted(lengths)


def test_a_model_of_many_terms_is_factored_without_trying_everything():
    conditions = tuple(Condition(f"C{place}") for place in range(12))
    model = tuple(
        tuple(1 if at in (one, other) else -1 for at in range(12)) for one in range(12) for other in range(one)
    )

    forms = factor_model(model, conditions)

    assert 1 <= len(forms) <= 2_000
    assert count_literals(forms[0]) < 2 * len(model)


def test_a_term_over_other_conditions_is_refused():
    with pytest.raises(ExpressionError, match="Term 0 has 1 places, and there are 5 conditions"):
        factor_model(((1,),), CRISP)


def test_a_model_of_very_many_literals_is_returned_as_it_is():
    # 60 rows of 70 conditions share so much that the search for groups did not end.
    rows = np.random.default_rng(1).integers(0, 2, (60, 70)).tolist()
    conditions = tuple(Condition(f"C{at}") for at in range(70))
    model = sort_model(tuple(row) for row in rows)

    assert factor_model(model, conditions) == (format_model(model, conditions),)
