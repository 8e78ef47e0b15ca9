"""What each member would pay with the change and without it, year by year."""

import pytest

from make_sharing_pictures import make_years
from read_pictures import links_of, rows_of, words_of
from samverkan.charts.whatif_years import MemberYears, WhatIfYears, tell_whatif_years, whatif_years


def make_one(before, after, break_even=None):
    years = tuple(range(2026, 2026 + len(before)))
    return WhatIfYears(years, (MemberYears("Åmål", before, after, break_even, "years:a"),))


def ways_of(drawn, *, dashed):
    layers = [one for one in drawn["layer"] if "strokeDash" in one["mark"]]
    return [row for one in layers if (one["mark"]["strokeDash"] == [4, 3]) == dashed for row in one["data"]["values"]]


def test_the_line_without_the_change_is_dashed_and_the_one_with_it_is_not():
    drawn = whatif_years(make_one((3e6, 3e6), (4e6, 2e6)), "en")

    [before], [after] = ways_of(drawn, dashed=True), ways_of(drawn, dashed=False)
    assert before["y"] == before["y2"]
    assert after["y"] < before["y"] < after["y2"]


def test_a_line_breaks_where_an_amount_is_not_known():
    drawn = whatif_years(make_one((3e6, None, 3e6, 3e6), (4e6, 3e6, 2e6, 1e6)), "en")

    assert len(ways_of(drawn, dashed=True)) == 1
    assert len(ways_of(drawn, dashed=False)) == 3


def test_the_break_even_is_marked_at_its_year():
    drawn = whatif_years(make_one((3e6,) * 3, (4e6, 3e6, 1e6), 2028), "sv")

    marks = [row for row in rows_of(drawn, "point") if row["shape"] == "triangle-down"]
    last = max(row["x"] for row in rows_of(drawn, "point") if row["shape"] == "circle" and row["y"] < 200)
    assert marks[0]["x"] == last
    assert "har lönat sig 2028" in words_of(drawn)


def test_a_change_that_never_pays_off_says_so():
    drawn = whatif_years(make_one((3e6,) * 3, (4e6,) * 3), "sv")

    assert "har inte lönat sig ännu 2028" in words_of(drawn)
    assert [row for row in rows_of(drawn, "point") if row["shape"] == "triangle-down"] == []


def test_each_member_leads_to_its_source_and_says_its_figures():
    found = make_one((3e6, None), (4e6, 2e6), 2027)

    said = "Åmål, utan / med ändringen i tkr: 2026 3\u202f000 / 4\u202f000, 2027 – / 2\u202f000; har lönat sig 2027"
    assert links_of(whatif_years(found, "sv")) == {"#years-a": said}
    assert tell_whatif_years(found, "sv").description == said + "."


def test_amounts_that_never_change_and_a_negative_one_can_be_drawn():
    assert whatif_years(make_one((3e6, 3e6), (3e6, 3e6)), "en") is not None
    assert whatif_years(make_one((0.0, 0.0), (0.0, -1e6)), "en") is not None


def test_a_member_without_any_amount_is_said_to_be_left_out():
    silent = MemberYears("Säffle", (None, None), (None, None))
    known = make_one((3e6, 3e6), (4e6, 2e6)).members[0]

    drawn = whatif_years(WhatIfYears((2026, 2027), (known, silent)), "sv")

    assert "Säffle" not in words_of(drawn)
    assert "utan belopp, visas inte: 1" in words_of(drawn)


def test_a_break_even_outside_the_years_is_refused():
    with pytest.raises(ValueError, match="Åmål breaks even in 2040, which is not among the years"):
        make_one((1.0, 1.0), (1.0, 1.0), 2040)


def test_one_year_nobody_or_a_crowd_is_left_to_the_table():
    assert whatif_years(make_one((3e6,), (4e6,)), "en") is None
    assert whatif_years(WhatIfYears((2026, 2027), ()), "en") is None
    assert whatif_years(WhatIfYears(make_years(1).years, make_years(1).members * 41), "en") is None
