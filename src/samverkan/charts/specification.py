"""The grammar that all pictures share: rows become layers, and layers a picture of one width.

Places are reckoned here, in pixels, so that names never collide and every machine draws the same; Vega-Lite draws.
"""

from collections.abc import Iterable, Iterator, Sequence
from math import ceil
from typing import Any, Final

from samverkan.charts.labels import measure
from samverkan.charts.palette import INK, LINE, MUTED, PAPER

Specification = dict[str, Any]
"""A Vega-Lite specification as a plain dict."""

Row = dict[str, Any]
"""One mark's data. `says` is its name for assistive technology and on hovering, `link` the anchor that it leads to."""

WIDTH: Final = 720
"""Every picture is this wide, in pixels, and shrinks with its column."""

LABELS: Final = 190
"""How much of the width the names of the rows take."""

MOST_ROWS: Final = 40
"""With more rows than this a picture is harder to read than the table beside it, and is left out."""

SIZE: Final = 12
SMALL_SIZE: Final = 11
LINE_HEIGHT: Final = 13
MARGIN: Final = 3
BOLD: Final = 1.15
"""How much wider bold words are."""

FONTS: Final = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"


def layer(mark: Specification, rows: Sequence[Row], **encoding: Specification) -> Specification:
    """Return one layer; only marks that say something are heard, and only those with a link lead anywhere."""
    is_heard = any("says" in row for row in rows)
    if is_heard:
        encoding["description"] = {"field": "says", "type": "nominal"}
    if any("link" in row for row in rows):
        encoding["href"] = {"field": "link", "type": "nominal"}
    return {"data": {"values": list(rows)}, "mark": {**mark, "aria": is_heard}, "encoding": encoding}


def at(field: str) -> Specification:
    """Return a position given in pixels from the upper left corner of the view."""
    return {"field": field, "type": "quantitative", "scale": None, "axis": None}


def paint(field: str = "colour") -> Specification:
    """Return a colour that the rows name themselves."""
    return {"field": field, "type": "nominal", "scale": None, "legend": None}


def coloured_texts(rows: Sequence[Row], **style: Any) -> Specification:
    """Return words as `texts` does, each in the colour that its row names."""
    found = texts(rows, **style)
    del found["mark"]["fill"]
    found["encoding"]["fill"] = paint()
    return found


def boxes(rows: Sequence[Row], **style: Any) -> Specification:
    """Return rectangles from (x, y) to (x2, y2), each in its own colour."""
    mark = {"type": "rect", **style}
    return layer(mark, rows, x=at("x"), y=at("y"), x2={"field": "x2"}, y2={"field": "y2"}, fill=paint())


def covers(rows: Sequence[Row]) -> Specification:
    """Return unseen rectangles that carry names and links; draw them last, so that they lie on top."""
    return layer(
        {"type": "rect", "fill": PAPER, "fillOpacity": 0},
        rows,
        x=at("x"),
        y=at("y"),
        x2={"field": "x2"},
        y2={"field": "y2"},
    )


def lines(rows: Sequence[Row], **style: Any) -> Specification:
    """Return straight lines from (x, y) to (x2, y2)."""
    mark = {"type": "rule", "stroke": LINE, **style}
    return layer(mark, rows, x=at("x"), y=at("y"), x2={"field": "x2"}, y2={"field": "y2"})


def texts(rows: Sequence[Row], **style: Any) -> Specification:
    """Return one line of words for each row, at (x, y)."""
    mark = {"type": "text", "align": "left", "baseline": "middle", "fontSize": SIZE, "fill": INK, **style}
    return layer(mark, rows, x=at("x"), y=at("y"), text={"field": "words", "type": "nominal"})


def points(rows: Sequence[Row], **style: Any) -> Specification:
    """Return symbols at (x, y), each with its own shape, filling and outline."""
    shape = {"field": "shape", "type": "nominal", "scale": None, "legend": None}
    mark = {"type": "point", "opacity": 1, "size": 80, "strokeWidth": 1.75, **style}
    return layer(mark, rows, x=at("x"), y=at("y"), shape=shape, fill=paint("fill"), stroke=paint("stroke"))


def lines_of_words(words: Sequence[str], x: float, middle: float) -> list[Row]:
    """Return the rows of words on several lines, set around a middle."""
    first = middle - (len(words) - 1) * LINE_HEIGHT / 2
    return [{"x": x, "y": first + place * LINE_HEIGHT, "words": line} for place, line in enumerate(words)]


def symbol(shape: str, fill: str, stroke: str = "") -> Row:
    """Return the looks of a symbol; an open one is filled with paper."""
    return {"shape": shape, "fill": fill, "stroke": stroke or fill}


def legend(entries: Iterable[tuple[Row | None, str]], left: float, bottom: float) -> list[Specification]:
    """Return the layers of a legend whose last line is at `bottom`; an entry without a symbol is a remark."""
    marks: list[Row] = []
    words: list[Row] = []
    x, y = 0.0, 0.0
    for looks, meaning in entries:
        width = measure(meaning, SMALL_SIZE) + (32 if looks else 16)
        if x and x + width - 16 > WIDTH - 2 * MARGIN:
            x, y = 0.0, y + 18
        if looks:
            marks.append({"x": left + x + 6, "y": y, **looks})
        words.append({"x": left + x + (16 if looks else 0), "y": y, "words": meaning})
        x += width
    for row in (*marks, *words):
        row["y"] += bottom - y
    return [points(marks, size=90), texts(words, fontSize=SMALL_SIZE, fill=MUTED)]


def legend_height(entries: Iterable[tuple[Row | None, str]]) -> float:
    """Return how high a legend becomes."""
    rows = legend(entries, 0, 0)[1]["data"]["values"]
    return 18 * len({row["y"] for row in rows})


def picture(layers: Sequence[Specification]) -> Specification:
    """Return the finished specification: as wide as every picture, and as high as its layers need."""
    spans = [span for one in layers for span in _spans(one)]
    left = ceil(max(-min(span[0] for span in spans), 0)) + MARGIN
    top = ceil(max(-min(span[1] for span in spans), 0)) + MARGIN
    return {
        "width": WIDTH - left,
        "height": ceil(max(span[3] for span in spans)) + MARGIN,
        "autosize": {"type": "none"},
        "padding": {"left": left, "top": top, "right": 0, "bottom": 0},
        "background": None,
        "layer": list(layers),
        "config": {"font": FONTS, "view": {"stroke": None}},
    }


def right_edge(specification: Specification) -> float:
    """Return how far to the right the picture's marks and words reach, in pixels from its left edge."""
    spans = (span for one in specification["layer"] for span in _spans(one))
    return float(specification["padding"]["left"] + max(span[2] for span in spans))


def _spans(layer: Specification) -> Iterator[tuple[float, float, float, float]]:
    """Yield the left, upper, right and lower edge of what each row draws."""
    mark = layer["mark"]
    for row in layer["data"]["values"]:
        if mark["type"] == "text":
            yield _span_of_words(row, mark)
        else:
            reach = mark["size"] ** 0.5 / 2 + 1 if mark["type"] == "point" else 0
            xs, ys = (row["x"], row.get("x2", row["x"])), (row["y"], row.get("y2", row["y"]))
            yield min(xs) - reach, min(ys) - reach, max(xs) + reach, max(ys) + reach


def _span_of_words(row: Row, mark: Specification) -> tuple[float, float, float, float]:
    length = measure(row["words"], mark["fontSize"]) * (BOLD if mark.get("fontWeight") == "bold" else 1)
    before = length * {"left": 0, "center": 0.5, "right": 1}[mark["align"]]
    half = mark["fontSize"] / 2
    if mark.get("angle"):
        return row["x"] - half, row["y"] - length + before, row["x"] + half, row["y"] + before
    return row["x"] - before, row["y"] - half, row["x"] - before + length, row["y"] + half
