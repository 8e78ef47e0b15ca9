"""A plan of clusters: municipalities as dots by size, clusters linked or outlined, hosts marked; no map is needed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, product
from math import hypot, sqrt
from typing import Final

from samverkan.charts.labels import cut, measure, wrap
from samverkan.charts.member_looks import COLOURS, colour_of
from samverkan.charts.palette import INK, MUTED, PAPER
from samverkan.charts.panels import Panel, name_panels, place_panels
from samverkan.charts.specification import (
    BOLD,
    SIZE,
    SMALL_SIZE,
    WIDTH,
    Row,
    Specification,
    boxes,
    legend,
    legend_height,
    lines,
    lines_of_words,
    picture,
    points,
    symbol,
    texts,
)
from samverkan.charts.telling import Telling, cover_parts, list_sentences, part
from samverkan.domain.words import Text, number, say

MOST_HIGH: Final = 640
BORDER: Final = 40
LARGEST: Final = 28.0
SMALLEST: Final = 7.0
UNKNOWN: Final = 9.0
LEAST: Final = 5.0
"""The widths of dots in pixels: largest municipality, least drawn, unknown size, and least in a crowd."""

CROWD: Final = 60
LEAST_SHRUNK: Final = 0.45
"""With more places than a crowd the dots shrink, down to this share of their width."""

MOST_COLUMNS: Final = 3
HEAD: Final = 34
ROW_HEIGHT: Final = 34
INDENT: Final = 24
LINK: Final = "M-1.2,-0.3L1.2,-0.3L1.2,0.3L-1.2,0.3Z"
"""The symbol of a link, in the legend."""

MOST_NAMED: Final = len(COLOURS)
"""With more clusters than colours the legend of a map does not name them."""

WIDEST: Final = 340
FREE: Final = PAPER
LABEL_WIDTH: Final = 150
STEP: Final = 6
"""How far apart the places along a link are that names keep clear of, in pixels."""

Box = tuple[float, float, float, float]
"""The left, upper, right and lower edge, in pixels."""


@dataclass(frozen=True, slots=True)
class PlanPlace:
    """One municipality: its cluster, '' when it stays alone, its inhabitants, and where it lies when that is known.

    The coordinates are on a plane, eastward and northward, in any unit, such as SWEREF 99 TM;
    degrees must be turned into such first.
    """

    name: str
    cluster: str = ""
    inhabitants: int | None = None
    position: tuple[float, float] | None = None
    is_host: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class ClusterPlan:
    """The municipalities, those of a cluster in the order in which they are listed."""

    places: tuple[PlanPlace, ...]


@dataclass(frozen=True, slots=True)
class _Dot:
    """A municipality with its place and its width, in pixels, and the looks of its cluster."""

    place: PlanPlace
    x: float
    y: float
    width: int
    fill: str

    @property
    def looks(self) -> Row:
        """A host is a square."""
        return symbol("square" if self.place.is_host else "circle", self.fill, INK)


def cluster_plan(found: ClusterPlan, language: str) -> Specification | None:
    """Return the plan: by position when all places have one, else one outlined list for each cluster.

    None without places. Names that would collide on the map are left out there; they are heard.
    """
    if not found.places:
        return None
    if len(found.places) > 1 and all(one.position is not None for one in found.places):
        return _map(found, language)
    return _lists(found, language)


def tell_cluster_plan(found: ClusterPlan, language: str) -> Telling:
    """Return the words that go with the picture."""
    sentences = (
        f"{_cluster_words(name, language)}: {'; '.join(_tell(one, language) for one in members)}"
        for name, members in _by_cluster(found).items()
    )
    return Telling(
        say("Which municipalities go together"),
        say("Each dot is a municipality, as large as its inhabitants are many; a square is a host."),
        list_sentences(sentences),
    )


def _tell(one: PlanPlace, language: str) -> str:
    told = [one.name]
    if one.is_host:
        told.append(say("host").in_language(language))
    if one.inhabitants is not None:
        told.append(say("{n:,} inhabitants", n=one.inhabitants).in_language(language))
    return ", ".join(told)


def _by_cluster(found: ClusterPlan) -> Mapping[str, list[PlanPlace]]:
    """Return the places of each cluster, in the order in which the clusters come; those alone last."""
    names = list(dict.fromkeys(one.cluster for one in found.places if one.cluster))
    names += [""] if any(not one.cluster for one in found.places) else []
    return {name: [one for one in found.places if one.cluster == name] for name in names}


def _cluster_words(name: str, language: str) -> str:
    return name or say("on their own").in_language(language)


def _fills(found: ClusterPlan) -> Mapping[str, str]:
    return {name: colour_of(place) if name else FREE for place, name in enumerate(_by_cluster(found))}


def _width_of(one: PlanPlace, found: ClusterPlan) -> int:
    """Return the width of a dot whose area follows the inhabitants; in a crowd all dots are smaller."""
    largest = max((each.inhabitants or 0 for each in found.places), default=0)
    shrunk = max(min(sqrt(CROWD / len(found.places)), 1.0), LEAST_SHRUNK)
    if one.inhabitants is None or not largest:
        return round(UNKNOWN * shrunk)
    return round(max(LARGEST * sqrt(one.inhabitants / largest) * shrunk, LEAST if shrunk < 1 else SMALLEST))


def _draw_dots(dots: Sequence[_Dot]) -> Iterator[Specification]:
    """Yield the dots, the largest first so that no small one is hidden."""
    for width, alike in groupby(sorted(dots, key=lambda one: -one.width), key=lambda one: one.width):
        # A symbol's size is the square of its width, for a circle as for a square.
        yield points([{"x": dot.x, "y": dot.y, **dot.looks} for dot in alike], size=width**2, strokeWidth=1.25)


def _map(found: ClusterPlan, language: str) -> Specification:
    dots = _place_on_map(found)
    ways = _link(dots)
    remarks = [*_clusters(found), *_legend(found, language)]
    bottom = max(dot.y for dot in dots) + BORDER
    layers = [
        *_draw_links(ways),
        *_draw_dots(dots),
        *_labels(dots, ways),
        *legend(remarks, 0, bottom + legend_height(remarks)),
        *cover_parts([_part(dot, language) for dot in dots]),
    ]
    return picture(layers)


def _place_on_map(found: ClusterPlan) -> list[_Dot]:
    positions = [one.position for one in found.places if one.position is not None]
    east, north = [x for x, _ in positions], [y for _, y in positions]
    across, upward = max(east) - min(east), max(north) - min(north)
    inner = WIDTH - 2 * BORDER - LABEL_WIDTH
    scale = min(inner / (across or 1e-9), (MOST_HIGH - 2 * BORDER) / (upward or 1e-9)) if across or upward else 0.0
    fills = _fills(found)
    left = BORDER + (inner - across * scale) / 2
    return [
        _Dot(
            one,
            left + (x - min(east)) * scale,
            BORDER + (max(north) - y) * scale,
            _width_of(one, found),
            fills[one.cluster],
        )
        for one, (x, y) in zip(found.places, positions, strict=True)
    ]


def _link(dots: Sequence[_Dot]) -> list[tuple[_Dot, _Dot]]:
    """Link each cluster: its members to the host, or without one each to the nearest that is linked already."""
    ways: list[tuple[_Dot, _Dot]] = []
    for name in dict.fromkeys(dot.place.cluster for dot in dots if dot.place.cluster):
        members = sorted((dot for dot in dots if dot.place.cluster == name), key=lambda dot: not dot.place.is_host)
        linked, waiting = members[:1], members[1:]
        while waiting:
            ends = linked[:1] if linked[0].place.is_host else linked
            near, far = min(
                product(ends, waiting), key=lambda pair: hypot(pair[0].x - pair[1].x, pair[0].y - pair[1].y)
            )
            ways.append((near, far))
            linked.append(far)
            waiting.remove(far)
    return ways


def _draw_links(ways: Sequence[tuple[_Dot, _Dot]]) -> Iterator[Specification]:
    rows = [{"x": near.x, "y": near.y, "x2": far.x, "y2": far.y, "colour": near.fill} for near, far in ways]
    yield lines(rows, stroke=INK, strokeWidth=4.5)
    for colour in dict.fromkeys(row["colour"] for row in rows):
        yield lines([row for row in rows if row["colour"] == colour], stroke=colour, strokeWidth=2.5)


def _labels(dots: Sequence[_Dot], ways: Sequence[tuple[_Dot, _Dot]]) -> Iterator[Specification]:
    """Name the hosts first, then the largest, where there is room: beside the links or, outside a crowd, over them."""
    taken = [_around(dot.x, dot.y, dot.width / 2) for dot in dots]
    crossed = [box for near, far in ways for box in _along(near, far)]
    plain: list[Row] = []
    bold: list[Row] = []
    backs: list[Row] = []
    for dot in sorted(dots, key=lambda one: (not one.place.is_host, -one.width)):
        name = cut(dot.place.name, LABEL_WIDTH, SMALL_SIZE)
        places = _beside(dot, measure(name, SMALL_SIZE) * (BOLD if dot.place.is_host else 1))
        free = [box for box in places if _is_free(box, taken)]
        chosen = next((box for box in free if _is_free(box, crossed)), free[0] if free and len(dots) <= CROWD else None)
        if chosen is not None:
            taken.append(chosen)
            left, top, right, bottom = chosen
            backs.append({"x": left - 1, "x2": right + 1, "y": top, "y2": bottom, "colour": PAPER})
            (bold if dot.place.is_host else plain).append({"x": left, "y": (top + bottom) / 2, "words": name})
    yield boxes(backs, fillOpacity=0.8)
    yield texts(plain, fontSize=SMALL_SIZE)
    yield texts(bold, fontSize=SMALL_SIZE, fontWeight="bold")


def _around(x: float, y: float, reach: float) -> Box:
    return x - reach, y - reach, x + reach, y + reach


def _along(near: _Dot, far: _Dot) -> list[Box]:
    steps = max(int(hypot(near.x - far.x, near.y - far.y) / STEP), 1)
    shares = [step / steps for step in range(steps + 1)]
    return [_around(near.x + (far.x - near.x) * one, near.y + (far.y - near.y) * one, 3) for one in shares]


def _beside(dot: _Dot, long: float) -> list[Box]:
    """Return where a name of this length may stand: right, left, below, above, and in the corners."""
    reach = dot.width / 2 + 4
    starts = [
        *((reach, 0), (-reach - long, 0), (-long / 2, reach + 5), (-long / 2, -reach - 5)),
        *((reach - 4, reach), (reach - 4, -reach), (4 - reach - long, reach), (4 - reach - long, -reach)),
    ]
    return [(dot.x + dx, dot.y + dy - 6, dot.x + dx + long, dot.y + dy + 6) for dx, dy in starts]


def _is_free(box: Box, taken: Sequence[Box]) -> bool:
    left, top, right, bottom = box
    if left < 0 or right > WIDTH - 4 or top < 0:
        return False
    return not any(left < x2 and x < right and top < y2 and y < bottom for x, y, x2, y2 in taken)


def _part(dot: _Dot, language: str) -> Row:
    reach = max(dot.width / 2, 8)
    corners = {"x": dot.x - reach, "x2": dot.x + reach, "y": dot.y - reach, "y2": dot.y + reach}
    says = f"{_tell(dot.place, language)} ({_cluster_words(dot.place.cluster, language)})"
    return part(corners, says, dot.place.source)


def _lists(found: ClusterPlan, language: str) -> Specification:
    clusters = _by_cluster(found)
    fills = _fills(found)
    titles = [_cluster_words(name, language) for name in clusters]
    heights = [ROW_HEIGHT * len(members) + 8 for members in clusters.values()]
    placed = place_panels(titles, heights, HEAD, 4, MOST_COLUMNS)
    panels = [replace(panel, width=min(panel.width, WIDEST)) for panel in placed]
    dots: list[_Dot] = []
    for panel, (name, members) in zip(panels, clusters.items(), strict=True):
        for place, one in enumerate(sorted(members, key=lambda each: not each.is_host)):
            y = panel.top + 4 + (place + 0.5) * ROW_HEIGHT
            dots.append(_Dot(one, panel.left + INDENT, y, _width_of(one, found), fills[name]))
    remarks = _legend(found, language)
    bottom = max(panel.top + height for panel, height in zip(panels, heights, strict=True)) + 12
    layers = [
        _outlines(panels, heights, list(clusters)),
        *_draw_links(_link(dots)),
        *_draw_dots(dots),
        *_list_words(dots, panels[0].width, language),
        name_panels(panels, HEAD),
        *legend(remarks, 4, bottom + legend_height(remarks)),
        *cover_parts([_part(dot, language) for dot in dots]),
    ]
    return picture(layers)


def _outlines(panels: Sequence[Panel], heights: Sequence[float], names: Sequence[str]) -> Specification:
    rows = [
        {"x": panel.left, "x2": panel.right, "y": panel.top, "y2": panel.top + height, "colour": PAPER}
        for panel, height, name in zip(panels, heights, names, strict=True)
        if name
    ]
    return boxes(rows, stroke=MUTED, strokeWidth=1.25, cornerRadius=8)


def _list_words(dots: Sequence[_Dot], width: float, language: str) -> Iterator[Specification]:
    sizes = ["" if dot.place.inhabitants is None else number(dot.place.inhabitants, language, ",") for dot in dots]
    names: Mapping[bool, list[Row]] = {True: [], False: []}
    for dot, size in zip(dots, sizes, strict=True):
        x = dot.x + LARGEST / 2 + 8
        room = width - INDENT - LARGEST / 2 - 8 - measure(size, SMALL_SIZE) - 16
        words = wrap(dot.place.name, room, SIZE * BOLD)
        names[dot.place.is_host].extend(lines_of_words(words, x, dot.y))
    yield texts(names[False])
    yield texts(names[True], fontWeight="bold")
    rows = [{"x": dot.x - INDENT + width - 8, "y": dot.y, "words": size} for dot, size in zip(dots, sizes, strict=True)]
    yield texts([row for row in rows if row["words"]], align="right", fontSize=SMALL_SIZE, fill=MUTED)


def _clusters(found: ClusterPlan) -> list[tuple[Row | None, str]]:
    """Name the clusters of a map, where they have no heads of their own; of many only the links tell."""
    named: list[tuple[Row | None, str]] = [
        (symbol(LINK, fill, INK), name) for name, fill in _fills(found).items() if name
    ]
    return named if len(named) <= MOST_NAMED else []


def _legend(found: ClusterPlan, language: str) -> list[tuple[Row | None, str]]:
    entries: list[tuple[Row | None, Text]] = []
    if any(one.is_host for one in found.places):
        entries.append((symbol("square", MUTED, INK), say("host municipality")))
        entries.append((symbol("circle", MUTED, INK), say("other member")))
    else:
        entries.append((symbol("circle", MUTED, INK), say("member municipality")))
    if any(not one.cluster for one in found.places):
        entries.append((symbol("circle", FREE, INK), say("in no cluster")))
    if any(one.inhabitants is not None for one in found.places):
        entries.append((None, say("The area of a dot follows its inhabitants.")))
    return [(looks, words.in_language(language)) for looks, words in entries]
