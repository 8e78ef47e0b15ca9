"""The curve of saturation."""

import numpy as np
import pytest

from read_pictures import rows_of, words_of
from samverkan.charts.saturation_curve import HEIGHT, saturation_curve
from samverkan.charts.specification import WIDTH, right_edge
from samverkan.domain.coding.saturation import Incidence


def make_incidence(*rows, names=None):
    interviews = tuple(names or (f"I{place}" for place in range(1, len(rows) + 1)))
    width = len(rows[0]) if rows else 0
    return Incidence(interviews, tuple("ABCDEF"[:width]), np.array(rows, dtype=bool).reshape(len(rows), width))


def test_the_curve_climbs_with_each_new_code_and_ends_at_the_top():
    drawn = saturation_curve(make_incidence([1, 1, 0, 0], [1, 0, 1, 0], [0, 0, 0, 1]), "sv")

    dots = [row["y"] for row in rows_of(drawn, "point")[:3]]
    assert dots == pytest.approx([HEIGHT / 2, HEIGHT / 4, 0])


def test_the_numbers_of_known_and_new_codes_are_printed():
    drawn = saturation_curve(make_incidence([1, 1, 0, 0], [1, 0, 1, 1]), "sv")

    assert words_of(drawn)[5:] == [
        "2",
        "4",
        "2",
        "I1",
        "I2",
        "koder hittills",
        "nya koder i intervjun",
        "intervjuerna i datumordning",
    ]


def test_an_interview_without_new_codes_has_no_bar():
    drawn = saturation_curve(make_incidence([1, 1], [1, 1]), "sv")

    assert len(rows_of(drawn, "rect")) == 1


def test_sixty_interviews_with_long_names_fit_the_page():
    names = [f"intervju-{place}-kommunchefen" for place in range(60)]

    drawn = saturation_curve(make_incidence(*([[1, 1, 0]] * 60), names=names), "sv")

    assert right_edge(drawn) <= WIDTH


def test_one_interview_makes_no_curve():
    assert saturation_curve(make_incidence([1, 1]), "sv") is None
    assert saturation_curve(make_incidence(), "sv") is None
