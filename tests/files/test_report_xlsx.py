"""tables.xlsx."""

from io import BytesIO

import openpyxl

from make import make_evidence, make_excerpt, make_score
from samverkan.domain.report.evaluation import evaluate_evidence
from samverkan.files.report_xlsx import write_workbook
from samverkan.files.workbook import HEAD_ROW


def workbook_of(evidence, language="en"):
    return openpyxl.load_workbook(BytesIO(write_workbook(evaluate_evidence(evidence), language)))


def test_a_sheet_has_headings_and_values_in_the_language():
    evidence = make_evidence(scores=(make_score("R1", 0.33),))

    page = workbook_of(evidence, "sv")["Ramverksmatris"]

    heads = [cell.value for cell in page[HEAD_ROW + 1]]
    row = dict(zip(heads, [cell.value for cell in page[HEAD_ROW + 2]], strict=True))
    assert (row["Faktor"], row["Median"], row["Läge"]) == ("TRUST sv", 0.33, "finns inte")


def test_text_that_looks_like_a_formula_stays_text():
    evidence = make_evidence(excerpts=(make_excerpt("I1", quote='=HYPERLINK("x")'),))

    page = workbook_of(evidence)["Excerpts"]

    cells = [cell for row in page.iter_rows() for cell in row if cell.value == '=HYPERLINK("x")']
    assert [cell.data_type for cell in cells] == ["s"]


def test_tables_without_rows_are_left_out():
    names = workbook_of(make_evidence({}, indicators=())).sheetnames

    assert "Excerpts" not in names
    assert "About" in names
