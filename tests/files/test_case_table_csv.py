"""Any CSV becomes calibrated cases, or a list of all that is wrong with it."""

import pytest

from samverkan.domain.errors import ProblemsError
from samverkan.files.case_table_csv import Columns, Missing, read_case_table
from samverkan.methods.qca.sets import Condition

PLAIN = "case,A,B,Y\nÅby,1,0.5,1\nÖd,0,0.25,0\n"


def read(tmp_path, content, asked=None):
    path = tmp_path / "data.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_case_table(path, asked or Columns("Y"))


def contents(table):
    return table.cases, table.sets.names, table.sets.values.tolist(), table.outcome.tolist()


EXPECTED = (("Åby", "Öd"), ("A", "B"), [[1.0, 0.5], [0.0, 0.25]], [1.0, 0.0])
SAME = {
    "commas": PLAIN,
    "semicolons and decimal commas": PLAIN.replace(",", ";").replace(".", ","),
    "tabs": PLAIN.replace(",", "\t"),
    "a byte-order mark": b"\xef\xbb\xbf" + PLAIN.encode(),
    "windows-1252": PLAIN.encode("cp1252"),
    "utf-16": PLAIN.encode("utf-16"),
    "windows line ends and blank lines": PLAIN.replace("\n", "\r\n") + "\r\n,,,\r\n",
    "r's write.csv": PLAIN.replace("case,", '"",'),
    "r's write.table, without a name for the first column": PLAIN.replace("case,", ""),
    "spaces before quotes": 'case, A, "B", Y\n"Åby", 1, 0.5, 1\n "Öd", 0, 0.25, 0\n',
    "a column of words": "case,A,note,B,Y\nÅby,1,good,0.5,1\nÖd,0,,0.25,0\n",
}


@pytest.mark.parametrize("content", SAME.values(), ids=SAME)
def test_the_same_cases_are_read_however_they_are_written(tmp_path, content):
    table = read(tmp_path, content)

    assert contents(table) == EXPECTED


def test_without_names_cases_are_called_by_their_rows(tmp_path):
    table = read(tmp_path, "A,Y\n1,1\n0,0\n")

    assert (table.cases, table.sets.names) == (("2", "3"), ("A",))


def test_each_membership_leads_to_its_row(tmp_path):
    table = read(tmp_path, PLAIN)

    assert table.sources["Öd", "B"] == ("data.csv:3",)
    assert list(table.fingerprints) == ["data.csv"]


def test_whole_numbers_are_levels_when_that_is_said(tmp_path):
    content = "case,FORM,A,F,Y\nÅby,2,1,0.3,1\nÖd,0,0,0.8,0\n"

    table = read(tmp_path, content, Columns("Y", is_multivalue=True))

    assert table.sets.conditions == (
        Condition("FORM", 3, is_multivalue=True),
        Condition("A", 2, is_multivalue=True),
        Condition("F"),
    )


def test_cases_without_values_can_be_left_out_and_are_listed(tmp_path):
    content = "case,A,Y\nÅby,1,1\nÖd,NA,0\nEd,0,0\n"

    table = read(tmp_path, content, Columns("Y", missing=Missing.LEAVE_OUT))

    assert table.cases == ("Åby", "Ed")
    assert [(one.case, str(one.reason)) for one in table.left_out] == [("Öd", "no value in A")]


def test_a_column_divides_the_cases(tmp_path):
    table = read(tmp_path, "case,part,A,Y\nÅby,north,1,1\nÖd,south,0,0\n", Columns("Y", clusters=("part",)))

    assert [(str(one.name), one.labels) for one in table.clusterings] == [("part", ("north", "south"))]


WRONG = {
    "missing": (
        "case,A,Y\nÅby,,1\nÖd,1,0\nEd,-,0\n",
        Columns("Y"),
        (
            "data.csv, row 2, column A: no value for Åby, Ed. Fill it in, or leave out the cases without values with "
            "--missing leave-out. The same in 1 more row: 4."
        ),
    ),
    "not calibrated": (
        "case,A,Y\nÅby,0.5,1\nÖd,62.5,0\n",
        Columns("Y"),
        (
            'data.csv, row 3, column A: case "Öd" has 62.5, which is no membership. Calibrate the column to 0–1 first. '
            "From raw values: --calibrate A=out,crossover,in, the values where a case is fully out, neither in nor "
            "out, and fully in."
        ),
    ),
    "levels": (
        "case,A,Y\nÅby,0,1\nÖd,2,0\n",
        Columns("Y"),
        (
            'data.csv, row 3, column A: case "Öd" has 2, which is no membership. Calibrate the column to 0–1 first. If '
            "its numbers are levels of a multi-value condition, add --multivalue."
        ),
    ),
    "an outcome with levels": (
        "case,A,Y\nÅby,0,1\nÖd,1,2\n",
        Columns("Y", is_multivalue=True),
        (
            'data.csv, row 3, column Y: case "Öd" has 2, which is no membership in the outcome. Calibrate the column '
            "to 0–1. If its numbers are levels, name the one to explain, as in --outcome Y{1}."
        ),
    ),
    "two cases of a name": (
        "case,A,Y\nÅby,0,1\nÅby,1,0\n",
        Columns("Y"),
        'data.csv, row 3, column case: case "Åby" stands already on row 2. Give each case its own name, or remove one.',
    ),
    "a case without a name": (
        "case,A,Y\nÅby,0,1\n,1,0\n",
        Columns("Y"),
        "data.csv, row 3, column case: the case has no name. Give it one.",
    ),
    "words": (
        "case,A,Y\nÅby,0,1\nÖd,ja,0\nEd,1,1\n",
        Columns("Y"),
        'data.csv, row 3, column A: case "Öd": "ja" is not a number. Write digits and a decimal point, such as 1200.5.',
    ),
    "a name with a sign": (
        "case,A*B,Y\nÅby,0,1\nÖd,1,0\n",
        Columns("Y"),
        'data.csv, row 1: column "A*B" cannot be written in an expression, where ~ * + { } have a meaning. Rename it.',
    ),
    "a column twice": (
        "case,A,A,Y\nÅby,0,1,1\nÖd,1,0,0\n",
        Columns("Y", ("A",)),
        'data.csv, row 1: column "A" stands more than once. Remove or rename one of them.',
    ),
    "rows of other lengths": (
        "case,A,Y\nÅby,0,1\nÖd,1\n",
        Columns("Y"),
        (
            "data.csv, row 3: the row has 2 cells, and the header 3. Give each column one cell, and put quotes around "
            "a cell with a delimiter in it."
        ),
    ),
    "no conditions": (
        "case,Y\nÅby,0\n",
        Columns("Y"),
        "data.csv, row 1: there are no columns of numbers beside the outcome. Add conditions, calibrated to 0–1.",
    ),
    "no value anywhere": (
        "case,A,Y\nÅby,,1\nÖd,NA,0\n",
        Columns("Y", ("A",), missing=Missing.LEAVE_OUT),
        "data.csv: no case has a value in every column. Fill them in, or choose other conditions.",
    ),
    "a workbook": (
        b"PK\x03\x04 and so on",
        Columns("Y"),
        "the file is a workbook, not CSV. Save the sheet as CSV and name that file.",
    ),
    "a header alone": (
        "case,A,Y\n",
        Columns("Y"),
        "the table has no cases. Write the names of the columns in the first row, a case in each.",
    ),
}


@pytest.mark.parametrize(("content", "asked", "sentence"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_with_its_place_and_remedy(tmp_path, content, asked, sentence):
    with pytest.raises(ProblemsError) as error:
        read(tmp_path, content, asked)

    assert str(error.value).removeprefix(f"{tmp_path / 'data.csv'}: ") == sentence


def test_a_column_of_words_is_refused_in_one_sentence(tmp_path):
    content = "case,A,FORM,Y\nÅby,1,board,1\nÖd,0,,0\nÅs,0,company,0\n"

    with pytest.raises(ProblemsError) as refused:
        read(tmp_path, content, Columns("Y", ("A", "FORM"), missing=Missing.LEAVE_OUT))

    assert str(refused.value) == (
        'data.csv, row 2, column FORM: case "Åby" has "board", and most of this column is no numbers. Calibrate it to '
        "memberships from 0 to 1, or choose other columns."
    )


def test_a_first_column_that_numbers_the_cases_is_told_from_a_condition(tmp_path):
    with pytest.raises(ProblemsError, match="If it only numbers the cases, name the conditions with --conditions"):
        read(tmp_path, "code,A,Y\n1480,1,1\n1481,0,0\n")
