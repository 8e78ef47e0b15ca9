"""Tables of plain text: words to the left, figures to the right, for a terminal."""

from collections.abc import Sequence
from itertools import zip_longest

from samverkan.domain.words import Text, number

INDENT = "  "
LEAST = 0.01


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
    """Return texts below a heading, each on a line of its own and once; nothing without texts."""
    if not texts:
        return []
    lines = dict.fromkeys(f"{INDENT}• {one.in_language(language)}" for one in texts)
    return [title.in_language(language), *lines]


def write_whole(value: int | None, language: str) -> str:
    """Return a whole number as the language writes it; a dash when it is not known."""
    return "–" if value is None else number(value, language, ",")


def write_signed(value: int | None, language: str) -> str:
    """Return a whole number with its sign, nothing having none; a dash when it is not known."""
    return "–" if value is None else number(value, language, "+," if value else ",")


def write_share(share: float | None, language: str) -> str:
    """Return a share of draws in per cent; what is nearly all or nearly nothing is not rounded to it."""
    if share is None:
        return "–"
    nearest = min(max(share, LEAST), 1 - LEAST) if 0 < share < 1 else share
    sign = "" if nearest == share else "<" if share < nearest else ">"
    return sign + number(nearest, language, ".0%")
