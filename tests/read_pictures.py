"""What a person meets in a picture: its words, its symbols, and its links with their names."""

from typing import Any

from samverkan.charts.specification import Specification

COLLISIONS = """() => [...document.querySelectorAll('svg')].flatMap((svg) => {
  const frame = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll('text')].map((text) => [text.textContent, text.getBoundingClientRect()]);
  const outside = texts.filter(([, box]) => box.left < frame.left - 1 || box.right > frame.right + 1
    || box.top < frame.top - 1 || box.bottom > frame.bottom + 1).map(([words]) => `outside: ${words}`);
  const over = texts.flatMap(([words, a], place) => texts.slice(place + 1).filter(([, b]) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4).map(([other]) => `${words} over ${other}`));
  return [...outside, ...over].map((found) => `${svg.querySelector('title').textContent}: ${found}`);
})"""
"""What a browser runs to find words that lie outside their picture, or over other words."""


def rows_of(specification: Specification | None, mark: str) -> list[dict[str, Any]]:
    """The rows of all layers with this mark, those of the legend last."""
    assert specification is not None
    layers = (layer for layer in specification["layer"] if layer["mark"]["type"] == mark)
    return [row for layer in layers for row in layer["data"]["values"]]


def words_of(specification: Specification | None) -> list[str]:
    """All words that are written in the picture."""
    return [row["words"] for row in rows_of(specification, "text")]


def links_of(specification: Specification | None) -> dict[str, str]:
    """The name of each link, by the anchor that it leads to."""
    return {row["link"]: row["says"] for row in rows_of(specification, "rect") if "link" in row}
