"""Tables of plain text: words to the left, figures to the right, for a terminal."""

from collections.abc import Sequence
from itertools import zip_longest

from samverkan.domain.words import Text, number

INDENT = "  "


def align(rows: Sequence[Sequence[str]], n_words: int = 1) -> list[str]:
    """Return rows with their cells below each other; the first `n_words` columns and the last to the left."""
    widths = [max(map(len, cells)) for cells in zip_longest(*rows, fillvalue="")]
    lines = []
    for row in rows:
        cells = [
            cell.ljust(width) if place < n_words else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row[:-1], widths, strict=False))
        ]
        lines.append(f"{INDENT}{'  '.join(cells)}  {row[-1]}".rstrip())
    return lines


def list_texts(title: Text, texts: Sequence[Text], language: str) -> list[str]:
    """Return texts below a heading, each on a line of its own; nothing without texts."""
    if not texts:
        return []
    return [title.in_language(language), *(f"{INDENT}• {one.in_language(language)}" for one in texts)]


def write_whole(value: int | None, language: str) -> str:
    """Return a whole number as the language writes it; a dash when it is not known."""
    return "–" if value is None else number(value, language, ",")


def write_signed(value: int | None, language: str) -> str:
    """Return a whole number with its sign, nothing having none; a dash when it is not known."""
    return "–" if value is None else number(value, language, "+," if value else ",")
