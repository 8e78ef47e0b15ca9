"""Axes of amounts: round marks, and every amount within them."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samverkan.charts.axis import PER_LABEL, fit_axis, round_out, write_marks
from samverkan.charts.money import choose_unit

AMOUNTS = st.lists(st.floats(-1e9, 1e9).map(lambda one: round(one, 2)), min_size=1, max_size=12)


@settings(max_examples=80, deadline=None)
@given(AMOUNTS, st.floats(60, 600))
def test_every_amount_lies_on_the_axis_and_labels_keep_their_distance(amounts, width):
    axis = fit_axis(amounts, width)

    places = [axis.place(one) for one in amounts]
    marks = [axis.place(one) for one in axis.marks]
    assert all(-0.01 <= one <= width + 0.01 for one in (*places, *marks))
    assert all(after - before >= PER_LABEL - 0.01 for before, after in pairwise(marks))


@settings(max_examples=40, deadline=None)
@given(AMOUNTS)
def test_a_widened_axis_begins_and_ends_at_a_mark(amounts):
    axis = round_out(fit_axis(amounts, 300))

    assert (axis.low, axis.high) == (axis.marks[0], axis.marks[-1])
    assert axis.low <= min(amounts) + 1e-6 * axis.step
    assert axis.high >= max(amounts) - 1e-6 * axis.step


@pytest.mark.parametrize(
    ("amounts", "marks"), [([0, 100], (0, 20, 40, 60, 80, 100)), ([0, 0], (-1000, -500, 0, 500, 1000))]
)
def test_marks_are_round(amounts, marks):
    assert fit_axis(amounts, 300).marks == pytest.approx(marks)


def test_marks_are_written_with_the_decimals_that_tell_them_apart():
    axis = fit_axis([0, 1_000_000], 300)

    assert write_marks(axis, choose_unit([40_000_000]), "sv") == ["0,0", "0,2", "0,4", "0,6", "0,8", "1,0"]
