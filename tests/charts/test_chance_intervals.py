"""Between what each member's yearly cost may change, and how probable it is that it is better off."""

import pytest

from make_sharing_pictures import make_chances
from read_pictures import links_of, rows_of, words_of
from samverkan.charts.chance_intervals import (
    ChanceIntervals,
    MemberChance,
    chance_intervals,
    tell_chance_intervals,
    write_chance,
)


def make_one(low, middle, high, better_off):
    return ChanceIntervals((MemberChance("Åmål", low, middle, high, better_off, "chance:a"),), 10_000)


def test_the_middle_lies_within_its_interval():
    drawn = chance_intervals(make_one(-1e6, -2e5, 5e5, 0.7), "en")

    band = next(row for row in rows_of(drawn, "rect") if "colour" in row)
    mark = rows_of(drawn, "point")[0]
    assert band["x"] < mark["x"] < band["x2"]
    assert mark["shape"] == "circle"


def test_a_member_whose_middle_draw_pays_more_has_another_mark():
    shapes = [
        rows_of(chance_intervals(make_one(*three, 0.5), "en"), "point")[0]["shape"]
        for three in ((-2, -1, 1), (-1, 1, 2))
    ]

    assert shapes == ["circle", "square"]


def test_the_probability_is_written_out_and_each_row_leads_to_its_source():
    drawn = chance_intervals(make_one(-1e6, -2e5, 5e5, 0.713), "sv")

    assert "71\u00a0%" in words_of(drawn)
    told = "tjänar på det med sannolikheten 71\u00a0%; årlig förändring −200\u00a0tkr, mellan −1\u202f000 och +500"
    assert links_of(drawn) == {"#chance-a": f"Åmål: {told}"}


@pytest.mark.parametrize(
    ("chance", "written"),
    [
        (0.0, "0%"),
        (0.004, "below 1%"),
        (0.012, "1%"),
        (0.5, "50%"),
        (0.989, "99%"),
        (0.9999, "above 99%"),
        (1.0, "100%"),
    ],
)
def test_what_is_not_certain_is_never_written_as_certain(chance, written):
    assert write_chance(chance, "en") == written


def test_intervals_on_one_side_of_zero_keep_the_zero_line():
    drawn = chance_intervals(make_one(-9e6, -5e6, -4e6, 1.0), "en")

    assert "0" in words_of(drawn)
    assert "← pays less" in words_of(drawn)
    assert "pays more →" not in words_of(drawn)


def test_the_description_lists_every_figure():
    assert tell_chance_intervals(make_chances(1), "en").description == (
        "Åmål: better off with a probability of 62%; yearly change −125\u00a0kSEK, between −625 and +675."
    )


def test_no_change_at_all_can_be_drawn():
    assert chance_intervals(make_one(0.0, 0.0, 0.0, 0.0), "en") is not None


def test_without_members_or_with_a_crowd_there_is_no_picture():
    assert chance_intervals(ChanceIntervals((), 100), "en") is None
    assert chance_intervals(ChanceIntervals(make_chances(1).members * 41, 100), "en") is None
