"""Changes in words: who leaves, what costs more, from which year."""

from collections.abc import Iterable

from samverkan.domain.indicators import figure_words
from samverkan.domain.sharing.complaining import list_names
from samverkan.domain.sharing.plan import Act, Amount, Change, Scenario, SharingPlan
from samverkan.domain.study import Study
from samverkan.domain.words import Text, as_is, say

EVERY_LINE = "*"


def say_changes(study: Study, plan: SharingPlan, scenario: Scenario) -> Text:
    """Return what happens in a scenario, as one line."""
    return _join(say_change(study, plan, one) for one in scenario.changes)


def say_change(study: Study, plan: SharingPlan, change: Change) -> Text:
    """Return what one change is, and from when."""
    name, year = study.name(change.subject), str(change.year)
    match change.act:
        case Act.JOIN:
            return say("{name} joins in {year}", name=name, year=year)
        case Act.LEAVE:
            return say("{name} leaves in {year}", name=name, year=year)
        case Act.HOST:
            return say("{name} becomes the host in {year}", name=name, year=year)
        case Act.MERGE:
            return say(
                "{names} merge into {name} in {year}", names=list_names(study, change.into), name=name, year=year
            )
        case Act.KEY:
            key = plan.key(change.subject)
            return say("the key {key} from {year}", key=as_is(change.subject) if key is None else key.label, year=year)
        case Act.PRICE:
            line = say("all costs") if change.subject == EVERY_LINE else as_is(change.subject)
            return say("{line} {change} from {year}", line=line, change=_say_factor(change.factor), year=year)
        case Act.VOLUME:
            return _say_volume(study, change)


def _say_volume(study: Study, change: Change) -> Text:
    values = {"driver": figure_words(change.subject), "change": _say_factor(change.factor), "year": str(change.year)}
    if not change.municipality:
        return say("{driver} {change} for all from {year}", **values)
    return say("{driver} {change} in {name} from {year}", name=study.name(change.municipality), **values)


def _say_factor(factor: Amount) -> Text:
    if factor.is_certain:
        return say("{change:+.0%}", change=factor.mode - 1)
    return say("{low:+.0%} to {high:+.0%}", low=factor.low - 1, high=factor.high - 1)


def _join(texts: Iterable[Text]) -> Text:
    found = list(texts)
    if not found:
        return as_is("–")
    joined = found[0]
    for one in found[1:]:
        joined = say("{changes}; {change}", changes=joined, change=one)
    return joined
