"""States of rows: what an act changed, as the history keeps it, and the way back.

A state is the table, the number of the row, and some of its columns. Undoing compares the columns with what the act
left, so a later change by somebody else is never overwritten.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from django.db.models import F
from django.utils import timezone

from samverkan.records.models.coding import CodeRecord, ExcerptRecord, ScoreRecord, SettlementRecord

State = Mapping[str, Any]
REMOVED: dict[str, type[models.Model]] = {"score": ScoreRecord, "settlement": SettlementRecord}
"""Those whose rows go when they are taken back; codes and excerpts are marked as deleted."""
TABLES: dict[str, type[models.Model]] = {"code": CodeRecord, "excerpt": ExcerptRecord, **REMOVED}
NAMES = {"table", "id"}
GONE = "is_gone"
"""The only column of a row that is not there."""
CHUNK = 500


def state_of(table: str, number: int, **columns: Any) -> State:
    """Return a state."""
    return {"table": table, "id": number, **columns}


def read_states(wanted: Iterable[State]) -> dict[tuple[str, int], dict[str, Any]]:
    """Return for each row named the columns that are named, as they are now; a row that is not there is left out."""
    ids: dict[tuple[str, tuple[str, ...]], list[int]] = defaultdict(list)
    for one in wanted:
        ids[one["table"], _columns_of(one)].append(one["id"])
    found: dict[tuple[str, int], dict[str, Any]] = {}
    for (table, columns), numbers in ids.items():
        for first in range(0, len(numbers), CHUNK):
            rows = TABLES[table]._default_manager.filter(pk__in=numbers[first : first + CHUNK])
            for number, *values in rows.values_list("pk", *columns):
                found.setdefault((table, number), {}).update(zip(columns, values, strict=True))
    return found


def write_states(states: Iterable[State]) -> None:
    """Set the columns of each row, rows with the same columns together; rows that are deleted come first."""
    groups: dict[tuple[str, str], tuple[dict[str, Any], list[int]]] = {}
    for one in sorted(states, key=lambda one: not (one.get("is_deleted") or one.get(GONE))):
        columns = {name: value for name, value in one.items() if name not in NAMES}
        groups.setdefault((one["table"], repr(columns)), (columns, []))[1].append(one["id"])
    for (table, _), (columns, numbers) in groups.items():
        for first in range(0, len(numbers), CHUNK):
            _write(table, numbers[first : first + CHUNK], columns)


def _write(table: str, numbers: list[int], columns: dict[str, Any]) -> None:
    rows = TABLES[table]._default_manager.filter(pk__in=numbers)
    if columns.get(GONE):
        rows.delete()
        return
    stamp = {"changed_at": timezone.now()} if table == "excerpt" else {}
    if not rows.update(version=F("version") + 1, **stamp, **columns) and table in REMOVED:
        REMOVED[table](pk=numbers[0], version=2, **columns).save(force_insert=True)


def _columns_of(state: State) -> tuple[str, ...]:
    return tuple(name for name in state if name not in NAMES and name != GONE)
