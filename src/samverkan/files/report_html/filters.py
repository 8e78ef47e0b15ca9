"""Filters by which the templates write numbers and words in the reader's language."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from samverkan.domain.coding.agreed import name_coder
from samverkan.domain.report.sheets.words_for import words_for
from samverkan.domain.trace import anchor_of
from samverkan.domain.words import Text, number

NARROW_SPACE = "\u202f"
SMALLEST_WRITTEN_P = 0.001


class Filters:
    """Numbers and words in one language."""

    def __init__(self, language: str) -> None:
        self._language = language

    def words(self, value: object) -> str:
        """Return a text, the words of an enumeration's value, or a name as it is; nothing for None."""
        text = words_for(value) if isinstance(value, StrEnum) else value
        if isinstance(text, Text):
            return text.in_language(self._language)
        return "" if text is None else str(text)

    def num(self, value: float, decimals: int = 0) -> str:
        """Return a number with so many decimals; never minus zero."""
        rounded = round(value, decimals) or 0
        return number(rounded, self._language, f",.{decimals}f")

    def figure(self, value: float) -> str:
        """Return a key figure with as many decimals as its size bears."""
        if abs(value) >= 1000 or float(value).is_integer():
            return self.num(value)
        return self.num(value, 1 if abs(value) >= 10 else 2)

    def place(self, value: float) -> str:
        """Return a place in an order, which may lie halfway between two."""
        return self.num(value, 0 if float(value).is_integer() else 1)

    def p_value(self, value: float) -> str:
        """Return a p-value with three decimals."""
        if value < SMALLEST_WRITTEN_P:
            return f"<{NARROW_SPACE}{self.num(SMALLEST_WRITTEN_P, 3)}"
        return self.num(value, 3)

    def percent(self, value: float, decimals: int = 0) -> str:
        """Return a share as per cent."""
        return number(value, self._language, f".{decimals}%")

    def percents(self, low: float, high: float) -> str:
        """Return an interval of shares as per cent."""
        return f"{self.num(100 * low)}–{self.percent(high)}"

    def signed(self, value: float, decimals: int = 2) -> str:
        """Return a difference with its sign."""
        sign = "+" if round(value, decimals) > 0 else ""
        return sign + self.num(value, decimals)


def capitalise(text: str) -> str:
    """Return the text with a capital first; the rest as it is."""
    return text[:1].upper() + text[1:]


def uncapitalise(text: str) -> str:
    """Return the text with a small letter first; the rest as it is."""
    return text[:1].lower() + text[1:]


def make_filters(language: str) -> Mapping[str, Callable[..., str]]:
    """Return the filters under the names that the templates use."""
    own = Filters(language)
    return {
        "anchor": anchor_of,
        "capitalise": capitalise,
        "coder": lambda name: own.words(name_coder(name)),
        "figure": own.figure,
        "num": own.num,
        "p_value": own.p_value,
        "percent": own.percent,
        "percents": own.percents,
        "place": own.place,
        "signed": own.signed,
        "uncapitalise": uncapitalise,
        "words": own.words,
    }
