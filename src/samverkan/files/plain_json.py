"""Values of the domain as JSON holds them: texts in English, periods as written, rows of a table with their trace."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from math import isfinite
from typing import Any

from samverkan.domain.dates import Period
from samverkan.domain.report.sheets.sheet import AnySheet
from samverkan.domain.words import ENGLISH, Text


def plain(value: Any) -> Any:
    """Return a value as JSON holds it; what is not finite becomes null, and names of a mapping become strings."""
    if isinstance(value, Text):
        return value.in_language(ENGLISH)
    if isinstance(value, Enum | Period | date):
        return str(value)
    if isinstance(value, float):
        return value if isfinite(value) else None
    return _plain_parts(value)


def _plain_parts(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    return value


def table_object(sheet: AnySheet) -> dict[str, Any]:
    """Return a table with its rows, each with the sources of its figures."""
    rows = [
        {**{column.key: plain(column.value(row)) for column in sheet.columns}, "trace": list(sheet.sources(row))}
        for row in sheet.rows
    ]
    return {"title": str(sheet.title), "method": str(sheet.method), "rows": rows}
