"""The truth table as a heat map."""

from make_patterns import TRUST_AND_OFFICE, make_many_cases, make_multivalue_table, make_table
from read_pictures import links_of, words_of
from samverkan.charts.truth_table_heatmap import truth_table_heatmap
from samverkan.methods.qca.truth_table import Cutoffs, build_truth_table

CASES = tuple(TRUST_AND_OFFICE)


def draw(table=None, cases=CASES, language="sv"):
    return truth_table_heatmap(table or make_table(), cases, "LASTS", "present", language)


def test_rows_with_the_outcome_come_first_and_each_leads_to_its_row_of_the_table():
    drawn = draw()

    assert list(links_of(drawn)) == [f"#row-present-{number}" for number in (6, 7, 8, 1, 2, 4)]


def test_a_row_is_told_in_words_for_those_who_do_not_see_it():
    drawn = draw(language="en")

    said = links_of(drawn)["#row-present-8"]
    assert said == "Row 8, TRUST 1, OFFICE 1, HOST 1: has the outcome, inclusion 1.000, 1 case: Berga"


def test_presence_and_absence_are_written_in_the_cells():
    drawn = draw(make_table({"Alby": (1, 0, 1, 1)}), ("Alby",))

    assert words_of(drawn)[:4] == ["1", "0", "1", "1"]


def test_figures_are_written_as_the_language_writes_them():
    assert "1,000" in words_of(draw())
    assert "1.000" in words_of(draw(language="en"))


def test_a_condition_with_levels_shows_them():
    data = make_multivalue_table()

    drawn = draw(build_truth_table(data.sets, data.outcome), data.cases)

    assert "siffrorna i rutorna är nivåer" in words_of(drawn)
    assert "2" in words_of(drawn)


def test_of_many_rows_the_first_are_drawn_and_the_picture_says_so():
    data = make_many_cases(6, 200)

    table = build_truth_table(data.sets, data.outcome, Cutoffs(inclusion=0.8))

    drawn = draw(table, data.cases)
    assert len(links_of(drawn)) == 40
    assert f"De 40 första av {len(table.rows)} rader; alla finns i arbetsboken." in words_of(drawn)


def test_too_many_conditions_to_be_read_give_no_picture():
    data = make_many_cases(30, 5)

    assert draw(build_truth_table(data.sets, data.outcome), data.cases) is None


def test_a_table_without_rows_gives_no_picture():
    table = make_table({"Alby": (0.5, 1, 1, 1)})

    assert table.unassigned == (0,)
    assert draw(table, ("Alby",)) is None
