"""The review in a spreadsheet: written, gone through, and read back."""

import csv
import io

import pytest

from make import make_transcript
from samverkan.domain.errors import ProblemsError
from samverkan.domain.interviews.mentions import Kind, Verdict
from samverkan.domain.interviews.proposals import Decision, Known
from samverkan.domain.interviews.pseudonyms import propose_replacements
from samverkan.files.review_sheet import ReviewSheet, read_review, render_review

TRANSCRIPT = make_transcript(
    ("Bo Ek", "Fråga Karin på +46 70 174 06 05; hon sitter i Teams."), ("R01", "Zork, kanske.")
)
SHEET = ReviewSheet(propose_replacements(TRANSCRIPT, Known()), {"samtal.txt": TRANSCRIPT})
DECISIONS = (
    Decision("Bo Ek", Kind.PERSON, Verdict.ACCEPT, "[person 1]"),
    Decision("Karin", Kind.PERSON, Verdict.ACCEPT, "[person 2]"),
    Decision("+46 70 174 06 05", Kind.PHONE, Verdict.ACCEPT, "[telefonnummer]"),
    Decision("Teams", Kind.OTHER, Verdict.KEEP),
)


def rows_of(content, delimiter=","):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def rewrite(change=lambda row: row, more=(), delimiter=",", encoding="utf-8"):
    header, *rows = rows_of(render_review(SHEET))
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([header, *(change(list(row)) for row in rows), *more])
    return text.getvalue().encode(encoding)


def in_column(column, value, row):
    def change(cells):
        return [value if place == column and cells[0] == row else cell for place, cell in enumerate(cells)]

    return change


def problems_of(content):
    with pytest.raises(ProblemsError) as caught:
        read_review(content, "r.csv", SHEET)
    return str(caught.value).split("\n")


def test_the_sheet_shows_each_form_with_its_words_around_it():
    header, *rows = rows_of(render_review(SHEET, ";"), ";")

    assert header == ["number", "file", "kind", "original", "occurrences", "context", "decision", "replacement"]
    assert [row[3] for row in rows] == ["Bo Ek", "Karin", "'+46 70 174 06 05", "Teams"]
    assert rows[1] == [
        "2",
        "samtal.txt",
        "person",
        "Karin",
        "1",
        "Fråga »Karin« på +46 70 174 06 05; hon sitter …",
        "accept",
        "[person 2]",
    ]


def test_a_sheet_that_nobody_changed_reads_back_as_proposed():
    assert read_review(render_review(SHEET), "r.csv", SHEET) == DECISIONS


@pytest.mark.parametrize(("delimiter", "encoding"), [(";", "cp1252"), ("\t", "utf-16"), (",", "utf-8-sig")])
def test_a_sheet_reads_back_as_a_spreadsheet_saves_it(delimiter, encoding):
    def change(row):
        return [cell.replace("person 2", "kollega från Åmål") for cell in row]

    decisions = read_review(rewrite(change, delimiter=delimiter, encoding=encoding), "r.csv", SHEET)

    assert decisions[1] == Decision("Karin", Kind.PERSON, Verdict.ACCEPT, "[kollega från Åmål]")


def test_a_number_that_the_spreadsheet_rewrote_is_known_by_its_row():
    assert read_review(rewrite(in_column(3, "4,67017E+10", "3")), "r.csv", SHEET)[2] == DECISIONS[2]


def test_swedish_words_are_decisions_too():
    decisions = read_review(rewrite(in_column(6, "Behåll", "2")), "r.csv", SHEET)

    assert decisions[1] == Decision("Karin", Kind.PERSON, Verdict.KEEP)


def test_a_row_of_ones_own_adds_a_name():
    decisions = read_review(rewrite(more=[["", "", "", "Zork", "", "", "accept", "kollega"]]), "r.csv", SHEET)

    assert decisions[-1] == Decision("Zork", Kind.PERSON, Verdict.ACCEPT, "[kollega]")


def test_every_error_is_reported_with_its_row_and_column():
    def change(row):
        row[6] = {"1": "accpt", "2": "accept"}.get(row[0], row[6])
        row[7] = "" if row[0] == "2" else row[7]
        return row

    more = [
        ["", "", "", "Blivia", "", "", "accept", "[x]"],
        ["", "", "", "Teams", "", "", "keep", ""],
        ["", "", "", "", "", "", "keep", ""],
    ]

    last = len(SHEET.proposals) + 1
    teams = next(place for place, one in enumerate(SHEET.proposals, 2) if one.original == "Teams")
    assert problems_of(rewrite(change, more)) == [
        'r.csv, row 2, column decision: "accpt" is not a decision. Write accept or keep. Did you mean "accept"?',
        "r.csv, row 3, column replacement: The replacement is empty. Write one, for example [colleague].",
        f"r.csv, row {last + 1}, column original: these words stand in none of the files. Write them as the texts do.",
        f"r.csv, row {last + 2}, column original: row {teams} decides the same words. Take one of them out.",
        f"r.csv, row {last + 3}, column original: the cell is empty. Write the words to replace, or take the row out.",
    ]


def test_a_proposal_without_a_row_is_an_error():
    content = render_review(ReviewSheet(SHEET.proposals[:-1], SHEET.transcripts))

    (problem,) = problems_of(content)
    assert problem == (
        "r.csv: 1 proposal for these files has no row here. Write the review again with --write-review: "
        "the files or earlier decisions have changed."
    )


def test_a_column_that_is_missing_is_an_error():
    assert "decision" in "\n".join(problems_of(b"original,replacement\nKarin,[x]\n"))


def test_a_file_that_is_no_table_is_an_error():
    assert "r.csv" in "\n".join(problems_of(b""))
