"""Chances: a what-if drawn many times from the ranges that a study states; for whom it pays, and how often.

The draws are made in chunks with a seed each, so that a map over processes or a cluster gives the same result.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from samverkan.domain.sharing.billing import Accounts
from samverkan.domain.sharing.plan import ExitRule, Scenario, SharingPlan
from samverkan.domain.sharing.whatif.drawn import draw_amounts
from samverkan.domain.sharing.whatif.missing import find_missing
from samverkan.domain.sharing.whatif.outcome import Part
from samverkan.domain.sharing.whatif.running import part_of, prepare, rules_of
from samverkan.domain.sharing.whatif.streams import Streams, follow
from samverkan.domain.words import Text, say, say_count
from samverkan.methods.qca.reanalysis import Mapper, map_here
from samverkan.methods.sharing.simulation import present_value, spread

CHUNK = 500
BETTER_ORE = 0.5
"""A member is better off when it gains more than half an öre: less is rounding."""
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Spread:
    """The 5th, 50th and 95th percentile over the draws, in öre."""

    low_ore: int
    middle_ore: int
    high_ore: int


@dataclass(frozen=True, slots=True)
class MemberChances:
    """How a change may turn out for one member.

    `net_present_ore` is what it gains over the horizon (positive) or loses, at each rate; `yearly_change_ore` how much
    dearer an average year becomes, without what is paid once; `better_off` in which share of the draws its net present
    value is positive. None where something is not known: `not_known` says what.
    """

    municipality: str
    municipalities: tuple[str, ...]
    part: Part
    net_present_ore: Mapping[float, Spread | None]
    yearly_change_ore: Spread | None
    better_off: Mapping[float, float | None]
    not_known: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleChances:
    """The chances under one exit rule. `all_better_off` is None when the outcome of some member is not known."""

    rule: ExitRule | None
    members: tuple[MemberChances, ...]
    all_better_off: Mapping[float, float | None]
    is_agreed: bool = False

    def member(self, municipality: str) -> MemberChances | None:
        """Return the chances of one member."""
        return next((one for one in self.members if one.municipality == municipality), None)


@dataclass(frozen=True, slots=True)
class Chances:
    """The answer to a scenario with ranges; `n_undivided` draws had a bill that no bounds allow, and are left out."""

    scenario: Scenario
    n_draws: int
    outcomes: tuple[RuleChances, ...]
    n_undivided: int = 0
    notes: tuple[Text, ...] = ()

    def under(self, rule: ExitRule | None) -> RuleChances | None:
        """Return the chances under an exit rule."""
        return next((one for one in self.outcomes if one.rule is rule), None)


def find_chances(
    accounts: Accounts,
    plan: SharingPlan,
    scenario: Scenario,
    rng: np.random.Generator,
    mapper: Mapper = map_here,
) -> Chances:
    """Return how a scenario may turn out, over `plan.draws` draws of every stated range.

    Ranges are triangular and drawn each by itself. What has no range is the same in every draw. Raises as `run_whatif`.
    """
    sizes = chunk_sizes(plan.draws)
    tasks = list(zip(sizes, rng.spawn(len(sizes)), strict=True))
    found = list(mapper(partial(_follow_chunk, accounts, plan, scenario), tasks))
    streams = {rule: Streams.join([chunk[rule] for chunk in found]) for rule in found[0]}
    divided = np.logical_and.reduce([one.is_divided for one in streams.values()])
    n_undivided = int((~divided).sum())
    sides = prepare(accounts, plan, scenario, draw_amounts(plan, scenario, 1, np.random.default_rng(0)))
    timeline = sides.after.timeline
    missing = find_missing(accounts.study, plan, timeline)
    outcomes = []
    for rule in rules_of(timeline, plan):
        kept = streams[rule].keep(divided)
        members = tuple(
            _describe(kept, purse, plan.rates, part_of(timeline, purse, parts), missing.by_purse[purse])
            for purse, parts in timeline.purses.items()
        )
        outcomes.append(RuleChances(rule, members, _all(kept, plan.rates), rule is not None and rule is plan.exit.rule))
    return Chances(scenario, plan.draws, tuple(outcomes), n_undivided, _notes(n_undivided, has_ranges(plan, scenario)))


def chunk_sizes(n_draws: int) -> tuple[int, ...]:
    """Return how many draws each chunk makes: the same whatever does the work."""
    whole, rest = divmod(n_draws, CHUNK)
    return (CHUNK,) * whole + ((rest,) if rest else ())


def _follow_chunk(
    accounts: Accounts, plan: SharingPlan, scenario: Scenario, task: tuple[int, np.random.Generator]
) -> dict[ExitRule | None, Streams]:
    n_draws, rng = task
    sides = prepare(accounts, plan, scenario, draw_amounts(plan, scenario, n_draws, rng))
    return {rule: follow(sides, rule) for rule in rules_of(sides.after.timeline, plan)}


def _describe(
    streams: Streams, purse: str, rates: Sequence[float], part: Part, not_known: tuple[Text, ...]
) -> MemberChances:
    gains = {rate: _gain(streams, purse, rate) for rate in rates}
    change = streams.changes[purse]
    return MemberChances(
        purse,
        streams.municipalities[purse],
        part,
        {rate: None if gain is None else _spread(gain) for rate, gain in gains.items()},
        None if change is None or not len(change) else _spread(change.mean(axis=1)),
        {rate: None if gain is None else _share(gain) for rate, gain in gains.items()},
        not_known,
    )


def _gain(streams: Streams, purse: str, rate: float) -> Floats | None:
    """Return a member's net present value, shape (n_draws,); None when something is not known, or nothing was drawn."""
    change, once = streams.changes[purse], streams.once[purse]
    if change is None or once is None or not len(change):
        return None
    return -present_value((change + once)[:, None, :], rate)[:, 0]


def _all(streams: Streams, rates: Sequence[float]) -> dict[float, float | None]:
    found: dict[float, float | None] = {}
    for rate in rates:
        gains = [_gain(streams, purse, rate) for purse in streams.changes]
        known = [one for one in gains if one is not None]
        found[rate] = _share(np.min(known, axis=0)) if len(known) == len(gains) else None
    return found


def _share(gain: Floats) -> float:
    return float((gain > BETTER_ORE).mean())


def _spread(values: Floats) -> Spread:
    low, middle, high = (round(float(one)) for one in spread(values))
    return Spread(low, middle, high)


def has_ranges(plan: SharingPlan, scenario: Scenario) -> bool:
    """Tell whether any amount of the plan, or factor of the scenario, has a range."""
    amounts = [one for held in (plan.alone, plan.joining, plan.leaving, plan.added) for one in held.values()]
    amounts += [one.factor for one in scenario.changes]
    return not all(one.is_certain for one in amounts)


def _notes(n_undivided: int, is_uncertain: bool) -> tuple[Text, ...]:
    notes = []
    if not is_uncertain:
        notes.append(say("No amount is stated as a range, so every draw is the same."))
    if n_undivided:
        notes.append(
            say_count(
                "{count} draw is left out: the minimum and the cap allow no division of its bill.",
                "{count} draws are left out: the minimum and the cap allow no division of their bills.",
                n_undivided,
            )
        )
    return tuple(notes)
