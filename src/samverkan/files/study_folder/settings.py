"""study.toml: the frame of a study read into its value, and a changed frame written into the same document."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import tomlkit
from tomlkit.items import Table as TomlTable

from samverkan.domain.comparison.calibration import Calibration
from samverkan.domain.errors import Problem, Severity, suggest
from samverkan.domain.sharing.plan import SharingPlan
from samverkan.domain.study import ComparisonPlan, Design, SizeRule, Study
from samverkan.domain.words import LANGUAGES, Text, say
from samverkan.files.study_folder.calibrating import (
    OWN_KEYS,
    SECTION,
    CalibrationReading,
    describe_calibration,
    read_calibration,
)
from samverkan.files.study_folder.readings import CellError
from samverkan.files.study_folder.sharing_settings import SHARING, SharingReading, read_sharing
from samverkan.files.study_folder.sharing_writing import describe_sharing
from samverkan.files.study_folder.toml_values import (
    about_key,
    one_of,
    problem_in_settings,
    read_list,
    read_truth,
    read_whole_number,
    read_words,
)

PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


@dataclass(frozen=True, slots=True)
class SettingsReading:
    """The frame of the study, the document it was read from, and its problems."""

    study: Study
    text: str = ""
    problems: tuple[Problem, ...] = ()
    calibration: Calibration | None = None
    states_sets: bool = False
    sharing: SharingPlan | None = None


KEYS: Mapping[str, Mapping[str, tuple[str, Callable[[Any], Any]]]] = {
    "study": {
        "title": ("title", read_words),
        "question": ("question", read_words),
        "language": ("language", one_of(LANGUAGES)),
        "design": ("design", one_of(Design)),
        "invented": ("is_invented", read_truth),
    },
    "size": {"rule": ("size_rule", one_of(SizeRule)), "large_from": ("large_from", read_whole_number)},
    "comparison": {
        "outcome": ("outcome", read_words),
        "success": ("success", read_list),
        "failure": ("failure", read_list),
        "conditions": ("conditions", read_list),
    },
    "privacy": {"smallest_group": ("smallest_group", read_whole_number)},
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
    problems = [problem_in_settings(note, Severity.NOTE) for note in _misspelt(document)]
    for section, keys in KEYS.items():
        given = document.get(section, {})
        if not isinstance(given, dict):
            problems.append(problem_in_settings(say("{section} must be a section: [{section}].", section=section)))
            continue
        for name in keys.keys() & given.keys():
            field, read = keys[name]
            try:
                frame[section][field] = read(given[name])
            except CellError as error:
                problems.append(problem_in_settings(about_key(section, name, given[name], error.text)))
    plan = ComparisonPlan(**frame.pop("comparison"))
    study = Study(**{"title": "", **frame["study"]}, **frame["size"], **frame["privacy"], comparison=plan)
    calibrated = (
        read_calibration(document[SECTION]) if isinstance(document.get(SECTION), dict) else CalibrationReading()
    )
    shared = _read_sharing(document)
    problems += [problem_in_settings(text) for text in (*_rules(study), *calibrated.errors, *shared.errors)]
    problems += [problem_in_settings(note, Severity.NOTE) for note in (*calibrated.notes, *shared.notes)]
    return SettingsReading(
        study, text, tuple(sorted(problems, key=str)), calibrated.calibration, calibrated.states_sets, shared.plan
    )


def _read_sharing(document: Mapping[str, Any]) -> SharingReading:
    given = document.get(SHARING)
    if given is None:
        return SharingReading()
    if not isinstance(given, dict):
        return SharingReading(errors=[say("{section} must be a section: [{section}].", section=SHARING)])
    return read_sharing(given)


def _broken(text: Text) -> SettingsReading:
    return SettingsReading(Study(""), problems=(problem_in_settings(text),))


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


def _misspelt(document: Mapping[str, Any]) -> list[Text]:
    notes = []
    unused = [section for section in (*KEYS, SHARING) if section not in document]
    for section in document.keys() - KEYS.keys() - {SHARING}:
        near = suggest(section, unused, cutoff=0.75)
        if near.template:
            notes.append(say("[{section}] is kept, but not used.{suggestion}", section=section, suggestion=near))
    for section in KEYS.keys() & document.keys():
        given = document[section] if isinstance(document[section], dict) else {}
        own = OWN_KEYS if section == SECTION else ()
        for name in given.keys() - KEYS[section].keys() - set(own):
            near = suggest(name, {*KEYS[section], *own} - given.keys(), cutoff=0.75)
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


def write_settings(
    study: Study, text: str = "", calibration: Calibration | None = None, sharing: SharingPlan | None = None
) -> str:
    """Return the document with the study's frame; keys that have not changed keep their place, form and comments.

    A calibration or a plan of sharing that differs from the document's is written anew; None leaves the document's own
    as it is.
    """
    document = tomlkit.parse(text)
    reading = read_settings(text.encode()) if text else None
    before = reading.study if reading else None
    for section, keys in KEYS.items():
        for name, (field, _) in keys.items():
            new, old = _value(study, section, field), _value(before or Study(""), section, field)
            if new != old or (before is None and name in ("title", "question", "language", "design", "invented")):
                _set(document, section, name, new)
    if calibration is not None and (reading is None or reading.calibration != calibration):
        for name, value in describe_calibration(calibration).items():
            _set(document, SECTION, name, value)
    _set_sharing(document, sharing, reading.sharing if reading else None)
    return tomlkit.dumps(document)


def _set_sharing(document: tomlkit.TOMLDocument, plan: SharingPlan | None, before: SharingPlan | None) -> None:
    """Write the keys of the plan that are not as they were; distances stand in a table of their own."""
    if plan is None:
        return
    old = describe_sharing(before) if before is not None else {}
    for name, value in describe_sharing(plan).items():
        if value != old.get(name):
            _set(document, SHARING, name, value)


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
