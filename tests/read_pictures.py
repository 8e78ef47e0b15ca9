"""What a person meets in a picture: its words, its symbols, and its links with their names."""

from typing import Any

from samverkan.charts.specification import Specification


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
