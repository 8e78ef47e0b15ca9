"""Saturation: do new interviews still bring new codes?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from samverkan.domain.coding.excerpts import Excerpt
from samverkan.domain.interviews.transcript import Interview
from samverkan.methods.saturation import SaturationRule, saturate, saturate_orders

BASES, RUNS, THRESHOLDS = (4, 5, 6), (2, 3), (0.05, 0.0)
"""The lengths that Guest, Namey and Chen found useful."""


@dataclass(frozen=True, slots=True)
class Incidence:
    """Which codes occur in which interviews; shape (n_interviews, n_codes), interviews in order of date, then table."""

    interviews: tuple[str, ...]
    codes: tuple[str, ...]
    occurs: np.ndarray[tuple[int, int], np.dtype[np.bool_]]

    @property
    def new_codes(self) -> tuple[int, ...]:
        """How many codes each interview brings that none before it had."""
        first = np.where(self.occurs.any(axis=0), self.occurs.argmax(axis=0), -1) if self.codes else np.array([])
        return tuple(int((first == place).sum()) for place in range(len(self.interviews)))


def tabulate_codes(interviews: Sequence[Interview], excerpts: Sequence[Excerpt]) -> Incidence:
    """Return which codes occur in the coded interviews; interviews without a date come after those that have one."""
    coded = {one.interview for one in excerpts}
    ordered = sorted(
        (one for one in interviews if one.id in coded),
        key=lambda one: (one.date is None, one.date.first_day.toordinal() if one.date else 0),
    )
    codes = tuple(sorted({one.code for one in excerpts}))
    rows = {one.id: place for place, one in enumerate(ordered)}
    columns = {code: place for place, code in enumerate(codes)}
    occurs = np.zeros((len(ordered), len(codes)), dtype=bool)
    for one in excerpts:
        if one.interview in rows:
            occurs[rows[one.interview], columns[one.code]] = True
    return Incidence(tuple(one.id for one in ordered), codes, occurs)


@dataclass(frozen=True, slots=True)
class Saturation:
    """Whether new codes ran dry (Guest, Namey and Chen 2020), with one base size and run length.

    `group` is the collaboration whose interviews were taken; '' when all were.

    `reached_at` is the interview at the end of the first run whose new codes are at most `threshold` of the base's
    codes, in the order of the interviews; None when never. Over random orders: the share in which it is reached, and
    the median and the 5th and 95th percentile of where (None when it is reached in fewer than half of the orders).
    """

    group: str
    base: int
    run: int
    threshold: float
    n_interviews: int
    n_codes: int
    reached_at: int | None
    last_ratio: float | None
    share_reached: float
    median_reached: float | None
    low_reached: float | None
    high_reached: float | None
    orders: int


def measure_saturation(
    incidence: Incidence, orders: int, rng: np.random.Generator, group: str = ""
) -> tuple[Saturation, ...]:
    """Return the saturation for every base, run and threshold that the number of interviews allows."""
    return tuple(
        _measure(incidence, SaturationRule(base, run, threshold), orders, rng, group)
        for threshold in THRESHOLDS
        for base in BASES
        for run in RUNS
        if len(incidence.interviews) >= base + run
    )


def _measure(
    incidence: Incidence, rule: SaturationRule, orders: int, rng: np.random.Generator, group: str
) -> Saturation:
    given = saturate(incidence.occurs, rule)
    drawn = saturate_orders(incidence.occurs, rng, rule, orders)
    return Saturation(
        group=group,
        base=rule.base,
        run=rule.run,
        threshold=rule.threshold,
        n_interviews=len(incidence.interviews),
        n_codes=len(incidence.codes),
        reached_at=given.reached_at,
        last_ratio=given.ratios[-1] if given.ratios else None,
        share_reached=drawn.share_reached,
        median_reached=_known(drawn.median_reached),
        low_reached=_known(drawn.low_reached),
        high_reached=_known(drawn.high_reached),
        orders=orders,
    )


def _known(value: float) -> float | None:
    return value if np.isfinite(value) else None
