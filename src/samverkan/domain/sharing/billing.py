"""Making a bill: who was a member in the period, what the lines cost, what the drivers were, and who pays what."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from samverkan.domain.dates import Period
from samverkan.domain.errors import Place, Problem, ProblemsError
from samverkan.domain.indicators import Indicator
from samverkan.domain.sharing.bill import Bill, BillRow, DriverReading
from samverkan.domain.sharing.costs import CostLine
from samverkan.domain.sharing.dividing import (
    ADJUSTMENT,
    Charge,
    KeyWithValues,
    Share,
    divide,
    drivers_of,
)
from samverkan.domain.sharing.drivers import Drivers, Meter, read_drivers
from samverkan.domain.sharing.keys import CostKey
from samverkan.domain.sharing.membership import count_days, find_host
from samverkan.domain.sharing.plan import SharingPlan
from samverkan.domain.study import Study
from samverkan.domain.words import say

COSTS, SETTINGS, MEMBERSHIPS = "costs.csv", "study.toml", "memberships.csv"
SHOWN = 8
DAYS_OF_YEAR, MONTHS_OF_YEAR = 365, 12


@dataclass(frozen=True, slots=True)
class Accounts:
    """The parts of a study that a bill is made of."""

    study: Study
    costs: tuple[CostLine, ...]
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Priced:
    """What a bill is divided from: the charge, and the key with its drivers, and the former key while it is in use.

    `drivers` are the readings of each key in use, by key.
    """

    charge: Charge
    key: KeyWithValues
    drivers: Mapping[str, Drivers]
    former: KeyWithValues | None = None


def make_bill(accounts: Accounts, plan: SharingPlan, key: CostKey, period: Period) -> Bill:
    """Return what each member pays for a period under a key.

    A member for a part of the period counts with its days. Costs are those stated for the period itself: the costs of
    a year are not divided into quarters, nor those of quarters summed to a year.

    Raises
    ------
    ProblemsError
        There are no members or costs in the period, a cost or a reading is missing, or a driver is negative, zero for
        everybody, or read by two definitions: all of it at once.
    DivisionError
        The key cannot divide the bill.
    """
    priced = price_bill(accounts, plan, key, period)
    division = divide(priced.key, priced.charge, priced.former)
    references = {one.line: one.reference for one in lines_of(accounts, plan, period)}
    return Bill(
        plan.collaboration,
        period,
        key.id,
        tuple(priced.charge.members),
        tuple(_row(share, priced, references) for share in division.rows),
        priced.charge.total_ore,
        division.bounded,
        division.line_labels,
        count_days(accounts.study, plan.collaboration, period),
    )


def price_bill(accounts: Accounts, plan: SharingPlan, key: CostKey, period: Period) -> Priced:
    """Return what a bill is divided from; raises ProblemsError as `make_bill`."""
    charge = gather_charge(accounts, plan, period)
    problems = find_problems(accounts, plan, period)
    former, key_problems = _former_of(plan, key, period)
    in_use = _keys_in_use(key, former, period)
    drivers = {one.id: read_key(accounts, plan, one, (charge, period)) for one in in_use}
    problems += [*key_problems, *(problem for one in drivers.values() for problem in one.problems)]
    if problems:
        raise ProblemsError(list({str(one): one for one in problems}.values()))
    values = {one: read.values for one, read in drivers.items()}
    before = KeyWithValues(former, values[former.id]) if former is not None else None
    return Priced(charge, KeyWithValues(key, values.get(key.id, {})), drivers, before)


def read_key(accounts: Accounts, plan: SharingPlan, key: CostKey, charged: tuple[Charge, Period]) -> Drivers:
    """Return the drivers that a key needs for a charge, as the key reads them for the period."""
    charge, period = charged
    meter = Meter(accounts.study, accounts.indicators, plan.collaboration)
    return read_drivers(meter, drivers_of(key, charge), tuple(charge.members), period, key.reading)


def _former_of(plan: SharingPlan, key: CostKey, period: Period) -> tuple[CostKey | None, list[Problem]]:
    """Return the key that is still partly in use in the period, if any."""
    if key.phase_in is None or key.phase_in.weight(period.year) == 1:
        return None, []
    former = plan.key(key.phase_in.former)
    if former is not None:
        return former, []
    text = say(
        'the key {key} is phased in from the key "{former}", which is not stated. State it in [sharing.keys].',
        key=key.label,
        former=key.phase_in.former,
    )
    return None, [Problem(Place(SETTINGS), text)]


def _keys_in_use(key: CostKey, former: CostKey | None, period: Period) -> list[CostKey]:
    is_begun = key.phase_in is None or key.phase_in.weight(period.year) > 0
    return [one for one in (key if is_begun else None, former) if one is not None]


def lines_of(accounts: Accounts, plan: SharingPlan, period: Period) -> tuple[CostLine, ...]:
    """Return the cost lines that are shared for the period, in the order of the table."""
    return tuple(
        one
        for one in accounts.costs
        if one.collaboration == plan.collaboration
        and one.period == period
        and (not plan.lines or one.line in plan.lines)
    )


def gather_charge(accounts: Accounts, plan: SharingPlan, period: Period) -> Charge:
    """Return what is to be divided; a cost that is not known counts as nothing here: `find_problems` tells of it."""
    days = count_days(accounts.study, plan.collaboration, period)
    n_days = (period.last_day - period.first_day).days + 1
    lines = lines_of(accounts, plan, period)
    return Charge(
        amounts_ore={one.line: one.amount_ore or 0 for one in lines},
        members={one: Fraction(n, n_days) for one, n in days.items()},
        year=period.year,
        line_drivers={one.line: one.driver for one in lines},
        host=find_host(accounts.study, plan.collaboration, period),
        part_of_year=part_of_year(period),
    )


def part_of_year(period: Period) -> Fraction:
    """Return how much of a year a period is: twelfths by its months; a single day is one of 365."""
    if period.first_day == period.last_day:
        return Fraction(1, DAYS_OF_YEAR)
    return Fraction(period.last_day.month - period.first_day.month + 1, MONTHS_OF_YEAR)


def find_problems(accounts: Accounts, plan: SharingPlan, period: Period) -> list[Problem]:
    """Return what keeps the period from being billed, before any driver is read."""
    name = accounts.study.name(plan.collaboration)
    problems = []
    if not count_days(accounts.study, plan.collaboration, period):
        text = say(
            "{collaboration} has no member in {period}. Fill in the memberships, or choose another period.",
            collaboration=name,
            period=period.text,
        )
        problems.append(Problem(Place(MEMBERSHIPS), text))
    lines = lines_of(accounts, plan, period)
    if not lines:
        problems.append(_no_costs(accounts, plan, period))
    problems += [
        Problem(
            Place(COSTS),
            say(
                '"{line}" has no amount for {period}. Fill it in, with 0 when it cost nothing.',
                line=one.line,
                period=period.text,
            ),
        )
        for one in lines
        if one.amount is None
    ]
    problems += [
        Problem(
            Place(COSTS),
            say('"{line}" begins with =, which is kept for adjustments of a bill. Rename the line.', line=one.line),
        )
        for one in lines
        if one.line.startswith(ADJUSTMENT)
    ]
    return problems


def _no_costs(accounts: Accounts, plan: SharingPlan, period: Period) -> Problem:
    stated = sorted({one.period for one in accounts.costs if one.collaboration == plan.collaboration})
    shown = ", ".join(one.text for one in stated[-SHOWN:]) or "–"
    text = say(
        "{collaboration} has no costs for {period}; there are costs for {stated}. Choose one of those, or state the "
        "costs of {period}: those of a year are not divided into parts of it.",
        collaboration=accounts.study.name(plan.collaboration),
        period=period.text,
        stated=shown,
    )
    return Problem(Place(COSTS), text)


def _row(share: Share, priced: Priced, references: Mapping[str, str]) -> BillRow:
    readings = _readings(share, priced)
    costs = [references[share.line]] if share.line in references else list(references.values())
    return BillRow(
        share.municipality,
        share.line,
        share.amount_ore,
        readings,
        (*costs, *(one.reference for one in readings if one.reference)),
    )


def _readings(share: Share, priced: Priced) -> tuple[DriverReading, ...]:
    """Return the member's own readings behind its part of a line, of each key in use."""
    found: dict[DriverReading, None] = {}
    for read in priced.drivers.values():
        for driver in share.drivers:
            if share.municipality in read.readings.get(driver, {}):
                found[read.readings[driver][share.municipality]] = None
    return tuple(found)
