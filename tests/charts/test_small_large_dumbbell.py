"""The dumbbell of two groups of members."""

import pytest

from make import make_cell, make_codebook, make_study
from read_pictures import links_of, rows_of, words_of
from samverkan.charts.small_large_dumbbell import PLOT, small_large_dumbbell
from samverkan.domain.comparison.contrasts import Contrast, Side


def make_contrast(some=(0.0, 0.33), others=(1.0,), factor="TRUST", **fields):
    cells = [
        tuple(make_cell(f"NORD/{group}{place}", factor, (score,)) for place, score in enumerate(scores))
        for group, scores in (("S", some), ("L", others))
    ]
    names = {"side": Side.SIZE, "first": "small", "second": "large", **fields}
    figures = {"difference": 0.0, "p": 1.0, "smallest_p": 1.0, "delta": 0.0, "delta_low": -1.0, "delta_high": 1.0}
    return Contrast(factor=factor, first_cells=cells[0], second_cells=cells[1], is_exact=True, **names, **figures)


def draw(*contrasts, language="sv"):
    return small_large_dumbbell(contrasts, make_study(), make_codebook(), language)


def test_each_factor_leads_to_its_contrast_and_says_both_means_with_n():
    assert links_of(draw(make_contrast())) == {
        "#contrast-size-small-large-TRUST": "TRUST sv: små 0,17 (n 2), stora 1,00 (n 1)"
    }


def test_the_markers_stand_at_the_means_open_for_small_and_filled_for_large():
    small, large = [row for row in rows_of(draw(make_contrast()), "point") if row.get("x") is not None][3:5]

    assert [small["x"], large["x"]] == pytest.approx([0.165 * PLOT, PLOT])
    assert [small["fill"], large["fill"]] == ["#ffffff", "#1b2733"]


def test_the_host_is_a_square_and_the_member_a_circle():
    drawn = draw(make_contrast(side=Side.ROLE, first="member", second="host"))

    assert [row["shape"] for row in rows_of(drawn, "point")][3:5] == ["circle", "square"]


def test_the_factor_on_which_the_first_group_is_highest_above_the_second_comes_first():
    drawn = draw(make_contrast(), make_contrast((1,), (0,), "GOV"))

    assert list(links_of(drawn)) == ["#contrast-size-small-large-GOV", "#contrast-size-small-large-TRUST"]


def test_markers_that_would_cover_each_other_are_set_apart():
    same = [row["y"] for row in rows_of(draw(make_contrast((0.67,), (0.67,))), "point")][2:4]

    assert same[0] < same[1]


def test_two_clusters_are_called_by_their_names():
    drawn = draw(make_contrast(side=Side.CLUSTER, first="NORD", second="SYD"))

    assert "Nord, medelvärde av medlemmarnas medianer" in words_of(drawn)


def test_contrasts_of_several_pairs_are_refused():
    with pytest.raises(ValueError, match="several pairs of groups; draw each pair in its own picture"):
        draw(make_contrast(), make_contrast(first="member", side=Side.ROLE))


def test_without_contrasts_there_is_no_picture():
    assert draw() is None
