"""Negating and intersecting models."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.methods.qca.errors import ExpressionError, QcaError
from samverkan.methods.qca.expressions import format_model, parse_model
from samverkan.methods.qca.negation import absorb, intersect_models, negate_model
from samverkan.methods.qca.sets import Condition, covers

CRISP = tuple(Condition(name) for name in "ABCDE")
MIXED = (Condition("A"), Condition("FORM", 3, is_multivalue=True), Condition("B"), Condition("SIZE", 4, True))
SPACE = tuple(product(range(2), range(3), range(2), range(4)))

terms = st.tuples(*(st.integers(-1, one.n_levels - 1) for one in MIXED))
models = st.lists(terms, max_size=5).map(tuple)


def configurations_of(model):
    """The configurations that belong to a model, by looking at all of them."""
    return {one for one in SPACE if any(covers(term, one) for term in model)}


def negate_text(text, conditions=CRISP):
    return format_model(negate_model(parse_model(text, conditions), conditions), conditions)


def test_a_product_becomes_the_sum_of_its_absent_literals():
    assert negate_text("A*~B") == "~A + B"


def test_a_sum_becomes_the_product_of_its_absent_literals():
    assert negate_text("A + ~B*C") == "~A*B + ~A*~C"


def test_what_is_absorbed_is_left_out():
    assert negate_text("A*B + A*C + B*C") == "~A*~B + ~A*~C + ~B*~C"


def test_the_absence_of_a_level_is_the_sum_of_the_other_levels():
    assert negate_text("FORM{1}*A", MIXED) == "~A + FORM{2} + FORM{0}"


@pytest.mark.parametrize(("text", "negated"), [("0", "1"), ("1", "0"), ("A + ~A", "0")])
def test_never_and_always_are_the_negations_of_each_other(text, negated):
    assert negate_text(text) == negated


@given(models)
def test_a_configuration_belongs_to_the_model_or_to_its_negation(model):
    negation = negate_model(model, MIXED)

    assert configurations_of(negation) == set(SPACE) - configurations_of(model)


@given(models)
def test_a_negation_holds_every_prime_implicant_and_nothing_else(model):
    everything = product(*(range(-1, one.n_levels) for one in MIXED))
    outside = set(SPACE) - configurations_of(model)
    implicants = [term for term in everything if configurations_of((term,)) <= outside]

    negation = negate_model(model, MIXED)

    primes = {one for one in implicants if not any(other != one and covers(other, one) for other in implicants)}
    assert set(negation) == primes


@given(models, models)
def test_an_intersection_holds_what_both_models_hold(one, other):
    both = intersect_models(one, other)

    assert configurations_of(both) == configurations_of(one) & configurations_of(other)


@given(models)
def test_absorbing_changes_nothing_that_the_model_says(model):
    kept = absorb(model)

    assert configurations_of(kept) == configurations_of(model)
    assert not any(one != other and covers(one, other) for one in kept for other in kept)


def test_a_term_of_another_length_is_named_by_its_index():
    with pytest.raises(ExpressionError, match="Term 1 has 2 places, and there are 5 conditions"):
        negate_model(((1, -1, -1, -1, -1), (1, 0)), CRISP)


def test_a_level_that_does_not_exist_is_named():
    with pytest.raises(ExpressionError, match="Term 0 asks for level 4 of SIZE, which it does not have"):
        negate_model(((-1, -1, -1, 4),), MIXED)


def test_a_product_that_grows_without_bound_stops_and_says_so():
    conditions = tuple(Condition(f"C{place}") for place in range(30))
    pairs = tuple(tuple(1 if at in (2 * place, 2 * place + 1) else -1 for at in range(30)) for place in range(15))

    with pytest.raises(QcaError, match="grows beyond 10,000 terms"):
        negate_model(pairs, conditions)
