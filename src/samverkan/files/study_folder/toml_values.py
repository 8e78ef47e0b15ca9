"""Values of study.toml: each reader returns the value, or says what it should have been."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any

from samverkan.domain.errors import Place, Problem, Severity, suggest
from samverkan.domain.words import Text, say
from samverkan.files.study_folder.readings import CellError

SETTINGS = "study.toml"


def read_words(value: Any) -> str:
    """Return words."""
    if not isinstance(value, str):
        raise CellError(say("is not words. Put it in quotes."))
    return value


def read_truth(value: Any) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise CellError(say("must be true or false, without quotes."))
    return value


def read_whole_number(value: Any) -> int:
    """Return a whole number from 1."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise CellError(say("must be a whole number from 1, without quotes."))
    return value


def read_number(value: Any) -> float:
    """Return a number."""
    if not is_number(value):
        raise CellError(say("must be a number, without quotes."))
    return float(value)


def read_share(value: Any) -> float:
    """Return a number from 0 to 1."""
    if not is_number(value) or not 0 <= value <= 1:
        raise CellError(say("must be a number from 0 to 1, without quotes."))
    return float(value)


def read_list(value: Any) -> tuple[str, ...]:
    """Return a list of words."""
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise CellError(say('must be a list of words, such as ["continues"].'))
    return tuple(value)


def read_numbers(value: Any) -> tuple[float, ...]:
    """Return a list of numbers."""
    if not isinstance(value, list) or not all(is_number(one) for one in value):
        raise CellError(say("must be a list of numbers, such as [2, 4.5, 8]."))
    return tuple(float(one) for one in value)


def read_count(value: Any) -> int:
    """Return a whole number from 0."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise CellError(say("must be a whole number from 0, without quotes."))
    return value


def read_numbers_by_word(value: Any) -> Mapping[str, float]:
    """Return a table of words and numbers."""
    if not isinstance(value, dict) or not value or not all(is_number(one) for one in value.values()):
        raise CellError(say("must be a table of words and numbers, such as {sample}.", sample="{ yes = 1, no = 0 }"))
    return {word: float(number) for word, number in value.items()}


def is_number(value: Any) -> bool:
    """Tell whether the value is a finite number."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < float("inf")


def one_of(words: type[StrEnum] | tuple[str, ...]) -> Callable[[Any], Any]:
    """Return a reader of one of these words."""
    allowed = tuple(words) if isinstance(words, tuple) else tuple(word.value for word in words)

    def read(value: Any) -> Any:
        if value in allowed:
            return value if isinstance(words, tuple) else words(value)
        raise CellError(
            say(
                "is not one of: {allowed}.{suggestion}",
                allowed=", ".join(allowed),
                suggestion=suggest(str(value), allowed),
            )
        )

    return read


def read_keys(
    place: str, given: Mapping[str, Any], readers: Mapping[str, Callable[[Any], Any]], errors: list[Text]
) -> dict[str, Any]:
    """Return the values of the keys that have a reader and could be read; what could not becomes an error."""
    found = {}
    for key, read in readers.items():
        if key not in given:
            continue
        try:
            found[key] = read(given[key])
        except CellError as error:
            errors.append(about_key(place, key, given[key], error.text))
    return found


def note_unused(place: str, given: Mapping[str, Any], known: Iterable[str], notes: list[Text]) -> None:
    """Add a note for each key that is not known, with the nearest that is not there."""
    for key in given.keys() - set(known):
        near = suggest(key, set(known) - given.keys())
        notes.append(
            say("[{section}] {name} is kept, but not used.{suggestion}", section=place, name=key, suggestion=near)
        )


def about_key(section: str, name: str, value: Any, text: Text) -> Text:
    """Return what is wrong with a key, named with its section and value."""
    return say("[{section}] {name} = {value} {what}", section=section, name=name, value=repr(value), what=text)


def problem_in_settings(text: Text, severity: Severity = Severity.ERROR) -> Problem:
    """Return a problem of study.toml."""
    return Problem(Place(SETTINGS), text, severity)
