"""Coincidence of sets, and the consistency that SetMethods prints as Cons.Suf(H)."""

import json
from math import isnan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from methods.qca.reference import read_reference
from samverkan.methods.qca.coincidence import coincidence, weighted_consistency
from samverkan.methods.qca.errors import MembershipError
from samverkan.methods.qca.fit import sufficiency
from samverkan.methods.qca.sets import term_membership

tables = arrays(
    float, st.tuples(st.integers(1, 8), st.integers(2, 4)), elements=st.integers(0, 10).map(lambda one: one / 10)
)


def test_weighted_consistency_is_that_of_setmethods(shared):
    # SetMethods::QCAfit(PAYF[, 1:5], PAYF$HL, consH = TRUE), column Cons.Suf(H), rounded to four decimals.
    printed = json.loads((shared / "reference" / "qca" / "QCAfit_PAYF.json").read_text(encoding="utf-8"))["sufficiency"]
    reference = read_reference(shared, "PAYF_HL")

    found = [
        weighted_consistency(term_membership(reference.sets, reference.term(text)), reference.outcome)
        for text in printed["rows"]
    ]

    assert found == pytest.approx(printed["values"][printed["columns"].index("Cons.Suf(H)")], abs=6e-5)


@given(tables)
def test_weighted_consistency_never_exceeds_the_plain_one(table):
    member, outcome = table[:, 0], table[:, 1]

    weighted, plain = weighted_consistency(member, outcome), sufficiency(member, outcome).inclusion

    # A deviation is at most the membership, so that its weighted root is at least the deviation itself.
    assert (isnan(weighted) and isnan(plain)) or weighted <= plain + 1e-12


@given(tables, st.randoms())
def test_coincidence_does_not_depend_on_the_order_of_the_sets(table, random):
    order = list(range(table.shape[1]))
    random.shuffle(order)

    assert coincidence(table) == pytest.approx(coincidence(table[:, order]), nan_ok=True)


def test_a_set_coincides_with_itself_entirely():
    members = np.array([0.2, 0.7, 1.0])

    assert coincidence(np.column_stack([members, members, members])) == 1.0


def test_sets_without_a_common_case_do_not_coincide():
    assert coincidence([[1, 0], [0, 1]]) == 0.0


def test_empty_sets_have_no_coincidence():
    assert isnan(coincidence([[0, 0], [0, 0]]))


def test_coincidence_of_one_set_is_refused():
    with pytest.raises(MembershipError) as refused:
        coincidence([[1.0], [0.5]])

    assert str(refused.value) == "Coincidence needs cases beside at least two sets; the shape is (2, 1)."
