"""Prices of rows, from which follows how few classes a cover can have: near those of a linear programme, and cheap."""

from math import ceil

import numpy as np
from numpy.typing import NDArray

from samverkan.methods.qca.minimisation.chart import Component

Prices = NDArray[np.float64]
N_STEPS = 150
PATIENCE = 8
"""After so many steps without a better bound the next ones are shorter."""
FIRST_STEP, SHORTER = 2.0, 1.5
AIM = 0.5
"""The bound to aim at lies so far above the next whole number."""
MOST_CELLS = 200_000
"""In a larger chart so many steps take longer than a linear programme."""
ROUNDING = 1e-9


def suits_pricing(component: Component) -> bool:
    """Whether prices are sooner found here than by a linear programme."""
    return component.n_rows * len(component.coverage) <= MOST_CELLS


def price_rows(component: Component) -> tuple[float, ...]:
    """Return what each row costs at least: the rows of no class cost more than 1 in all.

    So any rows need at least as many classes as their prices sum to. The prices are multipliers of the covering
    problem, raised where a row is left uncovered and lowered where it is covered twice.

    References
    ----------
    Beasley (1990), Naval Research Logistics 37(1): Lagrangean relaxation and subgradient steps for set covering.
    """
    chart = component.bits().astype(np.float64)
    prices = _payable(1 / chart.sum(axis=0), chart)
    kept, best = prices, float(prices.sum())
    start, highest, step, n_idle = prices, 0.0, FIRST_STEP, 0
    for _ in range(N_STEPS):
        gain = 1 - chart @ prices
        is_chosen = gain < 0
        bound = float(prices.sum() + gain[is_chosen].sum())
        payable = _payable(prices, chart)
        if payable.sum() > best:
            kept, best = payable, float(payable.sum())
        if bound > highest + ROUNDING:
            start, highest, n_idle = prices, bound, 0
        elif (n_idle := n_idle + 1) == PATIENCE:
            prices, step, n_idle = start, step / SHORTER, 0
            continue
        slack = 1 - chart[is_chosen].sum(axis=0)
        length = float(slack @ slack)
        if not length:
            break
        aim = ceil(highest + ROUNDING) + AIM
        prices = np.maximum(0, prices + step * (aim - bound) / length * slack)
    return tuple(kept.tolist())


def _payable(prices: Prices, chart: Prices) -> Prices:
    """Return the prices, each divided by what its dearest class costs where that is more than 1."""
    dearest: Prices = (chart * (chart @ prices)[:, None]).max(axis=0)
    return prices / np.maximum(1, dearest)
