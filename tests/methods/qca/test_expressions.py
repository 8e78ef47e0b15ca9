"""Boolean expressions as text: parentheses, negations and levels, multiplied out, and all that can be wrong."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samverkan.methods.qca.errors import ExpressionError, FaultKind, QcaError
from samverkan.methods.qca.expressions import format_model, parse_model, parse_term
from samverkan.methods.qca.sets import Condition, covers, make_sets, model_membership

CRISP = tuple(Condition(name) for name in "ABCD")
MIXED = (Condition("A"), Condition("FORM", 3, is_multivalue=True), Condition("B"), Condition("SIZE", 4, True))
CORNERS = tuple(product(range(2), range(3), range(2), range(4)))


def expand(text, conditions=CRISP):
    return format_model(parse_model(text, conditions), conditions)


def faults_of(text, conditions=CRISP):
    with pytest.raises(ExpressionError) as error:
        parse_model(text, conditions)
    return [(one.kind, text[one.start : one.end]) for one in error.value.faults]


@pytest.mark.parametrize(
    ("written", "expanded"),
    [
        ("A*(B + C)", "A*B + A*C"),
        ("(A + B)*(C + D)", "A*C + A*D + B*C + B*D"),
        ("A*(B + C*(~A + D))", "A*B + A*C*D"),
        ("~(A*B)", "~A + ~B"),
        ("~(A + ~B*C)", "~A*B + ~A*~C"),
        ("~~A", "A"),
        ("~(~(A + B))*C", "A*C + B*C"),
        ("A + A*B", "A"),
        ("A*A", "A"),
        ("A*~A + B", "B"),
        ("(((A)))", "A"),
        ("A+B*C", "A + B*C"),
        (" A\t*\n( B+C ) ", "A*B + A*C"),
        ("A*(1 + B)", "A"),
        ("A + 0*B", "A"),
        ("A*~A", "0"),
        ("~0", "1"),
        ("A{0}*B{1}", "~A*B"),
        ("~A{0}", "A"),
        ("A{0,1}", "A + ~A"),
    ],
)
def test_an_expression_is_multiplied_out_and_absorbed(written, expanded):
    assert expand(written) == expanded


@pytest.mark.parametrize(
    ("written", "expanded"),
    [
        ("A*~FORM{1}", "A*FORM{2} + A*FORM{0}"),
        ("FORM{0,2}", "FORM{2} + FORM{0}"),
        ("FORM[1]*A", "A*FORM{1}"),
        ("~(A + FORM{0; 1})", "~A*FORM{2}"),
        ("FORM{1}*FORM{2}", "0"),
    ],
)
def test_levels_may_be_several_and_negated(written, expanded):
    assert expand(written, MIXED) == expanded


def test_a_name_with_signs_or_blanks_of_its_own_is_taken_to_the_letter():
    conditions = (Condition("TRUST"), Condition("TRUST (MEAN)"), Condition("COMMON IT"))

    assert parse_model("TRUST (MEAN)*(TRUST + COMMON IT)", conditions) == ((1, 1, -1), (-1, 1, 1))


@pytest.mark.parametrize(
    ("written", "faults"),
    [
        ("A*(B + C", [(FaultKind.NEVER_CLOSED, "(")]),
        ("A*B)", [(FaultKind.NEVER_OPENED, ")")]),
        ("A*()", [(FaultKind.NOTHING_INSIDE, "()")]),
        ("A*", [(FaultKind.RIGHT_MISSING, "*")]),
        ("+ A", [(FaultKind.LEFT_MISSING, "+")]),
        ("A + * B", [(FaultKind.RIGHT_MISSING, "+")]),
        ("A*(B +)", [(FaultKind.RIGHT_MISSING, "+")]),
        ("~", [(FaultKind.RIGHT_MISSING, "~")]),
        (")", [(FaultKind.NEVER_OPENED, ")")]),
        ("A(B)", [(FaultKind.SIGN_MISSING, "(")]),
        ("A B", [(FaultKind.SIGN_MISSING, "B")]),
        ("(A)~B", [(FaultKind.SIGN_MISSING, "~")]),
        ("a*B", [(FaultKind.UNKNOWN, "a")]),
        ("A*FOO BAR", [(FaultKind.UNKNOWN, "FOO BAR")]),
        ("A{2}", [(FaultKind.LEVEL_UNKNOWN, "A{2}")]),
        ("A{x}", [(FaultKind.LEVEL_UNREADABLE, "{x}")]),
        ("A{1*B", [(FaultKind.LEVEL_UNREADABLE, "{1")]),
        ("A*}", [(FaultKind.STRAY, "}")]),
    ],
)
def test_each_fault_is_told_with_its_place(written, faults):
    assert faults_of(written) == faults


def test_a_multi_value_condition_needs_a_level_that_exists():
    assert faults_of("~FORM + FORM{3}", MIXED) == [
        (FaultKind.LEVEL_MISSING, "FORM"),
        (FaultKind.LEVEL_UNKNOWN, "FORM{3}"),
    ]


def test_all_faults_are_told_at_once_by_column():
    with pytest.raises(ExpressionError) as error:
        parse_model("X*(A + )B", CRISP)

    assert str(error.value) == (
        '"X*(A + )B" cannot be read. Column 1: "X" is not one of the conditions; column 6: "+" needs a condition '
        'after it; column 9: "B" needs * (and) or + (or) before it.'
    )


def test_nothing_written_is_no_expression():
    with pytest.raises(ExpressionError, match=r"The expression is empty. Write for example A\*~B \+ C."):
        parse_model("  ", CRISP)


def test_an_expression_without_end_says_so():
    conditions = [Condition(f"C{at}") for at in range(30)]
    text = "*".join(f"(C{at} + C{at + 1})" for at in range(0, 30, 2))

    with pytest.raises(QcaError, match="grows beyond 10,000 terms"):
        parse_model(text, conditions)


def test_very_many_parentheses_are_read_too():
    assert expand("~(" * 3000 + "A" + ")" * 3000) == "A"


def test_one_term_is_asked_for_and_more_are_refused():
    assert parse_term("(A)*~(B + C)", CRISP) == (1, 0, 0, -1)
    with pytest.raises(ExpressionError, match=r'"A \+ B" comes to 2 terms, not to one'):
        parse_term("A + B", CRISP)


literals = st.one_of(
    st.sampled_from(["A", "B"]).map(lambda name: (name, lambda of: of[name] == 1)),
    st.tuples(st.sampled_from([("FORM", 3), ("SIZE", 4)]), st.integers(0, 2)).map(
        lambda one: (f"{one[0][0]}{{{one[1]}}}", lambda of: of[one[0][0]] == one[1])
    ),
    st.sampled_from([("0", lambda _of: False), ("1", lambda _of: True)]),
)
expressions = st.recursive(
    literals,
    lambda inner: st.one_of(
        inner.map(lambda one: (f"~({one[0]})", lambda of: not one[1](of))),
        st.tuples(inner, inner).map(
            lambda two: (f"({two[0][0]})*({two[1][0]})", lambda of: two[0][1](of) and two[1][1](of))
        ),
        st.tuples(inner, inner).map(
            lambda two: (f"{two[0][0]} + {two[1][0]}", lambda of: two[0][1](of) or two[1][1](of))
        ),
    ),
    max_leaves=7,
)


@given(expressions)
@settings(max_examples=60)
def test_what_is_multiplied_out_holds_on_the_same_corners_as_the_expression(expression):
    text, holds = expression

    model = parse_model(text, MIXED)

    names = [one.name for one in MIXED]
    held = {corner for corner in CORNERS if any(covers(term, corner) for term in model)}
    assert held == {corner for corner in CORNERS if holds(dict(zip(names, corner, strict=True)))}
    assert parse_model(format_model(model, MIXED), MIXED) == model


@given(st.lists(st.tuples(*[st.integers(0, 20).map(lambda share: share / 20)] * 3), min_size=1, max_size=5))
@settings(max_examples=30)
def test_a_parenthesis_has_the_memberships_of_its_products_in_fuzzy_sets_too(values):
    sets = make_sets(values, ["A", "B", "C"])

    members = model_membership(sets, parse_model("A*(B + ~(C*B))", sets.conditions))

    for (a, b, c), member in zip(values, members.tolist(), strict=True):
        assert member == pytest.approx(min(a, max(b, 1 - min(c, b))))
