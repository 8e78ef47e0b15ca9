"""The rows of interviews.csv: read on their own, and written with new ones while the others stay as they are."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from samverkan.domain.errors import Problem, errors_of
from samverkan.domain.interviews.transcript import Interview
from samverkan.files.study_folder.reading import TableReading, read_table
from samverkan.files.study_folder.rendering import choose_columns, render_table
from samverkan.files.study_folder.tables import BY_FILE, INTERVIEW


def read_interviews(folder: Path) -> tuple[tuple[Interview, ...], tuple[Problem, ...]]:
    """Return the interviews of a study folder, and what keeps the table from being read and written whole."""
    reading = _read(folder)
    return (reading.table.values if reading.table is not None else ()), errors_of(reading.problems)


def add_interviews(folder: Path, rows: Sequence[Interview]) -> bytes:
    """Return interviews.csv with the rows; a row whose interview is there already takes its place."""
    path, table = folder / INTERVIEW, BY_FILE[INTERVIEW]
    stored = _read(folder).table
    before = stored.values if stored is not None else ()
    now = {one.id: one for one in before} | {one.id: one for one in rows}
    values = tuple(now.values())
    is_appended = len(values) == len(before) + len(rows)
    if stored is None or not stored.is_standard or not is_appended:
        return render_table(table, values, stored).encode()
    if choose_columns(table, values, stored) != stored.columns:
        return render_table(table, values, stored).encode()
    content = path.read_bytes()
    line_end = "\r\n" if b"\r\n" in content else "\n"
    lines = render_table(table, rows, replace(stored, cells=(), values=(), numbers=())).splitlines()[1:]
    if not content.endswith(b"\n"):
        content += line_end.encode()
    return content + "".join(line + line_end for line in lines).encode()


def _read(folder: Path) -> TableReading:
    path = folder / INTERVIEW
    return read_table(BY_FILE[INTERVIEW], path.read_bytes()) if path.exists() else TableReading(None)
