"""Words for a person: an English template with its values, read in Swedish or English."""

import gettext
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any, Final

ENGLISH: Final = "en"
SWEDISH: Final = "sv"
LANGUAGES: Final = (SWEDISH, ENGLISH)
NARROW_SPACE: Final = "\u202f"
MINUS: Final = "\u2212"
LAST_LETTERS: Final = str.maketrans({"å": "{", "ä": "|", "ö": "}"})
DECIMAL_COMMA: Final = str.maketrans({".": ",", ",": NARROW_SPACE, "%": "\u00a0%"})


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or label. The template is English and is the key of its translation."""

    template: str
    values: Mapping[str, object] = field(default_factory=dict)
    plural: str | None = None
    count: int = 1
    names: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return self.in_language(ENGLISH)

    def in_language(self, language: str) -> str:
        """Return the sentence in the language, its values written in that language too."""
        if self.names:
            return next(words for known, words in self.names if known == language)
        if language == ENGLISH and not self.values and self.plural is None:
            return self.template
        catalogue = _catalogue(language)
        if self.plural is None:
            template = catalogue.gettext(self.template) if self.template else ""
        else:
            template = catalogue.ngettext(self.template, self.plural, self.count)
        if not self.values:
            return template
        return _Writer(language).vformat(template, (), self.values)


def say(template: str, **values: object) -> Text:
    """Return words for a person; `template` must be a literal, so that its translation can be found."""
    return Text(template, values)


def say_count(singular: str, plural: str, count: int, **values: object) -> Text:
    """Return words that depend on a count, which the templates call {count}."""
    return Text(singular, {"count": count, **values}, plural, count)


def name_in(swedish: str, english: str) -> Text:
    """Return a name that the material itself gives in both languages, as a codebook does."""
    return Text("", names=((SWEDISH, swedish), (ENGLISH, english)))


def figure_in(value: float, spec: str = "g") -> Text:
    """Return a number as each language writes it."""
    return name_in(number(value, SWEDISH, spec), number(value, ENGLISH, spec))


def as_is(words: str) -> Text:
    """Return words that are the same in every language: a name, a quote, a code."""
    return Text("{words}", {"words": words})


def join_words(words: Sequence[Text]) -> Text:
    """Return words with commas between; there must be some. Halves are joined, so that many do not nest deep."""
    if len(words) == 1:
        return words[0]
    middle = len(words) // 2
    return say("{first}, {second}", first=join_words(words[:middle]), second=join_words(words[middle:]))


def list_words(words: Sequence[Text]) -> Text:
    """Return words as a sentence lists them, with an "and" before the last; there must be some."""
    *first, last = words
    return say("{names} and {last}", names=join_words(first), last=last) if first else last


def number(value: float, language: str, spec: str = "") -> str:
    """Write a number the way the language does: 0.67 or 0,67; 1,200 or 1 200; below nothing with a true minus."""
    written = format(value, spec)
    if written.startswith("-"):
        written = MINUS + written[1:]
    return written.translate(DECIMAL_COMMA) if language == SWEDISH else written


class _Writer(Formatter):
    """Fill a template; numbers and nested texts take the language's form."""

    def __init__(self, language: str) -> None:
        self._language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, Text):
            return value.in_language(self._language)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return number(value, self._language, format_spec)
        return format(value, format_spec)


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    path = files("samverkan") / "locale" / language / "LC_MESSAGES" / "samverkan.mo"
    if language == ENGLISH or not path.is_file():
        return gettext.NullTranslations()
    with path.open("rb") as source:
        return gettext.GNUTranslations(source)


def has_words(text: str, sought: str) -> bool:
    """Tell whether each of the words that somebody looks for stands in a text, with capitals or without."""
    folded = text.casefold()
    return all(word in folded for word in sought.casefold().split())


def swedish_order(words: str) -> str:
    """Return a key that sorts å, ä and ö last, in this order, and capitals with small letters."""
    return words.casefold().translate(LAST_LETTERS)
