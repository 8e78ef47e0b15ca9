"""The names of cost keys beside their rows; the one in use is bold and says so."""

from collections.abc import Sequence

from samverkan.charts.labels import wrap
from samverkan.charts.specification import BOLD, SIZE, Specification, lines_of_words, texts
from samverkan.domain.words import say


def name_keys(
    names: Sequence[str], in_use: Sequence[bool], middles: Sequence[float], width: float, language: str
) -> list[Specification]:
    """Return the layers that name the keys, each on at most three lines around the middle of its row."""
    plain, bold = [], []
    for name, is_used, middle in zip(names, in_use, middles, strict=True):
        words = wrap(name, width, SIZE * (BOLD if is_used else 1), 2 if is_used else 3)
        if is_used:
            bold.extend(lines_of_words([*words, say("(in use)").in_language(language)], 0, middle))
        else:
            plain.extend(lines_of_words(words, 0, middle))
    return [texts(plain), texts(bold, fontWeight="bold")]


def tell_key(name: str, language: str, *, is_in_use: bool) -> str:
    """Return the name of a key, and that it is in use when it is."""
    return say("{key} (in use)", key=name).in_language(language) if is_in_use else name
