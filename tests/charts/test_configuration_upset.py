"""The UpSet plot of configurations."""

from make_patterns import make_many_cases, make_multivalue_table, make_table
from read_pictures import links_of, rows_of, words_of
from samverkan.charts.configuration_upset import MOST_COLUMNS, configuration_upset
from samverkan.methods.qca.truth_table import build_truth_table

NAMES = ("förtroende", "gemensamt kontor", "värd")


def draw(table=None, names=NAMES, language="sv"):
    return configuration_upset(table or make_table(), names, "present", language)


def test_each_configuration_says_how_many_of_its_cases_have_the_outcome():
    table = make_table({"Alby": (1, 1, 0, 1), "Berga": (1, 1, 0, 0), "Carlstad": (1, 1, 0, 1)})

    drawn = draw(table, language="en")

    assert links_of(drawn) == {"#row-present-7": "TRUST 1, OFFICE 1, HOST 0: 2 cases with the outcome, 1 without"}


def test_the_configuration_with_most_cases_stands_first():
    table = make_table({"Alby": (0, 0, 0, 0), "Berga": (1, 1, 0, 1), "Carlstad": (1, 1, 0, 1)})

    assert list(links_of(draw(table))) == ["#row-present-7", "#row-present-1"]


def test_a_condition_that_is_there_is_full_and_one_that_is_not_is_open():
    drawn = draw(make_table({"Alby": (1, 0, 1, 1)}))

    dots = rows_of(drawn, "point")[:3]
    assert [one["fill"] == "#ffffff" for one in dots] == [False, True, False]


def test_conditions_are_named_with_how_many_cases_have_them():
    words = words_of(draw())

    assert set(NAMES[:1]) <= set(words)
    assert "siffran vid namnet: antal fall som har villkoret" in words


def test_levels_are_written_in_the_dots():
    data = make_multivalue_table()

    drawn = draw(build_truth_table(data.sets, data.outcome), ("form", "förtroende"))

    assert "siffrorna i punkterna är nivåer" in words_of(drawn)


def test_of_many_configurations_the_most_common_are_drawn_and_the_picture_says_so():
    data = make_many_cases(6, 200)
    table = build_truth_table(data.sets, data.outcome)

    drawn = draw(table, data.sets.names)

    assert len(links_of(drawn)) == MOST_COLUMNS
    assert f"De {MOST_COLUMNS} vanligaste av {len(table.rows)} kombinationer." in words_of(drawn)


def test_without_rows_there_is_no_picture():
    assert draw(make_table({"Alby": (0.5, 1, 1, 1)})) is None
