"""The heat map of the framework matrix: each case's median on each factor, printed in its cell."""

from collections.abc import Iterator, Sequence
from itertools import product

from samverkan.charts.grid import Box, Grid, Heading
from samverkan.charts.palette import BLACK, INK, LINE, MUTED, PAPER, SCORE_STEPS, TINT, colour_of_score, ink_on
from samverkan.charts.specification import (
    LABELS,
    MOST_ROWS,
    SIZE,
    SMALL_SIZE,
    Row,
    Specification,
    boxes,
    coloured_texts,
    covers,
    legend,
    legend_height,
    lines,
    picture,
    symbol,
)
from samverkan.domain.coding.codebook import THESIS_FACTORS, Codebook
from samverkan.domain.comparison.matrix import Case, Cell, Matrix
from samverkan.domain.study import Role, Study
from samverkan.domain.trace import anchor_of
from samverkan.domain.words import Text, number, say, say_count

ROW = 28
HIGH_ROW = 34

ROOMY = 100
"""A column this wide, in pixels, holds the number and n side by side."""

NARROW = 56
"""In a column narrower than this, in pixels, the two scores of a divided cell stand above each other."""


def matrix_heatmap(matrix: Matrix, study: Study, codebook: Codebook, language: str) -> Specification | None:
    """Return the heat map of collaborations, or of members; None when there is nothing to show or far too much.

    Factors without a single score are left out, and counted in the legend.
    """
    scored = {cell.factor for cell in matrix.cells.values() if cell.median is not None}
    factors = tuple(factor for factor in matrix.factors if factor in scored)
    if not factors or len(matrix.cases) > MOST_ROWS:
        return None
    grid = _lay_out(matrix.cases, factors, study, [codebook[factor].name(language) for factor in factors])
    if not grid.is_readable:
        return None
    pairs = product(enumerate(matrix.cases), enumerate(factors))
    cells = [(grid.box(row, column), matrix.cell(case, factor)) for (row, case), (column, factor) in pairs]
    names = [_name(cell, study, codebook, language) for _, cell in cells]
    remarks = _legend(matrix, factors, language)
    layers = [
        *_colours(cells),
        *_numbers(cells, grid.column_width, language),
        *_borders(cells),
        _links(cells, names),
        *grid.headings(),
        *legend(remarks, -LABELS, grid.height + 6 + legend_height(remarks)),
    ]
    return picture(layers)


def _lay_out(cases: Sequence[Case], factors: Sequence[str], study: Study, names: Sequence[str]) -> Grid:
    headings = tuple(_heading(case, study) for case in cases)
    topics = tuple(
        Heading(name, is_strong=factor in THESIS_FACTORS) for factor, name in zip(factors, names, strict=True)
    )
    grid = Grid(headings, topics, ROW)
    return grid if grid.is_turned or grid.column_width >= ROOMY else Grid(headings, topics, HIGH_ROW)


def _heading(case: Case, study: Study) -> Heading:
    if not case.municipality:
        return Heading(study.name(case.collaboration))
    is_host = study.role_of(case.municipality, case.collaboration) is Role.HOST
    name = study.name(case.municipality)
    return Heading(f"■ {name}" if is_host else name, group=study.name(case.collaboration))


def _halves(box: Box, is_divided: bool) -> tuple[Box, ...]:
    """Return the cell, or its host's half and the small members' half: left and right, or above and below."""
    if not is_divided:
        return (box,)
    x, y = box.middle
    if box.x2 - box.x < NARROW:
        return Box(box.x, box.y, box.x2, y), Box(box.x, y, box.x2, box.y2)
    return Box(box.x, box.y, x, box.y2), Box(x, box.y, box.x2, box.y2)


def _scores(cell: Cell) -> tuple[float | None, ...]:
    return (cell.host_median, cell.small_median) if cell.is_divided else (cell.median,)


def _parts(cells: list[tuple[Box, Cell]]) -> Iterator[tuple[Box, Cell, float | None]]:
    for box, cell in cells:
        for half, score in zip(_halves(box, cell.is_divided), _scores(cell), strict=True):
            yield half, cell, score


def _colours(cells: list[tuple[Box, Cell]]) -> Iterator[Specification]:
    yield boxes([{**box.corners, "colour": _colour(score)} for box, _, score in _parts(cells)])


def _numbers(cells: list[tuple[Box, Cell]], width: float, language: str) -> Iterator[Specification]:
    scores: list[Row] = []
    counts: list[Row] = []
    dashes: list[Row] = []
    for box, cell, score in _parts(cells):
        x, y = box.middle
        if score is None:
            dashes.append({"x": x - 4, "x2": x + 4, "y": y, "y2": y})
            continue
        has_count = not cell.is_divided and width >= NARROW
        is_lifted = has_count and width < ROOMY
        look = {"colour": ink_on(colour_of_score(score))}
        scores.append({"x": x, "y": y - 7 if is_lifted else y, "words": number(score, language, ".2f"), **look})
        if has_count:
            place = {"x": x, "y": y + 8} if is_lifted else {"x": box.x2 - 24, "y": y}
            counts.append({**place, "words": f"n {len(cell.values)}", **look})
    yield coloured_texts(scores, align="center", fontSize=SIZE if width >= NARROW else SMALL_SIZE)
    yield coloured_texts(counts, align="center", fontSize=SMALL_SIZE)
    yield lines(dashes, stroke=MUTED, strokeWidth=1.5)


def _borders(cells: list[tuple[Box, Cell]]) -> Iterator[Specification]:
    yield boxes([{**box.corners, "colour": None} for box, _ in cells], stroke=PAPER, strokeWidth=2)
    divided = []
    for box, cell in cells:
        if cell.is_divided:
            first, second = _halves(box, is_divided=True)
            divided.append({"x": second.x, "y": second.y, "x2": first.x2, "y2": first.y2})
    yield lines(divided, stroke=BLACK, strokeWidth=1.5)


def _links(cells: list[tuple[Box, Cell]], names: list[str]) -> Specification:
    rows = [
        {**box.corners, "says": name, "link": f"#{anchor_of(cell.id)}"}
        for (box, cell), name in zip(cells, names, strict=True)
    ]
    return covers(rows)


def _colour(score: float | None) -> str:
    return TINT if score is None else colour_of_score(score)


def _name(cell: Cell, study: Study, codebook: Codebook, language: str) -> str:
    case = cell.case
    place = study.name(case.municipality) if case.municipality else study.name(case.collaboration)
    return say(
        "{factor}, {place}: {standing}", factor=codebook[cell.factor].name(language), place=place, standing=_tell(cell)
    ).in_language(language)


def _tell(cell: Cell) -> Text:
    if cell.median is None:
        if cell.n_silent:
            return say_count("no value, {count} asked but silent", "no value, {count} asked but silent", cell.n_silent)
        return say("no value")
    informants = say_count("{count} informant", "{count} informants", len(cell.values))
    if cell.is_divided:
        return say(
            "divided, host {host:.2f}, small members {small:.2f}, {informants}",
            host=cell.host_median,
            small=cell.small_median,
            informants=informants,
        )
    return say("{median:.2f}, {informants}", median=cell.median, informants=informants)


def _legend(matrix: Matrix, factors: Sequence[str], language: str) -> list[tuple[Row | None, str]]:
    steps: list[tuple[Row | None, Text]] = [
        (symbol("square", colour, INK if score == 0.5 else ""), say("{score}", score=score))
        for score, colour in SCORE_STEPS
    ]
    steps[0] = (steps[0][0], say("{score} not in place", score=0))
    steps[-1] = (steps[-1][0], say("{score} in place", score=1))
    steps.append((symbol("square", TINT, LINE), say("– no value")))
    if any(cell.is_divided for cell in matrix.cells.values()):
        steps.append((None, say("two numbers: host first, then small members")))
    if any(case.municipality for case in matrix.cases):
        steps.append((None, say("■ host municipality")))
    if any(factor in THESIS_FACTORS for factor in factors):
        steps.append((None, say("bold: the four factors of the Gothenburg study")))
    if left_out := len(matrix.factors) - len(factors):
        steps.append(
            (
                None,
                say_count(
                    "{count} factor without a score is left out",
                    "{count} factors without a score are left out",
                    left_out,
                ),
            )
        )
    return [(looks, words.in_language(language)) for looks, words in steps]
