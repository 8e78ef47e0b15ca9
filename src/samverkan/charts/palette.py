"""Colours that all pictures share: safe for the colour-blind, and never alone in telling things apart."""

from bisect import bisect_right
from typing import Final

INK: Final = "#1b2733"
MUTED: Final = "#5b6773"
LINE: Final = "#d5dbe1"
PAPER: Final = "#ffffff"
TINT: Final = "#f4f6f8"
HELPS: Final = "#1f6aa5"
HINDERS: Final = "#b3541e"
MIXED: Final = "#8a6fb0"
NEUTRAL: Final = "#9aa5af"
LIGHT: Final = "#86b6d9"
SCORE_STEPS: Final = ((0.0, HINDERS), (0.33, "#e6a57a"), (0.5, "#f2efe9"), (0.67, LIGHT), (1.0, HELPS))
BLACK: Final = "#000000"


def colour_of_score(score: float) -> str:
    """Return the colour of a score in [0, 1]: orange below .5, blue above, straight lines between the named steps."""
    marks = [mark for mark, _ in SCORE_STEPS]
    above = min(max(bisect_right(marks, score), 1), len(marks) - 1)
    (low, first), (high, second) = SCORE_STEPS[above - 1], SCORE_STEPS[above]
    share = min(max((score - low) / (high - low), 0.0), 1.0)
    mixed = [a + share * (b - a) for a, b in zip(_channels(first), _channels(second), strict=True)]
    return "#" + "".join(f"{round(channel):02x}" for channel in mixed)


def ink_on(colour: str) -> str:
    """Return black or white, whichever is read better on the colour: never less than 4.58 to 1, so AA holds."""
    light = _luminance(colour)
    return BLACK if (light + 0.05) / 0.05 >= 1.05 / (light + 0.05) else PAPER


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours by WCAG 2.2, from 1 to 21."""
    low, high = sorted((_luminance(first), _luminance(second)))
    return (high + 0.05) / (low + 0.05)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    parts = [channel / 255 for channel in _channels(colour)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
