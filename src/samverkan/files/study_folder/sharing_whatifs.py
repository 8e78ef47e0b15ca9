"""The what-ifs of study.toml: `[[sharing.whatif]]` read with everything that is wrong in them."""

from collections.abc import Callable, Mapping
from typing import Any

from samverkan.domain.errors import suggest
from samverkan.domain.sharing.plan import Act, Amount, Change, Scenario
from samverkan.domain.words import Text, say
from samverkan.files.study_folder.readings import CellError
from samverkan.files.study_folder.sharing_amounts import RANGE, Demands, read_amount
from samverkan.files.study_folder.toml_values import (
    note_unused,
    one_of,
    read_keys,
    read_list,
    read_number,
    read_whole_number,
    read_words,
)

WHATIF = "sharing.whatif"
SAMPLE = '{ act = "leave", municipality = "KINDA", year = 2027 }'
FACTOR = ("factor", *RANGE)


def _read_several(value: Any) -> tuple[str, ...]:
    several = read_list(value)
    if len(set(several)) < 2:
        raise CellError(say("must name at least two municipalities."))
    return several


SUBJECT: Mapping[Act, str] = {
    Act.JOIN: "municipality",
    Act.LEAVE: "municipality",
    Act.HOST: "municipality",
    Act.MERGE: "as",
    Act.KEY: "key",
    Act.PRICE: "line",
    Act.VOLUME: "driver",
}
"""The key of a change that says what it is about."""

HAS_FACTOR = (Act.PRICE, Act.VOLUME)
FURTHER: Mapping[Act, tuple[str, ...]] = {
    Act.MERGE: ("municipalities",),
    Act.PRICE: FACTOR,
    Act.VOLUME: ("municipality", *FACTOR),
}
READERS: Mapping[str, Callable[[Any], Any]] = {
    "act": one_of(Act),
    "year": read_whole_number,
    **dict.fromkeys(("municipality", "as", "key", "line", "driver"), read_words),
    "municipalities": _read_several,
    **dict.fromkeys(FACTOR, read_number),
}
SCENARIO_KEYS: Mapping[str, Callable[[Any], Any]] = {
    "id": read_words,
    "label_sv": read_words,
    "label_en": read_words,
}


def read_whatifs(given: Any, errors: list[Text], notes: list[Text]) -> tuple[Scenario, ...]:
    """Return the what-ifs that could be read, in their order."""
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        errors.append(say("[sharing] whatif must be sections with double brackets: [[sharing.whatif]]."))
        return ()
    scenarios: list[Scenario] = []
    for number, section in enumerate(given, 1):
        scenario = _read_scenario(number, section, errors, notes)
        if scenario is not None and any(one.id == scenario.id for one in scenarios):
            errors.append(say('[sharing.whatif] two what-ifs have the id "{id}". Rename one of them.', id=scenario.id))
        elif scenario is not None:
            scenarios.append(scenario)
    return tuple(scenarios)


def _read_scenario(number: int, given: Mapping[str, Any], errors: list[Text], notes: list[Text]) -> Scenario | None:
    if not isinstance(given.get("id"), str) or not given["id"].strip():
        errors.append(
            say('[sharing.whatif] what-if {number} has no id. Add a short one: id = "leave-kinda".', number=number)
        )
        return None
    place = f"{WHATIF} {given['id']}"
    fields = read_keys(place, given, SCENARIO_KEYS, errors)
    note_unused(place, given, (*SCENARIO_KEYS, "changes"), notes)
    changes = given.get("changes")
    if not isinstance(changes, list) or not changes or not all(isinstance(one, dict) for one in changes):
        errors.append(say("[{section}] has no changes. Add changes = [{sample}].", section=place, sample=SAMPLE))
        return None
    read = [_read_change(place, one, errors, notes) for one in changes]
    return Scenario(fields.pop("id"), tuple(one for one in read if one is not None), **fields)


def _read_change(place: str, given: Mapping[str, Any], errors: list[Text], notes: list[Text]) -> Change | None:
    n_errors = len(errors)
    found = read_keys(place, given, READERS, errors)
    if len(errors) > n_errors:
        return None
    act: Act | None = found.get("act")
    if act is None:
        acts = ", ".join(one.value for one in Act)
        errors.append(say("[{section}] a change has no act. Say which: {acts}.", section=place, acts=acts))
        return None
    allowed = ("act", "year", SUBJECT[act], *FURTHER.get(act, ()))
    note_unused(f"{place} {act.value}", given, allowed, notes)
    needed = ("year", SUBJECT[act], *(("municipalities",) if act is Act.MERGE else ()))
    errors += [
        say('[{section}] act = "{act}" needs {key}.', section=place, act=act.value, key=key)
        for key in needed
        if key not in found
    ]
    factor = _read_factor(f"{place} {act.value}", given, errors) if act in HAS_FACTOR else Amount(1, 1, 1)
    if len(errors) > n_errors or factor is None:
        return None
    return Change(
        act,
        found[SUBJECT[act]],
        found["year"],
        municipality=found.get("municipality", "") if act is Act.VOLUME else "",
        into=found.get("municipalities", ()),
        factor=factor,
    )


def _read_factor(place: str, given: Mapping[str, Any], errors: list[Text]) -> Amount | None:
    """Return what a price or a volume is multiplied by: `factor`, or low, mode and high."""
    if not any(key in given for key in FACTOR):
        errors.append(say("[{section}] needs factor, or low, mode and high: 1.1 is ten percent more.", section=place))
        return None
    named = {"value" if key == "factor" else key: given[key] for key in FACTOR if key in given}
    return read_amount(place, named, Demands(is_money=False, needs_source=False), errors)


def check_keys(scenarios: tuple[Scenario, ...], keys: set[str]) -> list[Text]:
    """Return an error for each change to a key that is not stated."""
    return [
        say(
            '[sharing.whatif {id}] there is no key "{key}".{suggestion} State it in [sharing.keys.{key}].',
            id=scenario.id,
            key=change.subject,
            suggestion=suggest(change.subject, keys),
        )
        for scenario in scenarios
        for change in scenario.changes
        if change.act is Act.KEY and change.subject not in keys
    ]
