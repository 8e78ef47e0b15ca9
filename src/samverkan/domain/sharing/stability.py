"""Would it hold: every key beside every rule of theory, who would be better off outside, and what would mend it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.sharing.complaining import (
    describe_empty_core,
    describe_hold,
    describe_loss,
    describe_needs,
    describe_repair,
    describe_saving,
    describe_worst,
)
from samverkan.domain.sharing.gaming import NamedGame
from samverkan.domain.sharing.keys import CostKey
from samverkan.domain.sharing.money import tell_money
from samverkan.domain.sharing.rule_names import label_rule
from samverkan.domain.sharing.undefined import explain_undefined
from samverkan.domain.study import Study
from samverkan.domain.words import Text, say
from samverkan.methods.apportionment import round_shares
from samverkan.methods.sharing.assessment import Assessment, assess
from samverkan.methods.sharing.checks import Check, Law, check_concave, check_monotone, check_subadditive
from samverkan.methods.sharing.errors import GameError, UndefinedError
from samverkan.methods.sharing.nucleolus.rules import nucleolus
from samverkan.methods.sharing.nucleolus.weighing import Weights
from samverkan.methods.sharing.rules import WEIGHTED_RULES, Rule, missing_for, share
from samverkan.methods.sharing.stabilising import Stabilised, stabilise
from samverkan.methods.sharing.values import normalised_banzhaf

Floats = NDArray[np.float64]
SHOWN, SMALL_ORE = 5, 50
NUCLEOLI = {
    Rule.NUCLEOLUS: Weights.EQUAL,
    Rule.PER_CAPITA_NUCLEOLUS: Weights.PER_CAPITA,
    Rule.PROPORTIONAL_NUCLEOLUS: Weights.PROPORTIONAL,
    Rule.DISRUPTION_NUCLEOLUS: Weights.DISRUPTION,
}


@dataclass(frozen=True, slots=True)
class KeyShares:
    """What each member pays by a key, in öre."""

    key: CostKey
    shares_ore: Mapping[str, int]
    is_in_use: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """How a key or a rule stands: what each pays and saves, and whether anybody would be better off outside.

    `saving_ore` is against going alone (below 0: pays more), `satisfaction` 0 at the own cost and 1 at what the member
    adds to the others' cost; None where a cost is not known. `worst` is the group with the greatest complaint, which
    pays `complaint_ore` more than by itself (0 or below: none has a complaint). `holds` is None when some group's cost
    is not known and no known group complains. `change_ore` is the smallest change that makes it hold, in all
    `moved_ore`; None when nothing holds. `sentence` says it to a person.
    """

    id: str
    label: Text
    shares_ore: Mapping[str, int]
    saving_ore: Mapping[str, int | None]
    satisfaction: Mapping[str, float | None]
    holds: bool | None
    worst: tuple[str, ...]
    complaint_ore: int | None
    worse_off: tuple[str, ...]
    sentence: Text
    repair: Text | None = None
    change_ore: Mapping[str, int] | None = None
    moved_ore: int | None = None
    is_in_use: bool = False
    certificate: bool | None = None


@dataclass(frozen=True, slots=True)
class Undefined:
    """A rule that has no answer here, and why."""

    id: str
    label: Text
    reason: Text


@dataclass(frozen=True, slots=True)
class Stability:
    """Keys and rules side by side.

    `is_core_empty` is None when it cannot be told. `subsidy_ore` is the least that somebody else must pay for anything
    to hold, when the core is empty. `checks` say whether the game is monotone, subadditive, concave.
    """

    members: tuple[str, ...]
    total_ore: int
    keys: tuple[Standing, ...]
    rules: tuple[Standing, ...]
    undefined: tuple[Undefined, ...]
    is_core_empty: bool | None
    subsidy_ore: int | None
    checks: Mapping[Law, Check]
    summary: tuple[Text, ...]
    notes: tuple[Text, ...]

    def standing(self, name: str) -> Standing | None:
        """Return how a key or a rule stands."""
        return next((one for one in (*self.keys, *self.rules) if one.id == name), None)


def judge_stability(
    study: Study, named: NamedGame, keys: Sequence[KeyShares] = (), weights: Mapping[str, float] | None = None
) -> Stability:
    """Return how every key and every rule stands in a game.

    Shares by a key that sum to another bill than the game's whole are scaled to it, and a note says so. `weights` are
    for the weighted Shapley value; without them it is left out. Raises WorkbenchError when the whole is not known.
    """
    game = named.game
    if np.isnan(game.total):
        raise WorkbenchError(
            say("What all members together cost is not known, so nothing can be divided. State it in coalitions.csv.")
        )
    shares, undefined, certificates = _share_by_rules(study, named, weights)
    rows = [*(_scale(named, one) for one in keys), *shares.values()]
    repairs = [stabilise(game, row) for row in rows]
    found = [_stand(study, named, one, repair) for one, repair in zip(assess(game, rows), repairs, strict=True)]
    by_key = tuple(
        replace(standing, id=key.key.id, label=key.key.label, is_in_use=key.is_in_use)
        for standing, key in zip(found, keys, strict=False)
    )
    by_rule = tuple(
        replace(standing, id=rule.value, label=label_rule(rule), certificate=certificates.get(rule))
        for standing, rule in zip(found[len(keys) :], shares, strict=True)
    )
    return Stability(
        named.members,
        round(game.total),
        by_key,
        by_rule,
        tuple(undefined),
        _is_core_empty(repairs[-1]),
        round(repairs[-1].subsidy) if repairs[-1].is_core_empty else None,
        {one.law: one for one in (check_monotone(game), check_subadditive(game), check_concave(game))},
        tuple(_summarise(named, repairs[-1])),
        (*named.notes, *_totals(named, keys)),
    )


def _share_by_rules(
    study: Study, named: NamedGame, weights: Mapping[str, float] | None
) -> tuple[dict[Rule, Floats], list[Undefined], dict[Rule, bool]]:
    shares: dict[Rule, Floats] = {}
    undefined: list[Undefined] = []
    certificates: dict[Rule, bool] = {}
    for rule in Rule:
        if rule in WEIGHTED_RULES and weights is None:
            continue
        try:
            if rule in NUCLEOLI and not missing_for(named.game, rule).size:
                found = nucleolus(named.game, NUCLEOLI[rule])
                shares[rule], certificates[rule] = found.shares, found.certificate.is_valid
            elif rule in NUCLEOLI:
                undefined.append(Undefined(rule.value, label_rule(rule), _needs(study, named, rule)))
            elif rule is Rule.BANZHAF:
                shares[rule] = normalised_banzhaf(named.game)
            else:
                each = None if weights is None else [weights[one] for one in named.members]
                shares[rule] = share(named.game, rule, each)
        except GameError:
            undefined.append(Undefined(rule.value, label_rule(rule), _needs(study, named, rule)))
        except UndefinedError as error:
            reason = explain_undefined(named, error, lambda group: "+".join(study.name(one) for one in group))
            undefined.append(Undefined(rule.value, label_rule(rule), reason))
    return shares, undefined, certificates


def _needs(study: Study, named: NamedGame, rule: Rule) -> Text:
    missing = missing_for(named.game, rule).tolist()
    return describe_needs(study, [named.names(mask) for mask in missing[:SHOWN]], len(missing))


def _scale(named: NamedGame, key: KeyShares) -> Floats:
    shares = np.array([key.shares_ore[one] for one in named.members], dtype=float)
    billed = float(shares.sum())
    if not billed:
        return shares
    scaled: Floats = shares * (named.game.total / billed)
    return scaled


def _stand(study: Study, named: NamedGame, assessed: Assessment, repair: Stabilised) -> Standing:
    worst = assessed.core.worst
    has_complaint = assessed.core.is_in_core is False and worst.amount > 0
    holds = None if not has_complaint and worst.n_missing else assessed.core.is_in_core
    complaint_ore = None if worst.coalition == 0 else round(worst.amount)
    group = named.names(worst.coalition)
    if has_complaint and complaint_ore is not None:
        sentence = describe_worst(study, group, complaint_ore, named.game.kind)
    else:
        sentence = describe_hold(study, group, complaint_ore, worst.n_missing)
    change = None if repair.change is None else _whole(named, repair.change)
    moved = None if change is None else sum(abs(one) for one in change.values()) // 2
    is_mended = has_complaint and change is not None and moved is not None
    return Standing(
        "",
        Text(""),
        _round(named, assessed.shares),
        _known(named, assessed.savings),
        {
            one: None if np.isnan(value) else float(value)
            for one, value in zip(named.members, assessed.satisfaction, strict=True)
        },
        holds,
        group,
        complaint_ore,
        tuple(named.members[place] for place in assessed.worse_off),
        sentence,
        describe_repair(study, change or {}, moved or 0, is_known=not worst.n_missing) if is_mended else None,
        change,
        moved,
    )


def _round(named: NamedGame, shares: Floats) -> dict[str, int]:
    """Return whole öre that sum to the rounded total."""
    total = round(named.game.total)
    parts = [Fraction(float(one)) for one in shares]
    off = (Fraction(total) - sum(parts, Fraction(0))) / len(parts)
    return dict(zip(named.members, round_shares([one + off for one in parts], total), strict=True))


def _whole(named: NamedGame, change: Floats) -> dict[str, int]:
    """Return whole öre that sum to nothing; a change smaller than half an öre is none."""
    parts = [Fraction(float(one)) for one in np.where(np.abs(change) < 0.5, 0.0, change)]
    moving = [place for place, one in enumerate(parts) if one]
    if not moving:
        return dict.fromkeys(named.members, 0)
    off = sum(parts, Fraction(0)) / len(moving)
    whole = round_shares([parts[place] - off for place in moving], 0)
    found = dict.fromkeys(named.members, 0)
    found.update({named.members[place]: amount for place, amount in zip(moving, whole, strict=True)})
    return found


def _known(named: NamedGame, values: Floats) -> dict[str, int | None]:
    return {
        one: None if np.isnan(value) else round(float(value)) for one, value in zip(named.members, values, strict=True)
    }


def _is_core_empty(repair: Stabilised) -> bool | None:
    if repair.is_core_empty:
        return True
    return None if repair.n_missing else False


def _summarise(named: NamedGame, repair: Stabilised) -> list[Text]:
    texts = []
    saving = named.saving_ore
    if saving is not None:
        texts.append(describe_loss(-saving) if saving < -SMALL_ORE else describe_saving(saving))
    if repair.is_core_empty:
        texts.append(describe_empty_core(round(repair.subsidy)))
    return texts


def _totals(named: NamedGame, keys: Sequence[KeyShares]) -> list[Text]:
    bills = {sum(one.shares_ore.values()) for one in keys}
    other = [one for one in bills if abs(one - named.game.total) >= 1]
    if not other:
        return []
    return [
        say(
            "The bill is {bill} and the groups' costs give {whole} for all together: the shares by "
            "the keys are scaled to the latter.",
            bill=tell_money(other[0]),
            whole=tell_money(named.game.total),
        )
    ]
