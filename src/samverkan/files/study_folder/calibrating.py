"""The calibration in study.toml: read with everything that is wrong in it at once, and written back."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from samverkan.domain.comparison.calibration import (
    CalibratedSet,
    Calibration,
    Cases,
    CurveShape,
    Divided,
    Missing,
    OfMember,
    Rule,
    Source,
    SourceKind,
)
from samverkan.domain.dates import Period
from samverkan.domain.errors import suggest
from samverkan.domain.words import Text, say
from samverkan.files.study_folder.readings import CellError
from samverkan.files.study_folder.toml_values import (
    is_number,
    note_unused,
    one_of,
    read_keys,
    read_list,
    read_numbers,
    read_numbers_by_word,
    read_share,
    read_whole_number,
    read_words,
)

SECTION = "comparison"
SETS = "sets"
NAME = re.compile(r"[A-Z][A-Z0-9_]{0,15}")
CHOICES: Mapping[str, Callable[[Any], Any]] = {
    "cases": one_of(Cases),
    "missing": one_of(Missing),
    "divided": one_of(Divided),
    "frequency": read_whole_number,
    "inclusion": read_share,
    "pri": read_share,
    "limits_sv": read_list,
    "limits_en": read_list,
}
"""Keys of `[comparison]` that bear the same name in the calibration."""

OUTCOME_SET = "outcome_set"
OWN_KEYS = (*CHOICES, OUTCOME_SET, SETS)
EXPECTED = ("present", "absent")


@dataclass(slots=True)
class CalibrationReading:
    """The calibration, None when there is none or it cannot be used; what is wrong; and keys that are not used.

    `states_sets`: whether the document has `[comparison.sets]`, sound or not; then `conditions` names those.
    """

    calibration: Calibration | None = None
    states_sets: bool = False
    errors: list[Text] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)


def read_calibration(comparison: Mapping[str, Any]) -> CalibrationReading:
    """Return the calibration of the section `[comparison]` with all its errors."""
    reading = CalibrationReading()
    given = comparison.get(SETS)
    if given is None:
        for name in comparison.keys() & {*CHOICES, OUTCOME_SET}:
            reading.notes.append(
                say("[comparison] {name} is kept, but not used: there are no [comparison.sets.NAME].", name=name)
            )
        return reading
    reading.states_sets = True
    choices = read_keys(SECTION, comparison, CHOICES, reading.errors)
    sets = {name: _read_set(name, one, reading) for name, one in _named_sets(given, reading).items()}
    outcome, conditions = _choose(comparison, sets, reading)
    _check_together([one for one in sets.values() if one], outcome, choices, reading)
    if not reading.errors and outcome is not None:
        chosen = tuple(one for one in (sets[name] for name in conditions) if one is not None)
        reading.calibration = Calibration(outcome, chosen, **choices)
    return reading


def _named_sets(given: Any, reading: CalibrationReading) -> dict[str, Mapping[str, Any]]:
    if not isinstance(given, dict) or not all(isinstance(one, dict) for one in given.values()):
        reading.errors.append(say("[comparison] sets must be sections: [comparison.sets.TRUST] and so on."))
        return {}
    for name in given:
        if not NAME.fullmatch(name):
            reading.errors.append(
                say(
                    "[comparison.sets.{name}] needs a short name: capital letters A to Z, digits and _, at most 16, "
                    "such as TRUST.",
                    name=name,
                )
            )
    return given


def _read_source(value: Any) -> Source:
    kind, separator, name = read_words(value).partition(":")
    kinds = [one.value for one in SourceKind]
    if kind not in kinds or not separator or not name:
        raise CellError(
            say(
                "must be one of {kinds}, a colon and a name, such as factor:TRUST.{suggestion}",
                kinds=", ".join(kinds),
                suggestion=suggest(kind, kinds),
            )
        )
    if kind == SourceKind.MEMBER:
        one_of(OfMember)(name)
    return Source(SourceKind(kind), name)


def _read_period(value: Any) -> str:
    try:
        return Period.read(read_words(value)).text
    except ValueError:
        raise CellError(say('is not a period. Write "2024", "2024-Q1", "2024-03" or "2024-03-15".')) from None


def _read_expected(value: Any) -> tuple[int, ...]:
    if isinstance(value, list) and value and all(isinstance(one, int) and is_number(one) for one in value):
        return tuple(value)
    return (int(one_of(EXPECTED)(value) == EXPECTED[0]),)


SET_KEYS: Mapping[str, tuple[str, Callable[[Any], Any]]] = {
    "label_sv": ("label_sv", read_words),
    "label_en": ("label_en", read_words),
    "from": ("source", _read_source),
    "period": ("period", _read_period),
    "rule": ("rule", one_of(Rule)),
    "threshold": ("threshold", lambda value: read_numbers([value])),
    "anchors": ("anchors", read_numbers),
    "curve": ("curve", one_of(CurveShape)),
    "values": ("values", read_numbers_by_word),
    "expected": ("expected", _read_expected),
    "missing": ("missing", one_of(Missing)),
    "set_by": ("set_by", read_words),
    "reason": ("reason", read_words),
    "reasons": ("reasons", read_list),
}
"""Key of a set, field of its value, and how it is read; in the order in which they are written."""


def _read_set(name: str, given: Mapping[str, Any], reading: CalibrationReading) -> CalibratedSet | None:
    place = f"{SECTION}.{SETS}.{name}"
    known = {key: given[key] for key in SET_KEYS if key in given}
    read = read_keys(place, known, {key: reader for key, (_, reader) in SET_KEYS.items()}, reading.errors)
    note_unused(place, given, SET_KEYS, reading.notes)
    n_errors = len(reading.errors)
    for key, text in _REQUIRED.items():
        if key not in given:
            reading.errors.append(say("[{section}] has no {key}. {remedy}", section=place, key=key, remedy=text))
    if not given.get("reason") and not given.get("reasons"):
        reading.errors.append(say("[{section}] has no reason. Say why the anchors stand where they do.", section=place))
    if len(read) < len(known) or len(reading.errors) > n_errors:
        return None
    threshold = read.pop("threshold", None)
    fields = {SET_KEYS[key][0]: value for key, value in read.items()}
    if threshold is not None:
        fields["anchors"] = threshold
    one = CalibratedSet(name=name, **fields)
    problems = list(_rules_of(one, given))
    reading.errors += [say("[{section}] {what}", section=place, what=text) for text in problems]
    return None if problems else one


_REQUIRED = {
    "from": say('Say what the set comes from, such as from = "factor:TRUST".'),
    "rule": say("Say how values become memberships: scores, recode, crisp, direct or levels."),
    "set_by": say("Say who set the anchors."),
}


def _rules_of(one: CalibratedSet, given: Mapping[str, Any]) -> Sequence[Text]:
    errors = [*_needs(one, given), *_order(one)]
    if one.rule in (Rule.RECODE, Rule.LEVELS):
        errors += _values_of(one)
    if one.reasons and len(one.reasons) != max(len(one.anchors), len(one.values)):
        errors.append(
            say(
                "reasons has {n} reasons and there are {m} anchors. Give one for each, in the same order.",
                n=len(one.reasons),
                m=max(len(one.anchors), len(one.values)),
            )
        )
    levels = [level for level in one.expected if not 0 <= level < one.n_levels]
    if levels:
        errors.append(say("expected names level {level}, which the set does not have.", level=levels[0]))
    return errors


NEEDS = {
    Rule.RECODE: ("values",),
    Rule.LEVELS: ("values",),
    Rule.CRISP: ("threshold",),
    Rule.DIRECT: ("anchors",),
    Rule.SCORES: (),
}
ANCHORING = ("values", "threshold", "anchors")


def _needs(one: CalibratedSet, given: Mapping[str, Any]) -> list[Text]:
    errors = []
    for key in ANCHORING:
        if key in NEEDS[one.rule] and key not in given:
            errors.append(say('rule = "{rule}" needs {key}.', rule=one.rule.value, key=key))
        elif key in given and key not in NEEDS[one.rule]:
            errors.append(
                say('{key} has no place with rule = "{rule}". Take one of them out.', key=key, rule=one.rule.value)
            )
    if one.rule is Rule.SCORES and one.source.kind is not SourceKind.FACTOR:
        errors.append(
            say('rule = "scores" takes values as they are, and only scores of a factor lie from 0 to 1. Set anchors.')
        )
    if one.rule in (Rule.CRISP, Rule.DIRECT) and one.source.kind is SourceKind.MEMBER:
        errors.append(say("{source} gives words, not numbers. Use recode or levels.", source=str(one.source)))
    if one.period and one.source.kind not in (SourceKind.INDICATOR, SourceKind.COLLABORATION):
        errors.append(say("period belongs to indicators and to inhabitants only."))
    return errors


def _order(one: CalibratedSet) -> list[Text]:
    if one.rule is not Rule.DIRECT or not one.anchors:
        return []
    if len(one.anchors) != 3:
        return [
            say(
                "anchors has {n} numbers. Give three: fully out, crossover and fully in.",
                n=len(one.anchors),
            )
        ]
    low, middle, high = one.anchors
    if low < middle < high or low > middle > high:
        return []
    return [
        say(
            "anchors {anchors} are out of order. They must rise from fully out over the crossover to fully in, or "
            "fall when less is more of the set.",
            anchors=", ".join(f"{anchor:g}" for anchor in one.anchors),
        )
    ]


def _values_of(one: CalibratedSet) -> list[Text]:
    if one.rule is Rule.RECODE:
        wrong = [word for word, value in one.values.items() if not 0 <= value <= 1]
        return [say("values gives {word} no membership from 0 to 1.", word=word) for word in wrong]
    levels = sorted(set(one.values.values()))
    if levels and levels != list(range(len(levels))):
        return [say("values must use the levels 0, 1, 2 … without gaps.")]
    return []


def _choose(
    comparison: Mapping[str, Any], sets: Mapping[str, CalibratedSet | None], reading: CalibrationReading
) -> tuple[CalibratedSet | None, tuple[str, ...]]:
    """Return the outcome, and the names of the conditions in their order."""
    outcome = comparison.get(OUTCOME_SET)
    if not isinstance(outcome, str) or outcome not in sets:
        near = suggest(str(outcome), list(sets)) if outcome is not None else Text("")
        reading.errors.append(
            say(
                "[comparison] outcome_set must name the set that is the outcome: one of {names}.{suggestion}",
                names=", ".join(sets) or "–",
                suggestion=near,
            )
        )
    named = comparison.get("conditions")
    if not isinstance(named, list):
        return sets.get(str(outcome)), tuple(name for name in sets if name != outcome)
    for name in named:
        if name not in sets:
            reading.errors.append(
                say(
                    '[comparison] condition "{name}" is not calibrated.{suggestion} Add [comparison.sets.{name}], or '
                    "take it out of conditions.",
                    name=str(name),
                    suggestion=suggest(str(name), list(sets)),
                )
            )
    if outcome in named:
        reading.errors.append(say("[comparison] {name} is both outcome and condition.", name=str(outcome)))
    return sets.get(str(outcome)), tuple(name for name in named if name in sets)


def _check_together(
    sets: Sequence[CalibratedSet],
    outcome: CalibratedSet | None,
    choices: Mapping[str, Any],
    reading: CalibrationReading,
) -> None:
    lengths = {len(choices[key]) for key in ("limits_sv", "limits_en") if choices.get(key)}
    if len(lengths) > 1:
        reading.errors.append(say("[comparison] limits_sv and limits_en must have as many sentences as each other."))
    cases = choices.get("cases", Cases.COLLABORATIONS)
    for one in sets:
        if one.source.kind is SourceKind.MEMBER and cases is Cases.COLLABORATIONS:
            reading.errors.append(
                say(
                    '[comparison.sets.{name}] {source} belongs to a member. Use cases = "members", or another source.',
                    name=one.name,
                    source=str(one.source),
                )
            )
    if outcome is None:
        return
    missing = outcome.missing or choices.get("missing", Missing.LEAVE_OUT)
    if missing is not Missing.LEAVE_OUT:
        reading.errors.append(
            say(
                '[comparison.sets.{name}] a case without known outcome can only be left out: missing = "leave out".',
                name=outcome.name,
            )
        )
    if outcome.is_multivalue:
        reading.errors.append(
            say("[comparison.sets.{name}] the outcome cannot have levels. Use recode.", name=outcome.name)
        )


def describe_calibration(calibration: Calibration) -> dict[str, Any]:
    """Return the keys of `[comparison]` that say the calibration; choices at their default are said too."""
    keys: dict[str, Any] = {key: _plain(getattr(calibration, key)) for key in CHOICES if getattr(calibration, key)}
    keys["conditions"] = [one.name for one in calibration.conditions]
    keys[OUTCOME_SET] = calibration.outcome.name
    keys[SETS] = {one.name: _describe_set(one) for one in calibration.sets}
    return keys


def _describe_set(one: CalibratedSet) -> dict[str, Any]:
    keys: dict[str, Any] = {}
    for key, (field_name, _) in SET_KEYS.items():
        if key == "threshold":
            value: Any = one.anchors[0] if one.rule is Rule.CRISP else None
        elif key == "anchors":
            value = one.anchors if one.rule is Rule.DIRECT else ()
        elif key == "expected" and not one.is_multivalue:
            value = EXPECTED[0 if one.expected == (1,) else 1] if one.expected else None
        else:
            value = getattr(one, field_name)
        if value or value == 0:
            keys[key] = _plain(value)
    return keys


def _plain(value: Any) -> Any:
    if isinstance(value, Source):
        return str(value)
    if isinstance(value, Mapping):
        return {word: _plain(number) for word, number in value.items()}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value.value if hasattr(value, "value") else value
