"""The word lists by which names are told from other words; all are compared without regard to case."""

import re
from functools import cache
from importlib.resources import files

SURNAME_ENDINGS = re.compile(
    r".{2,}(?:sson|sdotter|ström|[kq]vist|quist|gren|löf|löv|lund|strand|stedt|städt|dahl|wall|hult|holm|berg|borg|fors|stam"
    r"|ović|ovic|evic|ević|oğlu|oglu|wski|zadeh|nejad)",
    re.IGNORECASE,
)
"""Endings that hardly any word but a surname has."""

WEAK_SURNAME_ENDINGS = re.compile(
    r".{2,}(?:mark|man|blad|lind|ell|ander|elius|enius|dal|vall|[nrtk]sen|(?<!i)[aeiouäö]nen|[cćčk]i|én)", re.IGNORECASE
)
"""Endings that surnames share with other words: they count inside a sentence only."""


@cache
def word_list(name: str) -> frozenset[str]:
    """Return one of the lists beside this file, in lower case."""
    lines = (files("samverkan.domain.interviews") / "lists" / f"{name}.txt").read_text("utf-8").splitlines()
    return frozenset(word.casefold() for line in lines if not line.startswith("#") for word in line.split())


@cache
def places() -> frozenset[str]:
    """Return the municipalities and other places, which may be of several words, in lower case."""
    lines = (files("samverkan.domain.interviews") / "lists" / "places.txt").read_text("utf-8").splitlines()
    return frozenset(line.casefold() for line in lines if not line.startswith("#"))


def is_first_name(word: str) -> bool:
    """Say whether the word, or each part of a double name, is a common first name."""
    names = word_list("first_names")
    return word.casefold() in names or all(part in names for part in word.casefold().split("-"))


def is_surname(word: str) -> bool:
    """Say whether the word, or a part of a double name, is on the list of surnames or ends as only surnames do."""
    names = word_list("surnames")
    return any(part.casefold() in names or SURNAME_ENDINGS.fullmatch(part) for part in word.split("-"))


def may_be_surname(word: str) -> bool:
    """Say whether the word ends as surnames often do."""
    return WEAK_SURNAME_ENDINGS.fullmatch(word) is not None


def is_ambiguous(word: str) -> bool:
    """Say whether the name is an ordinary word as well."""
    return word.casefold() in word_list("ambiguous_names")


def is_ordinary(word: str) -> bool:
    """Say whether the word is one of those that often open a sentence."""
    return word.casefold() in word_list("ordinary_words")


def is_kept(word: str) -> bool:
    """Say whether the word is a system, a supplier, an authority or a day rather than a person."""
    return word.casefold() in word_list("kept_words")


def is_place(word: str) -> bool:
    """Say whether the words name a municipality or another well-known place."""
    return word.casefold() in places()
