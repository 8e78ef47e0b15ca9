"""patterns.xlsx."""

import openpyxl
import pytest

from make_patterns import make_analysis, make_case_table, make_told_table
from samverkan.files.patterns_xlsx import write_patterns_xlsx
from samverkan.files.workbook import HEAD_ROW


def workbook_of(analysis, tmp_path, language="en"):
    path = tmp_path / "patterns.xlsx"
    write_patterns_xlsx(analysis, path, language)
    return openpyxl.load_workbook(path)


def rows_of(page):
    heads = [cell.value for cell in page[HEAD_ROW + 1]]
    return [
        dict(zip(heads, [cell.value for cell in row], strict=True))
        for row in page.iter_rows(min_row=HEAD_ROW + 2, max_col=len(heads))
    ]


def test_a_model_stands_with_its_fit_in_the_language(tmp_path):
    page = workbook_of(make_analysis(), tmp_path, "sv")["Modeller"]

    first = next(row for row in rows_of(page) if row["Lösning"] == "sparsam lösning" and row["Sida"] == "present")
    assert (first["Modell"], first["Konsistens"], first["Täckning"]) == ("TRUST", 1, 1)
    assert first["Fall i modellen"] == "Alby;Berga;Carlstad"


def test_every_table_can_be_filtered_and_keeps_its_headings_in_view(tmp_path):
    book = workbook_of(make_analysis(make_told_table()), tmp_path)

    tables = [page for page in book.worksheets if page.title != "About"]
    assert all(page.auto_filter.ref and page.freeze_panes == f"B{HEAD_ROW + 2}" for page in tables)


def test_both_truth_tables_are_there_with_their_cases(tmp_path):
    rows = rows_of(workbook_of(make_analysis(), tmp_path)["Truth table"])

    assert [(row["Side"], row["Row"], row["OUT"], row["Cases"]) for row in rows if row["Row"] == 8] == [
        ("present", 8, "1", "Berga"),
        ("absent", 8, "0", "Berga"),
    ]


def test_a_name_that_looks_like_a_formula_stays_text(tmp_path):
    book = workbook_of(make_analysis(make_case_table({"=1+1": (1, 1), "Berga": (0, 0)}, ("TRUST",))), tmp_path)

    cells = [cell for row in book["Memberships"].iter_rows() for cell in row if cell.value == "=1+1"]
    assert {cell.data_type for cell in cells} == {"s"}


def test_the_last_sheet_says_limits_answer_and_what_went_in(tmp_path):
    page = workbook_of(make_analysis(make_told_table()), tmp_path)["About"]

    said = [tuple(cell.value for cell in row) for row in page.iter_rows()]
    assert any(label == "Limit" for label, _ in said)
    assert ("Answer", "Enough for LASTS: TRUST. No other model explains it as well.") in said
    assert ("data.csv", "0123456789abcdef") in said


@pytest.mark.parametrize("language", ["sv", "en"])
def test_sheets_have_names_that_a_workbook_allows(tmp_path, language):
    names = workbook_of(make_analysis(make_told_table()), tmp_path, language).sheetnames

    assert len(names) == len(set(names))
    assert all(len(name) <= 31 for name in names)
