"""A small linear program that grows row by row and starts each time from where it stood, solved by HiGHS."""

import numpy as np
from numpy.typing import NDArray

from samverkan.methods.sharing.nucleolus.coalitions import Values

EXACT = 1e-10
"""What HiGHS lets a bound be missed by: the least that it takes."""
FREE = float("inf")


class Program:
    """Minimise a cost over columns with bounds, subject to rows of `least <= row <= most`."""

    def __init__(self, costs: Values, least: Values, most: Values) -> None:
        import highspy  # loaded with the first program, and most rules do without

        self._highs = highspy.Highs()  # type: ignore[no-untyped-call]
        self._optimal = highspy.HighsModelStatus.kOptimal
        for option, value in (("output_flag", False), ("presolve", "off"), ("threads", 1), ("solver", "simplex")):
            self._highs.setOptionValue(option, value)
        for option in ("primal_feasibility_tolerance", "dual_feasibility_tolerance"):
            self._highs.setOptionValue(option, EXACT)
        none = np.zeros(0, dtype=np.int32)
        self._highs.addCols(len(costs), costs, least, most, 0, none, none, np.zeros(0))

    @property
    def n_rows(self) -> int:
        """How many rows there are."""
        return int(self._highs.getNumRow())

    def add_rows(self, rows: Values, least: Values, most: Values) -> None:
        """Add rows, shape (n_rows, n_columns), with their bounds."""
        places, columns = np.nonzero(rows)
        starts = np.searchsorted(places, np.arange(len(rows))).astype(np.int32)
        entries = rows[places, columns]
        self._highs.addRows(len(rows), least, most, len(entries), starts, columns.astype(np.int32), entries)

    def bound_row(self, row: int, least: float, most: float) -> None:
        """Change what a row must lie between."""
        self._highs.changeRowBounds(row, least, most)

    def fix_column(self, column: int, value: float) -> None:
        """Leave a column one value."""
        self._highs.changeColBounds(column, value, value)

    def change_cost(self, column: int, cost: float) -> None:
        """Change what one unit of a column costs."""
        self._highs.changeColCost(column, cost)

    def change_entry(self, row: int, column: int, value: float) -> None:
        """Change one coefficient."""
        self._highs.changeCoeff(row, column, value)

    def solve(self) -> bool:
        """Look for the optimum; say whether there is one."""
        self._highs.run()
        if self._highs.getModelStatus() == self._optimal:
            return True
        self._highs.clearSolver()
        self._highs.run()
        return bool(self._highs.getModelStatus() == self._optimal)

    def point(self) -> Values:
        """Return the columns of the optimum."""
        return np.array(self._highs.getSolution().col_value)

    def duals(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return what one more unit of each row, and of each column, would change."""
        solution = self._highs.getSolution()
        return np.array(solution.row_dual), np.array(solution.col_dual)
