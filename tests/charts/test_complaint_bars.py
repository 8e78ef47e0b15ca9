"""How far each key is from stable."""

from make_sharing_pictures import make_complaints, members_of
from read_pictures import links_of, rows_of, words_of
from samverkan.charts.complaint_bars import Complaint, ComplaintBars, complaint_bars, name_group, tell_complaint_bars
from samverkan.charts.palette import HELPS, HINDERS


def draw(*keys, language="en"):
    return complaint_bars(ComplaintBars(members_of(4), keys), language)


def bars_of(drawn):
    return [row for row in rows_of(drawn, "rect") if row.get("colour") in (HELPS, HINDERS)]


def test_a_complaint_goes_right_of_the_zero_line_and_stability_left():
    unstable, stable = bars_of(draw(Complaint("A", 1e6, ("Åmål",)), Complaint("B", -2e6, ("Säffle",))))

    assert unstable["x"] == stable["x2"]
    assert round((stable["x2"] - stable["x"]) / (unstable["x2"] - unstable["x"]), 6) == 2
    assert (unstable["colour"], stable["colour"]) == (HINDERS, HELPS)


def test_a_complaint_of_nothing_is_a_mark_on_the_zero_line():
    drawn = draw(Complaint("A", 0.0, ("Åmål",)))

    assert bars_of(drawn) == []
    assert [row["fill"] for row in rows_of(drawn, "point") if row["shape"] == "diamond"] == [HELPS]


def test_each_row_names_the_group_and_leads_to_its_source():
    found = ComplaintBars(
        ("Åmål", "Säffle", "Lill"),
        (
            Complaint("Lika", 1e6, ("Åmål",), is_in_use=True, source="key:a"),
            Complaint("Invånare", -5e5, ("Säffle", "Lill"), source="key:b"),
            Complaint("Nukleol", 0.0, ("Lill",), source="key:c"),
        ),
    )

    assert links_of(complaint_bars(found, "sv")) == {
        "#key-a": "Lika (används): inte stabil; Åmål skulle betala 1\u202f000\u00a0tkr mindre på egen hand",
        "#key-b": "Invånare: stabil; Säffle, Lill skulle betala 500\u00a0tkr mer på egen hand",
        "#key-c": "Nukleol: precis stabil; Lill skulle betala lika mycket på egen hand",
    }


def test_a_large_group_is_named_by_those_that_it_lacks():
    members = members_of(7)

    assert name_group(members[:6], members, "sv") == "alla utom Ö"
    assert name_group(members[:2], members, "sv") == "Åmål, Säffle"
    assert name_group(members[:2], members[:3], "sv") == "Åmål, Säffle"
    assert name_group((), members, "sv") == "ingen grupp"
    assert name_group(members, members, "en") == ", ".join(members)


def test_the_row_of_a_group_with_many_names_grows():
    def height(count):
        return draw(Complaint("A", 1e6, members_of(30)[:count]))["height"]

    assert height(15) > height(2)


def test_a_complaint_that_is_not_known_says_so():
    drawn = draw(Complaint("A", None), Complaint("B", 1e6, ("Åmål",)), language="sv")

    assert "inte känt" in words_of(drawn)
    assert len(bars_of(drawn)) == 1


def test_the_description_lists_every_figure():
    told = tell_complaint_bars(make_complaints(3, keys=2), "en")

    assert told.description == (
        "Inhabitants: not stable; Åmål would pay 1,500\u00a0kSEK less alone. "
        "Equal parts (in use): not stable; Åmål, Säffle would pay 500\u00a0kSEK less alone."
    )


def test_without_any_known_complaint_there_is_no_picture():
    assert draw() is None
    assert draw(Complaint("A", None)) is None
