"""The plan of clusters, with and without positions."""

import pytest

from make_sharing_pictures import make_plan
from read_pictures import links_of, rows_of, words_of
from samverkan.charts.cluster_plan import ClusterPlan, PlanPlace, cluster_plan, tell_cluster_plan
from samverkan.charts.specification import WIDTH, right_edge


def symbols_of(drawn):
    """The symbols of the municipalities, the largest first; each is a layer with its own size."""
    layers = [one for one in drawn["layer"] if one["mark"]["type"] == "point"]
    return [(row["shape"], one["mark"]["size"], row) for one in layers[:-1] for row in one["data"]["values"]]


def make_map(*places):
    return ClusterPlan(tuple(PlanPlace(name, "A", n, position) for name, n, position in places))


def test_on_a_map_north_is_up_east_is_right_and_distances_keep_their_ratios():
    found = make_map(("Söder", 100, (0, 0)), ("Norr", 100, (0, 30)), ("Öster", 100, (60, 0)))

    (_, _, south), (_, _, north), (_, _, east) = symbols_of(cluster_plan(found, "sv"))

    assert (south["x"], south["y"]) == pytest.approx((north["x"], east["y"]))
    assert (east["x"] - south["x"]) / (south["y"] - north["y"]) == pytest.approx(2)


def test_the_area_of_a_dot_follows_its_inhabitants_down_to_a_least_one():
    found = make_map(("A", 40_000, (0, 0)), ("B", 10_000, (1, 0)), ("C", 10, (2, 0)), ("D", None, (3, 0)))

    sizes = [size for _, size, _ in symbols_of(cluster_plan(found, "sv"))]

    assert sizes == [784.0, 196.0, 81.0, 49.0]


@pytest.mark.parametrize("with_positions", [True, False])
def test_a_host_is_a_square_and_a_municipality_alone_is_an_open_dot(with_positions):
    drawn = cluster_plan(make_plan(7, with_positions=with_positions), "sv")

    assert [shape for shape, _, _ in symbols_of(drawn)].count("square") == 3
    assert {"värdkommun", "inte med i något kluster"} <= set(words_of(drawn))


@pytest.mark.parametrize("with_positions", [True, False])
def test_members_are_linked_to_their_host_and_those_alone_to_nobody(with_positions):
    drawn = cluster_plan(make_plan(7, with_positions=with_positions), "sv")

    inner = next(one for one in drawn["layer"] if one["mark"]["type"] == "rule")["data"]["values"]
    assert len(inner) == 7 - 3 - 1


def test_without_a_host_each_member_is_linked_to_the_nearest():
    found = make_map(("A", 9, (0, 0)), ("C", 9, (20, 0)), ("B", 9, (10, 0)))

    drawn = cluster_plan(found, "sv")

    links = next(one for one in drawn["layer"] if one["mark"]["type"] == "rule")["data"]["values"]
    lengths = [abs(one["x"] - one["x2"]) for one in links]
    assert len(lengths) == 2
    assert lengths[0] == pytest.approx(lengths[1])


def test_one_unknown_position_makes_it_a_list():
    places = (PlanPlace("Åmål", "A", 9, (0, 0)), PlanPlace("Säffle", "A", 9))

    assert "A" in words_of(cluster_plan(ClusterPlan(places), "sv"))


def test_each_dot_leads_to_its_source():
    found = ClusterPlan(
        (PlanPlace("Åmål", "Nord", 12_000, is_host=True, source="place:a"), PlanPlace("Lill", source="place:b"))
    )

    assert links_of(cluster_plan(found, "sv")) == {
        "#place-a": "Åmål, värd, 12\u202f000 invånare (Nord)",
        "#place-b": "Lill (på egen hand)",
    }


def test_the_description_lists_every_cluster_with_its_members():
    assert tell_cluster_plan(make_plan(4, clusters=2), "en").description == (
        "Kluster 1: Åmål, host, 40,000 inhabitants; Västra Götalandsregionens gemensamma IT-nämnd, 13,333 inhabitants. "
        "Kluster 2: Säffle, host, 20,000 inhabitants. on their own: Örnsköldsvik, 10,000 inhabitants."
    )


@pytest.mark.parametrize("with_positions", [True, False])
def test_many_municipalities_fit_the_page(with_positions):
    assert right_edge(cluster_plan(make_plan(39, with_positions=with_positions), "sv")) <= WIDTH


def test_places_on_one_spot_can_be_drawn():
    assert cluster_plan(make_map(("A", 9, (5, 5)), ("B", 9, (5, 5))), "sv") is not None


def test_without_places_there_is_no_picture():
    assert cluster_plan(ClusterPlan(()), "sv") is None


def test_symbols_never_lie_outside_the_picture():
    drawn = cluster_plan(make_plan(39, with_positions=True), "sv")

    assert all(row["x"] >= 0 and 0 <= row["y"] <= drawn["height"] for row in rows_of(drawn, "point"))


def test_a_map_names_its_clusters_as_long_as_each_has_a_colour():
    few, many = (words_of(cluster_plan(make_plan(20, with_positions=True, clusters=count), "sv")) for count in (5, 6))

    assert [word for word in few if word.startswith("Kluster")] == [f"Kluster {place}" for place in range(1, 6)]
    assert [word for word in many if word.startswith("Kluster")] == []
