"""share.xlsx and whatif.xlsx."""

from io import BytesIO

import openpyxl
import pytest

from make import EXAMPLES
from samverkan.domain.report.sharing import material_of_sharing
from samverkan.domain.sharing.analyse import analyse_sharing, ask_whatif
from samverkan.domain.sharing.analysis import SharingSettings
from samverkan.domain.sharing.whatif.asking import Asked
from samverkan.files.sharing_xlsx import write_sharing_xlsx, write_whatif_xlsx
from samverkan.files.study_folder import read_study_folder
from samverkan.files.workbook import HEAD_ROW

FEW = SharingSettings(draws=50)


@pytest.fixture(scope="module")
def material():
    return material_of_sharing(read_study_folder(EXAMPLES / "two-clusters").evidence)


@pytest.fixture(scope="module")
def book(material):
    return openpyxl.load_workbook(BytesIO(write_sharing_xlsx(analyse_sharing(material, FEW), "sv")))


def rows_of(page):
    heads = [cell.value for cell in page[HEAD_ROW + 1]]
    return [
        dict(zip(heads, [cell.value for cell in row], strict=True))
        for row in page.iter_rows(min_row=HEAD_ROW + 2, max_col=len(heads))
    ]


def test_the_sheets_are_in_the_order_in_which_they_are_read(book):
    assert book.sheetnames == [
        "Andelar per nyckel",
        "Skulle det hålla",
        "Andelar och besparingar",
        "Vad som har ändrats",
        "När räkningen växer",
        "Sannolikheter",
        "Tänkt förändring, totalt",
        "Tänkt förändring, år för år",
        "Antaget",
        "Räkningar rad för rad",
        "Om",
    ]


def test_shares_sum_to_the_bill_to_the_ore_under_every_key(book):
    paid = {}
    for row in rows_of(book["Andelar per nyckel"]):
        paid[row["Nyckel"]] = paid.get(row["Nyckel"], 0) + round(row["Betalar, kr"] * 100)

    assert set(paid.values()) == {6_600_000_000}


def test_lines_lead_back_to_the_readings_that_they_were_divided_by(book):
    row = next(
        one
        for one in rows_of(book["Räkningar rad för rad"])
        if (one["Nyckel"], one["Medlem"], one["Post"]) == ("avtal2020", "STEN", "Licenser")
    )

    assert row["Avläsningar"].startswith("equal 1; population ")


def test_what_changed_is_divided_among_its_causes(book):
    causes = (
        "vad raderna kostar",
        "volymer",
        "nyckeln och dess priser",
        "vilka som är medlemmar och värd",
        "avrundning",
    )
    rows = rows_of(book["Vad som har ändrats"])

    assert [one["Medlem"] for one in rows] == ["KVRN", "HOGS", "LOVB", "STEN"]
    for row in rows:
        assert round(sum(row[cause] for cause in causes), 2) == row["Ändring, kr"]


def test_the_last_sheet_gives_the_answer_and_the_fingerprint_of_every_input(book):
    told = {row[0].value: row[1].value for row in book["Om"].iter_rows(max_col=2) if row[0].value}

    assert told["Frö"] == "2026"
    assert len(told["costs.csv"]) == 16


def test_a_what_if_has_every_year_of_every_member_under_every_rule(material):
    found = ask_whatif(material, Asked(leave=("STEN",), year=2027), FEW)

    book = openpyxl.load_workbook(BytesIO(write_whatif_xlsx(found, "en")))

    assert book.sheetnames == ["What if, in all", "What if, year by year", "Taken for granted", "About"]
    assert len(rows_of(book["What if, year by year"])) == 10 * 4 * 3
    assert len(rows_of(book["What if, in all"])) == 3 * 4 * 3
