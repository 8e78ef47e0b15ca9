"""Waterfalls from what each member pays today to what it would pay."""

import pytest

from make_sharing_pictures import make_waterfall
from read_pictures import links_of, rows_of, words_of
from samverkan.charts.palette import HELPS, HINDERS
from samverkan.charts.whatif_waterfall import (
    MemberSteps,
    Step,
    Waterfall,
    step_words,
    tell_whatif_waterfall,
    whatif_waterfall,
)


def make_one(today, **changes):
    steps = tuple(Step(name) for name in changes)
    return Waterfall(steps, (MemberSteps("Åmål", today, tuple(changes.values()), "waterfall:a"),))


def bars_of(drawn):
    return [row for row in rows_of(drawn, "rect") if row.get("colour") in (HELPS, HINDERS)]


def test_each_step_begins_where_the_one_before_ended():
    drawn = whatif_waterfall(make_one(10e6, price=1e6, key=-3e6, stranded=0.5e6), "en")

    up, down, last = bars_of(drawn)
    today, after = [row for row in rows_of(drawn, "point") if row["shape"] == "diamond"][:2]
    assert (up["x"], up["x2"], down["x"], last["x2"]) == pytest.approx((today["x"], down["x2"], last["x"], after["x"]))
    assert [row["colour"] for row in (up, down, last)] == [HINDERS, HELPS, HINDERS]


def test_the_steps_sum_to_what_the_member_pays_after():
    found = make_one(10e6, price=1e6, key=-3e6)

    assert links_of(whatif_waterfall(found, "sv")) == {
        "#waterfall-a": "Åmål: 10\u202f000\u00a0tkr i dag, 8\u202f000\u00a0tkr efter "
        "(ändrade priser +1\u202f000, fördelningsnyckel −3\u202f000)"
    }


def test_a_step_that_changes_nothing_for_anyone_is_left_out():
    words = words_of(whatif_waterfall(make_waterfall(3), "sv"))

    assert "avrundning" not in words
    assert words.count("kvarstående kostnader") == 1


def test_a_step_that_changes_nothing_for_one_member_keeps_its_row():
    found = Waterfall((Step.KEY,), (MemberSteps("Åmål", 1e6, (2e5,)), MemberSteps("Säffle", 1e6, (0.0,))))

    drawn = whatif_waterfall(found, "en")

    assert {"+200", "0"} <= set(words_of(drawn))
    assert len(bars_of(drawn)) == 1


def test_when_nothing_changes_today_and_after_stand_under_each_other():
    found = make_one(10e6, key=0.0)

    today, after = [row for row in rows_of(whatif_waterfall(found, "en"), "point") if row["shape"] == "diamond"][:2]
    assert today["x"] == after["x"]
    assert tell_whatif_waterfall(found, "sv").description == (
        "Åmål: 10\u202f000\u00a0tkr i dag, 10\u202f000\u00a0tkr efter (ingen förändring)."
    )


@pytest.mark.parametrize("step", Step)
def test_every_step_has_a_name_in_both_languages(step):
    assert step_words(step).in_language("sv") != step_words(step).in_language("en")


def test_without_members_or_with_a_crowd_there_is_no_picture():
    assert whatif_waterfall(Waterfall((), ()), "en") is None
    assert whatif_waterfall(Waterfall((), (MemberSteps("M", 1.0, ()),) * 41), "en") is None
