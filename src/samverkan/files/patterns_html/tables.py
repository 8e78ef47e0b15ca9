"""The page's truth table and necessity table: both sides beside each other, sorted for a reader."""

from dataclasses import dataclass
from typing import Final

from samverkan.domain.comparison.patterns.analysis import PatternAnalysis, Side
from samverkan.domain.comparison.patterns.places import ABSENT_SIDE, PRESENT, in_order, row_source
from samverkan.files.report_html.anchors import Anchors
from samverkan.methods.qca.fit import Necessity
from samverkan.methods.qca.truth_table import Out, Row, row_number

MOST_ROWS: Final = 120
MOST_CASES: Final = 12
MOST_STATEMENTS: Final = 40


@dataclass(frozen=True, eq=False)
class PairedRow:
    """A configuration with what it says of the outcome and of its absence."""

    anchor: str
    other_anchor: str
    number: int
    present: Row
    absent: Row
    contradicting: frozenset[int]
    is_in_both: bool

    @property
    def shown_cases(self) -> tuple[int, ...]:
        """The cases that are named."""
        return self.present.cases[:MOST_CASES]

    @property
    def n_more_cases(self) -> int:
        """How many cases are not named."""
        return self.present.n - len(self.shown_cases)


@dataclass(frozen=True, eq=False)
class TableChapter:
    """The truth tables of both sides as one."""

    rows: tuple[PairedRow, ...]
    n_more: int
    n_observed: int
    n_remainders: int
    n_contradictory: int
    unassigned: tuple[int, ...]


def gather_table(analysis: PatternAnalysis, anchors: Anchors) -> TableChapter:
    """Return the truth table; every row that is shown gets its places."""
    table = analysis.present.table
    absent = {row.configuration: row for row in analysis.absent.table.rows}
    both = {row.configuration for row in analysis.both}
    ordered = in_order(table.rows)
    rows = []
    for row in ordered[:MOST_ROWS]:
        number = row_number(row.configuration, table.sets.conditions)
        rows.append(
            PairedRow(
                anchor=anchors.place(row_source(PRESENT, number)),
                other_anchor=anchors.place(row_source(ABSENT_SIDE, number)),
                number=number,
                present=row,
                absent=absent[row.configuration],
                contradicting=frozenset(table.contradicting(row)),
                is_in_both=row.configuration in both,
            )
        )
    return TableChapter(
        rows=tuple(rows),
        n_more=len(ordered) - len(rows),
        n_observed=sum(row.out is not Out.REMAINDER for row in table.rows),
        n_remainders=table.n_remainders,
        n_contradictory=sum(bool(table.contradicting(row)) for row in table.rows),
        unassigned=table.unassigned,
    )


@dataclass(frozen=True, slots=True)
class NecessaryRow:
    """One literal, with how nearly the outcome and its absence lie within it."""

    text: str
    present: Necessity
    absent: Necessity | None
    is_necessary: bool
    is_necessary_for_absence: bool


def gather_necessity(analysis: PatternAnalysis) -> tuple[NecessaryRow, ...]:
    """Return the literals, the most nearly necessary for the outcome first."""
    rows = [
        NecessaryRow(
            text,
            fit,
            analysis.absent.single.get(text),
            is_necessary(fit, analysis),
            is_necessary(analysis.absent.single.get(text), analysis),
        )
        for text, fit in analysis.present.single.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-_or_zero(row.present.inclusion), row.text)))


def is_necessary(fit: Necessity | None, analysis: PatternAnalysis) -> bool:
    """Whether the fit reaches the cut-offs for necessity."""
    settings = analysis.settings
    return (
        fit is not None
        and fit.inclusion >= settings.necessity_inclusion
        and fit.relevance >= settings.necessity_relevance
    )


def _or_zero(value: float) -> float:
    return 0.0 if value != value else value


def shown_statements(side: Side) -> tuple[int, int]:
    """Return how many statements of necessity the page shows, and how many it leaves to the workbook."""
    shown = min(len(side.statements), MOST_STATEMENTS)
    return shown, len(side.statements) - shown
