"""Patterns that tell areas apart without colour."""

import re

import pytest

from samverkan.charts.hatching import APART, Pattern, hatch
from samverkan.charts.member_looks import colour_of, pattern_of


def path_of(pattern, width=40, height=20):
    row = {"x": 10, "x2": 10 + width, "y": 5, "y2": 5 + height, "pattern": pattern, "ink": "#000000"}
    return [(one["x"], one["y"], one["shape"]) for one in hatch([row])["data"]["values"]]


@pytest.mark.parametrize("pattern", [one for one in Pattern if one is not Pattern.PLAIN])
@pytest.mark.parametrize(("width", "height"), [(40, 20), (7, 26), (200, 12)])
def test_the_lines_of_a_pattern_stay_within_the_box(pattern, width, height):
    [(x, y, path)] = path_of(pattern, width, height)

    ends = [(float(one), float(two)) for one, two in re.findall(r"([\d.]+),([\d.]+)", path)]
    assert (x, y) == (10, 5)
    assert len(ends) >= 2 * (width // APART)
    assert all(0 <= one <= width and 0 <= two <= height for one, two in ends)


def test_a_plain_area_and_one_too_narrow_for_a_line_have_none():
    assert path_of(Pattern.PLAIN) == []
    assert path_of(Pattern.UPRIGHT, width=4) == []


def test_a_box_drawn_from_right_to_left_is_hatched_alike():
    row = {"x": 50, "x2": 10, "y": 5, "y2": 25, "pattern": Pattern.RISING, "ink": "#000000"}

    assert [one["shape"] for one in hatch([row])["data"]["values"]] == [path_of(Pattern.RISING)[0][2]]


def test_twenty_members_look_different():
    assert len({(colour_of(place), pattern_of(place)) for place in range(20)}) == 20
