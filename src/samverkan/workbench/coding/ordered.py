"""The codes in the order of the codebook, each with the colour and pattern that tell it apart."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from samverkan.domain.coding.codebook import Code, Kind, walk_tree
from samverkan.domain.kept import Kept
from samverkan.domain.words import Text, name_in
from samverkan.records.coding import load_kept_codes

COLOURS, PATTERNS = 8, 3


@dataclass(frozen=True, slots=True)
class BoardCode:
    """A code as pages show it; `colour` and `pattern` tell 24 codes apart, the name all."""

    id: int
    key: str
    kind: Kind
    name: Text
    depth: int
    colour: int
    pattern: int
    value: Code


def show_codes(study_id: int) -> Mapping[str, BoardCode]:
    """Return the codes by their key, in the order of the codebook: each code's children right after it."""
    return _arrange_codes(load_kept_codes(study_id))


@lru_cache(maxsize=16)
def _arrange_codes(kept: tuple[Kept[Code], ...]) -> Mapping[str, BoardCode]:
    places = {one.value.id: place for place, one in enumerate(kept)}
    found: dict[str, BoardCode] = {}
    for depth, one in walk_tree(kept, lambda each: each.value):
        code, place = one.value, places[one.value.id]
        name = name_in(code.name("sv"), code.name("en"))
        pattern = place // COLOURS % PATTERNS
        found[code.id] = BoardCode(one.id, code.id, code.kind, name, depth, place % COLOURS, pattern, code)
    return MappingProxyType(found)
