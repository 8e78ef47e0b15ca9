"""The cost keys of study.toml: `[sharing.keys.NAME]` read with everything that is wrong in them."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from math import isclose
from typing import Any

from samverkan.domain.errors import suggest
from samverkan.domain.sharing.exact import exact
from samverkan.domain.sharing.keys import EQUAL, CostKey, KeyPart, PhaseIn, Reading
from samverkan.domain.words import Text, say
from samverkan.files.study_folder.readings import CellError
from samverkan.files.study_folder.toml_values import (
    is_number,
    note_unused,
    read_count,
    read_keys,
    read_numbers,
    read_share,
    read_truth,
    read_words,
)

KEYS = "sharing.keys"
ORE = 100
CLOSE = 1e-6
"""Shares that are written with six decimals, such as thirds, may miss 1 by this much."""

DAY = re.compile(r"(\d\d)-(\d\d)", re.ASCII)
LEAP_YEAR = 2000


def read_parts(value: Any) -> tuple[KeyPart, ...]:
    """Return the parts of a key: a share of the cost for each driver, together 1."""
    if not isinstance(value, dict) or not value or not all(is_number(one) for one in value.values()):
        raise CellError(
            say("must be a table of drivers and shares, such as {sample}.", sample="{ equal = 0.3, population = 0.7 }")
        )
    wrong = [driver for driver, share in value.items() if not 0 < share <= 1]
    if wrong:
        raise CellError(
            say(
                "gives {driver} the share {share:g}. A share lies above 0 and is at most 1.",
                driver=wrong[0],
                share=value[wrong[0]],
            )
        )
    total = float(sum(exact(share) for share in value.values()))
    if not isclose(total, 1, abs_tol=CLOSE):
        raise CellError(say("has shares that sum to {total:g}. They must sum to 1.", total=total))
    return tuple(KeyPart(float(share), driver) for driver, share in value.items())


def _read_by_line(value: Any) -> Mapping[str, tuple[KeyPart, ...]]:
    if not isinstance(value, dict) or not value:
        raise CellError(
            say("must be a table of lines and their parts, such as {sample}.", sample='{ "Nät" = { equal = 1 } }')
        )
    parts = {}
    for line, given in value.items():
        try:
            parts[line] = read_parts(given)
        except CellError as error:
            raise CellError(say('for the line "{line}" {what}', line=line, what=error.text)) from error
    return parts


def read_money(value: Any) -> int:
    """Return an amount in SEK as whole öre."""
    if not is_number(value) or value < 0:
        raise CellError(say("must be an amount in SEK from 0, without quotes."))
    return round(exact(value) * ORE)


def _read_prices(value: Any) -> Mapping[str, int]:
    if not isinstance(value, dict) or not value:
        raise CellError(
            say("must be a table of drivers and yearly prices in SEK, such as {sample}.", sample="{ users = 2900 }")
        )
    if EQUAL in value:
        raise CellError(say("has a price for equal parts. A price belongs to a driver that is counted, such as users."))
    return {driver: read_money(price) for driver, price in value.items()}


def _read_cap(value: Any) -> float:
    share = read_share(value)
    if share == 0:
        raise CellError(say("lets nobody pay anything. Write the largest share of the bill, such as 0.6."))
    return share


def _read_day(value: Any) -> str:
    match = DAY.fullmatch(read_words(value))
    try:
        if match is None:
            raise ValueError(value)
        date(LEAP_YEAR, int(match[1]), int(match[2]))
    except ValueError:
        raise CellError(say('is no day of the year. Write month and day, such as "11-01".')) from None
    return match[0]


def _within(readers: Mapping[str, Callable[[Any], Any]], value: Any, sample: str) -> dict[str, Any]:
    """Return the values of a small table all of whose keys are known; the first that is wrong stops."""
    if not isinstance(value, dict):
        raise CellError(say("must be a table such as {sample}.", sample=sample))
    for key, given in value.items():
        if key not in readers:
            near = suggest(key, list(readers))
            raise CellError(say("has the unknown key {key}.{suggestion}", key=key, suggestion=near))
        try:
            readers[key](given)
        except CellError as error:
            raise CellError(say("has {key}, which {what}", key=key, what=error.text)) from error
    return {key: readers[key](given) for key, given in value.items()}


PHASE_IN = '{ from = "former", start = 2025, weights = [0.33, 0.67] }'


def _read_phase_in(value: Any) -> PhaseIn:
    found = _within({"from": read_words, "start": read_count, "weights": read_numbers}, value, PHASE_IN)
    if len(found) < len(("from", "start", "weights")):
        raise CellError(say("must have from, start and weights, such as {sample}.", sample=PHASE_IN))
    weights: tuple[float, ...] = found["weights"]
    if not weights or not all(0 <= one <= 1 for one in weights):
        raise CellError(say("has weights that are not from 0 to 1. Write how much of the key is in use each year."))
    return PhaseIn(found["from"], found["start"], weights)


def _read_reading(value: Any) -> Reading:
    found = _within({"days_before": read_count, "on": _read_day}, value, "{ days_before = 42 }")
    if len(found) != 1:
        raise CellError(say("must have days_before or on, and not both: such as {sample}.", sample='{ on = "11-01" }'))
    return Reading(**found)


KEY_KEYS: Mapping[str, tuple[str, Callable[[Any], Any]]] = {
    "label_sv": ("label_sv", read_words),
    "label_en": ("label_en", read_words),
    "parts": ("parts", read_parts),
    "by_line": ("by_line", _read_by_line),
    "follows_lines": ("follows_lines", read_truth),
    "prices": ("prices", _read_prices),
    "host_overhead": ("host_overhead", read_share),
    "minimum": ("minimum_ore", read_money),
    "cap": ("cap_share", _read_cap),
    "phase_in": ("phase_in", _read_phase_in),
    "reading": ("reading", _read_reading),
}
"""Key of `[sharing.keys.NAME]`, field of the cost key, and how it is read; in the order in which they are written."""


def read_cost_keys(given: Any, errors: list[Text], notes: list[Text]) -> tuple[CostKey, ...]:
    """Return the keys that could be read, in their order."""
    if not isinstance(given, dict) or not all(isinstance(one, dict) for one in given.values()):
        errors.append(say("[sharing] keys must be sections: [sharing.keys.population] and so on."))
        return ()
    keys = []
    for name, section in given.items():
        place = f"{KEYS}.{name}"
        read = read_keys(place, section, {key: reader for key, (_, reader) in KEY_KEYS.items()}, errors)
        note_unused(place, section, KEY_KEYS, notes)
        key = CostKey(name, **{KEY_KEYS[one][0]: value for one, value in read.items()})
        keys.append(key)
        if len(read) == len(section.keys() & KEY_KEYS.keys()):
            errors += [say("[{section}] {what}", section=place, what=text) for text in _rules_of(key)]
    errors += _phases(keys, given)
    return tuple(keys)


def _rules_of(key: CostKey) -> list[Text]:
    if key.prices and not key.parts:
        return [say("has prices and no parts. Add parts, by which what the prices do not cover is divided.")]
    if not key.parts and not key.by_line and not key.follows_lines:
        return [
            say(
                "does not say how the bill is divided. Add parts, by_line or follows_lines, such as {sample}.",
                sample="parts = { population = 1 }",
            )
        ]
    return []


def _phases(keys: list[CostKey], given: Mapping[str, Any]) -> list[Text]:
    by_id = {one.id: one for one in keys}
    errors = []
    for key in keys:
        if key.phase_in is None:
            continue
        place, former = f"{KEYS}.{key.id}", key.phase_in.former
        if former not in given or former == key.id:
            errors.append(
                say(
                    '[{section}] phase_in comes from "{former}", which is no other key.{suggestion}',
                    section=place,
                    former=former,
                    suggestion=suggest(former, given.keys() - {key.id}),
                )
            )
        elif by_id[former].phase_in is not None:
            errors.append(
                say(
                    '[{section}] phase_in comes from "{former}", which is itself phased in. Name a key that is whole.',
                    section=place,
                    former=former,
                )
            )
    return errors
