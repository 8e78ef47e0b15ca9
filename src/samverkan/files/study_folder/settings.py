"""study.toml: the frame of a study read into its value, and a changed frame written into the same document."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import tomlkit
from tomlkit.items import Table as TomlTable

from samverkan.domain.errors import Place, Problem, Severity
from samverkan.domain.study import ComparisonPlan, Design, SizeRule, Study
from samverkan.domain.words import LANGUAGES, Text, say
from samverkan.files.study_folder.readings import CellError, suggest

SETTINGS = "study.toml"
PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
OTHER_SECTIONS = ("sharing",)


@dataclass(frozen=True, slots=True)
class SettingsReading:
    """The frame of the study, the document it was read from, and its problems."""

    study: Study
    text: str = ""
    problems: tuple[Problem, ...] = ()


def _words(value: Any) -> str:
    if not isinstance(value, str):
        raise CellError(say("is not words. Put it in quotes."))
    return value


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise CellError(say("must be true or false, without quotes."))
    return value


def _whole_number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise CellError(say("must be a whole number from 1, without quotes."))
    return value


def _list(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise CellError(say('must be a list of words, such as ["continues"].'))
    return tuple(value)


def _one_of(words: type[StrEnum] | tuple[str, ...]) -> Callable[[Any], Any]:
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


KEYS: Mapping[str, Mapping[str, tuple[str, Callable[[Any], Any]]]] = {
    "study": {
        "title": ("title", _words),
        "question": ("question", _words),
        "language": ("language", _one_of(LANGUAGES)),
        "design": ("design", _one_of(Design)),
        "invented": ("is_invented", _truth),
    },
    "size": {"rule": ("size_rule", _one_of(SizeRule)), "large_from": ("large_from", _whole_number)},
    "comparison": {
        "outcome": ("outcome", _words),
        "success": ("success", _list),
        "failure": ("failure", _list),
        "conditions": ("conditions", _list),
    },
    "privacy": {"smallest_group": ("smallest_group", _whole_number)},
}
"""Section, key, field of the study (of its comparison plan in `[comparison]`), and how the value is read."""


def read_settings(content: bytes) -> SettingsReading:
    """Return the frame of the study and every problem of the document."""
    try:
        text = content.decode("utf-8-sig")
        document = tomllib.loads(text)
    except UnicodeDecodeError:
        return _broken(say("the file is not UTF-8. Save it as UTF-8."))
    except tomllib.TOMLDecodeError as error:
        return _broken(_not_toml(str(error)))
    frame: dict[str, dict[str, Any]] = {section: {} for section in KEYS}
    problems = [_problem(note, Severity.NOTE) for note in _misspelt(document)]
    for section, keys in KEYS.items():
        given = document.get(section, {})
        if not isinstance(given, dict):
            problems.append(_problem(say("{section} must be a section: [{section}].", section=section)))
            continue
        for name in keys.keys() & given.keys():
            field, read = keys[name]
            try:
                frame[section][field] = read(given[name])
            except CellError as error:
                problems.append(_problem(_about_key(section, name, given[name], error.text)))
    plan = ComparisonPlan(**frame.pop("comparison"))
    study = Study(**{"title": "", **frame["study"]}, **frame["size"], **frame["privacy"], comparison=plan)
    errors = sorted((*problems, *(_problem(text) for text in _rules(study))), key=str)
    return SettingsReading(study, text, tuple(errors))


def _broken(text: Text) -> SettingsReading:
    return SettingsReading(Study(""), problems=(_problem(text),))


def _problem(text: Text, severity: Severity = Severity.ERROR) -> Problem:
    return Problem(Place(SETTINGS), text, severity)


def _not_toml(message: str) -> Text:
    match = PLACE.search(message)
    reason = PLACE.sub("", message)
    if match is None or match[1] is None:
        return say("the file is not TOML: it ends too early ({reason}). Close quotes and brackets.", reason=reason)
    return say(
        "the file is not TOML at line {line}, column {column} ({reason}). Words stand in quotes, lists in brackets, "
        "and each key once.",
        line=match[1],
        column=match[2],
        reason=reason,
    )


def _about_key(section: str, name: str, value: Any, text: Text) -> Text:
    return say("[{section}] {name} = {value} {what}", section=section, name=name, value=repr(value), what=text)


def _misspelt(document: Mapping[str, Any]) -> list[Text]:
    notes = []
    unused = [section for section in KEYS if section not in document]
    for section in document.keys() - KEYS.keys() - set(OTHER_SECTIONS):
        near = suggest(section, unused, cutoff=0.75)
        if near.template:
            notes.append(say("[{section}] is kept, but not used.{suggestion}", section=section, suggestion=near))
    for section in KEYS.keys() & document.keys():
        given = document[section] if isinstance(document[section], dict) else {}
        for name in given.keys() - KEYS[section].keys():
            near = suggest(name, KEYS[section].keys() - given.keys(), cutoff=0.75)
            if near.template:
                notes.append(
                    say(
                        "[{section}] {name} is kept, but not used.{suggestion}",
                        section=section,
                        name=name,
                        suggestion=near,
                    )
                )
    return notes


def _rules(study: Study) -> list[Text]:
    errors = []
    if not study.title.strip():
        errors.append(say('the study has no title. Write [study] and below it title = "…".'))
    if study.size_rule is SizeRule.POPULATION and study.large_from is None:
        errors.append(
            say(
                '[size] rule = "population" needs large_from: the number of inhabitants from which a municipality '
                "is large."
            )
        )
    both = sorted(set(study.comparison.success) & set(study.comparison.failure))
    if both:
        errors.append(
            say("[comparison] {words} stands under both success and failure. Keep it in one.", words=", ".join(both))
        )
    return errors


def write_settings(study: Study, text: str = "") -> str:
    """Return the document with the study's frame; keys that have not changed keep their place, form and comments."""
    document = tomlkit.parse(text)
    before = read_settings(text.encode()).study if text else None
    for section, keys in KEYS.items():
        for name, (field, _) in keys.items():
            new, old = _value(study, section, field), _value(before or Study(""), section, field)
            if new != old or (before is None and name in ("title", "question", "language", "design", "invented")):
                _set(document, section, name, new)
    return tomlkit.dumps(document)


def _value(study: Study, section: str, field: str) -> Any:
    return getattr(study.comparison if section == "comparison" else study, field)


def _set(document: tomlkit.TOMLDocument, section: str, name: str, value: Any) -> None:
    if section not in document:
        document[section] = tomlkit.table()
    table = document[section]
    if not isinstance(table, TomlTable):
        raise CellError(say("{section} must be a section: [{section}].", section=section))
    if value is None:
        table.pop(name, None)
    else:
        table[name] = list(value) if isinstance(value, tuple) else str(value) if isinstance(value, StrEnum) else value
