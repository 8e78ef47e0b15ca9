"""Money in pictures: one unit for all amounts of a picture, chosen by their size, written as the language does."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from samverkan.domain.words import Text, number, say

MILLION: Final = 1_000_000
THOUSAND: Final = 1_000
LARGE: Final = 20
"""From so many of a unit on, amounts are written in it: 19,500 kSEK, then 20.0 MSEK."""

SMALL_PART: Final = 0.1
NO_BREAK: Final = "\u00a0"


@dataclass(frozen=True, slots=True)
class Money:
    """The unit of a picture: how many SEK it is, what it is called, and with how many decimals it is written."""

    size: float
    name: Text
    decimals: int

    def write(self, amount: float, language: str) -> str:
        """Return an amount in SEK in this unit, without the unit's name."""
        return number(self._round(amount), language, f",.{self.decimals}f")

    def write_change(self, amount: float, language: str) -> str:
        """Return a change in SEK in this unit with its sign; nothing has none."""
        rounded = self._round(amount)
        return number(rounded, language, f"{'+' if rounded else ''},.{self.decimals}f")

    def tell(self, amount: float, language: str) -> str:
        """Return an amount in SEK in this unit, with the unit's name."""
        return f"{self.write(amount, language)}{NO_BREAK}{self.name.in_language(language)}"

    def tell_change(self, amount: float, language: str) -> str:
        """Return a change in SEK in this unit, with its sign and the unit's name."""
        return f"{self.write_change(amount, language)}{NO_BREAK}{self.name.in_language(language)}"

    def is_nothing(self, amount: float) -> bool:
        """Whether the amount is written as zero."""
        return not self._round(amount)

    def _round(self, amount: float) -> float:
        return round(amount / self.size, self.decimals) + 0.0


def choose_unit(amounts: Iterable[float]) -> Money:
    """Return the unit in which the amounts, in SEK, are best read beside each other."""
    sizes = [abs(one) for one in amounts if one]
    greatest = max(sizes, default=0)
    if greatest >= LARGE * MILLION:
        return Money(MILLION, say("MSEK"), 2 if min(sizes) < SMALL_PART * MILLION else 1)
    if greatest >= LARGE * THOUSAND:
        return Money(THOUSAND, say("kSEK"), 0)
    return Money(1, say("SEK"), 0)
