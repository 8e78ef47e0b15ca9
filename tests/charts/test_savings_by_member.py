"""Diverging bars of what each member saves against going alone."""

from make_sharing_pictures import make_savings, members_of
from read_pictures import links_of, rows_of, words_of
from samverkan.charts.hatching import SIZE_OF_PATH
from samverkan.charts.palette import HELPS, HINDERS, PAPER
from samverkan.charts.savings_by_member import (
    KeySavings,
    Saving,
    SavingsByMember,
    savings_by_member,
    tell_savings_by_member,
)


def make_one(*savings, name="Lika"):
    return SavingsByMember(members_of(len(savings)), (KeySavings(name, savings),))


def bars_of(drawn):
    return [row for row in rows_of(drawn, "rect") if "stroke" in row]


def test_a_saving_goes_right_and_an_extra_cost_left_of_zero():
    saves, pays = bars_of(savings_by_member(make_one(Saving(2e6), Saving(-1e6)), "en"))

    assert saves["x"] == pays["x2"]
    assert round((saves["x2"] - saves["x"]) / (pays["x2"] - pays["x"]), 6) == 2
    assert (saves["colour"], pays["colour"]) == (HELPS, HINDERS)


def test_an_extra_cost_is_hatched_so_that_it_tells_without_colour():
    def hatches(amount):
        """The paths of the bars; the symbols of the legend are larger."""
        layers = savings_by_member(make_one(Saving(amount)), "en")["layer"]
        return [row for one in layers if one["mark"].get("size") == SIZE_OF_PATH for row in one["data"]["values"]]

    assert [row["fill"] for row in hatches(-1e6)] == ["none"]
    assert hatches(1e6) == []


def test_a_range_that_goes_both_ways_is_open_and_written_out():
    drawn = savings_by_member(make_one(Saving(2e5, (-1e5, 5e5)), Saving(4e5, (1e5, 7e5))), "en")

    assert [row["colour"] for row in bars_of(drawn)] == [PAPER, HELPS]
    assert {"−100 … +500", "+100 … +700", "open: the range goes both ways"} <= set(words_of(drawn))


def test_a_saving_that_is_not_known_says_so_and_has_no_bar():
    drawn = savings_by_member(make_one(Saving(None), Saving(5e6)), "sv")

    assert "inte känt" in words_of(drawn)
    assert len(bars_of(drawn)) == 1


def test_all_equal_to_going_alone_can_be_drawn():
    drawn = savings_by_member(make_one(Saving(0.0), Saving(0.0)), "sv")

    assert bars_of(drawn) == []
    assert (
        tell_savings_by_member(make_one(Saving(0.0)), "sv").description == "Lika: Åmål betalar lika mycket som ensam."
    )


def test_each_row_leads_to_its_source():
    found = make_one(Saving(2e6, (1e6, 3e6), "saving:a"), Saving(-5e5, None, "saving:b"))

    assert links_of(savings_by_member(found, "sv")) == {
        "#saving-a": "Åmål, Lika: sparar 2\u202f000\u00a0tkr, mellan +1\u202f000 och +3\u202f000",
        "#saving-b": "Säffle, Lika: betalar 500\u00a0tkr extra",
    }


def test_all_panels_share_one_scale():
    found = SavingsByMember(
        members_of(1), (KeySavings("A", (Saving(1e6),)), KeySavings("B", (Saving(3e6),), is_in_use=True))
    )

    first, second = bars_of(savings_by_member(found, "en"))

    assert round((second["x2"] - second["x"]) / (first["x2"] - first["x"]), 6) == 3
    assert "B (in use)" in words_of(savings_by_member(found, "en"))


def test_keys_that_do_not_fit_are_left_out_with_a_word_about_it():
    one = make_savings(20, keys=1).keys[0]

    drawn = savings_by_member(SavingsByMember(members_of(20), (one,) * 12), "en")

    assert "The first 9 of 12 cost keys; the workbook has all." in words_of(drawn)


def test_the_description_lists_every_figure():
    told = tell_savings_by_member(make_savings(2, keys=2), "en").description

    assert told == (
        "Inhabitants (in use): Åmål saves 333\u00a0kSEK; Säffle pays as much as alone. "
        "Equal parts: Åmål saves 667\u00a0kSEK; Säffle saves 333\u00a0kSEK."
    )


def test_without_any_known_saving_there_is_no_picture():
    assert savings_by_member(make_one(Saving(None)), "en") is None
    assert savings_by_member(SavingsByMember((), ()), "en") is None
