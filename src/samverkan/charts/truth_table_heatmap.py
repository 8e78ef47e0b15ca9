"""The truth table as a heat map: configurations below each other, and what each says of the outcome."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isnan
from typing import Final

from samverkan.charts.labels import cut, measure
from samverkan.charts.palette import HELPS, INK, LIGHT, LINE, MUTED, PAPER, TINT, colour_of_score, ink_on
from samverkan.charts.specification import (
    LINE_HEIGHT,
    MOST_ROWS,
    SMALL_SIZE,
    WIDTH,
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
    texts,
)
from samverkan.domain.comparison.patterns.places import in_order, row_source
from samverkan.domain.trace import anchor_of
from samverkan.domain.words import Text, as_is, number, say, say_count
from samverkan.methods.qca.sets import Condition
from samverkan.methods.qca.truth_table import Out, TruthTable, row_number
from samverkan.methods.qca.truth_table import Row as Configuration

HIGH: Final = 24
NUMBER: Final = 52
FIGURES: Final = (("out", 40), ("n", 36), ("inclusion", 56), ("pri", 56))
NAMES: Final = 150
"""The least room, in pixels, for the names of the cases."""

NARROWEST: Final = 22
WIDEST: Final = 46
TURNED: Final = 110
MOST_NAMED: Final = 8
LEVELS: Final = (PAPER, HELPS, LIGHT, TINT)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the columns lie, in pixels from the left."""

    width: float
    count: int

    @property
    def conditions(self) -> tuple[float, ...]:
        return tuple(NUMBER + place * self.width for place in range(self.count))

    @property
    def figures(self) -> dict[str, float]:
        """The middle of each column of figures."""
        left = NUMBER + self.count * self.width + 6
        middles = {}
        for name, width in FIGURES:
            middles[name] = left + width / 2
            left += width
        return middles

    @property
    def cases(self) -> float:
        return NUMBER + self.count * self.width + 6 + sum(width for _, width in FIGURES) + 8


def truth_table_heatmap(
    table: TruthTable, cases: Sequence[str], outcome: str, side: str, language: str
) -> Specification | None:
    """Return the truth table, sorted by output and then by the number of cases; None without rows.

    Presence and absence are written as 1 and 0 (or the level), so that nobody needs the colours. With more rows than
    can be read only the first are drawn, and the legend says so. Too many conditions to be read give None.
    """
    ordered = in_order(table.rows)
    conditions = table.sets.conditions
    room = (WIDTH - 6 - NUMBER - sum(width for _, width in FIGURES) - 14 - NAMES) / max(len(conditions), 1)
    if not ordered or room < NARROWEST:
        return None
    shown, columns = ordered[:MOST_ROWS], _Columns(min(room, WIDEST), len(conditions))
    remarks = _legend(len(shown), len(ordered), conditions, language)
    height = HIGH * len(shown)
    layers = [
        *_cells(shown, columns),
        *_figures(shown, columns, language),
        *_names(shown, conditions, cases, columns),
        *_heads(conditions, outcome, columns, language),
        lines(_rules(shown), stroke=MUTED, strokeWidth=1),
        _links(shown, table, cases, (side, language)),
        *legend(remarks, 0, height + 8 + legend_height(remarks)),
    ]
    return picture(layers)


def _cells(shown: Sequence[Configuration], at: _Columns) -> Iterator[Specification]:
    fields: list[Row] = []
    words: list[Row] = []
    for place, row in enumerate(shown):
        top = place * HIGH
        for x, level in zip(at.conditions, row.configuration, strict=True):
            colour = LEVELS[min(level, len(LEVELS) - 1)]
            corners = {"x": x + 1, "x2": x + at.width - 1, "y": top + 1, "y2": top + HIGH - 1}
            fields.append({**corners, "colour": colour})
            middle = {"x": x + at.width / 2, "y": top + HIGH / 2}
            words.append({**middle, "words": str(level), "colour": MUTED if level == 0 else ink_on(colour)})
    yield boxes(fields, stroke=LINE, strokeWidth=1)
    yield coloured_texts(words, align="center", fontSize=SMALL_SIZE)


def _figures(shown: Sequence[Configuration], at: _Columns, language: str) -> Iterator[Specification]:
    middles = at.figures
    outs: list[Row] = []
    plain: list[Row] = []
    heat: list[Row] = []
    heated: list[Row] = []
    for place, row in enumerate(shown):
        y = (place + 0.5) * HIGH
        outs.append({"x": middles["out"], "y": y, "words": row.out.value})
        plain.append({"x": middles["n"], "y": y, "words": str(row.n)})
        plain.append({"x": middles["pri"], "y": y, "words": _write(row.fit.pri, language)})
        colour = TINT if isnan(row.fit.inclusion) else colour_of_score(row.fit.inclusion)
        x = middles["inclusion"]
        heat.append({"x": x - 24, "x2": x + 24, "y": y - HIGH / 2 + 1, "y2": y + HIGH / 2 - 1, "colour": colour})
        heated.append({"x": x, "y": y, "words": _write(row.fit.inclusion, language), "colour": ink_on(colour)})
    yield boxes(heat, stroke=LINE, strokeWidth=0.75)
    yield texts(outs, align="center", fontWeight="bold")
    yield texts(plain, align="center", fontSize=SMALL_SIZE)
    yield coloured_texts(heated, align="center", fontSize=SMALL_SIZE)


def _write(value: float, language: str) -> str:
    return "–" if isnan(value) else number(value, language, ".3f")


def _names(
    shown: Sequence[Configuration], conditions: Sequence[Condition], cases: Sequence[str], at: _Columns
) -> Iterator[Specification]:
    names: list[Row] = []
    numbers: list[Row] = []
    for place, row in enumerate(shown):
        y = (place + 0.5) * HIGH
        said = cut(", ".join(cases[one] for one in row.cases), WIDTH - 6 - at.cases, SMALL_SIZE)
        names.append({"x": at.cases, "y": y, "words": said})
        numbers.append({"x": NUMBER - 10, "y": y, "words": str(row_number(row.configuration, conditions))})
    yield texts(names, fontSize=SMALL_SIZE)
    yield texts(numbers, align="right", fontSize=SMALL_SIZE, fill=MUTED)


def _heads(conditions: Sequence[Condition], outcome: str, at: _Columns, language: str) -> Iterator[Specification]:
    is_turned = any(measure(one.name, SMALL_SIZE) > at.width for one in conditions)
    middles = [x + at.width / 2 for x in at.conditions]
    heads = [
        {"x": x, "y": -6 if is_turned else -10, "words": cut(one.name, TURNED, SMALL_SIZE)}
        for x, one in zip(middles, conditions, strict=True)
    ]
    yield texts(heads, fontSize=SMALL_SIZE, **({"angle": -90} if is_turned else {"align": "center"}))
    named = {"out": as_is("OUT"), "n": as_is("n"), "inclusion": say("inclusion"), "pri": as_is("PRI")}
    figures = [{"x": at.figures[name], "y": -10, "words": words.in_language(language)} for name, words in named.items()]
    yield texts(figures, align="center", fontSize=SMALL_SIZE)
    told = say("OUT: {outcome}", outcome=outcome).in_language(language)
    edges = [
        {"x": at.cases, "y": -10, "words": say("cases").in_language(language)},
        {"x": at.cases, "y": -10 - LINE_HEIGHT - 4, "words": cut(told, WIDTH - at.cases, SMALL_SIZE)},
    ]
    yield texts(edges, fontSize=SMALL_SIZE)
    row = {"x": NUMBER - 10, "y": -10, "words": say("row").in_language(language)}
    yield texts([row], align="right", fontSize=SMALL_SIZE, fill=MUTED)


def _rules(shown: Sequence[Configuration]) -> list[Row]:
    """A line where the output changes."""
    places = [at for at in range(1, len(shown)) if shown[at].out is not shown[at - 1].out]
    return [{"x": 0, "x2": WIDTH - 6, "y": at * HIGH, "y2": at * HIGH} for at in (0, *places, len(shown))]


def _links(
    shown: Sequence[Configuration], table: TruthTable, cases: Sequence[str], where: tuple[str, str]
) -> Specification:
    side, language = where
    rows: list[Row] = []
    for place, row in enumerate(shown):
        at = row_number(row.configuration, table.sets.conditions)
        corners = {"x": 0, "x2": WIDTH - 6, "y": place * HIGH, "y2": (place + 1) * HIGH}
        says = _tell(row, at, table.sets.conditions, cases).in_language(language)
        rows.append({**corners, "says": says, "link": f"#{anchor_of(row_source(side, at))}"})
    return covers(rows)


def _tell(row: Configuration, at: int, conditions: Sequence[Condition], cases: Sequence[str]) -> Text:
    levels = ", ".join(f"{one.name} {level}" for one, level in zip(conditions, row.configuration, strict=True))
    named = ", ".join(cases[one] for one in row.cases[:MOST_NAMED]) + (" …" if row.n > MOST_NAMED else "")
    meanings = {
        Out.POSITIVE: say("has the outcome"),
        Out.NEGATIVE: say("has not the outcome"),
        Out.CONTRADICTION: say("contradictory"),
        Out.REMAINDER: say("too few cases"),
    }
    return say_count(
        "Row {row}, {levels}: {out}, inclusion {inclusion:.3f}, {count} case: {named}",
        "Row {row}, {levels}: {out}, inclusion {inclusion:.3f}, {count} cases: {named}",
        row.n,
        row=str(at),
        levels=levels,
        out=meanings[row.out],
        inclusion=row.fit.inclusion,
        named=named,
    )


def _legend(n_shown: int, n_rows: int, conditions: Sequence[Condition], language: str) -> list[tuple[Row | None, str]]:
    entries: list[tuple[Row | None, Text]] = [
        (symbol("square", HELPS), say("1 present")),
        (symbol("square", PAPER, INK), say("0 absent")),
        (None, say("OUT 1 has the outcome, 0 has not, C contradictory, ? too few cases")),
    ]
    if any(one.is_multivalue for one in conditions):
        entries[:2] = [(None, say("numbers in the cells are levels"))]
    if n_rows > n_shown:
        entries.append((None, say("The first {shown} of {all} rows; the workbook has all.", shown=n_shown, all=n_rows)))
    return [(looks, words.in_language(language)) for looks, words in entries]
