"""Rows of tables as lines: many transcripts are tables of time, speaker and words."""

import re
from collections.abc import Sequence
from typing import Final

from samverkan.files.transcripts.labels import LONGEST_LABEL, RANGE, is_possible

ONLY_TIME: Final = re.compile(rf"[\[(]?({RANGE})[\])]?")
CELLS_OF_A_TURN: Final = 2


def row_line(cells: Sequence[str]) -> str:
    """Return a row as `[time] speaker: words` when its cells look like that; otherwise the cells with tabs between.

    >>> row_line(["00:12", "Intervjuare", "Hur gick det?"])
    '[00:12] Intervjuare: Hur gick det?'
    """
    filled = [cell.strip() for cell in cells if cell.strip()]
    mark = ONLY_TIME.fullmatch(filled[0]) if filled else None
    said = filled[1:] if mark else filled
    opening = f"[{mark[1]}] " if mark else ""
    if len(said) == CELLS_OF_A_TURN and could_be_a_label(said[0]):
        return f"{opening}{said[0].removesuffix(':')}: {said[1]}"
    return opening + "\t".join(said)


def could_be_a_label(cell: str) -> bool:
    """Say whether a first cell is short enough to name who speaks, on one line."""
    label = cell.removesuffix(":")
    return len(label) <= LONGEST_LABEL and "\n" not in label and ":" not in label and is_possible(label)
