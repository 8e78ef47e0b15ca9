"""The diverging answers to scales."""

import pytest

from make import make_study
from read_pictures import rows_of, words_of
from samverkan.charts.likert_bars import PLOT, likert_bars
from samverkan.domain.survey import ScaleSummary


def make_summary(counts=(1, 1, 2, 4, 2), scale="trust", collaboration="NORD", **fields):
    settings = {
        "municipality": "",
        "n": 10,
        "n_missing": 0,
        "lowest": 1.0,
        "highest": 5.0,
        "is_hidden": False,
        **fields,
    }
    return ScaleSummary(
        scale=scale, collaboration=collaboration, mean=3.5, low=1.0, high=5.0, counts=counts, **settings
    )


def draw(*scales, names=None, language="sv"):
    return likert_bars(scales, make_study(), names or {}, language)


def test_the_bar_is_as_long_as_its_answers_and_the_middle_answer_lies_half_on_each_side():
    parts = rows_of(draw(make_summary((1, 1, 2, 1, 1))), "rect")

    middle = parts[2]
    assert (middle["x"] + middle["x2"]) / 2 == pytest.approx(PLOT / 2)
    assert [parts[0]["x"], parts[-1]["x2"]] == pytest.approx([0, PLOT])


def test_an_even_number_of_answers_is_parted_in_the_middle():
    parts = rows_of(draw(make_summary((1, 1, 1, 1))), "rect")

    assert parts[1]["x2"] == pytest.approx(PLOT / 2)


def test_shares_and_n_are_printed():
    shown = words_of(draw(make_summary((0, 0, 2, 6, 2))))

    assert shown[:3] == ["20\u00a0%", "60\u00a0%", "20\u00a0%"]
    assert "n 10" in shown


def test_a_scale_is_called_by_its_name_and_else_by_its_id():
    shown = words_of(draw(make_summary(), make_summary(scale="culture"), names={"trust": "Förtroende"}))

    assert [one for one in shown if one in ("Förtroende", "trust", "culture")] == ["Förtroende", "culture"]


def test_hidden_groups_are_left_out_and_counted():
    shown = words_of(draw(make_summary(), make_summary((), collaboration="SYD", n=3, is_hidden=True)))

    assert "SYD" not in shown
    assert "1 grupp med färre än 5 svarande visas inte" in shown


def test_single_municipalities_are_left_to_the_table():
    shown = words_of(draw(make_summary(), make_summary(municipality="LILL", n=6)))

    assert "n 6" not in shown


def test_scales_with_different_numbers_of_answers_share_a_legend_without_numbers():
    shown = words_of(draw(make_summary(), make_summary((1, 1, 1), "culture")))

    assert [one for one in shown if "svar" in one][:2] == ["lägsta svar", "högsta svar"]


def test_without_answers_there_is_no_picture():
    assert draw() is None
    assert draw(make_summary((), is_hidden=True)) is None
    assert draw(make_summary((0, 0, 0, 0, 0))) is None
