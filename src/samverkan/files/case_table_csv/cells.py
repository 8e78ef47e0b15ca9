"""The cells of a CSV of cases as numbers, column by column."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan, nan

from samverkan.domain.comparison.patterns.calibrating import calibrate_column
from samverkan.domain.comparison.patterns.stating import StatedCalibration
from samverkan.files.csv_grid import Grid
from samverkan.files.study_folder.numbers import read_number
from samverkan.files.study_folder.readings import CellError
from samverkan.methods.qca.sets import Memberships

NOT_GIVEN = frozenset({"", "na", "n/a", "nan", "null", "none", ".", "-", "–"})
"""What people and programs write where there is no value."""
MOST_LEVELS = 50
"""A column with higher whole numbers than this counts something, and has no levels."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column's name and its numbers, NaN where there is none; `raw` as written, `values` calibrated where asked."""

    name: str
    values: Sequence[float] | Memberships
    raw: Sequence[float] | Memberships = ()

    @property
    def given(self) -> Sequence[float] | Memberships:
        """The numbers as written, calibrated or not."""
        return self.raw if len(self.raw) else self.values


def is_numeric(grid: Grid, at: int) -> bool:
    """Whether most of what is written in a column is numbers: one slip of the pen does not make it words."""
    n_given, n_numbers = _count_numbers(grid, at)
    return n_numbers * 2 > n_given


def is_words(grid: Grid, at: int) -> bool:
    """Whether most of what is written in a column is no numbers; a column with as many of both is neither."""
    n_given, n_numbers = _count_numbers(grid, at)
    return (n_given - n_numbers) * 2 > n_given


def _count_numbers(grid: Grid, at: int) -> tuple[int, int]:
    """Return how many cells of a column are written in, and in how many of these a number is."""
    given = [row[at] for row in grid.rows if row[at].casefold() not in NOT_GIVEN]
    return len(given), sum(_number(cell, grid) is not None for cell in given)


def is_word(cell: str, grid: Grid) -> bool:
    """Whether something is written in a cell that is no number."""
    return cell.casefold() not in NOT_GIVEN and _number(cell, grid) is None


def _number(cell: str, grid: Grid) -> float | None:
    try:
        return float(read_number(cell, grid.comma_is_decimal).value)
    except CellError:
        return None


def read_cell(cell: str, grid: Grid) -> float:
    """Return the number in a cell, NaN where there is none; CellError when something else is written."""
    if cell.casefold() in NOT_GIVEN:
        return nan
    return float(read_number(cell, grid.comma_is_decimal).value)


def has_levels(values: Sequence[float] | Memberships) -> bool:
    """Whether the numbers can be levels of a multi-value condition."""
    return all(0 <= value < MOST_LEVELS and float(value).is_integer() for value in values if not isnan(value))


def calibrate(column: Column, stated: StatedCalibration, is_whole: Sequence[bool]) -> Column:
    """Return a column with memberships by its stated calibration, and the raw values beside.

    Only the cases that are whole are calibrated, for some methods look at all cases of the analysis together.
    Raises CalibratingError when the values do not bear the method.
    """
    values = [value if has_all else nan for value, has_all in zip(column.values, is_whole, strict=True)]
    return Column(column.name, calibrate_column(values, stated), column.values)
