"""Stacked bars of what each member pays under each key."""

from make_sharing_pictures import make_shares, members_of
from read_pictures import links_of, rows_of, words_of
from samverkan.charts.shares_by_key import KeyShares, SharesByKey, shares_by_key, tell_shares_by_key


def bars_of(drawn, count):
    """The corners of the members' areas, bar by bar; frames, backs and swatches are other layers."""
    layer = next(one for one in drawn["layer"] if one["mark"]["type"] == "rect")
    rows = layer["data"]["values"]
    return [rows[start : start + count] for start in range(0, len(rows), count)]


def test_each_bar_is_as_long_as_its_bill_and_each_part_as_its_share():
    found = SharesByKey(members_of(2), (KeyShares("A", (3e6, 1e6)), KeyShares("B", (2e6, 2e6))))

    first, second = bars_of(shares_by_key(found, "en"), 2)

    lengths = [one["x2"] - one["x"] for one in (*first, *second)]
    assert [round(one / lengths[1], 6) for one in lengths] == [3, 1, 2, 2]
    assert first[0]["x2"] == first[1]["x"]
    assert first[0]["x"] == second[0]["x"]


def test_a_negative_share_lies_left_of_zero():
    found = SharesByKey(members_of(3), (KeyShares("A", (3e6, -1e6, 1e6)),))

    [(first, second, third)] = bars_of(shares_by_key(found, "en"), 3)

    assert second["x2"] == first["x"]
    assert third["x"] == first["x2"]


def test_the_key_in_use_is_bold_named_and_framed():
    used, unused = (shares_by_key(make_shares(keys=1), "sv"), shares_by_key(make_shares(keys=3), "sv"))

    assert "(används)" in words_of(used)
    assert words_of(unused).count("(används)") == 1
    assert len([one for one in rows_of(unused, "rect") if one.get("colour") == "none"]) == 1


def test_each_part_leads_to_its_source_and_says_its_figures():
    found = SharesByKey(("Åmål", "Säffle"), (KeyShares("Invånare", (3e6, 1e6), True, ("share:a", "share:b")),))

    assert links_of(shares_by_key(found, "sv")) == {
        "#share-a": "Åmål, Invånare (används): 3\u202f000\u00a0tkr, 75\u00a0% av notan",
        "#share-b": "Säffle, Invånare (används): 1\u202f000\u00a0tkr, 25\u00a0% av notan",
    }


def test_without_sources_the_parts_have_names_and_no_links():
    drawn = shares_by_key(SharesByKey(("Åmål",), (KeyShares("Lika", (5e3,)),)), "en")

    assert links_of(drawn) == {}
    assert [one["says"] for one in rows_of(drawn, "rect") if "says" in one] == [
        "Åmål, Lika: 5,000\u00a0SEK, 100% of the bill"
    ]


def test_a_key_that_is_not_known_says_so():
    found = SharesByKey(members_of(2), (KeyShares("A", (1e6, 1e6)), KeyShares("Tau", ())))

    assert "inte känt" in words_of(shares_by_key(found, "sv"))
    assert tell_shares_by_key(found, "sv").description.endswith("Tau: inte känt.")


def test_the_description_lists_every_figure():
    found = SharesByKey(("Åmål", "Säffle"), (KeyShares("A", (30e6, 1.5e6), True), KeyShares("B", (20e6, 11.5e6))))

    told = tell_shares_by_key(found, "sv")

    assert told.title.in_language("sv") == "Vad varje medlem betalar med varje fördelningsnyckel"
    assert told.description == (
        "A (används): Åmål 30,0\u00a0mnkr; Säffle 1,5\u00a0mnkr. B: Åmål 20,0\u00a0mnkr; Säffle 11,5\u00a0mnkr."
    )


def test_nothing_known_nobody_or_a_crowd_is_left_to_the_table():
    assert shares_by_key(SharesByKey((), ()), "en") is None
    assert shares_by_key(SharesByKey(members_of(1), (KeyShares("A", ()),)), "en") is None
    assert shares_by_key(SharesByKey(("M",) * 41, (KeyShares("A", (1.0,) * 41),)), "en") is None


def test_a_bill_of_nothing_can_be_drawn():
    assert "0" in words_of(shares_by_key(SharesByKey(("Åmål",), (KeyShares("A", (0.0,)),)), "en"))
