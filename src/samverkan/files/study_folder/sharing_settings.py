"""The section [sharing] of study.toml: read with everything that is wrong in it at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from samverkan.domain.dates import Period
from samverkan.domain.errors import suggest
from samverkan.domain.sharing.plan import SharingPlan
from samverkan.domain.words import Text, say
from samverkan.files.study_folder.readings import CellError
from samverkan.files.study_folder.sharing_amounts import STATED, Demands, read_amounts, read_exit, read_model
from samverkan.files.study_folder.sharing_clusters import read_clusters
from samverkan.files.study_folder.sharing_keys import read_cost_keys
from samverkan.files.study_folder.sharing_whatifs import check_keys, read_whatifs
from samverkan.files.study_folder.toml_values import (
    note_unused,
    read_count,
    read_keys,
    read_list,
    read_numbers,
    read_whole_number,
    read_words,
)

SHARING = "sharing"


@dataclass(slots=True)
class SharingReading:
    """The plan, None when there is none or it cannot be used; what is wrong; and keys that are not used."""

    plan: SharingPlan | None = None
    errors: list[Text] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)


def _read_period(value: Any) -> Period:
    try:
        return Period.read(read_words(value))
    except ValueError:
        raise CellError(say('is not a period. Write "2024", "2024-Q1", "2024-03" or "2024-03-15".')) from None


def _read_rates(value: Any) -> tuple[float, ...]:
    rates = read_numbers(value)
    if not rates or not all(0 <= one < 1 for one in rates):
        raise CellError(say("must be yearly rates from 0 and below 1, such as [0, 0.025, 0.05]."))
    return rates


PLAN_KEYS: Mapping[str, tuple[str, Callable[[Any], Any]]] = {
    "collaboration": ("collaboration", read_words),
    "period": ("period", _read_period),
    "key": ("key_in_use", read_words),
    "lines": ("lines", read_list),
    "horizon": ("horizon_years", read_whole_number),
    "rates": ("rates", _read_rates),
    "draws": ("draws", read_whole_number),
    "seed": ("seed", read_count),
}
"""Key of `[sharing]`, field of the plan, and how it is read; in the order in which they are written."""

AMOUNTS: Mapping[str, Demands] = {
    "alone": STATED,
    "joining": STATED,
    "leaving": STATED,
    "added": Demands(may_be_negative=True),
}
SECTIONS = ("keys", *AMOUNTS, "exit", "model", "clusters", "whatif")


def read_sharing(given: Mapping[str, Any]) -> SharingReading:
    """Return the plan of the section `[sharing]` with all its errors."""
    reading = SharingReading()
    errors, notes = reading.errors, reading.notes
    fields = read_keys(SHARING, given, {key: reader for key, (_, reader) in PLAN_KEYS.items()}, errors)
    note_unused(SHARING, given, (*PLAN_KEYS, *SECTIONS), notes)
    parts: dict[str, Any] = {PLAN_KEYS[key][0]: value for key, value in fields.items()}
    parts["keys"] = read_cost_keys(given.get("keys", {}), errors, notes)
    for name, demands in AMOUNTS.items():
        parts[name] = read_amounts(name, given.get(name, {}), demands, errors, notes)
    parts["exit"] = read_exit(given.get("exit", {}), errors, notes)
    if "model" in given:
        parts["model"] = read_model(given["model"], errors, notes)
    if "clusters" in given:
        parts["clusters"] = read_clusters(given["clusters"], errors, notes)
    parts["scenarios"] = read_whatifs(given.get("whatif", []), errors, notes)
    errors += _rules(given, parts)
    if not errors:
        reading.plan = SharingPlan(**{"collaboration": "", **parts})
    return reading


def _rules(given: Mapping[str, Any], parts: Mapping[str, Any]) -> list[Text]:
    errors = []
    if "collaboration" not in given and "clusters" not in given:
        errors.append(say("[sharing] has no collaboration. Say whose cost is shared: one of collaborations.csv."))
    keys = {one.id for one in parts["keys"]}
    in_use = parts.get("key_in_use", "")
    if in_use and in_use not in keys:
        errors.append(
            say(
                '[sharing] key = "{key}" is not stated.{suggestion} State it in [sharing.keys.{key}].',
                key=in_use,
                suggestion=suggest(in_use, keys),
            )
        )
    return errors + check_keys(parts["scenarios"], keys)
