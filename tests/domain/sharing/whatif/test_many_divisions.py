"""The division of many bills at once is the exact one, but for rounding."""

from fractions import Fraction

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from samverkan.domain.sharing.bounding import DivisionError
from samverkan.domain.sharing.dividing import Charge, KeyWithValues, divide_exactly
from samverkan.domain.sharing.keys import CostKey, KeyPart, PhaseIn
from samverkan.domain.sharing.whatif.many_divisions import KeyWithMany, ManyCharges, divide_many

MEMBERS = ("A", "B", "C")
ORE = 1.0
lines = st.tuples(st.integers(0, 10**9), st.integers(0, 10**9))
volumes = st.tuples(*[st.integers(1, 1000).map(float)] * 3)


@st.composite
def keys(draw):
    share = draw(st.sampled_from([0.0, 0.3, 1.0]))
    return CostKey(
        "key",
        parts=(KeyPart(share, "equal"), KeyPart(1 - share, "users")),
        by_line=draw(st.sampled_from([{}, {"first": (KeyPart(1.0, "users"),)}])),
        follows_lines=draw(st.booleans()),
        prices=draw(st.sampled_from([{}, {"users": 100_000}])),
        host_overhead=draw(st.sampled_from([0.0, 0.05])),
        minimum_ore=draw(st.sampled_from([None, 10_000_000])),
        cap_share=draw(st.sampled_from([None, 0.5])),
        phase_in=draw(st.sampled_from([None, PhaseIn("former", 2027, (0.25,))])),
    )


@settings(max_examples=150)
@given(key=keys(), amounts=lines, users=volumes)
def test_many_divisions_agree_with_the_exact_one(key, amounts, users):
    former = CostKey("former", parts=(KeyPart(1.0, "equal"),))
    values = {"users": dict(zip(MEMBERS, users, strict=True)), "equal": dict.fromkeys(MEMBERS, 1.0)}
    names = ("first", "second")
    charge = Charge(
        dict(zip(names, amounts, strict=True)),
        dict.fromkeys(MEMBERS, Fraction(1)),
        2027,
        {"first": "", "second": "users"},
        "A",
    )
    try:
        exact = divide_exactly(KeyWithValues(key, values), charge, KeyWithValues(former, values))
    except DivisionError:
        exact = None
    columns = {"users": np.array([users]), "equal": np.ones((1, 3))}
    arrays = {name: np.array([float(amount)]) for name, amount in zip(names, amounts, strict=True)}
    charges = ManyCharges(arrays, charge.line_drivers, MEMBERS, 2027, "A")

    many = divide_many(KeyWithMany(key, columns), charges, KeyWithMany(former, columns))

    expected = [np.nan] * 3 if exact is None else [float(exact.finals[one]) for one in MEMBERS]
    assert np.allclose(many.finals[0], expected, rtol=1e-9, atol=ORE, equal_nan=True)
