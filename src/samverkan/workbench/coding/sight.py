"""What of a coding board somebody wants to see: others' work or only their own, and the passages of which codes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from samverkan.domain.coding.codebook import Code

OF_KIND: Final = "kind:"


@dataclass(frozen=True, slots=True)
class Sight:
    """What of a board somebody wants to see.

    `only` is the key of a code, seen with those under it, or the name of a kind after `kind:`; '' is all codes, and so
    is what the codebook does not hold.
    """

    shows_others: bool = True
    only: str = ""

    def among(self, codes: Iterable[Code]) -> frozenset[str]:
        """Return the keys of those of these codes that are seen; each stands after the one that it is under."""
        found, every = set[str](), set[str]()
        for one in codes:
            every.add(one.id)
            if self.only in {one.id, f"{OF_KIND}{one.kind}"} or one.parent in found:
                found.add(one.id)
        return frozenset(found or every)


WHOLE: Final = Sight()
"""Everybody's work, and all codes."""
