"""The diverging bars of helps and hinders."""

import pytest

from make import make_cell, make_codebook, make_matrix, make_study
from read_pictures import links_of, rows_of, words_of
from samverkan.charts.palette import HELPS, HINDERS, MIXED, NEUTRAL
from samverkan.charts.specification import WIDTH, right_edge
from samverkan.charts.valence_bars import valence_bars
from samverkan.domain.coding.excerpts import Valence

ALL_WAYS = {Valence.HINDERS: 1, Valence.HELPS: 3, Valence.MIXED: 2, Valence.NEUTRAL: 1}


def draw(*cells, language="sv"):
    return valence_bars(make_matrix(*cells), make_study(), make_codebook(), language)


def test_hinders_goes_left_helps_right_and_mixed_and_neutral_stand_apart():
    bars = {row["colour"]: (row["x"], row["x2"]) for row in rows_of(draw(make_cell(valences=ALL_WAYS)), "rect")[:4]}

    zero = bars[HELPS][0]
    assert bars[HINDERS][0] == zero
    assert bars[HINDERS][1] < zero < bars[HELPS][1] < bars[MIXED][0] < bars[MIXED][1] < bars[NEUTRAL][0]
    assert bars[HELPS][1] - zero == pytest.approx(3 * (zero - bars[HINDERS][1]))


def test_each_bar_tells_how_many_informants_it_stands_for():
    drawn = draw(make_cell(valences=ALL_WAYS))

    assert [one for one in words_of(drawn) if one.isdigit()] == ["1", "3", "2", "1"]
    assert links_of(drawn) == {"#cell-NORD-TRUST": "TRUST sv, Nord: 1 hindrar, 3 underlättar, 2 både och, 1 neutralt"}


def test_a_factor_that_nobody_in_a_cluster_points_at_has_no_bar_and_no_link():
    drawn = draw(make_cell(valences=ALL_WAYS), make_cell("SYD", "GOV", valences={Valence.HELPS: 1}))

    assert list(links_of(drawn)) == ["#cell-NORD-TRUST", "#cell-SYD-GOV"]


def test_five_clusters_fit_the_page_with_twenty_informants():
    cells = [make_cell(f"K{place}", valences=dict.fromkeys(Valence, 20)) for place in range(5)]

    assert right_edge(draw(*cells)) <= WIDTH


def test_without_directions_there_is_no_picture():
    assert draw(make_cell(scores=(0.67,))) is None
    assert draw() is None
