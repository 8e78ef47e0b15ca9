"""A table as a CSV that a spreadsheet program opens as it stands."""

import csv
import io
from collections.abc import Iterable, Sequence

from samverkan.domain.report.sheets.sheet import Value
from samverkan.domain.words import MINUS, SWEDISH, Text, number

FORMULA_SIGNS = frozenset("=+-@\t\r")


def write_csv(headings: Sequence[Text], rows: Iterable[Sequence[Value]], language: str) -> bytes:
    """Return the table in UTF-8 with a byte order mark.

    Swedish has semicolons and a decimal comma, English commas and points, as spreadsheet programs expect there.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";" if language == SWEDISH else ",", lineterminator="\r\n")
    writer.writerow([one.in_language(language) for one in headings])
    for row in rows:
        writer.writerow([_cell(value, language) for value in row])
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Value, language: str) -> str:
    """Return a cell; what a spreadsheet program would take for a formula is text."""
    if value is None:
        return ""
    if isinstance(value, Text):
        value = value.in_language(language)
    if isinstance(value, str):
        return f"'{value}" if value[:1] in FORMULA_SIGNS else value
    # Spreadsheet programs know a number below nothing by its hyphen, not by the minus of people.
    return number(value, language, ".2f" if isinstance(value, float) else "").replace(MINUS, "-")
