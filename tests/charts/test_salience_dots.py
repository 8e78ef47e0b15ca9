"""The dots of salience."""

from make import make_cell, make_codebook, make_study
from read_pictures import links_of, rows_of, words_of
from samverkan.charts.salience_dots import salience_dots
from samverkan.domain.comparison.matrix import Case
from samverkan.domain.comparison.salience import Salience


def make_salience(factor="TRUST", n_mentioning=4, case="NORD"):
    cell = make_cell(case, factor)
    return Salience(Case(case), factor, n_mentioning, 6, low=0.3, high=0.9, first_rank=1, last_rank=1, cell=cell)


def draw(*salience, language="sv"):
    return salience_dots(salience, make_study(), make_codebook(), language)


def test_each_factor_shows_its_share_with_the_interval_and_leads_to_its_cell():
    drawn = draw(make_salience())

    assert "4 av 6" in words_of(drawn)
    assert links_of(drawn) == {
        "#cell-NORD-TRUST": "TRUST sv, Nord: 4 av 6 informanter (67\u00a0%), intervall 30\u00a0% till 90\u00a0%"
    }


def test_the_dot_lies_within_its_interval():
    drawn = draw(make_salience())

    interval = next(row for row in rows_of(drawn, "rule") if row["y"] == row["y2"] and row["y"] % 28 == 24)
    assert interval["x"] < rows_of(drawn, "point")[0]["x"] < interval["x2"]


def test_the_order_given_is_kept_and_a_factor_that_nobody_speaks_of_is_left_out():
    drawn = draw(make_salience("GOV", 5), make_salience("TRUST", 2), make_salience("GOV", 0, "SYD"))

    assert list(links_of(drawn)) == ["#cell-NORD-GOV", "#cell-NORD-TRUST"]


def test_each_cluster_has_its_own_panel():
    drawn = draw(make_salience(), make_salience(case="SYD"))

    assert [one for one in words_of(drawn) if one in ("Nord", "SYD")] == ["Nord", "SYD"]


def test_without_mentions_there_is_no_picture():
    assert draw(make_salience(n_mentioning=0)) is None
    assert draw() is None
