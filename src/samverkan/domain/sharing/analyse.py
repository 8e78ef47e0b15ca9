"""Makes the whole analysis of a shared cost: what can be computed is, and what cannot says why."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeAlias, TypeVar

import numpy as np

from samverkan import __version__
from samverkan.domain.dates import Period
from samverkan.domain.errors import ProblemsError, WorkbenchError
from samverkan.domain.sharing.analysis import (
    Gap,
    KeyBill,
    Part,
    Response,
    ScenarioAnswer,
    SharingAnalysis,
    SharingMaterial,
    SharingSettings,
    Trace,
    WhatIfAnalysis,
)
from samverkan.domain.sharing.billing import lines_of, make_bill, price_bill
from samverkan.domain.sharing.chances import find_chances, has_ranges
from samverkan.domain.sharing.choosing import NO_KEYS, Chosen, choose
from samverkan.domain.sharing.core_chances import (
    CoreChances,
    Drawing,
    StayingChances,
    find_core_chances,
    find_staying_chances,
)
from samverkan.domain.sharing.decomposing import Basis, Decomposition, explain_change
from samverkan.domain.sharing.drivers import Meter, read_drivers
from samverkan.domain.sharing.gaming import NamedGame
from samverkan.domain.sharing.grouping import find_game, read_model_drivers
from samverkan.domain.sharing.growing import GROWN_BY, grow_key, grow_rules
from samverkan.domain.sharing.keys import CostKey, Reading
from samverkan.domain.sharing.membership import count_days
from samverkan.domain.sharing.plan import Scenario
from samverkan.domain.sharing.previous import find_previous
from samverkan.domain.sharing.requiring import note_zeros
from samverkan.domain.sharing.rule_names import label_rule
from samverkan.domain.sharing.stability import KeyShares, Stability, judge_stability
from samverkan.domain.sharing.undefined import explain_failure
from samverkan.domain.sharing.whatif.asking import Asked, Names, read_scenario
from samverkan.domain.sharing.whatif.base import find_period
from samverkan.domain.sharing.whatif.running import run_whatif
from samverkan.domain.sharing.whatif.timeline import label_of
from samverkan.domain.trace import fingerprint_all
from samverkan.domain.words import Text, say
from samverkan.methods.qca.reanalysis import Mapper, map_here
from samverkan.methods.sharing.errors import SharingError
from samverkan.methods.sharing.rules import WEIGHTED_RULES, Rule

Progress: TypeAlias = Callable[[Text, float], None]
"""Called with what is being done and the share of the whole that is done, from 0 to 1."""

Found = TypeVar("Found")
INHABITANTS = "population"
STAYING_STREAM, CORE_STREAM, WHATIF_STREAM = 1, 2, 3
"""What each kind of draw adds to the seed, so that no draw depends on which others are made."""


def be_silent(_what: Text, _share: float) -> None:
    """Tell nobody."""


@dataclass(frozen=True, eq=False)
class _Work:
    """What the analysis is made from, and the gaps that are found on the way."""

    material: SharingMaterial
    chosen: Chosen
    mapper: Mapper
    gaps: list[Gap] = field(default_factory=list)

    def try_(self, part: Part, make: Callable[[], Found]) -> Found | None:
        """Return what is made; when it cannot be, None, and the reasons are kept."""
        try:
            return make()
        except WorkbenchError as error:
            self.gaps.extend(Gap(part, reason) for reason in reasons_of(error))
        except SharingError as error:
            self.gaps.append(Gap(part, explain_failure(error)))
        return None

    def rng(self, stream: int) -> np.random.Generator:
        """Return the chance of one kind of draw."""
        return np.random.default_rng([self.chosen.plan.seed, stream])


def analyse_sharing(
    material: SharingMaterial,
    settings: SharingSettings | None = None,
    mapper: Mapper = map_here,
    progress: Progress = be_silent,
) -> SharingAnalysis:
    """Return everything that is known of who pays a collaboration's cost, and whether that would hold.

    The same material and settings give the same figures, whatever does the work.

    Raises ChoiceError when the study does not have what the settings name, or does not say whose cost is shared.
    """
    chosen = choose(material, settings or SharingSettings())
    work = _Work(material, chosen, mapper)
    progress(say("Making the bills"), 0.0)
    keys = _bill_keys(work)
    members = _members_of(work, keys)
    change = _explain(work, keys)
    progress(say("Comparing keys with rules"), 0.1)
    named = work.try_(Part.GAME, lambda: find_game(material, chosen, members, _total(keys)))
    shares = _shares_of(keys)
    stability = None if named is None else work.try_(Part.STABILITY, lambda: _judge(work, named, shares))
    growth = (*_grow_keys(work, keys), *_grow_rules(work, named, stability))
    progress(say("Drawing from the stated ranges"), 0.3)
    staying = _find_staying(work, shares)
    core = _find_core(work, members, shares)
    whatifs = tuple(_ask_all(work, progress))
    progress(say("Done"), 1.0)
    return SharingAnalysis(
        study=material.accounts.study,
        material=material,
        plan=chosen.plan,
        period=chosen.period,
        members=members or (named.members if named is not None else ()),
        keys=keys,
        change=change,
        named=named,
        stability=stability,
        growth=growth,
        grown_by_ore=_grown_by(keys, named),
        staying=staying,
        core=core,
        whatifs=whatifs,
        gaps=tuple({(one.part, str(one.reason)): one for one in work.gaps}.values()),
        notes=(*chosen.notes, *note_zeros(material.accounts.study, keys)),
        trace=trace_of(material, chosen),
    )


def reasons_of(error: WorkbenchError) -> tuple[Text, ...]:
    """Return each thing that is wrong as a sentence of its own, with its file."""
    if not isinstance(error, ProblemsError):
        return (error.text,)
    return tuple(say("{file}: {reason}", file=one.place.file, reason=one.text) for one in error.problems)


def trace_of(material: SharingMaterial, chosen: Chosen, *further: object) -> Trace:
    """Return what the figures come from; `further` is what else was asked for."""
    plan, inputs = chosen.plan, material.fingerprints or {}
    asked = (
        plan.collaboration,
        str(chosen.period or ""),
        plan.key_in_use,
        plan.seed,
        plan.draws,
        chosen.left_out,
        *further,
    )
    whole = fingerprint_all({**inputs, "settings": repr(asked), "version": __version__})
    return Trace(dict(inputs), plan.seed, plan.draws, whole)


def _bill_keys(work: _Work) -> tuple[KeyBill, ...]:
    plan, period = work.chosen.plan, work.chosen.period
    if period is None:
        name = work.material.accounts.study.name(plan.collaboration)
        text = say("{collaboration} has no costs in costs.csv, so there is no bill.", collaboration=name)
        work.gaps.append(Gap(Part.BILL, text))
        return ()
    if not work.chosen.keys:
        work.gaps.append(Gap(Part.BILL, NO_KEYS))
    elif not plan.key_in_use:
        text = say("No key is said to be in use: state it as key in [sharing], or name it with --key.")
        work.gaps.append(Gap(Part.BILL, text))
    found = []
    for key in work.chosen.keys:
        is_in_use = key.id == plan.key_in_use
        try:
            found.append(KeyBill(key, make_bill(work.material.accounts, plan, key, period), is_in_use))
        except WorkbenchError as error:
            found.append(KeyBill(key, None, is_in_use, reasons_of(error)))
    return tuple(found)


def _members_of(work: _Work, keys: Iterable[KeyBill]) -> tuple[str, ...]:
    billed = next((one.bill.members for one in keys if one.bill is not None), None)
    if billed is not None:
        return billed
    study, plan, period = work.material.accounts.study, work.chosen.plan, work.chosen.period
    if period is not None:
        return tuple(count_days(study, plan.collaboration, period))
    return tuple(dict.fromkeys(one.municipality for one in study.members(plan.collaboration) if one.end is None))


def _explain(work: _Work, keys: Iterable[KeyBill]) -> Decomposition | None:
    period = work.chosen.period
    in_use = next((one for one in keys if one.is_in_use), None)
    if in_use is None or in_use.bill is None or period is None:
        return None
    accounts, plan = work.material.accounts, work.chosen.plan
    before = find_previous(accounts, plan, period)
    if before is None:
        text = say("There are no costs for a period before {period} to compare with.", period=period.text)
        work.gaps.append(Gap(Part.CHANGE, text))
        return None
    bases = tuple(Basis(accounts, plan, in_use.key, one) for one in (before, period))
    found = work.try_(Part.CHANGE, lambda: explain_change(*bases))
    if found is None:
        return None
    note = say("Taken to be in use in both periods: the key {key}.", key=in_use.key.label)
    return replace(found, notes=(note, *found.notes))


def _total(keys: Iterable[KeyBill]) -> int | None:
    return next((one.bill.total_ore for one in keys if one.bill is not None), None)


def _shares_of(keys: Iterable[KeyBill]) -> tuple[KeyShares, ...]:
    return tuple(KeyShares(one.key, one.bill.shares_ore, one.is_in_use) for one in keys if one.bill is not None)


def _judge(work: _Work, named: NamedGame, shares: tuple[KeyShares, ...]) -> Stability:
    fitting = [one for one in shares if set(one.shares_ore) == set(named.members)]
    weights = _weigh(work, named.members)
    found = judge_stability(work.material.accounts.study, named, fitting, weights)
    if weights is None:
        return found
    note = say("The weighted Shapley value has the inhabitants as weights.")
    return replace(found, notes=(*found.notes, note))


def _weigh(work: _Work, members: tuple[str, ...]) -> dict[str, float] | None:
    """Return the inhabitants of each member as weights; None when they are not known of all."""
    accounts, period = work.material.accounts, work.chosen.period
    if period is None:
        return None
    meter = Meter(accounts.study, accounts.indicators, work.chosen.plan.collaboration)
    read = read_drivers(meter, [INHABITANTS], members, period, Reading())
    weights = read.values[INHABITANTS]
    return None if read.problems or min(weights.values(), default=0) <= 0 else weights


def _grow_keys(work: _Work, keys: Iterable[KeyBill]) -> Iterable[Response]:
    for one in keys:
        if one.bill is not None:
            found = work.try_(Part.GROWTH, partial(_grow_key, work, one.key, one.bill.period))
            yield from () if found is None else (found,)


def _grow_key(work: _Work, key: CostKey, period: Period) -> Response:
    return grow_key(key, price_bill(work.material.accounts, work.chosen.plan, key, period))


def _grow_rules(work: _Work, named: NamedGame | None, stability: Stability | None) -> tuple[Response, ...]:
    if named is None or stability is None:
        return ()
    rules = [Rule(one.id) for one in stability.rules if Rule(one.id) not in WEIGHTED_RULES]
    found, lacking = grow_rules(named, rules)
    for rule in lacking:
        text = say("{rule} has no answer when the bill grows by a tenth.", rule=label_rule(rule))
        work.gaps.append(Gap(Part.GROWTH, text))
    return found


def _grown_by(keys: Iterable[KeyBill], named: NamedGame | None) -> int:
    total = _total(keys)
    if total is None:
        total = 0 if named is None else round(named.game.total)
    return round(total * GROWN_BY)


def _find_staying(work: _Work, shares: tuple[KeyShares, ...]) -> Mapping[str, StayingChances]:
    plan = work.chosen.plan
    if not plan.alone or not shares:
        text = say("What each would cost outside is not stated in [sharing.alone], so no chance of gaining is given.")
        work.gaps.append(Gap(Part.STAYING, text))
        return {}
    return {
        one.key.id: find_staying_chances(plan.alone, one.shares_ore, plan.draws, work.rng(STAYING_STREAM))
        for one in shares
    }


def _find_core(work: _Work, members: tuple[str, ...], shares: tuple[KeyShares, ...]) -> CoreChances | None:
    model, study = work.chosen.plan.model, work.material.accounts.study
    if model is None:
        text = say("No cost model is stated in [sharing.model], so it is not drawn how often a key holds.")
        work.gaps.append(Gap(Part.CORE, text))
        return None
    if not members:
        work.gaps.append(Gap(Part.CORE, say("There is no member in the period, so nothing is drawn.")))
        return None
    drawing = Drawing(work.chosen.plan.draws, work.rng(CORE_STREAM), work.mapper)

    def draw() -> CoreChances:
        drivers = read_model_drivers(work.material, work.chosen, members)
        return find_core_chances(study, model, drivers, shares, drawing)

    return work.try_(Part.CORE, draw)


def _ask_all(work: _Work, progress: Progress) -> Iterable[ScenarioAnswer]:
    scenarios = work.chosen.plan.scenarios
    if not scenarios:
        work.gaps.append(Gap(Part.WHATIF, say("No what-if is stated in [[sharing.whatif]].")))
    for number, scenario in enumerate(scenarios):
        label = label_of(scenario)
        progress(say("What if: {label}", label=label), 0.4 + 0.6 * number / len(scenarios))
        yield answer_scenario(work.material, work.chosen, scenario, work.mapper)


def answer_scenario(
    material: SharingMaterial, chosen: Chosen, scenario: Scenario, mapper: Mapper = map_here
) -> ScenarioAnswer:
    """Return what a stated scenario means for each member, or why it cannot be said."""
    try:
        return run_scenario(material, chosen, scenario, mapper)
    except WorkbenchError as error:
        return ScenarioAnswer(scenario, label_of(scenario), why_not=reasons_of(error))


def run_scenario(
    material: SharingMaterial, chosen: Chosen, scenario: Scenario, mapper: Mapper = map_here
) -> ScenarioAnswer:
    """Return what a scenario means for each member, with its chances when any amount has a range.

    Raises as `run_whatif`.
    """
    accounts, plan = material.accounts, chosen.plan
    whatif = run_whatif(accounts, plan, scenario)
    if not has_ranges(plan, scenario):
        return ScenarioAnswer(scenario, label_of(scenario), whatif)
    rng = np.random.default_rng([plan.seed, WHATIF_STREAM])
    chances = find_chances(accounts, plan, scenario, rng, mapper)
    return ScenarioAnswer(scenario, label_of(scenario), whatif, chances)


def ask_whatif(
    material: SharingMaterial, asked: Asked, settings: SharingSettings | None = None, mapper: Mapper = map_here
) -> WhatIfAnalysis:
    """Return what a change that a person asks for means for each member.

    Raises
    ------
    WorkbenchError
        What is asked names something that is not there or contradicts itself, or the study lacks what it takes.
    """
    chosen = choose(material, settings or SharingSettings())
    accounts, plan = material.accounts, chosen.plan
    period = find_period(accounts, plan)
    lines = tuple(one.line for one in lines_of(accounts, plan, period))
    drivers = tuple(dict.fromkeys(one.indicator for one in accounts.indicators))
    scenario = read_scenario(asked, Names(accounts.study, lines, drivers), plan, period.year)
    answer = run_scenario(material, chosen, scenario, mapper)
    return WhatIfAnalysis(accounts.study, plan, answer, chosen.notes, trace_of(material, chosen, asked))
