"""The plan of sharing as the section [sharing] of study.toml."""

from collections.abc import Mapping
from typing import Any

from samverkan.domain.dates import Period
from samverkan.domain.sharing.costs import Unit
from samverkan.domain.sharing.keys import CostKey, KeyPart, PhaseIn, Reading
from samverkan.domain.sharing.plan import Act, Amount, Change, ExitTerms, ModelParameters, Scenario, SharingPlan
from samverkan.files.study_folder.sharing_amounts import EXIT_KEYS, RANGE
from samverkan.files.study_folder.sharing_clusters import describe_clusters
from samverkan.files.study_folder.sharing_keys import KEY_KEYS
from samverkan.files.study_folder.sharing_settings import AMOUNTS, PLAN_KEYS, SECTIONS
from samverkan.files.study_folder.sharing_whatifs import HAS_FACTOR, SUBJECT

ALWAYS = ("collaboration",)


def describe_sharing(plan: SharingPlan) -> dict[str, Any]:
    """Return the keys of `[sharing]` that say the plan; None for a key that is to be taken out.

    What is as it is by default is left out. Amounts are in SEK. Distances are in a table of their own.
    """
    before = SharingPlan(plan.collaboration)
    keys: dict[str, Any] = {}
    for name, (field, _) in PLAN_KEYS.items():
        value = getattr(plan, field)
        keys[name] = _plain(value) if (name in ALWAYS and value) or value != getattr(before, field) else None
    sections: dict[str, Any] = {
        "keys": {one.id: _describe_key(one) for one in plan.keys},
        **{name: _describe_amounts(getattr(plan, name)) for name in AMOUNTS},
        "exit": _describe_exit(plan.exit),
        "model": _describe_model(plan.model) if plan.model else {},
        "clusters": describe_clusters(plan.clusters) if plan.clusters else {},
        "whatif": [_describe_scenario(one) for one in plan.scenarios],
    }
    return keys | {name: sections[name] or None for name in SECTIONS}


def _describe_key(key: CostKey) -> dict[str, Any]:
    before = CostKey(key.id)
    values = {name: getattr(key, field) for name, (field, _) in KEY_KEYS.items()}
    changed = {name: value for name, value in values.items() if value != getattr(before, KEY_KEYS[name][0])}
    return {name: _describe_field(name, value) for name, value in changed.items()}


def _describe_field(name: str, value: Any) -> Any:
    if name == "by_line":
        return {line: _describe_parts(parts) for line, parts in value.items()}
    if name == "parts":
        return _describe_parts(value)
    if name == "prices":
        return {driver: _in_sek(price) for driver, price in value.items()}
    if name == "minimum":
        return _in_sek(value)
    if isinstance(value, PhaseIn):
        return {"from": value.former, "start": value.start, "weights": [_plain(one) for one in value.weights]}
    if isinstance(value, Reading):
        return {"on": value.on} if value.on else {"days_before": value.days_before}
    return _plain(value)


def _describe_parts(parts: tuple[KeyPart, ...]) -> dict[str, Any]:
    return {part.driver: _plain(part.share) for part in parts}


def _in_sek(ore: int) -> int | float:
    return ore // Unit.SEK.ore if ore % Unit.SEK.ore == 0 else ore / Unit.SEK.ore


def _describe_amounts(amounts: Mapping[str, Amount]) -> dict[str, Any]:
    return {name: _describe_amount(amount) for name, amount in amounts.items()}


def _describe_amount(amount: Amount, single: str = "value") -> dict[str, Any]:
    if amount.is_certain and amount.mode == amount.low:
        keys: dict[str, Any] = {single: _plain(amount.mode)}
    else:
        keys = {name: _plain(getattr(amount, name)) for name in RANGE}
    return {**keys, **({"source": amount.source} if amount.source else {})}


def _describe_exit(terms: ExitTerms) -> dict[str, Any]:
    before = ExitTerms()
    values = {name: getattr(terms, name) for name in EXIT_KEYS}
    return {name: _plain(value) for name, value in values.items() if value != getattr(before, name)}


def _describe_model(model: ModelParameters) -> dict[str, Any]:
    return {"driver": model.driver, **_describe_amounts(model.amounts)}


def _describe_scenario(scenario: Scenario) -> dict[str, Any]:
    labels = {name: getattr(scenario, name) for name in ("label_sv", "label_en") if getattr(scenario, name)}
    return {"id": scenario.id, **labels, "changes": [_describe_change(one) for one in scenario.changes]}


def _describe_change(change: Change) -> dict[str, Any]:
    keys: dict[str, Any] = {"act": change.act.value}
    if change.act is Act.MERGE:
        keys["municipalities"] = list(change.into)
    keys[SUBJECT[change.act]] = change.subject
    if change.municipality:
        keys["municipality"] = change.municipality
    keys["year"] = change.year
    return {**keys, **(_describe_amount(change.factor, "factor") if change.act in HAS_FACTOR else {})}


def _plain(value: Any) -> Any:
    if isinstance(value, Period):
        return value.text
    if isinstance(value, Mapping):
        return {word: _plain(one) for word, one in value.items()}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value.value if hasattr(value, "value") else value
