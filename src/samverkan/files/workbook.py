"""Sheets as a workbook that can be filtered and printed; no cell is a formula, whatever the text looks like."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import xlsxwriter

from samverkan.domain.report.sheets.sheet import AnySheet, Column, Value
from samverkan.domain.words import Text, say

HEAD_ROW = 3
NARROW, WIDE = 10, 48
MOST_ROWS = 5_000
"""More rows than a person reads in a workbook are in results.json; the sheet then says so."""

MOST_SIGNS = 32_000
"""A cell holds 32,767 characters; a longer text would be refused."""


@dataclass(frozen=True, slots=True)
class About:
    """What the last sheet says of the workbook: title, fingerprint, facts and the fingerprints of what went in."""

    title: str
    fingerprint: str
    facts: tuple[tuple[Text, str], ...]
    inputs: tuple[tuple[str, str], ...]


def write_sheets(sheets: Iterable[AnySheet], about: About, language: str) -> bytes:
    """Return the workbook in the language; sheets without rows are left out."""
    sink = BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "nan_inf_to_errors": True,
    }
    with xlsxwriter.Workbook(sink, options) as book:
        book.set_properties({"title": about.title, "comments": about.fingerprint})
        formats = _formats(book)
        for sheet in sheets:
            if sheet.rows:
                _write_sheet(book, sheet, language, formats)
        _write_about(book, about, language, formats)
    return sink.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "method": book.add_format({"italic": True, "font_color": "#5b6773"}),
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": "#f4f6f8"}),
        **{f"decimals {count}": book.add_format({"num_format": _number_format(count)}) for count in range(4)},
    }


def _number_format(decimals: int) -> str:
    return "#,##0" if decimals == 0 else "0." + "0" * decimals


def _write_sheet(book: Any, sheet: AnySheet, language: str, formats: dict[str, Any]) -> None:
    page = book.add_worksheet(sheet.title.in_language(language).replace(":", " –").replace("/", "-")[:31])
    for place, column in enumerate(sheet.columns):
        kind = formats.get(f"decimals {column.decimals}")
        page.set_column(place, place, _width(sheet, column, language), kind)
    page.write_string(0, 0, sheet.title.in_language(language), formats["title"])
    page.write_string(1, 0, sheet.method.in_language(language), formats["method"])
    if len(sheet.rows) > MOST_ROWS:
        left_out = say("The first {most} of {all} rows; all are in results.json.", most=MOST_ROWS, all=len(sheet.rows))
        page.write_string(2, 0, left_out.in_language(language), formats["method"])
    for place, column in enumerate(sheet.columns):
        page.write_string(HEAD_ROW, place, column.heading.in_language(language), formats["head"])
    _write_rows(page, sheet, language)
    page.freeze_panes(HEAD_ROW + 1, 1)
    page.autofilter(HEAD_ROW, 0, HEAD_ROW + min(len(sheet.rows), MOST_ROWS), len(sheet.columns) - 1)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(HEAD_ROW)


def _write_rows(page: Any, sheet: AnySheet, language: str) -> None:
    for number, row in enumerate(sheet.rows[:MOST_ROWS], start=HEAD_ROW + 1):
        for place, value in enumerate(sheet.values(row)):
            _write_value(page, (number, place), value, language)


def _write_value(page: Any, place: tuple[int, int], value: Value, language: str) -> None:
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return
    if isinstance(value, Text):
        page.write_string(*place, value.in_language(language)[:MOST_SIGNS])
    elif isinstance(value, bool):
        page.write_string(*place, (say("yes") if value else say("no")).in_language(language))
    elif isinstance(value, str):
        page.write_string(*place, value[:MOST_SIGNS])
    else:
        page.write_number(*place, value)


def _width(sheet: AnySheet, column: Column[Any], language: str) -> int:
    shown = [column.value(row) for row in sheet.rows[:50]]
    lengths = [
        len(one.in_language(language) if isinstance(one, Text) else str(one)) for one in shown if one is not None
    ]
    return min(WIDE, max(NARROW, *lengths, 0) + 2) if lengths else NARROW


def _write_about(book: Any, about: About, language: str, formats: dict[str, Any]) -> None:
    page = book.add_worksheet(say("About").in_language(language))
    page.set_column(0, 0, 40)
    page.set_column(1, 1, 60)
    page.write_string(0, 0, about.title, formats["title"])
    for number, (label, value) in enumerate(about.facts, start=2):
        page.write_string(number, 0, label.in_language(language))
        page.write_string(number, 1, value)
    _write_inputs(page, about.inputs, len(about.facts) + 3)


def _write_inputs(page: Any, inputs: Sequence[tuple[str, str]], first: int) -> None:
    for number, (name, mark) in enumerate(inputs, start=first):
        page.write_string(number, 0, name)
        page.write_string(number, 1, mark)
