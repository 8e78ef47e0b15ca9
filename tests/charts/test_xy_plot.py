"""The XY plot."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from make_patterns import TRUST_AND_OFFICE
from read_pictures import links_of, rows_of, words_of
from samverkan.charts.xy_plot import MOST_POINTS, Standing, XyPlot, stand_of, xy_plot
from samverkan.methods.qca.fit import sufficiency


def make_plot(values, names=None, groups=()):
    x, y = (np.array(column, dtype=float) for column in zip(*values, strict=True)) if values else (np.zeros(0),) * 2
    names = tuple(TRUST_AND_OFFICE)[: len(values)] if names is None else names
    return XyPlot("TRUST", "LASTS", x, y, names, sufficiency(x, y), groups)


SPREAD = [(0.9, 0.95), (0.9, 0.7), (0.8, 0.2), (0.2, 0.8), (0.1, 0.1), (0.5, 0.9)]


@pytest.mark.parametrize(
    ("values", "standing"),
    [
        (SPREAD[0], Standing.TYPICAL),
        (SPREAD[1], Standing.IN_DEGREE),
        (SPREAD[2], Standing.INCONSISTENT),
        (SPREAD[3], Standing.UNCOVERED),
        (SPREAD[4], Standing.IRRELEVANT),
        (SPREAD[5], Standing.UNDECIDED),
    ],
)
def test_a_case_stands_where_its_sides_of_the_middle_put_it(values, standing):
    assert stand_of(*values) is standing


def test_each_case_leads_to_its_memberships():
    drawn = xy_plot(make_plot(SPREAD), "en")

    assert set(links_of(drawn)) == {f"#case-{place}" for place in range(6)}
    assert links_of(drawn)["#case-3"] == "Dalby: membership 0.20 in the set, 0.80 in the outcome"


def test_deviant_and_typical_cases_are_named_and_the_irrelevant_are_not():
    drawn = xy_plot(make_plot(SPREAD), "en")

    assert {"Alby", "Berga", "Carlstad", "Dalby"} <= set(words_of(drawn))
    assert not {"Ekeby", "Forsa"} & set(words_of(drawn))


def test_each_kind_of_case_is_counted_in_words():
    drawn = " ".join(words_of(xy_plot(make_plot(SPREAD), "en")))

    assert "typical: has both, on or above the diagonal (1)" in drawn
    assert "undecided: exactly .5 (1)" in drawn


def test_groups_have_marks_of_their_own():
    drawn = xy_plot(make_plot(SPREAD, groups=("Nord", "Syd") * 3), "sv")

    assert {row["shape"] for row in rows_of(drawn, "point")} == {"circle", "square"}
    assert {"Nord", "Syd"} <= set(words_of(drawn))


def test_more_groups_than_marks_are_not_told_apart_and_the_picture_says_so():
    drawn = xy_plot(make_plot(SPREAD, groups=tuple("abcdef")), "sv")

    assert {row["shape"] for row in rows_of(drawn, "point")} == {"circle"}
    assert "för många grupper för egna märken" in words_of(drawn)


def test_of_very_many_cases_the_deviant_are_drawn_first():
    values = [(0.0, 0.0)] * 300 + [(1.0, 0.0)]
    drawn = xy_plot(make_plot(values, tuple(f"K{place}" for place in range(301))), "sv")

    assert len(links_of(drawn)) == MOST_POINTS
    assert "#case-300" in links_of(drawn)
    assert f"{MOST_POINTS} av 301 fall är ritade, de avvikande först." in words_of(drawn)


def test_without_cases_there_is_no_picture():
    assert xy_plot(make_plot([]), "sv") is None


@given(st.integers(1, 60), st.sampled_from([(1.0, 1.0), (0.0, 0.0), (1.0, 0.0)]))
def test_cases_in_the_same_place_are_set_beside_each_other(count, place):
    names = tuple(f"K{at}" for at in range(count))

    drawn = xy_plot(make_plot([place] * count, names), "sv")

    marks = [(row["x"], row["y"]) for row in rows_of(drawn, "rect") if "link" in row]
    assert len(marks) == count
    if count <= 2:
        assert len(set(marks)) == count
