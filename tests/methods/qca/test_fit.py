"""Parameters of fit: the figures of R QCA 3.25.1 and SetMethods 4.0 for single conditions, and their laws."""

import json
from math import isnan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from methods.qca.reference import NAMES, read_reference
from samverkan.methods.qca.fit import fit_model, necessity, sufficiency
from samverkan.methods.qca.sets import make_outcome, make_sets, model_membership, term_membership

pairs = st.integers(1, 12).flatmap(
    lambda n: arrays(float, (2, n), elements=st.integers(0, 20).map(lambda one: one / 20))
)


def same(found, printed):
    """Whether a figure is the printed one; R prints a quotient of nothing as null."""
    return [None if isnan(one) else pytest.approx(one, abs=1e-12) for one in found] == printed


def exceeding(inclusion, members):
    """How much of the members lies outside; nothing when there are none."""
    return 0.0 if isnan(inclusion) else (1 - inclusion) * members.sum()


def outcome_of_pof(reference):
    """The outcome that the file's pof() was given: in the files on the absence of an outcome still its presence."""
    return 1 - reference.outcome if reference.name.endswith("_neg") else reference.outcome


@pytest.mark.parametrize("name", NAMES)
def test_necessity_of_single_conditions_is_that_of_r(shared, name):
    reference = read_reference(shared, name)
    printed = reference.printed["pof_necessity"]

    found = {
        text: necessity(term_membership(reference.sets, reference.term(text)), outcome_of_pof(reference))
        for text in printed
    }

    wrong = [
        text
        for text, one in found.items()
        if not same(
            (one.inclusion, one.relevance, one.coverage), [printed[text][key] for key in ("inclN", "RoN", "covN")]
        )
    ]
    assert wrong == []


@pytest.mark.parametrize("name", NAMES)
def test_sufficiency_of_single_conditions_is_that_of_r(shared, name):
    reference = read_reference(shared, name)
    printed = reference.printed["pof_sufficiency"]

    found = {
        text: sufficiency(term_membership(reference.sets, reference.term(text)), outcome_of_pof(reference))
        for text in printed
    }

    wrong = [
        text
        for text, one in found.items()
        if not same((one.inclusion, one.pri, one.coverage), [printed[text][key] for key in ("inclS", "PRI", "covS")])
    ]
    assert wrong == []


def test_fit_is_that_of_setmethods(shared):
    # SetMethods::QCAfit(PAYF[, 1:5], PAYF$HL), rounded by it to four or three decimals.
    printed = json.loads((shared / "reference" / "qca" / "QCAfit_PAYF.json").read_text(encoding="utf-8"))
    reference = read_reference(shared, "PAYF_HL")
    members = [term_membership(reference.sets, reference.term(text)) for text in printed["sufficiency"]["rows"]]

    enough = [sufficiency(one, reference.outcome) for one in members]
    needed = [necessity(one, reference.outcome) for one in members]

    assert [one.inclusion for one in enough] == pytest.approx(printed["sufficiency"]["values"][0], abs=6e-5)
    assert [one.coverage for one in enough] == pytest.approx(printed["sufficiency"]["values"][1], abs=6e-5)
    assert [one.pri for one in enough] == pytest.approx(printed["sufficiency"]["values"][2], abs=6e-5)
    assert [one.inclusion for one in needed] == pytest.approx(printed["necessity"]["values"][0], abs=6e-4)
    assert [one.coverage for one in needed] == pytest.approx(printed["necessity"]["values"][1], abs=6e-4)
    assert [one.relevance for one in needed] == pytest.approx(printed["necessity"]["values"][2], abs=6e-4)


@given(pairs)
def test_what_is_necessary_is_what_cannot_lack_where_the_outcome_is(pair):
    member, outcome = pair

    needed, enough = necessity(member, outcome), sufficiency(1 - member, 1 - outcome)

    # Contraposition: the outcome exceeds the set by as much as the set's absence exceeds the outcome's.
    assert exceeding(needed.inclusion, outcome) == pytest.approx(exceeding(enough.inclusion, 1 - member), abs=1e-9)


@given(pairs, st.data())
def test_de_morgan_the_absence_of_a_conjunction_is_the_disjunction_of_absences(pair, data):
    sets = make_sets(pair.T, ["A", "B"])
    cell = st.integers(0, 20).map(lambda one: one / 20)
    outcome = np.array(data.draw(st.lists(cell, min_size=sets.n_cases, max_size=sets.n_cases)))
    absent, either = 1 - term_membership(sets, (1, 1)), model_membership(sets, ((0, -1), (-1, 0)))

    fits = [(necessity(one, outcome), sufficiency(one, outcome)) for one in (absent, either)]

    assert absent.tolist() == either.tolist()
    assert repr(fits[0]) == repr(fits[1])


@given(pairs)
def test_necessity_is_sufficiency_the_other_way_round(pair):
    member, outcome = pair

    needed, enough = necessity(member, outcome), sufficiency(member, outcome)

    assert same(
        (needed.inclusion, needed.coverage),
        [None if isnan(one) else one for one in (enough.coverage, enough.inclusion)],
    )


@given(pairs)
def test_every_figure_lies_between_nothing_and_all(pair):
    enough, needed = sufficiency(*pair), necessity(*pair)

    figures = [enough.inclusion, enough.pri, enough.coverage, needed.inclusion, needed.relevance, needed.coverage]

    assert all(isnan(one) or -1e-9 <= one <= 1 + 1e-9 for one in figures)


@given(pairs, st.randoms())
def test_the_order_of_the_cases_changes_nothing(pair, random):
    order = list(range(pair.shape[1]))
    random.shuffle(order)

    before, after = sufficiency(*pair), sufficiency(*pair[:, order])

    assert same((before.inclusion, before.pri), [None if isnan(one) else one for one in (after.inclusion, after.pri)])


def test_what_rounding_leaves_is_nothing_to_be_divided_by():
    assert isnan(sufficiency([0.15, 0.05, 0.45], [0.15, 0.05, 0.55]).pri)


def test_a_set_without_members_has_no_consistency():
    fit = sufficiency([0, 0, 0], [1, 0, 1])

    assert (isnan(fit.inclusion), isnan(fit.pri), fit.coverage) == (True, True, 0.0)


def test_an_outcome_that_never_occurs_needs_nothing():
    fit = necessity([1, 0, 1], [0, 0, 0])

    assert (isnan(fit.inclusion), fit.relevance, fit.coverage) == (True, pytest.approx(1 / 3), 0.0)


def test_a_set_and_an_outcome_that_are_always_there_have_no_relevance():
    fit = necessity([1, 1], [1, 1])

    assert (fit.inclusion, isnan(fit.relevance), fit.coverage) == (1.0, True, 1.0)


def test_unique_coverage_is_what_no_other_term_covers():
    sets = make_sets([[1, 1], [1, 0], [0, 1], [0, 0]], ["TRUST", "HOST"])

    fit = fit_model(sets, make_outcome([1, 1, 1, 0], 4), ((1, -1), (-1, 1)))

    assert [one.unique_coverage for one in fit.terms] == [pytest.approx(1 / 3), pytest.approx(1 / 3)]
    assert fit.solution.coverage == 1.0


def test_a_model_without_terms_covers_nothing():
    sets = make_sets([[1.0], [0.0]], ["TRUST"])

    fit = fit_model(sets, make_outcome([1, 0], 2), ())

    assert (fit.terms, fit.solution.coverage, bool(np.isnan(fit.solution.inclusion))) == ((), 0.0, True)
