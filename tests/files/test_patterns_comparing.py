"""Cases to read beside each other, and theory beside model: the same in text, page, workbook and results file."""

import json

import pytest
from lxml import html
from openpyxl import load_workbook

from make_patterns import make_analysis, make_case_table, make_many_cases
from samverkan.files.patterns_html import render_patterns_html
from samverkan.files.patterns_json import patterns_object
from samverkan.files.patterns_text import write_patterns_text
from samverkan.files.patterns_xlsx import write_patterns_xlsx

QUICK = {"tests_robustness": False, "n_permutations": 0}
FUZZY = {
    "Alby": (0.9, 0.8, 0.95),
    "Berga": (0.7, 0.6, 0.8),
    "Carlstad": (0.8, 0.1, 0.3),
    "Dalby": (0.2, 0.3, 0.1),
    "Ekeby": (0.1, 0.9, 0.2),
}


@pytest.fixture(scope="module")
def analysis():
    return make_analysis(make_case_table(FUZZY, ("TRUST", "OFFICE")), theory="TRUST*(OFFICE + ~OFFICE)", **QUICK)


def cells_of(tree, caption):
    (table,) = (one for one in tree.iter("table") if caption in one.findtext("caption/span"))
    return [[" ".join(cell.text_content().split()) for cell in row] for row in table.find("tbody")]


def test_the_pairs_of_the_first_model_are_in_the_results_file_with_their_sources(analysis):
    """By hand, Alby (.8, .95) beside Ekeby (.1, .2): (1 - .7) + (1 - .75) + 2*.15 + 2*.1 = 1.05; Dalby has x > y."""
    rows = json.loads(json.dumps(patterns_object(analysis)))["tables"]["pairs"]["rows"]

    found = [
        (one["first"], one["second"], round(one["distance"], 6), one["best"], one["n_pairs"])
        for one in rows
        if one["side"] == "present" and one["kind"] == "typical beside irrelevant"
    ]
    assert found == [
        ("Alby", "Ekeby", 1.05, True, 6),
        ("Alby", "Carlstad", 1.35, False, 6),
        ("Berga", "Ekeby", 1.5, False, 6),
        ("Berga", "Carlstad", 1.8, False, 6),
        ("Alby", "Dalby", 1.05, False, 6),
    ]
    assert {one["set"] for one in rows if one["side"] == "present"} == {"TRUST*OFFICE"}
    assert rows[0]["trace"] == ["case:Alby", "case:Ekeby"]


@pytest.mark.parametrize(
    ("language", "heading", "line"),
    [
        (
            "en",
            "Which interviews to read beside each other",
            "TRUST*OFFICE => LASTS, typical beside less typical: Alby – ",
        ),
        (
            "sv",
            "Vilka intervjuer som bör läsas bredvid varandra",
            "TRUST*OFFICE => LASTS, typiskt bredvid mindre typiskt",
        ),
    ],
)
def test_a_person_reads_which_interviews_to_read_beside_each_other(analysis, language, heading, line):
    text = write_patterns_text(analysis, language)

    assert heading in text.splitlines()
    assert line in text


def test_the_page_asks_a_question_of_each_kind_of_pair_and_leads_to_the_cases(analysis):
    tree = html.fromstring(render_patterns_html(analysis, "en"))

    rows = cells_of(tree, "Which interviews to read beside each other: LASTS")
    assert ["Both have combination and outcome. Did it come about in the same way?", "TRUST*OFFICE"] in [
        row[:2] for row in rows
    ]
    assert any(row[2].startswith("Alby – Berga") for row in rows)


def test_theory_and_model_stand_beside_each_other_on_the_page_and_in_the_tables(analysis, tmp_path):
    path = tmp_path / "qca.xlsx"

    write_patterns_xlsx(analysis, path, "en")

    sheet = load_workbook(path)["What was expected"]
    written = [[cell.value for cell in row] for row in sheet.iter_rows()]
    page = html.fromstring(render_patterns_html(analysis, "en"))
    shown = cells_of(page, "The theory and the first model")
    assert [row[0] for row in shown] == ["expected and found", "found, not expected", "expected, not found", "neither"]
    assert shown[0] == ["expected and found", "TRUST*OFFICE", "Alby, Berga", "– none"]
    assert any(row[:1] == ["expected and found"] for row in written)
    assert "expected: TRUST*(OFFICE + ~OFFICE), that is TRUST*OFFICE + TRUST*~OFFICE" in page.text_content()


def test_without_a_theory_or_a_model_nothing_is_set_beside_it():
    never = make_analysis(make_case_table({"Alby": (1, 0), "Berga": (0, 0)}, ("TRUST",)), **QUICK)

    tables = patterns_object(never)["tables"]
    assert (tables["theory"]["rows"], [one for one in tables["pairs"]["rows"] if one["side"] == "present"]) == ([], [])
    assert "The theory and the first model" not in render_patterns_html(never, "en")


def test_equally_good_pairs_are_counted_and_long_lists_are_cut_with_a_word(analysis):
    crisp = write_patterns_text(make_analysis(make_many_cases(5, 60), **QUICK), "en")

    assert "pairs are equally good)" in crisp
    assert "more, which the files have (--output)." in crisp
    assert "equally good" not in write_patterns_text(analysis, "en")
