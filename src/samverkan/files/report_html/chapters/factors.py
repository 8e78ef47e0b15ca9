"""The chapter about factors: the matrices, the ranking and the contrasts as tables."""

from dataclasses import dataclass
from statistics import median

from samverkan.domain.coding.codebook import THESIS_FACTORS
from samverkan.domain.comparison.contrasts import Contrast, Side
from samverkan.domain.comparison.matrix import Case, Cell, Matrix
from samverkan.domain.comparison.salience import Salience
from samverkan.domain.report.evaluation import Evaluation
from samverkan.domain.words import Text
from samverkan.files.report_html.anchors import Anchors
from samverkan.files.report_html.wording import group_words

FACTORS_DOWN_UP_TO = 12
"""With more cases than this, the cases go down the table and the factors across."""

MOST_MEMBERS = 60
MOST_DETAILED = 12
"""Clusters that get a table of every count; the workbook has the others."""

MOST_RANKED = 12
MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class Layout:
    """A matrix with the way it lies on the page."""

    matrix: Matrix
    cases: tuple[Case, ...]
    thesis: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def has_factors_down(self) -> bool:
        """Whether the factors are the rows."""
        return len(self.cases) <= FACTORS_DOWN_UP_TO

    @property
    def factors(self) -> tuple[str, ...]:
        """All factors, the thesis's first."""
        return (*self.thesis, *self.others)


@dataclass(frozen=True, slots=True)
class FactorSummary:
    """One factor over very many members."""

    factor: str
    n_scored: int
    middle: float | None
    lowest: float | None
    highest: float | None


@dataclass(frozen=True, slots=True)
class Group:
    """One side of a contrast: its members' values, and their median."""

    cells: tuple[Cell, ...]

    @property
    def middle(self) -> float:
        """The median of the members."""
        return median(cell.median for cell in self.cells if cell.median is not None)

    @property
    def is_named(self) -> bool:
        """Whether the members are few enough to be listed."""
        return len(self.cells) <= MOST_NAMED


@dataclass(frozen=True, slots=True)
class ContrastRow:
    """One factor of a contrast."""

    contrast: Contrast
    anchor: str
    first: Group
    second: Group


@dataclass(frozen=True, slots=True)
class ContrastTable:
    """All factors of one contrast."""

    side: Side
    first: Text
    second: Text
    rows: tuple[ContrastRow, ...]

    @property
    def picture(self) -> str:
        """The key of the picture that belongs to the table."""
        return f"contrast_{self.side}"

    @property
    def smallest_p(self) -> tuple[float, float]:
        """The least and the greatest of the smallest p that the factors could have given."""
        values = [row.contrast.smallest_p for row in self.rows]
        return min(values), max(values)


@dataclass(frozen=True, slots=True)
class FactorsChapter:
    """What the chapter about factors shows."""

    clusters: Layout
    detailed: tuple[tuple[Case, tuple[Cell, ...]], ...]
    members: Layout | None
    summary: tuple[FactorSummary, ...]
    rankings: tuple[tuple[Case, tuple[Salience, ...]], ...]
    n_more_rankings: int
    contrasts: tuple[ContrastTable, ...]


def gather_factors(evaluation: Evaluation, anchors: Anchors) -> FactorsChapter:
    """Return the tables of the chapter about factors."""
    clusters, members = evaluation.clusters, evaluation.members
    heard = tuple(case for case in clusters.cases if any(_has_material(cell) for cell in clusters.row(case)))
    speaking = tuple(case for case in members.cases if any(_has_material(cell) for cell in members.row(case)))
    is_too_long = len(members.cases) > MOST_MEMBERS
    shown_clusters = heard if len(clusters.cases) > FACTORS_DOWN_UP_TO else clusters.cases
    rankings = _rankings(evaluation)
    return FactorsChapter(
        clusters=_lay_out(clusters, shown_clusters),
        detailed=tuple((case, tuple(filter(_has_material, clusters.row(case)))) for case in heard[:MOST_DETAILED]),
        members=None if is_too_long or not speaking else _lay_out(members, members.cases),
        summary=_summarise(members) if is_too_long and speaking else (),
        rankings=rankings[:MOST_RANKED],
        n_more_rankings=max(0, len(rankings) - MOST_RANKED),
        contrasts=_contrast_tables(evaluation, anchors),
    )


def _has_material(cell: Cell) -> bool:
    return bool(cell.scores or cell.excerpts or cell.n_not_asked)


def _lay_out(matrix: Matrix, cases: tuple[Case, ...]) -> Layout:
    thesis = tuple(one for one in matrix.factors if one in THESIS_FACTORS)
    others = tuple(one for one in matrix.factors if one not in THESIS_FACTORS)
    return Layout(matrix, cases, thesis, others)


def _summarise(members: Matrix) -> tuple[FactorSummary, ...]:
    found = []
    for factor in members.factors:
        cells = (members.cell(case, factor) for case in members.cases)
        values = [cell.median for cell in cells if cell.median is not None]
        known = (median(values), min(values), max(values)) if values else (None, None, None)
        found.append(FactorSummary(factor, len(values), *known))
    return tuple(found)


def _rankings(evaluation: Evaluation) -> tuple[tuple[Case, tuple[Salience, ...]], ...]:
    ranked: dict[Case, list[Salience]] = {}
    for one in evaluation.salience:
        if one.n_mentioning:
            ranked.setdefault(one.case, []).append(one)
    return tuple((case, tuple(rows)) for case, rows in ranked.items())


def _contrast_tables(evaluation: Evaluation, anchors: Anchors) -> tuple[ContrastTable, ...]:
    tables: dict[tuple[str, str, str], list[ContrastRow]] = {}
    for one in evaluation.contrasts:
        row = ContrastRow(one, anchors.place(one.id), Group(one.first_cells), Group(one.second_cells))
        tables.setdefault((one.side, one.first, one.second), []).append(row)
    study = evaluation.evidence.study
    return tuple(
        ContrastTable(
            side=rows[0].contrast.side,
            first=group_words(study, rows[0].contrast, rows[0].contrast.first),
            second=group_words(study, rows[0].contrast, rows[0].contrast.second),
            rows=tuple(rows),
        )
        for rows in tables.values()
    )
