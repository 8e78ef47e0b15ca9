"""results.json: every figure of an evaluation under stable English keys, each row with its trace."""

import json
import math
from collections.abc import Iterator

from samverkan.domain.report.evaluation import Evaluation
from samverkan.domain.report.sheets.sheet import AnySheet, Value
from samverkan.domain.report.sheets.workbook import list_sheets
from samverkan.domain.words import ENGLISH, Text

FORMAT = 1
_encode = json.JSONEncoder(ensure_ascii=False).encode


def write_json(evaluation: Evaluation) -> Iterator[str]:
    """Yield the document piece by piece, one row a line; the same study and settings give the same text."""
    yield "{\n"
    for key, value in _header(evaluation).items():
        yield f"{_encode(key)}: {_encode(value)},\n"
    yield '"tables": {\n'
    for place, sheet in enumerate(list_sheets(evaluation)):
        yield ",\n" if place else ""
        yield from _table(sheet)
    yield "\n}\n}\n"


def _header(evaluation: Evaluation) -> dict[str, object]:
    study = evaluation.evidence.study
    return {
        "format": FORMAT,
        "samverkan": evaluation.version,
        "title": study.title,
        "invented": study.is_invented,
        "fingerprint": evaluation.fingerprint,
        "settings": {"seed": evaluation.settings.seed, "orders": evaluation.settings.orders},
        "inputs": dict(sorted(evaluation.evidence.fingerprints.items())),
        "highlights": [str(line) for line in evaluation.highlights],
    }


def _table(sheet: AnySheet) -> Iterator[str]:
    head = _encode({"title": str(sheet.title), "method": str(sheet.method)})
    yield f'{_encode(sheet.key)}: {head[:-1]}, "rows": ['
    columns = [(column.key, column.value) for column in sheet.columns]
    for place, row in enumerate(sheet.rows):
        values = {key: _plain(value_of(row)) for key, value_of in columns}
        values["trace"] = list(sheet.sources(row))
        yield (",\n" if place else "\n") + _encode(values)
    yield "]}"


def _plain(value: Value) -> object:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Text):
        return value.in_language(ENGLISH)
    return None if isinstance(value, float) and not math.isfinite(value) else value
