"""Labels: how wide words are, and where to break them, before anything is drawn."""

from typing import Final

NARROW: Final = frozenset("fijlrt.,:;'|!()[] -\u202f\u00a0I")
WIDE: Final = frozenset("mwMWÅÄÖ@%&—■●○")
DASHES: Final = "–-/"
ELLIPSIS: Final = "…"


def measure(words: str, size: float) -> float:
    """Return about how many pixels the words take at this size, in the widest sans-serif that a system may have."""
    return size * sum(_width(sign) for sign in words)


def wrap(words: str, width: float, size: float, most_lines: int = 2) -> list[str]:
    """Return the words on lines no wider than this; a word that is too long is hyphenated, what is left over cut."""
    lines: list[str] = []
    for word in words.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and measure(joined, size) <= width:
            lines[-1] = joined
        else:
            lines.extend(_split(word, width, size))
    if len(lines) <= most_lines:
        return lines or [""]
    return [*lines[: most_lines - 1], cut(" ".join(lines[most_lines - 1 :]), width, size)]


def cut(words: str, width: float, size: float) -> str:
    """Return the words, with an ellipsis at the end when they would be wider than this."""
    if measure(words, size) <= width:
        return words
    while words and measure(words + ELLIPSIS, size) > width:
        words = words[:-1]
    return words.rstrip(" -,") + ELLIPSIS


def _split(word: str, width: float, size: float) -> list[str]:
    """Return the word in parts that fit, broken after a dash of its own where it has one, else hyphenated."""
    parts = []
    while len(word) > 1 and measure(word, size) > width:
        fits = max((end for end in range(1, len(word)) if measure(word[:end] + "-", size) <= width), default=1)
        dashes = [end for end in range(2, fits + 1) if word[end - 1] in DASHES]
        end = dashes[-1] if dashes else min(fits, max(len(word) - 3, 1))
        parts.append(word[:end] if dashes else word[:end] + "-")
        word = word[end:]
    return [*parts, word]


def _width(sign: str) -> float:
    if sign in NARROW:
        return 0.37
    if sign in WIDE:
        return 0.9
    return 0.7 if sign.isupper() else 0.605
