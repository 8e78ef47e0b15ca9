"""The codebook: factors, gains, costs and context, each with what belongs and what does not."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

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

    def describe_levels(self, language: str) -> dict[float, str]:
        """Return the written levels by score in the language; one that it lacks is as it stands in the anchors."""
        return {one.score: one.words for one in self.anchors} | _read_levels(
            dict(self.extra).get(f"anchors_{language}", "")
        )


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


def _read_levels(text: str) -> dict[float, str]:
    """Return the levels of a text such as `1: …|0: …`; what is no level in it is passed over."""
    parts = (part.partition(":") for part in text.split("|"))
    found = {score.strip().replace(",", "."): words.strip() for score, _, words in parts if words.strip()}
    return {score: found[f"{score:g}"] for score in SCORES if f"{score:g}" in found}


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
