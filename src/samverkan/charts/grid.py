"""A grid of cases beside factors or codes: few cases stand as columns, many as rows, and names stay readable."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from samverkan.charts.labels import cut, measure, wrap
from samverkan.charts.palette import INK, MUTED
from samverkan.charts.specification import (
    BOLD,
    LABELS,
    LINE_HEIGHT,
    SIZE,
    SMALL_SIZE,
    WIDTH,
    Row,
    Specification,
    lines,
    lines_of_words,
    texts,
)

MOST_COLUMNS: Final = 9
"""With more cases than this they stand as rows, and the names of the columns are turned."""

NARROWEST: Final = 22
"""In pixels: a column must hold a number with two decimals."""

LENIENCE: Final = 5
"""In pixels: a centred name may reach so much past its column, for only the widest fonts need it."""

WIDEST: Final = 264
GROUP_HEIGHT: Final = 24
GROUP_GAP: Final = 8
TURNED_NAMES: Final = 140


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of a row or a column, a short note to it, and the group that it belongs to."""

    words: str
    note: str = ""
    group: str = ""
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of the grid, in pixels."""

    x: float
    y: float
    x2: float
    y2: float

    @property
    def middle(self) -> tuple[float, float]:
        """The point in the middle of the cell."""
        return (self.x + self.x2) / 2, (self.y + self.y2) / 2

    @property
    def corners(self) -> Row:
        """The cell as the place of a rectangle."""
        return {"x": self.x, "y": self.y, "x2": self.x2, "y2": self.y2}


@dataclass(frozen=True, slots=True)
class Grid:
    """Where each case meets each factor or code, and the names around."""

    cases: tuple[Heading, ...]
    topics: tuple[Heading, ...]
    row_height: float
    _columns: tuple[Heading, ...] = field(init=False)
    _rows: tuple[Heading, ...] = field(init=False)

    def __post_init__(self) -> None:
        columns, rows = (self.topics, self.cases) if self.is_turned else (self.cases, self.topics)
        object.__setattr__(self, "_columns", columns)
        object.__setattr__(self, "_rows", rows)

    @property
    def is_turned(self) -> bool:
        """Whether the cases are the rows."""
        return len(self.cases) > MOST_COLUMNS

    @property
    def column_width(self) -> float:
        """How wide a column is, in pixels."""
        gaps = GROUP_GAP * (len(_groups(self._columns)) - 1)
        return min((WIDTH - LABELS - 6 - gaps) / len(self._columns), WIDEST)

    @property
    def is_readable(self) -> bool:
        """Whether a number fits in the columns."""
        return self.column_width >= NARROWEST

    @property
    def width(self) -> float:
        """How wide the cells are together."""
        return self._left(len(self._columns) - 1) + self.column_width

    @property
    def height(self) -> float:
        """How high the cells are together."""
        return self._top(len(self._rows) - 1) + self.row_height

    @property
    def header_height(self) -> float:
        """How much room the names of the columns and of their groups take above the cells."""
        groups = [len(wrapped) for wrapped, _, _ in self._group_names()]
        names = TURNED_NAMES if self.is_turned else LINE_HEIGHT * max(map(len, self._column_names())) + 6
        return names + (LINE_HEIGHT * max(groups) + 8 if groups else 0)

    def box(self, case: int, topic: int) -> Box:
        """Return the cell of a case and a factor or code, by their places."""
        column, row = (topic, case) if self.is_turned else (case, topic)
        x, y = self._left(column), self._top(row)
        return Box(x, y, x + self.column_width, y + self.row_height)

    def headings(self) -> list[Specification]:
        """Return the layers that name rows, columns and groups."""
        return [*self._row_layers(), *self._column_layers(), *self._group_layers()]

    def _left(self, column: int) -> float:
        groups = len(_groups(self._columns[: column + 1])) - 1
        return column * self.column_width + groups * GROUP_GAP

    def _top(self, row: int) -> float:
        named = sum(bool(group) for group in _groups(self._rows[: row + 1]))
        return row * self.row_height + named * GROUP_HEIGHT

    def _row_layers(self) -> Iterator[Specification]:
        plain: list[Row] = []
        strong: list[Row] = []
        notes: list[Row] = []
        for place, heading in enumerate(self._rows):
            middle = self._top(place) + self.row_height / 2
            width = (LABELS - 12) / (BOLD if heading.is_strong else 1) - (
                measure(heading.note, SMALL_SIZE) + 8 if heading.note else 0
            )
            names = wrap(heading.words, width, SIZE)
            (strong if heading.is_strong else plain).extend(lines_of_words(names, -LABELS, middle))
            if heading.note:
                notes.append({"x": -10, "y": middle, "words": heading.note})
        yield texts(plain)
        yield texts(strong, fontWeight="bold")
        yield texts(notes, align="right", fontSize=SMALL_SIZE, fill=MUTED)

    def _column_names(self) -> list[list[str]]:
        width = self.column_width + LENIENCE
        return [
            wrap(one.words, width, SMALL_SIZE, 3) + (wrap(one.note, width, SMALL_SIZE, 2) if one.note else [])
            for one in self._columns
        ]

    def _column_layers(self) -> Iterator[Specification]:
        middles = [self._left(place) + self.column_width / 2 for place in range(len(self._columns))]
        if self.is_turned:
            plain: list[Row] = []
            strong: list[Row] = []
            for x, one in zip(middles, self._columns, strict=True):
                size = SMALL_SIZE * (BOLD if one.is_strong else 1)
                names = wrap(one.words, TURNED_NAMES - 10, size, 2)
                for place, name in enumerate(names):
                    across = x + (place - (len(names) - 1) / 2) * (LINE_HEIGHT - 1)
                    (strong if one.is_strong else plain).append({"x": across, "y": -6, "words": name})
            yield texts(plain, angle=-90, fontSize=SMALL_SIZE)
            yield texts(strong, angle=-90, fontSize=SMALL_SIZE, fontWeight="bold")
            return
        words = [
            {"x": x, "y": -8 - (len(names) - 1 - place) * LINE_HEIGHT, "words": name}
            for x, names in zip(middles, self._column_names(), strict=True)
            for place, name in enumerate(names)
        ]
        yield texts(words, align="center", fontSize=SMALL_SIZE)

    def _group_names(self) -> list[tuple[list[str], float, float]]:
        found = []
        start = 0
        for group, members in groupby(self._columns, key=lambda one: one.group):
            last = start + len(list(members)) - 1
            left, right = self._left(start), self._left(last) + self.column_width
            if group:
                found.append((wrap(group, right - left, SIZE * BOLD, 3), left, right))
            start = last + 1
        return found

    def _group_layers(self) -> Iterator[Specification]:
        words: list[Row] = []
        rules: list[Row] = []
        top = -self.header_height
        for names, left, right in self._group_names():
            bottom = top + LINE_HEIGHT * max(len(one) for one, _, _ in self._group_names())
            middle = bottom - len(names) * LINE_HEIGHT / 2
            words.extend(lines_of_words(names, left, middle))
            rules.append({"x": left, "x2": right, "y": bottom + 2, "y2": bottom + 2})
        start = 0
        for group, members in groupby(self._rows, key=lambda one: one.group):
            if group:
                words.append({"x": -LABELS, "y": self._top(start) - 9, "words": cut(group, WIDTH, SIZE * BOLD)})
            start += len(list(members))
        yield texts(words, fontWeight="bold", fill=INK)
        yield lines(rules, stroke=MUTED)


def _groups(headings: Sequence[Heading]) -> list[str]:
    return [group for group, _ in groupby(headings, key=lambda one: one.group)]
