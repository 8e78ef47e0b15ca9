"""Sifting: which excerpts of a code somebody looks for."""

from dataclasses import dataclass
from enum import StrEnum

from samverkan.domain.coding.excerpts import Valence


class Nearness(StrEnum):
    """How near each other two codes must lie to lie together."""

    WORDS = "words"
    INTERVIEW = "interview"


class Order(StrEnum):
    """Which excerpts come first: by interview and place, those that were changed last, or by coder."""

    PLACE = "place"
    NEWEST = "newest"
    CODER = "coder"


@dataclass(frozen=True, slots=True)
class Sifting:
    """Which excerpts of a code somebody looks for; '' and None are all.

    `beside` is another code, that the same coder has as near as `nearness` says.
    """

    beside: str = ""
    nearness: Nearness = Nearness.WORDS
    valence: Valence | None = None
    concerns: str = ""
    coder: str = ""
    order: Order = Order.PLACE

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return not (self.beside or self.valence or self.concerns or self.coder)
