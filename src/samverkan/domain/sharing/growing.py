"""How the shares by keys and rules answer when the whole bill grows and nothing else does."""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from functools import partial

from samverkan.domain.sharing.analysis import Response
from samverkan.domain.sharing.billing import Priced
from samverkan.domain.sharing.dividing import divide_exactly
from samverkan.domain.sharing.gaming import NamedGame
from samverkan.domain.sharing.keys import CostKey
from samverkan.domain.sharing.rule_names import label_rule
from samverkan.methods.apportionment import round_shares
from samverkan.methods.sharing.errors import SharingError
from samverkan.methods.sharing.growth import respond_to_growth
from samverkan.methods.sharing.rules import Rule, share

GROWN_BY = Fraction(1, 10)
"""By how much of itself the bill is let to grow."""


def grow_key(key: CostKey, priced: Priced) -> Response:
    """Return how a key's shares answer when every line costs a tenth more."""
    charge = priced.charge
    grown = replace(charge, amounts_ore={line: amount + _tenth(amount) for line, amount in charge.amounts_ore.items()})
    before = divide_exactly(priced.key, charge, priced.former).finals
    after = divide_exactly(priced.key, grown, priced.former).finals
    members = tuple(charge.members)
    change = round_shares([after[one] - before[one] for one in members], grown.total_ore - charge.total_ore)
    against = tuple(one for one, by in zip(members, change, strict=True) if by < 0)
    return Response(key.id, key.label, dict(zip(members, change, strict=True)), against)


def grow_rules(named: NamedGame, rules: Iterable[Rule]) -> tuple[tuple[Response, ...], tuple[Rule, ...]]:
    """Return how each rule answers when all together cost a tenth more and no other group does; and who has no answer.

    `rules` are those that have shares as it is.
    """
    found, lacking = [], []
    for rule in rules:
        try:
            growth = respond_to_growth(named.game, partial(share, rule=rule), named.game.total * float(GROWN_BY))
        except SharingError:
            lacking.append(rule)
            continue
        change = {one: round(float(by)) for one, by in zip(named.members, growth.changes, strict=True)}
        against = tuple(named.members[place] for place in growth.against)
        found.append(Response(rule.value, label_rule(rule), change, against))
    return tuple(found), tuple(lacking)


def _tenth(amount_ore: int) -> int:
    return round(amount_ore * GROWN_BY)
