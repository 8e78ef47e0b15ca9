"""What changed since the last bill and why: each member's change divided among its causes, to the öre.

The causes are what the lines cost (price), what was read of the drivers (volume), the key with its prices and phase-in
(key), and who was a member and host (membership). The bill is priced in all 16 combinations of the causes as they were
before and as they are after, and each cause gets the mean of what it adds over all orders in which the causes can come
about: the Shapley value (Shapley 1953; for decompositions: Shorrocks 2013, Journal of Economic Inequality 11). No order
is preferred, nothing is left over, and a cause that did not change gets nothing. What the rounding of the two bills
adds is shown by itself, and the parts are rounded by the largest remainder.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import product
from math import factorial

from samverkan.domain.dates import Period
from samverkan.domain.errors import WorkbenchError
from samverkan.domain.indicators import DEFINITION_CHANGED
from samverkan.domain.sharing.billing import Accounts, Priced, make_bill, price_bill
from samverkan.domain.sharing.dividing import Charge, KeyWithValues, divide_exactly, drivers_of
from samverkan.domain.sharing.drivers import Meter, read_drivers, reading_date
from samverkan.domain.sharing.keys import EQUAL, CostKey
from samverkan.domain.sharing.plan import SharingPlan
from samverkan.domain.words import Text, say
from samverkan.methods.apportionment import round_shares


class Cause(StrEnum):
    """Why a member's bill changed."""

    PRICE = "price"
    VOLUME = "volume"
    KEY = "key"
    MEMBERSHIP = "membership"
    ROUNDING = "rounding"

    @property
    def label(self) -> Text:
        """What the cause is called."""
        return {
            Cause.PRICE: say("what the lines cost"),
            Cause.VOLUME: say("volumes"),
            Cause.KEY: say("the key and its prices"),
            Cause.MEMBERSHIP: say("who is a member and host"),
            Cause.ROUNDING: say("rounding"),
        }[self]


CAUSES = (Cause.PRICE, Cause.VOLUME, Cause.KEY, Cause.MEMBERSHIP)
World = tuple[bool, ...]
"""Whether each of the four causes is as it is after, in the order of `CAUSES`."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What one bill is made from."""

    accounts: Accounts
    plan: SharingPlan
    key: CostKey
    period: Period


@dataclass(frozen=True, slots=True)
class BillChange:
    """One member's bill before and after, and what each cause added; the causes sum to the change."""

    municipality: str
    before_ore: int
    after_ore: int
    by_cause_ore: Mapping[Cause, int]

    @property
    def change_ore(self) -> int:
        """How much more the member pays."""
        return self.after_ore - self.before_ore


@dataclass(frozen=True, slots=True)
class Decomposition:
    """What changed for each member between two periods, and what must be said of how it was computed."""

    collaboration: str
    before: Period
    after: Period
    changes: tuple[BillChange, ...]
    notes: tuple[Text, ...] = ()


class DecompositionError(WorkbenchError):
    """Two bills cannot be compared."""


def explain_change(before: Basis, after: Basis) -> Decomposition:
    """Return each member's change from one bill to the next, divided among its causes.

    A volume that is not known at the other time, because the member was none then or the driver was not read, is taken
    as unchanged; of a member that was one both times a note says so.

    Raises
    ------
    DecompositionError
        The bills are for periods of different length, or for different collaborations.
    ProblemsError, DivisionError
        One of the bills, or a combination of their parts, cannot be made.
    """
    _refuse_unlike(before, after)
    bills = (
        make_bill(before.accounts, before.plan, before.key, before.period),
        make_bill(after.accounts, after.plan, after.key, after.period),
    )
    pricing = _prepare(before, after)
    worlds = {world: _price(pricing, world) for world in product((False, True), repeat=len(CAUSES))}
    old, new = bills[0].shares_ore, bills[1].shares_ore
    members = dict.fromkeys((*new, *old))
    changes = tuple(_explain(one, (old.get(one, 0), new.get(one, 0)), worlds) for one in members)
    return Decomposition(after.plan.collaboration, before.period, after.period, changes, tuple(pricing.notes))


def _refuse_unlike(before: Basis, after: Basis) -> None:
    if before.plan.collaboration != after.plan.collaboration:
        raise DecompositionError(say("The two bills belong to different collaborations. Compare bills of the same."))
    if _months(before.period) != _months(after.period):
        raise DecompositionError(
            say(
                "{before} and {after} are not equally long. Compare a year with a year, or a quarter with a quarter.",
                before=before.period.text,
                after=after.period.text,
            )
        )


def _months(period: Period) -> int:
    return -1 if period.first_day == period.last_day else period.last_day.month - period.first_day.month


@dataclass(frozen=True, slots=True)
class _Pricing:
    """Both bills' parts. `keys` are each time's key and former key, with the drivers as read at (key, time)."""

    charges: tuple[Charge, Charge]
    keys: Mapping[tuple[bool, bool], tuple[KeyWithValues, KeyWithValues | None]]
    notes: Sequence[Text]


def _prepare(before: Basis, after: Basis) -> _Pricing:
    bases = (before, after)
    priced = tuple(price_bill(one.accounts, one.plan, one.key, one.period) for one in bases)
    keys: dict[tuple[bool, bool], tuple[KeyWithValues, KeyWithValues | None]] = {}
    notes: dict[str, Text] = {}
    for of_key, at_time in product((False, True), repeat=2):
        own = priced[of_key]
        current = _read_at(own.key.key, (of_key, at_time), bases, (priced[0], priced[1]), notes)
        former = own.former and _read_at(own.former.key, (of_key, at_time), bases, (priced[0], priced[1]), notes)
        keys[of_key, at_time] = (current, former)
    for text in _breaks(bases, priced[1]):
        notes[str(text)] = text
    return _Pricing((priced[0].charge, priced[1].charge), keys, tuple(notes.values()))


def _read_at(
    key: CostKey,
    at: tuple[bool, bool],
    bases: tuple[Basis, Basis],
    priced: tuple[Priced, Priced],
    notes: dict[str, Text],
) -> KeyWithValues:
    """Return a key with its drivers at one of the two times; what is not known then is as at the other time."""
    _, time = at
    names = dict.fromkeys(driver for one in priced for driver in drivers_of(key, one.charge) if driver != EQUAL)
    members = tuple(dict.fromkeys(member for one in priced for member in one.charge.members))
    here, there = (_read(key, tuple(names), members, bases[place]) for place in (time, not time))
    values: dict[str, dict[str, float]] = {}
    for driver in names:
        values[driver] = {**there.get(driver, {}), **here.get(driver, {})}
        unknown = [
            one
            for one in members
            if one not in here.get(driver, {}) and all(one in each.charge.members for each in priced)
        ]
        if unknown:
            text = _not_read(bases[time], driver, unknown)
            notes[str(text)] = text
    return KeyWithValues(key, values)


def _read(key: CostKey, names: tuple[str, ...], members: tuple[str, ...], basis: Basis) -> dict[str, dict[str, float]]:
    meter = Meter(basis.accounts.study, basis.accounts.indicators, basis.plan.collaboration)
    return read_drivers(meter, names, members, basis.period, key.reading).values


def _not_read(basis: Basis, driver: str, members: Sequence[str]) -> Text:
    return say(
        "{driver} of {members} is not known for {period}, so its volume is taken as unchanged.",
        driver=driver,
        members=", ".join(basis.accounts.study.name(one) for one in members),
        period=basis.period.text,
    )


def _breaks(bases: tuple[Basis, Basis], after: Priced) -> list[Text]:
    """Return a note for each driver whose definition changed between the readings of the two bills."""
    basis = bases[1]
    first, last = (reading_date(one.key.reading, one.period) for one in bases)
    names = drivers_of(basis.key, after.charge)
    years = {
        (one.indicator, one.period.year)
        for one in basis.accounts.indicators
        if one.indicator in names
        and one.municipality in after.charge.members
        and one.status == DEFINITION_CHANGED
        and first < one.period.first_day <= last
    }
    return [
        say(
            "{driver} changed its definition in {year}: what is put down to volume may be the new definition.",
            driver=driver,
            year=str(year),
        )
        for driver, year in sorted(years)
    ]


def _price(pricing: _Pricing, world: World) -> dict[str, Fraction]:
    """Return what each member pays when each cause is as it was before or as it is after."""
    of_price, of_volume, of_key, of_members = world
    prices, agreement, who = (pricing.charges[place] for place in (of_price, of_key, of_members))
    charge = replace(prices, members=who.members, host=who.host, year=agreement.year)
    key, former = pricing.keys[of_key, of_volume]
    return divide_exactly(key, charge, former).finals


def _explain(member: str, bills: tuple[int, int], worlds: Mapping[World, Mapping[str, Fraction]]) -> BillChange:
    before, after = bills
    paid = {world: finals.get(member, Fraction(0)) for world, finals in worlds.items()}
    parts = [_mean_addition(paid, place) for place in range(len(CAUSES))]
    parts.append(after - before - sum(parts, Fraction(0)))
    whole = round_shares(parts, after - before)
    return BillChange(member, before, after, dict(zip((*CAUSES, Cause.ROUNDING), whole, strict=True)))


def _mean_addition(paid: Mapping[World, Fraction], place: int) -> Fraction:
    """Return the Shapley value of one cause: the mean of what it adds over all orders of the causes."""
    n = len(CAUSES)
    total = Fraction(0)
    for world, amount in paid.items():
        if world[place]:
            continue
        changed = (*world[:place], True, *world[place + 1 :])
        size = sum(world)
        total += Fraction(factorial(size) * factorial(n - size - 1), factorial(n)) * (paid[changed] - amount)
    return total
