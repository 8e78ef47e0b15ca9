"""The lines of an indicator over the years."""

from make import make_study
from read_pictures import rows_of, words_of
from samverkan.charts.indicator_lines import indicator_lines
from samverkan.charts.specification import WIDTH, right_edge
from samverkan.domain.dates import Period
from samverkan.domain.indicators import DEFINITION_CHANGED, Indicator


def make_series(*values, place="LILL", first=2019, changed=None, **fields):
    settings = {"municipality": place, "collaboration": "", "indicator": "users", "unit": "", **fields}
    return tuple(
        Indicator(
            period=Period.read(str(year)),
            value=value,
            status=DEFINITION_CHANGED if year == changed else "",
            **settings,
        )
        for year, value in enumerate(values, start=first)
    )


def draw(*series, language="sv"):
    return indicator_lines([one for each in series for one in each], make_study(), "users", language)


def ways_of(specification):
    """The pieces of the lines, not the ruled limits."""
    layer = [one for one in specification["layer"] if one["mark"]["type"] == "rule"][-1]
    return [(row["x"], row["x2"]) for row in layer["data"]["values"]]


def test_each_place_has_its_line_and_its_newest_value_in_the_language():
    drawn = draw(make_series(1200, 1300), make_series(2400, 2300, place="STOR"))

    assert [one for one in words_of(drawn) if one in ("Lill", "Stor")] == ["Lill", "Stor"]
    assert [one for one in words_of(drawn) if one in ("1\u202f300", "2\u202f300")] == ["1\u202f300", "2\u202f300"]
    assert "2,300" in words_of(draw(make_series(2400, 2300), language="en"))
    assert len(ways_of(drawn)) == 2


def test_a_missing_value_breaks_the_line():
    drawn = draw(make_series(1, 2, None, 4), make_series(1, 2, 3, 4, place="STOR"))

    assert len(ways_of(drawn)) == 1 + 3
    assert len(rows_of(drawn, "point")) == 3 + 4


def test_a_year_that_only_others_have_breaks_the_line_too():
    gap = (*make_series(1), *make_series(3, first=2021))

    assert len(ways_of(draw(gap, make_series(1, 2, 3, place="STOR")))) == 2


def test_a_changed_definition_breaks_the_line_and_is_marked():
    drawn = draw(make_series(1, 2, 3, changed=2021))

    assert len(ways_of(drawn)) == 1
    assert "ändrad definition" in words_of(drawn)
    assert "ändrad definition" not in words_of(draw(make_series(1, 2, 3)))


def test_places_of_very_different_size_have_a_scale_each():
    assert "samma skala överallt" in words_of(draw(make_series(10, 11), make_series(20, 21, place="STOR")))
    assert "var och en har sin egen skala" in words_of(draw(make_series(10, 11), make_series(200, 210, place="STOR")))


def test_a_value_that_never_changes_and_a_zero_can_be_drawn():
    assert len(ways_of(draw(make_series(5, 5)))) == 1
    assert len(ways_of(draw(make_series(0, 0)))) == 1
    assert len(ways_of(draw(make_series(-3, 2)))) == 1


def test_a_place_without_any_value_is_said_to_be_left_out():
    drawn = draw(make_series(1, 2), make_series(None, None, place="STOR"))

    assert "Stor" not in words_of(drawn)
    assert "utan värden, visas inte: 1" in words_of(drawn)


def test_a_collaboration_can_have_a_line_of_its_own():
    assert "Nord" in words_of(draw(make_series(11, 12, place="", collaboration="NORD")))


def test_forty_places_fit_the_page():
    drawn = draw(*(make_series(123_456, 234_567, place=f"M{place}") for place in range(40)))

    assert right_edge(drawn) <= WIDTH


def test_one_year_or_a_crowd_is_left_to_the_table():
    assert draw(make_series(1)) is None
    assert draw(*(make_series(1, 2, place=f"M{place}") for place in range(41))) is None
    assert draw() is None
