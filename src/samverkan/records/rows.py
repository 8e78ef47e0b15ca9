"""Rows and values: what every door does with periods, unknown columns and keys."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection, models, transaction

from samverkan.domain.dates import Period
from samverkan.domain.study import Extra

BATCH = 1000
CHUNK = 500
"""So many rows are read at a time where very many pass by: with more, collecting garbage takes a third of the time."""
NO_EXTRA = "[]"
"""What stands in the column of unknown columns when there are none."""
Row = TypeVar("Row", bound=models.Model)


@lru_cache(maxsize=4096)
def read_period(text: str) -> Period | None:
    """Return the period of a column; None when it is empty."""
    return Period.read(text) if text else None


def write_period(period: Period | None) -> str:
    """Return the text of a period; '' for None."""
    return "" if period is None else period.text


def read_extra(pairs: Iterable[Sequence[str]]) -> Extra:
    """Return the unknown columns of a row."""
    return tuple((name, value) for name, value in pairs) if pairs else ()


def write_extra(extra: Extra) -> list[list[str]]:
    """Return unknown columns as JSON keeps them."""
    return [list(pair) for pair in extra]


def add_rows(model: type[Row], rows: Iterable[Row]) -> None:
    """Add rows in their order, some thousand at a time."""
    model._default_manager.bulk_create(rows, batch_size=BATCH)


def stream(rows: models.QuerySet[Any, Any]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a `values_list` of numbers and texts as the database gives them, where very many pass by.

    Django would give each value through what its column may convert, which takes longer than reading it.
    """
    try:
        sql, parameters = rows.query.get_compiler(connection.alias).as_sql()
    except EmptyResultSet:
        return
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        while found := cursor.fetchmany(CHUNK):
            yield from found


def change_row(model: type[models.Model], number: int, version: int, **changes: Any) -> bool:
    """Set columns of a row that is still in the version that was seen, and count the change; False when it is not."""
    rows = model._default_manager.filter(pk=number, version=version)
    return bool(rows.update(version=version + 1, **changes))


def remove_row(model: type[models.Model], number: int, version: int) -> bool:
    """Remove a row that is still in the version that was seen; False when it is not."""
    count, _ = model._default_manager.filter(pk=number, version=version).delete()
    return bool(count)


def numbers_by_key(model: type[models.Model], study_id: int) -> dict[str, int]:
    """Return the number of each row of a study by its key."""
    rows = model._default_manager.filter(study_id=study_id).order_by("pk").values_list("key", "pk")
    return dict(rows)


def keys_by_number(model: type[models.Model], study_id: int) -> dict[int, str]:
    """Return the key of each row of a study by its number."""
    rows = model._default_manager.filter(study_id=study_id).order_by("pk").values_list("pk", "key")
    return dict(rows)


def number_of(numbers: dict[str, int], key: str) -> int | None:
    """Return the number of a row, None for an empty key; KeyError when there is no such row."""
    return numbers[key] if key else None


def empty_if_none(value: Any) -> str:
    """Return the word of an enumeration as a column has it: '' for None."""
    return "" if value is None else str(value)


@contextmanager
def read_together() -> Iterator[None]:
    """Let several reads see the same moment, without keeping others from writing."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        # Our transactions take the write lock at once; one that only reads must not.
        connection.ensure_connection()
        usual = getattr(connection, "transaction_mode", None)
        connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
        try:
            with transaction.atomic():
                connection.transaction_mode = usual  # type: ignore[attr-defined]
                yield
        finally:
            connection.transaction_mode = usual  # type: ignore[attr-defined]
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            yield
