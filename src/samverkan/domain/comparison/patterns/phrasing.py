"""Terms and models as people say them: trust and not a host, or a joint office."""

from collections.abc import Mapping, Sequence

from samverkan.domain.comparison.patterns.case_table import CaseTable
from samverkan.domain.words import Text, as_is, number, say
from samverkan.methods.qca.robustness.ranges import Choice, SensitivityRange
from samverkan.methods.qca.sets import ABSENT, Condition, Model, Term


def condition_words(name: str, labels: Mapping[str, Text]) -> Text:
    """Return a condition's or the outcome's label; its name when it has none."""
    return labels.get(name) or as_is(name)


def literal_words(condition: Condition, level: int, labels: Mapping[str, Text]) -> Text:
    """Return one literal in words: the condition, not the condition, or its level."""
    label = condition_words(condition.name, labels)
    if condition.is_multivalue:
        return say("{condition} at level {level}", condition=label, level=level)
    return label if level == 1 else say("not {condition}", condition=label)


def term_words(term: Term, conditions: Sequence[Condition], labels: Mapping[str, Text]) -> Text:
    """Return a term in words: its literals joined by and."""
    parts = [literal_words(conditions[at], level, labels) for at, level in enumerate(term) if level != ABSENT]
    if not parts:
        return say("whatever the conditions")
    words = parts[-1]
    for part in reversed(parts[:-1]):
        words = say("{first} and {second}", first=part, second=words)
    return words


def model_words(model: Model, conditions: Sequence[Condition], labels: Mapping[str, Text]) -> Text:
    """Return a model in words: its terms joined by or."""
    if not model:
        return say("no combination")
    words = term_words(model[-1], conditions, labels)
    for term in reversed(model[:-1]):
        words = say("{first}; or {second}", first=term_words(term, conditions, labels), second=words)
    return words


def choice_words(one: SensitivityRange, data: CaseTable) -> Text:
    """Return what was moved, in words."""
    named = {
        Choice.INCLUSION: say("cut-off for inclusion"),
        Choice.FREQUENCY: say("cut-off for the number of cases"),
        Choice.PRI: say("cut-off for PRI"),
    }
    if one.choice in named:
        return named[one.choice]
    name = data.outcome_name if one.condition is None else data.columns[one.condition]
    condition, place = condition_words(name, data.labels), one.anchor or 0
    for origin in data.origins:
        if origin.name == name:
            # The anchor of the absence is that of the set itself: the set is named, not its absence.
            own = condition_words(name.removeprefix("~"), data.labels) if origin.is_negated else condition
            return say("{anchor} of {condition}", anchor=origin.anchors[place], condition=own)
    return say("anchor {place} of {condition}", place=place + 1, condition=condition)


def write_choice(value: float, language: str) -> str:
    """Return a cut-off or an anchor with as many decimals as it bears."""
    return number(value, language, _decimals(value))


def _decimals(value: float) -> str:
    if float(value).is_integer() or abs(value) >= 1000:
        return ",.0f"
    return ".3f" if abs(value) < 10 else ".1f"


def _value(value: float) -> Text:
    return Text(f"{{value:{_decimals(value)}}}", {"value": value})


def range_words(one: SensitivityRange) -> Text:
    """Return the range within which the solution stays, saying which ends are not in it."""
    low, high = _value(one.lower.value), _value(one.upper.value)
    if one.lower.value == one.upper.value:
        return say("{value} only", value=low)
    if one.lower.is_closed and one.upper.is_closed:
        return say("{low} to {high}", low=low, high=high)
    if one.upper.is_closed:
        return say("above {low} to {high}", low=low, high=high)
    if one.lower.is_closed:
        return say("{low} to below {high}", low=low, high=high)
    return say("above {low} to below {high}", low=low, high=high)
