"""The codebook: factors, gains, costs and context, each with what belongs and what does not."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from samverkan.domain.study import Extra
from samverkan.domain.trace import fingerprint

THESIS_FACTORS = ("TECH", "TRUST", "IDENT", "CULT")
"""Technology, confidence and trust, identity, organisational culture (Hjeltman & Larsson): first among equals."""

SCORES = (0.0, 0.33, 0.67, 1.0)
"""The anchored scores; .5 is left out on purpose, for it says neither in nor out."""


class Kind(StrEnum):
    """A factor is a condition; a gain is what a named actor gets; a cost is what a named actor gives up."""

    FACTOR = "factor"
    GAIN = "gain"
    COST = "cost"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class Anchor:
    """One written level of a factor."""

    score: float
    words: str


@dataclass(frozen=True, slots=True)
class Code:
    """A code with its definition, its borders and its anchors."""

    id: str
    kind: Kind
    parent: str = ""
    name_en: str = ""
    name_sv: str = ""
    definition: str = ""
    include: str = ""
    exclude: str = ""
    example: str = ""
    anchors: tuple[Anchor, ...] = ()
    extra: Extra = ()

    def name(self, language: str) -> str:
        """Return the name in the language, in the other when that is missing, else the code itself."""
        first, second = (self.name_sv, self.name_en) if language == "sv" else (self.name_en, self.name_sv)
        return first or second or self.id

    def define(self, language: str) -> str:
        """Return the definition in the language, in the other when that is missing."""
        translated = dict(self.extra).get(f"definition_{language}", "")
        return translated or self.definition

    def levels(self, language: str) -> tuple[Anchor, ...]:
        """Return the anchors in the language, each as it is where the translation lacks it."""
        translated = read_levels(dict(self.extra).get(f"anchors_{language}", ""))
        return tuple(Anchor(one.score, translated.get(one.score, one.words)) for one in self.anchors)


@dataclass(frozen=True, slots=True)
class Codebook:
    """All codes of a study, in their own order."""

    codes: tuple[Code, ...] = ()
    _by_id: dict[str, Code] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._by_id.update({code.id: code for code in self.codes})

    def __contains__(self, code: object) -> bool:
        return code in self._by_id

    def __getitem__(self, code: str) -> Code:
        return self._by_id[code]

    def of_kind(self, kind: Kind) -> tuple[Code, ...]:
        """Return the codes of one kind, in the order of the codebook."""
        return tuple(code for code in self.codes if code.kind is kind)

    @property
    def version(self) -> str:
        """The fingerprint of everything in the codebook; a changed definition is a new version."""
        return fingerprint(repr(self.codes).encode())


One = TypeVar("One")


def walk_tree(items: Iterable[One], code_of: Callable[[One], Code]) -> Iterator[tuple[int, One]]:
    """Yield what stands for codes with its depth: each before those under it, and these in their order.

    What stands under a code that is not there stands under none.
    """
    every = tuple(items)
    known = {code_of(one).id for one in every}
    under: dict[str, list[One]] = defaultdict(list)
    for one in every:
        parent = code_of(one).parent
        under[parent if parent in known else ""].append(one)

    def walk(parent: str, depth: int) -> Iterator[tuple[int, One]]:
        for one in under[parent]:
            yield depth, one
            yield from walk(code_of(one).id, depth + 1)

    return walk("", 0)


def read_levels(column: str) -> dict[float, str]:
    """Return the written levels of a column such as `1: …|0.67: …`; what is not written so is passed over."""
    return dict(_find_levels(column))


def write_levels(levels: Mapping[float, str]) -> str:
    """Return written levels as such a column, the highest first; those without words are left out."""
    return "|".join(f"{score:g}: {levels[score]}" for score in sorted(levels, reverse=True) if levels[score])


def _find_levels(text: str) -> Iterator[tuple[float, str]]:
    for part in text.split("|"):
        score, _, words = part.partition(":")
        with suppress(ValueError):
            if words.strip():
                yield float(score.strip().replace(",", ".")), words.strip()


def find_loops(codes: Iterable[Code]) -> tuple[str, ...]:
    """Return the codes that lie above themselves."""
    parents = {code.id: code.parent for code in codes}
    return tuple(start for start in parents if _comes_back(start, parents))


def _comes_back(start: str, parents: dict[str, str]) -> bool:
    code, seen = parents[start], set[str]()
    while code and code != start and code not in seen:
        seen.add(code)
        code = parents.get(code, "")
    return code == start
