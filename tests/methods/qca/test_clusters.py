"""Set relations pooled, between clusters and within units."""

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.methods.qca.clusters import PartFit, diagnose_clusters, diagnose_model, measure_distance
from samverkan.methods.qca.errors import MembershipError, QcaError
from samverkan.methods.qca.expressions import format_term, parse_model
from samverkan.methods.qca.relation import Relation
from samverkan.methods.qca.sets import make_sets

fuzzy = st.integers(0, 20).map(lambda share: share / 20)
cases = st.lists(st.tuples(fuzzy, fuzzy, st.sampled_from(["north", "south", "host"])), min_size=1, max_size=15)


@pytest.fixture(scope="module")
def published(shared):
    """SetMethods::cluster (4.0) on SCHLF: 19 countries in four years."""
    return json.loads((shared / "reference/qca/cluster_SCHLF.json").read_text())


def read_published(published):
    columns = dict(zip(published["data"]["columns"], published["data"]["values"], strict=True))
    names = published["args"]["conditions"]
    sets = make_sets(np.column_stack([columns[name] for name in names]), names)
    return sets, np.array(columns["EXPORT"]), [str(year) for year in columns["YEAR"]], columns["COUNTRY"]


def assert_same(diagnosis, wanted, published):
    """SetMethods adds 1e-10 to both sums of each quotient, which moves the figures by less than 1e-8."""
    assert [one.label for one in diagnosis.between] == published["cluster_order"]
    assert diagnosis.pooled.consistency == pytest.approx(wanted["pooled"], abs=1e-8)
    assert diagnosis.pooled.coverage == pytest.approx(wanted["coverage"]["pooled"], abs=1e-8)
    assert [one.consistency for one in diagnosis.between] == pytest.approx(wanted["between"], abs=1e-8)
    assert [one.coverage for one in diagnosis.between] == pytest.approx(wanted["coverage"]["between"], abs=1e-8)
    assert diagnosis.between_distance == pytest.approx(wanted["dBP"], abs=1e-8)
    within = {one.label: one for one in diagnosis.within}
    assert [within[unit].consistency for unit in published["unit_order"]] == pytest.approx(wanted["within"], abs=1e-8)
    coverages = [within[unit].coverage for unit in published["unit_order"]]
    assert coverages == pytest.approx(wanted["coverage"]["within"], abs=1e-8)
    assert diagnosis.within_distance == pytest.approx(wanted["dWP"], abs=1e-8)


def test_the_terms_of_a_published_solution_have_the_published_figures(published):
    sets, outcome, years, countries = read_published(published)
    model = parse_model("+".join(published["solution"]), sets.conditions)

    _whole, *terms = diagnose_model(sets, outcome, model, years, countries)

    for term, diagnosis in zip(model, terms, strict=True):
        assert_same(diagnosis, published["terms"][format_term(term, sets.conditions)], published)


def test_a_published_sufficient_condition_has_the_published_figures(published):
    sets, outcome, years, countries = read_published(published)

    diagnosis = diagnose_clusters(sets.values[:, sets.names.index("MA")], outcome, years, countries)

    assert_same(diagnosis, published["sufficiency_MA"], published)


def test_a_published_necessary_condition_has_the_published_figures(published):
    sets, outcome, years, countries = read_published(published)
    members = sets.values[:, sets.names.index("EMP")]

    diagnosis = diagnose_clusters(members, outcome, years, countries, Relation.NECESSITY)

    assert_same(diagnosis, published["necessity_EMP"], published)


def test_clusters_of_unequal_size_keep_the_order_in_which_they_come():
    labels = ["Norrån", "Söderby", "Norrån", "Åsele bygd"]

    diagnosis = diagnose_clusters([1.0, 0.5, 0.5, 0.0], [1.0, 0.5, 0.25, 1.0], labels)

    assert diagnosis.between[:2] == (PartFit("Norrån", 2, 1.25 / 1.5, 1.0), PartFit("Söderby", 1, 1.0, 1.0))
    assert diagnosis.between[2].label == "Åsele bygd"
    assert math.isnan(diagnosis.between[2].consistency)


def test_without_units_only_the_pool_and_the_clusters_are_given():
    diagnosis = diagnose_clusters([1, 1], [1, 0], ["a", "b"])

    assert (diagnosis.within, diagnosis.within_distance) == ((), None)


def test_a_cluster_without_members_does_not_enter_the_distance():
    diagnosis = diagnose_clusters([1, 1, 0], [1, 1, 1], ["a", "b", "c"])

    assert diagnosis.between_distance == 0


def test_a_single_cluster_is_at_no_distance_from_itself():
    assert diagnose_clusters([0.5, 0.8], [0.4, 0.9], ["a", "a"]).between_distance == 0


@pytest.mark.parametrize(("consistencies", "distance"), [([0.0, 0.0], 0.0), ([1.0, 0.0], math.sqrt(0.5))])
def test_the_distance_is_none_when_all_are_alike_and_grows_when_one_stands_out(consistencies, distance):
    assert measure_distance(consistencies) == pytest.approx(distance)


def test_nothing_to_compare_has_no_distance():
    assert math.isnan(measure_distance([math.nan]))


@given(cases)
def test_necessity_is_sufficiency_the_other_way_round(table):
    x, y, labels = zip(*table, strict=True)

    necessity = diagnose_clusters(x, y, labels, relation=Relation.NECESSITY)
    sufficiency = diagnose_clusters(y, x, labels)

    assert repr(necessity.between) == repr(sufficiency.between)


@given(cases)
def test_each_case_as_its_own_cluster_gives_its_own_consistency(table):
    x, y, _labels = zip(*table, strict=True)

    diagnosis = diagnose_clusters(x, y, [str(case) for case in range(len(x))])

    for part, mine, outcome in zip(diagnosis.between, x, y, strict=True):
        assert (part.consistency == pytest.approx(min(mine, outcome) / mine)) if mine else math.isnan(part.consistency)


@given(cases)
def test_the_pool_lies_between_the_clusters(table):
    x, y, labels = zip(*table, strict=True)

    diagnosis = diagnose_clusters(x, y, labels)

    known = [part.consistency for part in diagnosis.between if not math.isnan(part.consistency)]
    if known:
        assert min(known) - 1e-9 <= diagnosis.pooled.consistency <= max(known) + 1e-9


def test_labels_must_be_one_per_case():
    with pytest.raises(QcaError, match="There are 1 labels and 2 cases: give each case one label"):
        diagnose_clusters([1, 0], [1, 0], ["a"])


def test_no_cases_make_no_diagnosis():
    with pytest.raises(QcaError, match="at least one case"):
        diagnose_clusters([], [], [])


def test_memberships_outside_their_range_are_refused_with_the_case():
    with pytest.raises(MembershipError, match=r"case 1, outcome: 1\.5"):
        diagnose_clusters([1, 1.5], [1, 0], ["a", "b"])


def test_the_published_figures_are_ours_with_a_small_constant_added_to_both_sums(published):
    sets, outcome, _years, _countries = read_published(published)
    members = sets.values[:, sets.names.index("EMP")]
    both, whole = np.minimum(members, outcome).sum(), outcome.sum()

    with_constant = (both + 1e-10) / (whole + 1e-10)

    assert published["necessity_EMP"]["pooled"] == pytest.approx(with_constant, abs=2e-15)
    assert published["necessity_EMP"]["pooled"] != pytest.approx(both / whole, abs=2e-15, rel=0)
