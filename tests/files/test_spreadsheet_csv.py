"""A table as a CSV for a spreadsheet program."""

from samverkan.domain.words import as_is
from samverkan.files.spreadsheet_csv import write_csv


def test_a_number_below_nothing_keeps_the_hyphen_by_which_a_spreadsheet_program_knows_it():
    headings, rows = [as_is("A"), as_is("B")], [[-0.5, -1200]]

    assert write_csv(headings, rows, "sv").decode("utf-8-sig") == "A;B\r\n-0,50;-1200\r\n"
    assert write_csv(headings, rows, "en").decode("utf-8-sig") == "A,B\r\n-0.50,-1200\r\n"
