"""Dividing a bill by a key: exact shares of each line, adjustments in lines of their own, and whole öre that sum."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from math import ceil

from samverkan.domain.indicators import figure_words
from samverkan.domain.sharing.bounding import Bounds, DivisionError, explain_bounds, keep_bounds
from samverkan.domain.sharing.exact import exact
from samverkan.domain.sharing.keys import EQUAL, CostKey, KeyPart
from samverkan.domain.words import Text, as_is, say
from samverkan.methods.apportionment import round_shares, round_table

ADJUSTMENT = "="
CATALOGUE = "=catalogue:"
REMAINDER, OVERHEAD, BOUNDS = "=remainder", "=overhead", "=bounds"
"""Names of lines that are no cost lines: they begin with `=`, which is kept from the lines of costs.csv."""

Values = Mapping[str, Mapping[str, float]]
"""The value of each driver for each municipality."""

Shares = dict[str, Fraction]
"""What each municipality pays, in öre, before rounding."""


@dataclass(frozen=True, slots=True)
class Charge:
    """What is divided among whom: the amount and the stated driver of each line, and each member's part of the period.

    `members` are in the order of the table and have each the part of the period that it was a member, from 0 to 1.
    `year` is the year of the period and `part_of_year` how much of a year it is, for prices and minimum fees.
    """

    amounts_ore: Mapping[str, int]
    members: Mapping[str, Fraction]
    year: int
    line_drivers: Mapping[str, str] = field(default_factory=dict)
    host: str = ""
    part_of_year: Fraction = Fraction(1)

    @property
    def total_ore(self) -> int:
        """What is to be divided."""
        return sum(self.amounts_ore.values())


@dataclass(frozen=True, slots=True)
class KeyWithValues:
    """A key and the drivers as it reads them."""

    key: CostKey
    values: Values


@dataclass(frozen=True, slots=True)
class ExactDivision:
    """Shares before rounding. `lines` sum to the bill without bounds, `finals` to the bill with them."""

    lines: Mapping[str, Shares]
    finals: Shares
    bounded: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Share:
    """One member's part of one line, in whole öre, and the drivers that it rests on."""

    municipality: str
    line: str
    amount_ore: int
    drivers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Division:
    """A bill divided: every line sums, and all rows sum to the bill, in whole öre."""

    rows: tuple[Share, ...]
    bounded: Mapping[str, Text]
    line_labels: Mapping[str, Text]


def drivers_of(key: CostKey, charge: Charge) -> tuple[str, ...]:
    """Return the drivers that the key needs to divide these lines, each once."""
    named = [part.driver for line in charge.amounts_ore for part in _parts(key, charge, line)]
    named += key.prices
    named += [part.driver for part in key.parts] if key.prices else []
    return tuple(dict.fromkeys(named))


def divide(key: KeyWithValues, charge: Charge, former: KeyWithValues | None = None) -> Division:
    """Return the bill divided by a key, in whole öre.

    `former` is the key that a phase-in comes from. Rounding is by the largest remainder, for each line and
    for each member's sum; what is left goes to the member that stands first among those that lost the same.

    Raises
    ------
    DivisionError
        A line has no parts, a driver is zero for all members, nobody is a member, or bounds cannot be kept.
    """
    division = divide_exactly(key, charge, former)
    whole = _round_lines(division.lines, charge)
    if division.bounded:
        finals = dict(zip(division.finals, round_shares([*division.finals.values()], charge.total_ore), strict=True))
        before = {one: sum(shares[one] for shares in whole.values()) for one in charge.members}
        whole[BOUNDS] = {one: finals[one] - before[one] for one in charge.members}
    used = _drivers_by_line(key, former, charge)
    rows = tuple(
        Share(one, line, amount, used.get(line, ())) for line, shares in whole.items() for one, amount in shares.items()
    )
    return Division(rows, division.bounded, {line: label_line(line) for line in whole})


def divide_exactly(key: KeyWithValues, charge: Charge, former: KeyWithValues | None = None) -> ExactDivision:
    """Return the shares before rounding; raises as `divide`."""
    phase = key.key.phase_in
    weight = exact(phase.weight(charge.year)) if phase is not None else Fraction(1)
    if weight == 1:
        return _divide_by(key, charge)
    if former is None:
        raise DivisionError(say("The key {key} comes from a former key that is not there.", key=key.key.label))
    before = _divide_by(former, charge)
    if weight == 0:
        return before
    return _blend(_divide_by(key, charge), before, weight)


def _blend(new: ExactDivision, old: ExactDivision, weight: Fraction) -> ExactDivision:
    nothing = dict.fromkeys(new.finals, Fraction(0))
    lines = dict.fromkeys((*new.lines, *old.lines))
    return ExactDivision(
        {line: _mix(new.lines.get(line, nothing), old.lines.get(line, nothing), weight) for line in lines},
        _mix(new.finals, old.finals, weight),
        {**old.bounded, **new.bounded},
    )


def _mix(new: Mapping[str, Fraction], old: Mapping[str, Fraction], weight: Fraction) -> Shares:
    return {one: weight * new[one] + (1 - weight) * old[one] for one in new}


def _divide_by(key: KeyWithValues, charge: Charge) -> ExactDivision:
    """Return the shares by one key: its lines, its catalogue, the host's overhead, and then its bounds."""
    lines = _divide_lines(key, charge)
    if key.key.host_overhead and charge.host in charge.members:
        lines[OVERHEAD] = _overhead(_sum(lines, charge), key.key.host_overhead, charge.host)
    shares = _sum(lines, charge)
    bounds = _bounds_of(key.key, charge)
    if all(bounds.least.get(one, share) <= share <= bounds.most.get(one, share) for one, share in shares.items()):
        return ExactDivision(lines, shares)
    finals = keep_bounds(shares, bounds)
    return ExactDivision(lines, finals, explain_bounds(finals, bounds))


def _divide_lines(key: KeyWithValues, charge: Charge) -> dict[str, Shares]:
    own = {
        line: amount
        for line, amount in charge.amounts_ore.items()
        if not key.key.prices or key.key.has_own_parts(line, charge.line_drivers.get(line, ""))
    }
    weigh = cache(lambda driver: _weights(driver, key.values, charge))
    lines = {
        line: _by_parts(Fraction(amount), _require_parts(key.key, charge, line), weigh) for line, amount in own.items()
    }
    if not key.key.prices:
        return lines
    for driver, price in key.key.prices.items():
        lines[CATALOGUE + driver] = _catalogue(price, key.values[driver], charge)
    charged = sum(sum(lines[CATALOGUE + driver].values()) for driver in key.key.prices)
    rest = Fraction(charge.total_ore - sum(own.values())) - charged
    if not key.key.parts:
        raise DivisionError(
            say(
                "The key {key} has prices and no parts, so what the prices do not cover cannot be divided. Give it "
                "parts.",
                key=key.key.label,
            )
        )
    lines[REMAINDER] = _by_parts(rest, key.key.parts, weigh)
    return lines


def _require_parts(key: CostKey, charge: Charge, line: str) -> tuple[KeyPart, ...]:
    parts = _parts(key, charge, line)
    if not parts:
        raise DivisionError(
            say(
                'The key {key} does not say how "{line}" is divided. Give the key parts, or give the line a driver.',
                key=key.label,
                line=line,
            )
        )
    return parts


def _parts(key: CostKey, charge: Charge, line: str) -> tuple[KeyPart, ...]:
    return key.parts_of(line, charge.line_drivers.get(line, ""))


def _by_parts(amount: Fraction, parts: Sequence[KeyPart], weigh: Callable[[str], Shares]) -> Shares:
    """Return each member's part of an amount; `weigh` gives each member's part of a driver."""
    whole = sum((exact(part.share) for part in parts), Fraction(0))
    shares: Shares = {}
    for part in parts:
        part_ore = amount * exact(part.share) / whole
        for one, weight in weigh(part.driver).items():
            shares[one] = shares.get(one, Fraction(0)) + part_ore * weight
    return shares


def _weights(driver: str, values: Values, charge: Charge) -> Shares:
    """Return each member's part of a driver, in proportion to the days of its membership."""
    volumes = {one: _volume(driver, values, one) * days for one, days in charge.members.items()}
    whole = sum(volumes.values())
    if not whole:
        raise DivisionError(
            say(
                "Nobody has any {driver} in the period, so nothing can be divided by it. Fill in the values, or choose "
                "another driver.",
                driver=driver,
            )
        )
    return {one: volume / whole for one, volume in volumes.items()}


def _volume(driver: str, values: Values, member: str) -> Fraction:
    return Fraction(1) if driver == EQUAL else exact(values[driver][member])


def _catalogue(price_ore: int, volumes: Mapping[str, float], charge: Charge) -> Shares:
    """Return what each member is charged for its volume: whole öre, as on an invoice."""
    return {
        one: Fraction(round(price_ore * exact(volumes[one]) * days * charge.part_of_year))
        for one, days in charge.members.items()
    }


def _overhead(shares: Shares, overhead: float, host: str) -> Shares:
    added = {one: share * exact(overhead) if one != host else Fraction(0) for one, share in shares.items()}
    return {**added, host: -sum(added.values(), Fraction(0))}


def _bounds_of(key: CostKey, charge: Charge) -> Bounds:
    least = {}
    if key.minimum_ore is not None:
        least = {one: ceil(key.minimum_ore * days * charge.part_of_year) for one, days in charge.members.items()}
    if key.cap_share is None:
        return Bounds(least)
    # Rounded up: two members who may each pay half can share an odd number of öre.
    return Bounds(least, dict.fromkeys(charge.members, ceil(charge.total_ore * exact(key.cap_share))))


def _sum(lines: Mapping[str, Shares], charge: Charge) -> Shares:
    return {one: sum((shares[one] for shares in lines.values()), Fraction(0)) for one in charge.members}


def _round_lines(lines: Mapping[str, Shares], charge: Charge) -> dict[str, dict[str, int]]:
    """Return whole shares of lines; the sum of a line that is no cost line may itself have to be rounded first."""
    sums = [sum(shares.values(), Fraction(0)) for shares in lines.values()]
    totals = round_shares(sums, charge.total_ore)
    moved = [
        [share + (total - exact_sum) / len(shares) for share in shares.values()]
        for shares, total, exact_sum in zip(lines.values(), totals, sums, strict=True)
    ]
    rounded = round_table(moved, totals)
    return {line: dict(zip(lines[line], row, strict=True)) for line, row in zip(lines, rounded, strict=True)}


def _drivers_by_line(key: KeyWithValues, former: KeyWithValues | None, charge: Charge) -> dict[str, tuple[str, ...]]:
    """Return the drivers that each line rests on, under the key and under the one it is phased in from."""
    used: dict[str, dict[str, None]] = {}
    in_use = [one.key for one in _in_use(key, former, charge.year)]
    for one in in_use:
        for line in charge.amounts_ore:
            used.setdefault(line, {}).update(dict.fromkeys(part.driver for part in _parts(one, charge, line)))
        for driver in one.prices:
            used.setdefault(CATALOGUE + driver, {})[driver] = None
        used.setdefault(REMAINDER, {}).update(dict.fromkeys(part.driver for part in one.parts))
    return {line: tuple(names) for line, names in used.items()}


def _in_use(key: KeyWithValues, former: KeyWithValues | None, year: int) -> list[KeyWithValues]:
    weight = key.key.phase_in.weight(year) if key.key.phase_in is not None else 1.0
    return [one for one, share in ((key, weight), (former, 1 - weight)) if one is not None and share > 0]


def label_line(line: str) -> Text:
    """Return what a line is called: an adjustment in words, a cost line by its own name."""
    if line.startswith(CATALOGUE):
        return say("price per unit of {driver}", driver=figure_words(line.removeprefix(CATALOGUE)))
    if line == REMAINDER:
        return say("what the prices do not cover")
    if line == OVERHEAD:
        return say("the host's overhead")
    if line == BOUNDS:
        return say("moved by the minimum fee or the cap")
    return as_is(line)
