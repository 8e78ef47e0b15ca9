"""The division of a bill by a key for many draws at once, in floating point: the same rules as the exact division."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samverkan.domain.sharing.dividing import REMAINDER
from samverkan.domain.sharing.keys import EQUAL, CostKey, KeyPart
from samverkan.methods.sharing.simulation import Bounds, bound_shares

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class ManyCharges:
    """Bills of one year: amounts of each line, shape (n_draws,), in öre; and what each line states as its driver."""

    amounts: Mapping[str, Floats]
    line_drivers: Mapping[str, str]
    members: tuple[str, ...]
    year: int
    host: str = ""

    @property
    def total(self) -> Floats:
        """What is to be divided, shape (n_draws,)."""
        first, *rest = self.amounts.values()
        return sum(rest, first)


@dataclass(frozen=True, eq=False)
class KeyWithMany:
    """A key and the drivers as it reads them: shape (n_draws, n_members) for each."""

    key: CostKey
    values: Mapping[str, Floats]


@dataclass(frozen=True, eq=False)
class ManyShares:
    """What each member pays of each line before bounds, and in all, shape (n_draws, n_members)."""

    lines: Mapping[str, Floats]
    finals: Floats


def divide_many(key: KeyWithMany, charges: ManyCharges, former: KeyWithMany | None = None) -> ManyShares:
    """Return the shares by a key; `former` is the key that a phase-in comes from."""
    phase = key.key.phase_in
    weight = phase.weight(charges.year) if phase is not None else 1.0
    if former is None or weight == 1:
        return _divide_by(key, charges)
    old = _divide_by(former, charges)
    if weight == 0:
        return old
    new = _divide_by(key, charges)
    lines = {line: weight * new.lines[line] + (1 - weight) * old.lines[line] for line in charges.amounts}
    return ManyShares(lines, weight * new.finals + (1 - weight) * old.finals)


def _divide_by(key: KeyWithMany, charges: ManyCharges) -> ManyShares:
    lines = _divide_lines(key, charges)
    shares = sum(lines.values(), np.zeros(1))
    if key.key.host_overhead and charges.host in charges.members:
        added = shares * key.key.host_overhead
        host = charges.members.index(charges.host)
        added[:, host] = 0.0
        added[:, host] = -added.sum(axis=1)
        shares = shares + added
    return ManyShares(lines, bound_shares(shares, Bounds(key.key.minimum_ore, key.key.cap_share)))


def _divide_lines(key: KeyWithMany, charges: ManyCharges) -> dict[str, Floats]:
    """Return the shares of each line; what a price list charges is spread over the lines that it pays for."""
    lines: dict[str, Floats] = {}
    priced: list[str] = []
    for line, amount in charges.amounts.items():
        driver = charges.line_drivers.get(line, "")
        if key.key.prices and not key.key.has_own_parts(line, driver):
            priced.append(line)
        else:
            lines[line] = amount[:, None] * _fractions(key.key.parts_of(line, driver), key, charges)
    if not key.key.prices:
        return lines
    charged = sum((key.values[driver] * price for driver, price in key.key.prices.items()), np.zeros(1))
    covered = sum((charges.amounts[line] for line in priced), np.zeros(1))
    rest = covered - charged.sum(axis=1)
    paid = charged + rest[:, None] * _fractions(key.key.parts, key, charges)
    if not priced:
        lines[REMAINDER] = paid
    for line in priced:
        with np.errstate(divide="ignore", invalid="ignore"):
            part = np.where(covered != 0, charges.amounts[line] / covered, 1 / len(priced))
        lines[line] = part[:, None] * paid
    return lines


def _fractions(parts: tuple[KeyPart, ...], key: KeyWithMany, charges: ManyCharges) -> Floats:
    """Return the part that each member pays, shape (n_draws or 1, n_members)."""
    fractions = np.zeros((1, len(charges.members)))
    for part in parts:
        if part.driver == EQUAL:
            fractions = fractions + part.share / len(charges.members)
            continue
        volume = key.values[part.driver]
        fractions = fractions + part.share * volume / volume.sum(axis=1, keepdims=True)
    return fractions
