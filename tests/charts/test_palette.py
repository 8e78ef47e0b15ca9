"""Colours: diverging around the middle, and always readable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.charts.palette import HELPS, HINDERS, INK, MUTED, PAPER, TINT, colour_of_score, contrast, ink_on


@pytest.mark.parametrize(
    ("score", "colour"),
    [(0, "#b3541e"), (0.33, "#e6a57a"), (0.5, "#f2efe9"), (0.67, "#86b6d9"), (1, "#1f6aa5"), (-1, HINDERS), (2, HELPS)],
)
def test_the_anchors_have_their_own_colours(score, colour):
    assert colour_of_score(score) == colour


def test_a_score_between_two_anchors_is_halfway_between_their_colours():
    assert colour_of_score(0.165) == "#cc7c4c"


def test_black_on_white_has_the_highest_contrast_there_is():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@given(st.floats(min_value=0, max_value=1))
def test_a_number_can_be_read_on_the_colour_of_any_score(score):
    colour = colour_of_score(score)

    assert contrast(colour, ink_on(colour)) >= 4.5


@pytest.mark.parametrize("ink", [INK, MUTED])
@pytest.mark.parametrize("ground", [PAPER, TINT])
def test_words_can_be_read_on_paper(ink, ground):
    assert contrast(ink, ground) >= 4.5
