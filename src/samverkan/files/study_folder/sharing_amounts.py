"""The amounts that [sharing] of study.toml states for each municipality, for leaving, and for a cost model."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from samverkan.domain.sharing.costs import CostKind, Unit
from samverkan.domain.sharing.exact import exact
from samverkan.domain.sharing.plan import Amount, ExitRule, ExitTerms, ModelParameters
from samverkan.domain.words import Text, say
from samverkan.files.study_folder.readings import CellError
from samverkan.files.study_folder.toml_values import (
    note_unused,
    one_of,
    read_count,
    read_keys,
    read_number,
    read_share,
    read_whole_number,
    read_words,
)

RANGE = ("low", "mode", "high")
EXIT, MODEL = "sharing.exit", "sharing.model"


@dataclass(frozen=True, slots=True)
class Demands:
    """What an amount must be: whether it is money, needs a source, and may be below 0."""

    is_money: bool = True
    needs_source: bool = True
    may_be_negative: bool = False


STATED = Demands()
MONEY_OF_MODEL = ("fixed", "unit", "transition", "distance", "coordination")
NUMBERS_OF_MODEL = ("elasticity", "realised", "growth")


def read_amounts(name: str, given: Any, demands: Demands, errors: list[Text], notes: list[Text]) -> dict[str, Amount]:
    """Return the amount of each municipality that `[sharing.NAME.MUNICIPALITY]` states."""
    if not isinstance(given, dict) or not all(isinstance(one, dict) for one in given.values()):
        errors.append(say("[sharing] {name} must be sections: [sharing.{name}.MUNICIPALITY] and so on.", name=name))
        return {}
    found = {}
    for municipality, section in given.items():
        amount = read_amount(f"sharing.{name}.{municipality}", section, demands, errors)
        note_unused(f"sharing.{name}.{municipality}", section, amount_keys(demands), notes)
        if amount is not None:
            found[municipality] = amount
    return found


def amount_keys(demands: Demands) -> tuple[str, ...]:
    """Return the keys that say an amount."""
    return ("value", *RANGE, *(("unit",) if demands.is_money else ()), "source")


def read_amount(place: str, given: Mapping[str, Any], demands: Demands, errors: list[Text]) -> Amount | None:
    """Return an amount in SEK, or a plain number; None when something is wrong with it."""
    readers: dict[str, Callable[[Any], Any]] = {
        **dict.fromkeys(("value", *RANGE), read_number),
        "unit": one_of(Unit),
        "source": read_words,
    }
    known = {key: given[key] for key in amount_keys(demands) if key in given}
    read = read_keys(place, known, readers, errors)
    if len(read) < len(known):
        return None
    wrong = list(_wrong(read, demands))
    errors += [say("[{section}] {what}", section=place, what=text) for text in wrong]
    if wrong:
        return None
    factor = read.get("unit", Unit.SEK).ore // Unit.SEK.ore
    stated = RANGE if "low" in read else ("value",) * len(RANGE)
    low, mode, high = (float(exact(read[key]) * factor) for key in stated)
    return Amount(low, mode, high, read.get("source", ""))


def _wrong(read: Mapping[str, Any], demands: Demands) -> list[Text]:
    stated = [key for key in RANGE if key in read]
    errors = []
    if ("value" in read) == bool(stated) or (stated and len(stated) < len(RANGE)):
        errors.append(say("needs either value, or all of low, mode and high."))
    elif stated and not read["low"] <= read["mode"] <= read["high"]:
        errors.append(
            say(
                "has low {low:g}, mode {mode:g} and high {high:g}. They must rise, or be the same.",
                **{key: read[key] for key in RANGE},
            )
        )
    lowest = min((read[key] for key in ("value", *RANGE) if key in read), default=0)
    if lowest < 0 and not demands.may_be_negative:
        errors.append(say("has {value:g}, which is below 0. Correct it.", value=lowest))
    if demands.needs_source and not read.get("source", "").strip():
        errors.append(say("has no source. Say where the amount comes from, or whose judgement it is."))
    return errors


def _read_remains(value: Any) -> Mapping[str, float]:
    if not isinstance(value, dict):
        raise CellError(
            say("must be a table of cost kinds and shares, such as {sample}.", sample="{ fixed = 1, variable = 0 }")
        )
    remains = {}
    for kind, share in value.items():
        try:
            remains[one_of(CostKind)(kind).value] = read_share(share)
        except CellError as error:
            raise CellError(say("has {key}, which {what}", key=kind, what=error.text)) from error
    return remains


EXIT_KEYS: Mapping[str, Callable[[Any], Any]] = {
    "rule": one_of(ExitRule),
    "years": read_count,
    "notice_months": read_count,
    "remains": _read_remains,
    "fades_in_years": read_whole_number,
}


def read_exit(given: Any, errors: list[Text], notes: list[Text]) -> ExitTerms:
    """Return what `[sharing.exit]` says of leaving."""
    if not isinstance(given, dict):
        errors.append(say("{section} must be a section: [{section}].", section=EXIT))
        return ExitTerms()
    terms = ExitTerms(**read_keys(EXIT, given, EXIT_KEYS, errors))
    note_unused(EXIT, given, EXIT_KEYS, notes)
    if terms.rule is ExitRule.SHARED and "years" not in given:
        errors.append(say('[sharing.exit] rule = "shared" needs years: for how many years the leaver pays its share.'))
    return terms


def read_model(given: Any, errors: list[Text], notes: list[Text]) -> ModelParameters | None:
    """Return the cost model that `[sharing.model]` states."""
    if not isinstance(given, dict):
        errors.append(say("{section} must be a section: [{section}].", section=MODEL))
        return None
    names = (*MONEY_OF_MODEL, *NUMBERS_OF_MODEL)
    amounts = {}
    for name in names:
        if name not in given:
            continue
        if not isinstance(given[name], dict):
            errors.append(say("{section} must be a section: [{section}].", section=f"{MODEL}.{name}"))
            continue
        demands = Demands(is_money=name in MONEY_OF_MODEL)
        amount = read_amount(f"{MODEL}.{name}", given[name], demands, errors)
        note_unused(f"{MODEL}.{name}", given[name], amount_keys(demands), notes)
        if amount is not None:
            amounts[name] = amount
    note_unused(MODEL, given, (*names, "driver"), notes)
    if "realised" in amounts and amounts["realised"].high > 1:
        errors.append(say("[sharing.model.realised] is a share of the effect of scale, from 0 to 1."))
    driver = read_keys(MODEL, given, {"driver": read_words}, errors)
    return ModelParameters(amounts, **driver)
