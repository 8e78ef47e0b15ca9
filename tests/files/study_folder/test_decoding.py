"""From bytes to records."""

import pytest

from samverkan.files.study_folder.decoding import RowError, decode, read_header, read_records
from samverkan.files.study_folder.readings import CellError

KNOWN = ("municipality", "name", "county")
TABLE = "municipality,name,county\nA,Åmåla,Västra länet\nB,Sjöby,Östra länet\n"


@pytest.mark.parametrize(
    ("encoding", "note"),
    [
        ("utf-8", None),
        ("utf-8-sig", "the file begins with a byte-order mark, which is left out."),
        ("utf-16", "the file is in UTF-16 and is read as such. Tables are written in UTF-8."),
        ("utf-16-le", "the file is in UTF-16 and is read as such. Tables are written in UTF-8."),
        ("utf-16-be", "the file is in UTF-16 and is read as such. Tables are written in UTF-8."),
        ("cp1252", "the file is in cp1252 and is read as such. Tables are written in UTF-8."),
        ("mac_roman", "the file is in mac_roman and is read as such. Tables are written in UTF-8."),
        ("cp850", "the file is in cp850 and is read as such. Tables are written in UTF-8."),
    ],
)
def test_a_table_is_read_in_every_encoding_that_can_be_told(encoding, note):
    text, found = decode(TABLE.encode(encoding))

    assert text == TABLE
    assert (None if found is None else str(found)) == note


@pytest.mark.parametrize("content", [b"municipality\n\xb6\xa4\xa8\xbb\n", b"\xff\xfe\x00", b"\xef\xbb\xbf\xe5\n"])
def test_an_encoding_that_cannot_be_told_is_an_error(content):
    with pytest.raises(CellError) as caught:
        decode(content)

    assert str(caught.value) == "the file is not UTF-8, and its encoding cannot be told. Save it as CSV in UTF-8."


@pytest.mark.parametrize(("delimiter", "name"), [(";", "a semicolon"), ("\t", "a tab"), ("|", "a bar")])
def test_another_delimiter_is_noted(delimiter, name):
    records = read_records(TABLE.replace(",", delimiter), KNOWN)

    assert records.rows == (["A", "Åmåla", "Västra länet"], ["B", "Sjöby", "Östra länet"])
    assert [str(note) for note in records.notes] == [
        f"{name} stands between the columns. Tables are written with a comma."
    ]


def test_rows_are_counted_as_a_spreadsheet_does():
    text = 'municipality,name\nA,"a name\nin two lines"\n\n,\r\nB,b\n'

    records = read_records(text, KNOWN)

    assert [(number, row[0]) for number, row in zip(records.numbers, records.rows, strict=True)] == [(2, "A"), (5, "B")]


def test_quotes_that_are_not_closed_are_an_error_at_their_row():
    with pytest.raises(RowError) as caught:
        read_records('municipality,name\nA,a\nB,"b\nC,c\n', KNOWN)

    assert caught.value.row == 3
    assert str(caught.value) == (
        'the quotes of a cell here are not closed or stand in its middle. Write " inside a cell as "".'
    )


@pytest.mark.parametrize("text", ["", "\n\n", ",,\n"])
def test_a_table_without_a_header_is_an_error(text):
    with pytest.raises(RowError) as caught:
        read_records(text, KNOWN)

    assert str(caught.value) == "the table is empty: it has no header. Write its columns: municipality, name, county."


def test_a_header_keeps_columns_of_ones_own():
    header = read_header(["municipality", "name", "county", "mayor's dog", "name_full"], KNOWN, {"municipality"})

    assert header.names == ("municipality", "name", "county", "mayor's dog", "name_full")
    assert (header.notes, header.errors) == ((), ())


def test_spaces_and_capitals_in_a_header_are_mended_with_a_note():
    header = read_header([" Municipality", "name"], KNOWN, {"municipality"})

    assert header.names == ("municipality", "name")
    assert [str(note) for note in header.notes] == ['column " Municipality" is read as "municipality".']


@pytest.mark.parametrize(
    ("cells", "column", "message"),
    [
        (
            ["Ale", "Bollebygd"],
            None,
            (
                "the header is missing: the first row names none of the columns of this table. "
                "Put these names in the first row: municipality, name, county."
            ),
        ),
        (
            ["municipality", "name", "Name"],
            "name",
            'column "name" stands more than once. Remove or rename one of them.',
        ),
        (
            ["municipality", "countty"],
            "countty",
            (
                'column "countty" is not one of this table\'s. Did you mean "county"? Rename it; '
                'if it is a column of your own, add an empty column "county" as well.'
            ),
        ),
        (["name", "county"], "municipality", 'column "municipality" is missing. Add it.'),
        (
            ["kommun_id", "municip", "name"],
            "municipality",
            'column "municipality" is missing. Add it. Did you mean "municip"?',
        ),
    ],
)
def test_what_is_wrong_with_a_header_is_said(cells, column, message):
    header = read_header(cells, KNOWN, {"municipality"})

    assert [(name, str(text)) for name, text in header.errors] == [(column, message)]
