"""The page of an analysis of patterns: it stands on its own, says its limits first, and every link has a target."""

from itertools import pairwise, product

import pytest
from lxml import html

from make_patterns import (
    AMBIGUOUS,
    make_analysis,
    make_case_table,
    make_many_cases,
    make_multivalue_table,
    make_told_table,
    without_tests,
)
from samverkan.files.patterns_html import render_patterns_html
from samverkan.workbench.pattern_pictures import draw_pattern_pictures

CHAPTERS = ["short", "calibration", "table", "necessity", "solutions", "cases", "robustness"]
APPENDIX = ["evidence", "method", "words"]


def make_studies():
    return {
        "six cases": make_analysis(make_told_table()),
        "ambiguous": make_analysis(make_case_table(AMBIGUOUS, ("TRUST", "OFFICE"))),
        "levels": make_analysis(make_multivalue_table()),
        "never": make_analysis(make_case_table({"Alby": (1, 0), "Berga": (0, 0)}, ("TRUST",))),
        "always": make_analysis(make_case_table({"Alby": (1, 1), "Berga": (0, 1)}, ("TRUST",))),
        "contradictory": make_analysis(make_case_table({"Alby": (1, 1), "Berga": (1, 0)}, ("TRUST",))),
        "one case": make_analysis(make_case_table({"Alby": (1, 1)}, ("TRUST",))),
        "undecided": make_analysis(make_case_table({"Alby": (0.5, 1), "Berga": (1, 1), "Forsa": (0, 0.5)}, ("TRUST",))),
        "untested": without_tests(make_analysis()),
        "many": make_analysis(make_many_cases(6, 160), tests_robustness=False, n_permutations=0),
    }


@pytest.fixture(scope="module")
def studies():
    return make_studies()


def page_of(analysis, language="sv"):
    pictures = draw_pattern_pictures(analysis, language)
    return render_patterns_html(analysis, language, pictures, "2026-11-24 09:00")


def text_of(page, anchor):
    return " ".join(html.fromstring(page).get_element_by_id(anchor).text_content().split())


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_analysis_gives_a_page_whose_links_all_have_a_target(studies, language):
    for name, analysis in studies.items():
        tree = html.fromstring(page_of(analysis, language))
        ids = tree.xpath("//@id")
        dead = [link for link in tree.xpath("//@href") if link.startswith("#") and link[1:] not in ids]
        assert (name, dead) == (name, [])
        assert (name, len(ids)) == (name, len(set(ids)))


def test_headings_never_skip_a_level(studies):
    for analysis in studies.values():
        levels = [int(one.tag[1]) for one in html.fromstring(page_of(analysis)).iter("h1", "h2", "h3", "h4", "h5")]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_page_asks_nobody_for_anything(studies):
    tree = html.fromstring(page_of(studies["six cases"]))

    assert tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    ]
    assert tree.xpath("//script | //link | //img | //iframe | //@src | //@style") == []
    assert tree.xpath("/html/@lang") == ["sv"]


def test_the_chapters_come_in_order_and_keep_their_ids(studies):
    tree = html.fromstring(page_of(studies["six cases"]))

    assert tree.xpath("//section/@id") == [*CHAPTERS, *APPENDIX]


def test_the_limits_are_said_before_the_answer(studies):
    said = text_of(page_of(studies["six cases"], "en"), "short")

    assert said.index("What this analysis cannot carry") < said.index("Enough for LASTS: TRUST")


def test_an_anchor_says_who_set_it_and_why(studies):
    said = text_of(page_of(studies["six cases"], "en"), "calibration")

    assert "0.67 and above scores.csv KA Set in March." in said


def test_values_that_came_calibrated_are_said_to_have_no_known_author(studies):
    assert "Vem som satt ankarpunkterna" in text_of(page_of(studies["levels"]), "calibration")


def test_both_sides_stand_in_one_row_of_the_truth_table(studies):
    tree = html.fromstring(page_of(studies["six cases"]))

    row = tree.get_element_by_id("row-present-8")
    assert [" ".join(cell.text_content().split()) for cell in row] == [
        *("8", "1", "1", "1", "1", "1", "1,000", "1,000", "0", "0,000", "0,000", "Berga"),
    ]


def test_a_configuration_that_serves_both_sides_is_marked_and_warned_of():
    rows = {"Alby": (0.6, 0.55), "Berga": (0.6, 0.5), "Forsa": (0.1, 0.2)}

    page = page_of(make_analysis(make_case_table(rows, ("TRUST",))), "en")

    assert "1 configuration passes for the outcome and for its absence at once" in text_of(page, "table")
    assert text_of(page, "row-present-2").startswith("2 both")


def test_all_models_are_counted_and_shown(studies):
    said = text_of(page_of(studies["ambiguous"], "en"), "solutions")

    assert "There are exactly 2 models, and the cases cannot tell which is right." in said
    assert "Model 2, parsimonious solution for LASTS: OFFICE" in said


def test_the_chart_says_which_implicant_is_essential(studies):
    assert "TRUST × × × essential" in text_of(page_of(studies["six cases"], "en"), "solutions")


def test_a_case_shows_its_memberships_and_what_they_rest_on(studies):
    said = text_of(page_of(studies["six cases"], "en"), "case-0")

    assert said.startswith("Alby")
    assert said.endswith("score:NORD:TRUST:R1:KA")


def test_what_was_not_tested_is_said_to_be_unknown(studies):
    assert "Inget har prövats" in text_of(page_of(studies["untested"]), "robustness")


def test_no_model_is_said_in_words(studies):
    page = page_of(studies["never"])

    assert "så det finns ingen modell" in text_of(page, "solutions")
    assert "inget att jämföra fallen med" in text_of(page, "cases")


def test_a_long_truth_table_is_cut_with_a_word_about_it():
    rows = {f"K{at}": (*levels, levels[0]) for at, levels in enumerate(product((0, 1), repeat=7))}
    data = make_case_table(rows, [f"C{place}" for place in range(7)])

    analysis = make_analysis(data, tests_robustness=False, n_permutations=0)

    assert "finns i arbetsboken" in text_of(page_of(analysis), "table")


def test_names_are_text_and_never_markup():
    rows = {"<b>Alby</b>": (1, 1), "Berga": (0, 0)}

    page = page_of(make_analysis(make_case_table(rows, ("TRUST",))))

    assert "<b>Alby" not in page
    assert "&lt;b&gt;Alby" in page


def test_cases_whose_names_differ_only_in_swedish_letters_have_places_of_their_own():
    rows = {"Ås": (1, 1), "Ös": (0, 0)}

    page = page_of(make_analysis(make_case_table(rows, ("TRUST",))))

    assert text_of(page, "case-0").startswith("Ås")
    assert text_of(page, "case-1").startswith("Ös")


def test_the_same_analysis_gives_the_same_page(studies):
    assert page_of(studies["six cases"]) == page_of(studies["six cases"])


def test_the_page_never_promises_too_much(studies):
    page = page_of(studies["six cases"], "en").lower()

    assert [word for word in ("significant", "proves", "anonymous") if word in page] == []
