"""What each member saves against going alone, as far as its own cost is stated; and how many people live in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from samverkan.domain.sharing.analysis import SharingAnalysis
from samverkan.domain.sharing.bill import DriverReading
from samverkan.domain.sharing.drivers import Meter, read_drivers
from samverkan.domain.sharing.keys import Reading

ORE = 100
INHABITANTS = "population"
PERSONS = ("", "persons", "inhabitants", "invånare", "personer")
"""The units in which a number of inhabitants is a number of people."""


@dataclass(frozen=True, slots=True)
class OwnCost:
    """What a member would pay a year on its own, in öre, and who says so; without a range all three are the same."""

    low_ore: int
    mode_ore: int
    high_ore: int
    source: str = ""

    @property
    def is_certain(self) -> bool:
        """Whether there is no range."""
        return self.low_ore == self.high_ore


@dataclass(frozen=True, slots=True)
class Saved:
    """What a member saves a year against its own cost, in öre; below 0 it pays more than alone."""

    low_ore: int
    mode_ore: int
    high_ore: int

    @property
    def is_certain(self) -> bool:
        """Whether there is no range."""
        return self.low_ore == self.high_ore


def own_costs(analysis: SharingAnalysis) -> dict[str, OwnCost]:
    """Return the own cost of each member: as [sharing.alone] states it, else as the costs of groups do."""
    found = {}
    for member in analysis.members:
        cost = _stated(analysis, member) or _of_game(analysis, member)
        if cost is not None:
            found[member] = cost
    return found


def savings(own: Mapping[str, OwnCost], shares_ore: Mapping[str, int]) -> dict[str, Saved]:
    """Return what each member saves whose own cost is known."""
    return {
        member: Saved(own[member].low_ore - paid, own[member].mode_ore - paid, own[member].high_ore - paid)
        for member, paid in shares_ore.items()
        if member in own
    }


def count_inhabitants(analysis: SharingAnalysis) -> dict[str, DriverReading]:
    """Return the inhabitants of each member as the newest figure that had begun says; those not known are left out.

    Figures in another unit than persons are not known.
    """
    if analysis.period is None:
        return {}
    accounts = analysis.material.accounts
    meter = Meter(accounts.study, accounts.indicators, analysis.plan.collaboration)
    read = read_drivers(meter, [INHABITANTS], analysis.members, analysis.period, Reading())
    counted = {one.reference for one in accounts.indicators if one.unit in PERSONS}
    found = read.readings[INHABITANTS].items()
    return {one: reading for one, reading in found if reading.value > 0 and reading.reference in counted}


def _stated(analysis: SharingAnalysis, member: str) -> OwnCost | None:
    amount = analysis.plan.alone.get(member)
    if amount is None:
        return None
    low, mode, high = (round(one * ORE) for one in (amount.low, amount.mode, amount.high))
    return OwnCost(low, mode, high, amount.source)


def _of_game(analysis: SharingAnalysis, member: str) -> OwnCost | None:
    named = analysis.named
    if named is None or member not in named.members:
        return None
    cost = float(named.game.as_costs().alone[named.members.index(member)])
    return None if cost != cost else OwnCost(round(cost), round(cost), round(cost))
