"""A theory beside a solution."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.methods.qca.errors import ExpressionError
from samverkan.methods.qca.expressions import format_term, parse_model
from samverkan.methods.qca.fit import fit_model
from samverkan.methods.qca.sets import make_outcome, make_sets
from samverkan.methods.qca.theory import evaluate_theory

SIDES = {"T*S": (True, True), "~T*S": (False, True), "T*~S": (True, False), "~T*~S": (False, False)}
NAMES = ("TRUST", "HOST", "FORM")
fuzzy = st.integers(0, 20).map(lambda share: share / 20)
rows = st.lists(st.tuples(fuzzy, fuzzy, fuzzy, fuzzy), min_size=1, max_size=12)
models = st.lists(st.tuples(*(st.integers(-1, 1) for _ in NAMES)), max_size=3, unique=True).map(tuple)


@pytest.fixture(scope="module")
def published(shared):
    """SetMethods::theory.evaluation (4.0): ~EMP*MA beside the intermediate solution of SCHF."""
    return json.loads((shared / "reference/qca/theory_SCHF.json").read_text())


@pytest.fixture(scope="module")
def evaluated(published):
    columns = dict(zip(published["data"]["columns"], published["data"]["values"], strict=True))
    outcome = columns.pop("EXPORT")
    sets = make_sets(np.column_stack(list(columns.values())), list(columns))
    theory = parse_model(published["theory"], sets.conditions)
    return (
        sets,
        outcome,
        evaluate_theory(sets, outcome, theory, parse_model("+".join(published["solution"]), sets.conditions)),
    )


def cut(found, side):
    in_theory, in_solution = SIDES[side]
    return found.quarter(in_theory=in_theory, in_solution=in_solution)


@pytest.mark.parametrize(("side", "key"), [("T*S", "TE"), ("~T*S", "tE"), ("T*~S", "Te"), ("~T*~S", "te")])
def test_a_published_intersection_has_the_published_terms(published, evaluated, side, key):
    sets, _outcome, found = evaluated

    assert set(cut(found, side).model) == set(parse_model(published["intersections"][key][0], sets.conditions))


@pytest.mark.parametrize("side", SIDES)
def test_a_published_intersection_has_the_published_memberships(published, evaluated, side):
    wanted = published["evaluation"]["values"][published["evaluation"]["columns"].index(side)]

    assert cut(evaluated[2], side).memberships == pytest.approx(wanted, abs=1e-12)


def test_the_published_parameters_of_fit_are_reproduced(published, evaluated):
    sets, outcome, found = evaluated
    fits = fit_model(sets, make_outcome(outcome, sets.n_cases), found.solution)
    named = {format_term(term, sets.conditions): fit for term, fit in zip(found.solution, fits.terms, strict=True)}
    named |= {"Sol.Formula": found.solution_fit, "Theory": found.theory_fit}
    named |= {side: cut(found, side).fit for side in SIDES}

    rounded = {
        name: [round(fit.inclusion, 3), round(fit.coverage, 3), round(fit.pri, 3)] for name, fit in named.items()
    }

    table = published["fit"]
    assert table["columns"] == ["Cons.Suf", "Cov.Suf", "PRI"]
    assert rounded == {
        name: list(figures) for name, figures in zip(table["rows"], zip(*table["values"], strict=True), strict=True)
    }


@pytest.mark.parametrize(
    ("key", "side", "has_outcome"),
    [
        ("TSY", "T*S", True),
        ("~TSY", "~T*S", True),
        ("T~SY", "T*~S", True),
        ("~T~SY", "~T*~S", True),
        ("~TS~Y", "~T*S", False),
        ("T~S~Y", "T*~S", False),
        ("~T~S~Y", "~T*~S", False),
    ],
)
def test_a_published_group_of_cases_is_reproduced(published, evaluated, key, side, has_outcome):
    found = evaluated[2]
    quarter = cut(found, side)
    group = quarter.with_outcome if has_outcome else quarter.without_outcome

    names = [published["data"]["rows"][case] for case in group]

    counted = found.n_with_outcome if has_outcome else found.n_without_outcome
    assert names == published["cases"][key]["CaseNames"]
    assert f" {len(group)} / {found.n_cases} " in published["cases"][key]["CaseNo"][0]
    assert f" {len(group)} / {counted} " in published["cases"][key]["CaseNo2"][0]


def test_inconsistent_most_likely_cases_are_found_where_setmethods_reads_a_column_that_is_not_there(
    published, evaluated
):
    # SetMethods 4.0 looks for T*E instead of T*S and so always reports none; its own memberships show which there are.
    columns = dict(zip(published["evaluation"]["columns"], published["evaluation"]["values"], strict=True))
    pairs = zip(columns["T*S"], columns["Outcome"], strict=True)
    wanted = tuple(case for case, (member, outcome) in enumerate(pairs) if member > 0.5 > outcome)

    names = published["data"]["rows"]
    assert cut(evaluated[2], "T*S").without_outcome == wanted
    assert [names[case] for case in wanted] == ["Switzerland_90", "Australia_95", "Australia_99", "Australia_03"]
    assert published["cases"]["TS~Y"]["CaseNames"] == ["No cases in this intersection"]


def test_a_theory_equal_to_the_solution_leaves_nothing_between_them():
    sets = make_sets([[1, 0], [0, 1]], ["TRUST", "HOST"])

    found = evaluate_theory(sets, [1, 0], ((1, -1),), ((1, -1),))

    assert [one.model for one in found.quarters] == [((1, -1),), (), (), ((0, -1),)]


def test_a_case_at_the_crossover_of_the_outcome_is_counted_on_neither_side():
    found = evaluate_theory(make_sets([[0.9], [0.9]], ["TRUST"]), [0.5, 0.8], ((1,),), ((1,),))

    quarter = found.quarter(in_theory=True, in_solution=True)
    assert (quarter.with_outcome, quarter.without_outcome) == ((1,), ())
    assert (found.n_cases, found.n_with_outcome, found.n_without_outcome) == (2, 1, 0)


@given(rows, models, models)
def test_a_case_belongs_to_one_quarter_or_stands_on_the_crossover(table, theory, solution):
    sets = make_sets([row[:3] for row in table], NAMES)

    found = evaluate_theory(sets, [row[3] for row in table], theory, solution)

    shares = np.array([one.memberships for one in found.quarters])
    n_quarters = (shares > 0.5).sum(axis=0)
    assert ((n_quarters == 1) | (shares.max(axis=0) == 0.5)).all()


@given(rows, models, models)
def test_a_quarter_as_terms_gives_crisp_cases_the_memberships_of_the_quarter(table, theory, solution):
    crisp = np.array([[share > 0.5 for share in row] for row in table], dtype=float)
    sets = make_sets(crisp[:, :3], NAMES)

    found = evaluate_theory(sets, crisp[:, 3], theory, solution)

    for quarter in found.quarters:
        again = evaluate_theory(sets, crisp[:, 3], quarter.model, ((-1, -1, -1),)).quarters[0]
        assert (again.memberships == quarter.memberships).all()


def test_a_theory_over_other_conditions_is_refused():
    with pytest.raises(ExpressionError, match="Term 0 has 2 places, and there are 1 conditions"):
        evaluate_theory(make_sets([[1]], ["TRUST"]), [1], ((1, 1),), ((1,),))
