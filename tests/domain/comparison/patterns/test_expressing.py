"""Expressions that a person writes: what they come to, and every fault pointed at."""

import numpy as np
import pytest

from samverkan.domain.comparison.patterns.asking import read_terms
from samverkan.domain.comparison.patterns.case_table import CaseTable
from samverkan.domain.comparison.patterns.expressing import (
    BoundlessError,
    ExpressingError,
    check_theory,
    read_expression,
)
from samverkan.domain.comparison.patterns.settings import PatternSettings
from samverkan.domain.comparison.patterns.solving import build_tables
from samverkan.domain.comparison.patterns.trials import Trials, be_silent
from samverkan.domain.words import as_is
from samverkan.methods.qca.sets import Condition, make_outcome, make_sets

CONDITIONS = (Condition("A"), Condition("B"), Condition("X", 3, is_multivalue=True))
MANY = [Condition(f"C{at}") for at in range(30)]


def test_combinations_that_cannot_be_may_be_written_with_parentheses():
    assert read_terms(["A*(B + ~X{0})", "~B"], CONDITIONS) == ((1, 1, -1), (1, -1, 2), (1, -1, 1), (-1, 0, -1))


def test_each_fault_is_pointed_at_with_its_remedy():
    with pytest.raises(ExpressingError) as error:
        read_expression("A*\tX + (X{3} b", CONDITIONS, as_is("--theory"))

    assert str(error.value).splitlines() == [
        "--theory cannot be read:",
        "  A* X + (X{3} b",
        '     ^ "X" has levels: say which, as in X{1}.',
        "         ^ this parenthesis is never closed.",
        '          ^^^^ "X" has the levels 0 to 2.',
        '               ^ "b" is not one of the conditions. Did you mean "B"? They are: A, B, X.',
        "               ^ there is no sign before this: write * (and) or + (or).",
        "Write * for and, + for or, ~ for not, as in A*~B + C, ~(A + B)*C or X{2}.",
    ]


@pytest.mark.parametrize("text", ["A*~A", "0", "X{1}*X{2}"])
def test_a_theory_that_can_never_hold_is_refused(text):
    with pytest.raises(BoundlessError, match="in --theory can never hold"):
        check_theory(text, CONDITIONS)


@pytest.mark.parametrize(
    "text",
    [
        "*".join(f"(C{at} + C{at + 1})" for at in range(0, 30, 2)),
        " + ".join(f"C{at}*C{at + 1}" for at in range(0, 30, 2)),
    ],
    ids=["itself", "its opposite"],
)
def test_a_theory_without_end_is_refused(text):
    with pytest.raises(BoundlessError, match="grows beyond 10,000 combinations"):
        check_theory(text, MANY)


def test_a_model_that_no_theory_can_be_compared_with_is_a_warning_and_no_crash():
    names = tuple(f"case {at}" for at in range(30))
    data = CaseTable(names, make_sets(np.eye(30), MANY), make_outcome([1] * 15 + [0] * 15, 30), "Y")
    settings = PatternSettings(theory="C0", tests_robustness=False, n_permutations=0)
    trials = Trials(data, build_tables(data, settings)[0], settings, map, be_silent)
    model = tuple(tuple(1 if at // 2 == pair else -1 for at in range(30)) for pair in range(15))

    found, warnings = trials.evaluate_theory(model)

    assert found is None
    assert ["The theory was not compared with the model" in str(one) for one in warnings] == [True]
