"""The id of an interview that comes in: the name of its file, unless that names somebody."""

import re
from collections.abc import Collection, Iterable

from samverkan.domain.interviews.identifiers import find_identifiers
from samverkan.domain.interviews.transcript import normalise
from samverkan.domain.interviews.wordlists import is_first_name, is_surname

WORD = re.compile(r"[^\W\d_]+")
NOT_IN_IDS = re.compile(r"[^\w-]+")
NUMBERED = re.compile(r"I(\d{1,5})")
SHORTEST_NAME = 3


def choose_interview_id(stem: str, names: Iterable[str], taken: Collection[str]) -> str:
    """Return the file's name without its ending as an id; the next free number when a word of it may be a name.

    Parameters
    ----------
    stem
        The file's name without its ending.
    names
        The forms that are replaced in the transcripts.
    taken
        The ids that interviews have already.

    Examples
    --------
    >>> choose_interview_id("it-chef kvarnryd", (), ())
    'it-chef-kvarnryd'
    >>> choose_interview_id("Intervju Karin Ek", (), ("I01",))
    'I02'
    """
    words = normalise(stem).strip()
    tidy = NOT_IN_IDS.sub("-", words).strip("-_")
    if not tidy or names_somebody(words, names):
        return _next_number(taken)
    return tidy


def is_interview_id(text: str) -> bool:
    """Say whether the text can be an id, which is the name of the transcript's file too."""
    return bool(text) and NOT_IN_IDS.search(text) is None


def names_somebody(words: str, names: Iterable[str]) -> bool:
    """Say whether a word of a file's name is a common name, a word of a replaced form, or an identifier."""
    parts = [part for part in WORD.findall(normalise(words)) if len(part) >= SHORTEST_NAME]
    replaced = {part.casefold() for name in names for part in WORD.findall(name)}
    is_name = any(is_first_name(part) or is_surname(part) or part.casefold() in replaced for part in parts)
    return is_name or bool(find_identifiers(words))


def _next_number(taken: Collection[str]) -> str:
    numbers = (NUMBERED.fullmatch(one) for one in taken)
    highest = max((int(one[1]) for one in numbers if one is not None), default=0)
    return f"I{highest + 1:02d}"
