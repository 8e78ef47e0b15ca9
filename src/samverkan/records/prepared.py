"""Queries that are asked at every step: composed once in each thread, then only given their numbers.

To compose a query takes Django five to ten times as long as SQLite needs to answer it.
"""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection, connections
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

STAND_INS: Final = range(2_000_000_011, 2_000_000_019)
"""Numbers of no row, that fit every whole column: where one stands in the composed query, a number is given later."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A composed query of one connection; `slots` are the places of its parameters that are given each time."""

    compiler: SQLCompiler
    sql: str
    parameters: tuple[Any, ...]
    slots: tuple[tuple[int, int], ...]
    converters: dict[int, Any]

    def ask(self, numbers: tuple[int, ...]) -> list[tuple[Any, ...]]:
        parameters = list(self.parameters)
        for place, which in self.slots:
            parameters[place] = numbers[which]
        with self.compiler.connection.cursor() as cursor:
            cursor.execute(self.sql, parameters)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        if not self.converters:
            return rows
        return list(map(tuple, self.compiler.apply_converters(rows, self.converters)))


class Prepared:
    """A query of whole numbers: `make` gets them and returns a queryset of `values_list`; calling it gives the rows."""

    def __init__(self, make: Callable[..., QuerySet[Any, Any]], *, takes: int = 1) -> None:
        self._make = make
        self._takes = takes
        self._of_thread = threading.local()

    def __call__(self, *numbers: int) -> list[tuple[Any, ...]]:
        """Return the rows for these numbers, in the order of the query."""
        if len(numbers) != self._takes:
            raise TypeError(f"The query takes {self._takes} numbers, not {len(numbers)}.")
        return self.ready().ask(numbers)

    def ready(self) -> Ready:
        """Return the query as composed for this thread's connection."""
        ready: Ready | None = getattr(self._of_thread, "ready", None)
        if ready is None or ready.compiler.connection is not connections[connection.alias]:
            ready = self._of_thread.ready = _compose(self._make, self._takes)
        return ready


def _compose(make: Callable[..., QuerySet[Any, Any]], takes: int) -> Ready:
    stand_ins = STAND_INS[:takes]
    compiler = make(*stand_ins).query.get_compiler(connection.alias)
    sql, parameters = compiler.as_sql()
    slots = tuple((place, stand_ins.index(one)) for place, one in enumerate(parameters) if _is_in(one, stand_ins))
    if {which for _, which in slots} != set(range(takes)):
        raise ValueError("A number that the query takes does not stand in it as it was given.")
    columns = [one for one, *_ in compiler.select[: compiler.col_count]]
    return Ready(compiler, sql, tuple(parameters), slots, compiler.get_converters(columns))


def _is_in(parameter: object, stand_ins: Iterable[int]) -> bool:
    return isinstance(parameter, int) and parameter in stand_ins
