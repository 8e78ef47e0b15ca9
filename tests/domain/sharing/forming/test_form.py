"""From a study to its clusters, by figures that can be reckoned by hand."""

import pytest

from make_clusters import LARGE_MODEL, MODEL, make_material, make_model, make_places
from samverkan.domain.errors import ProblemsError, WorkbenchError
from samverkan.domain.sharing.forming.analysis import ClusterSettings, SharedBy
from samverkan.domain.sharing.forming.form import form_clusters
from samverkan.domain.sharing.forming.telling import answer_clusters
from samverkan.domain.sharing.plan import ClusterLimits
from samverkan.domain.study import Form

MSEK = 100_000_000
"""In öre."""


def groups(partition):
    return [one.members for one in partition.clusters]


def told(analysis):
    return [str(one) for one in answer_clusters(analysis)]


def test_three_who_share_one_fixed_cost_stand_together():
    # alone 20 + 20 + 30 = 70; together 10 + 40 + 2 guests at 1 = 52
    analysis = form_clusters(make_material(make_places(3), [10_000, 10_000, 20_000]))

    best = analysis.best
    assert groups(best.partition) == [("A", "B", "C")]
    assert (best.partition.cost_ore, best.partition.saving_ore) == (52 * MSEK, 18 * MSEK)
    assert (best.is_proven, best.has_core, best.subsidy_ore) == (True, True, 0)
    assert sum(best.partition.shares_ore.values()) == pytest.approx(52 * MSEK, abs=3)
    assert analysis.counts == (3, 3, 1)
    assert [one.lost for one in analysis.keys] == pytest.approx([0, 0, 0], abs=1e-9)


def test_a_limit_on_distance_and_one_on_size_are_kept():
    near = ClusterLimits(largest=3, most_km=12)
    places = make_places(4)

    by_distance = form_clusters(make_material(places, [10_000] * 4, near))
    by_size = form_clusters(make_material(places, [10_000] * 4), ClusterSettings(largest=1))

    assert by_distance.counts == (4, 3)
    assert groups(by_distance.best.partition) == [("A", "B"), ("C", "D")]
    assert groups(by_size.best.partition) == [("A",), ("B",), ("C",), ("D",)]


def test_a_county_that_is_not_stated_is_no_common_county():
    places = make_places(4, counties=["north", "north", "", ""])

    found = form_clusters(make_material(places, [10_000] * 4), ClusterSettings(same_county=True))

    assert groups(found.best.partition) == [("A", "B"), ("C",), ("D",)]


def test_a_cluster_keeps_within_the_limits_of_one_form_and_says_of_which():
    forms = {"contract": ClusterLimits(largest=2), "company": ClusterLimits(most_km=12)}

    found = form_clusters(make_material(make_places(3), [10_000] * 3, ClusterLimits(largest=3, forms=forms)))

    # all three lie up to 22 km apart: too many for a contract, too far for a company
    assert found.counts == (3, 3)
    joined = found.best.partition.joined
    assert [(one.members, one.forms) for one in joined] in (
        [(("A", "B"), (Form.CONTRACT, Form.COMPANY))],
        [(("A", "C"), (Form.CONTRACT,))],
        [(("B", "C"), (Form.CONTRACT, Form.COMPANY))],
    )


def test_under_a_key_per_inhabitant_the_smallest_find_nobody_and_saving_is_lost():
    # a guest brings 5 in coordination with each further one, so pairs are best: the two largest have the lowest rate
    analysis = form_clusters(
        make_material(make_places(4), [40_000, 5_000, 5_000, 40_000], ClusterLimits(largest=2), make_model(LARGE_MODEL))
    )

    by_key = {one.key: one for one in analysis.keys}
    per_inhabitant = by_key[SharedBy.DRIVER]
    assert ("A", "D") in groups(per_inhabitant.partition)
    paid = per_inhabitant.partition.shares_ore
    assert paid["A"] == paid["D"] == 48 * MSEK
    assert all(0 <= one.lost <= 1 for one in analysis.keys)


def test_where_nothing_can_be_saved_all_stay_alone_and_that_is_the_answer():
    model = make_model({**MODEL, "realised": 0.0})

    analysis = form_clusters(make_material(make_places(2), [10_000, 10_000], model=model))

    assert analysis.best.partition.joined == ()
    assert [one.lost for one in analysis.keys] == [None, None, None]
    assert told(analysis)[1] == (
        "Under the stated model no cluster would cost less than its members do alone: all stay alone, at 40,000 kSEK a "
        "year."
    )


def test_a_municipality_by_itself_is_no_cluster():
    analysis = form_clusters(make_material(make_places(1), [10_000]))

    assert groups(analysis.best.partition) == [("A",)]
    assert told(analysis)[0] == "0 clusters could form among 1 municipalities: at most 3 members."


def test_stated_distances_are_used_where_there_are_no_places_and_a_missing_pair_is_never_together():
    places = make_places(3, positions=[("", "")] * 3)
    model = make_model(distances_km={("A", "B"): 20.0})

    analysis = form_clusters(make_material(places, [10_000] * 3, model=model))

    assert groups(analysis.best.partition) == [("A", "B"), ("C",)]
    assert [str(one) for one in analysis.notes][:2] == [
        "Distances are those stated in distances.csv.",
        "2 pairs of municipalities have no distance there and are not put in one cluster.",
    ]


def test_all_that_is_lacking_is_told_at_once():
    places = make_places(2, positions=[("60", "15"), ("", "")])
    model = make_model({name: one for name, one in MODEL.items() if name != "fixed"})

    with pytest.raises(ProblemsError) as raised:
        form_clusters(make_material(places, [10_000], model=model))

    assert [str(one) for one in raised.value.problems] == [
        "study.toml: The cost model lacks fixed: state [sharing.model.fixed].",
        "study.toml: The cost model needs more than 0 population for B: give a value in indicators.csv.",
        (
            "municipalities.csv: It is not known where B lie. Give every municipality degrees in the columns lat and "
            "lon, or give the kilometres between municipalities in distances.csv."
        ),
    ]


def test_a_study_without_model_municipalities_or_limit_is_refused():
    material = make_material(make_places(2), [10_000] * 2, ClusterLimits())

    with pytest.raises(WorkbenchError, match="It is not said how many municipalities a cluster may have"):
        form_clusters(material)
    with pytest.raises(WorkbenchError, match=r"municipalities\.csv names no municipality"):
        form_clusters(make_material((), []))


def test_the_work_is_told_and_may_be_interrupted():
    material = make_material(make_places(4), [10_000] * 4)
    heard = []
    form_clusters(material, tell=lambda what, share: heard.append((str(what), share)))

    def stop(what, share):
        raise KeyboardInterrupt

    assert [share for _, share in heard] == sorted(share for _, share in heard)
    assert heard[0] == ("Listing the clusters that could form", 0.0)
    assert heard[-1] == ("Forming clusters under each key", 0.95)
    with pytest.raises(KeyboardInterrupt):
        form_clusters(material, tell=stop)
