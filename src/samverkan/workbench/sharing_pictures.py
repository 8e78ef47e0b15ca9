"""The pictures of a shared cost: each chart drawn in the language and given its caption."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from samverkan.charts.chance_intervals import (
    ChanceIntervals,
    MemberChance,
    chance_intervals,
    tell_chance_intervals,
)
from samverkan.charts.complaint_bars import Complaint, ComplaintBars, complaint_bars, tell_complaint_bars
from samverkan.charts.render import render_svg
from samverkan.charts.savings_by_member import (
    KeySavings,
    Saving,
    SavingsByMember,
    savings_by_member,
    tell_savings_by_member,
)
from samverkan.charts.shares_by_key import KeyShares, SharesByKey, shares_by_key, tell_shares_by_key
from samverkan.charts.specification import Specification
from samverkan.charts.telling import Telling
from samverkan.charts.whatif_waterfall import MemberSteps, Step, Waterfall, tell_whatif_waterfall, whatif_waterfall
from samverkan.charts.whatif_years import MemberYears, WhatIfYears, tell_whatif_years, whatif_years
from samverkan.domain.sharing.analysis import ScenarioAnswer, SharingAnalysis
from samverkan.domain.sharing.chances import MemberChances
from samverkan.domain.sharing.decomposing import Cause
from samverkan.domain.sharing.places import (
    chance_source,
    change_source,
    saving_source,
    share_source,
    standing_source,
    whatif_source,
)
from samverkan.domain.sharing.savings import own_costs, savings
from samverkan.domain.sharing.shortly import main_outcome
from samverkan.domain.sharing.stability import Standing
from samverkan.domain.sharing.whatif.outcome import BreakEvenKind, MemberOutcome, MemberYear, RuleOutcome
from samverkan.domain.study import Study
from samverkan.files.report_html import Picture

ORE = 100
MOST_MEMBERS = 24
"""With more members than this the pictures say less than the tables."""

BESIDE = ("nucleolus", "shapley")
"""The rules whose shares are drawn beside the keys."""

STEPS = {
    Cause.PRICE: Step.PRICE,
    Cause.VOLUME: Step.DRIVER,
    Cause.KEY: Step.KEY,
    Cause.MEMBERSHIP: Step.MEMBERSHIP,
    Cause.ROUNDING: Step.ROUNDING,
}


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A chart before it is rendered: its place on the page, its specification, and what it says in words."""

    key: str
    specification: Specification | None
    telling: Telling


Pictures = Mapping[str, tuple[Picture, ...]]


def draw_sharing_pictures(analysis: SharingAnalysis, language: str, only: Sequence[str] = ()) -> Pictures:
    """Return the pictures by the place in the page where they stand; a chart with nothing to show is left out.

    `only` names those places that are wanted; all when it is empty.
    """
    if len(analysis.members) > MOST_MEMBERS:
        return {}
    drawn = (
        *_of_shares(analysis, language),
        *_of_change(analysis, language),
        *_of_stability(analysis, language),
        *(_of_whatifs(analysis.study, analysis.whatifs, language) if not only else ()),
    )
    return _render((one for one in drawn if not only or one.key in only), language)


def draw_whatif_pictures(study: Study, whatifs: Sequence[ScenarioAnswer], language: str) -> Pictures:
    """Return the pictures of scenarios alone, by the same places."""
    return _render(_of_whatifs(study, whatifs, language), language)


def _render(drawn: Iterable[_Drawn], language: str) -> Pictures:
    found: dict[str, list[Picture]] = defaultdict(list)
    for one in drawn:
        if one.specification is not None:
            title = one.telling.title.in_language(language)
            svg = render_svg(one.specification, title, one.telling.description)
            found[one.key].append(Picture(svg, one.telling.caption))
    return {key: tuple(pictures) for key, pictures in found.items()}


def _of_shares(analysis: SharingAnalysis, language: str) -> Iterator[_Drawn]:
    members, names = analysis.members, _names(analysis)
    rows = [(one.key.id, one.key.label, one.bill.shares_ore, one.is_in_use) for one in analysis.keys if one.bill]
    rules = analysis.stability.rules if analysis.stability else ()
    rows += [(one.id, one.label, dict(one.shares_ore), False) for one in rules if one.id in BESIDE]
    shares = SharesByKey(
        names,
        tuple(
            KeyShares(
                label.in_language(language),
                tuple(shares_ore[one] / ORE for one in members),
                is_in_use,
                tuple(share_source(key, one) for one in members),
            )
            for key, label, shares_ore, is_in_use in rows
            if set(shares_ore) == set(members)
        ),
    )
    if shares.keys:
        yield _Drawn("shares", shares_by_key(shares, language), tell_shares_by_key(shares, language))
    saved = _savings(analysis, language)
    if saved.keys:
        yield _Drawn("savings", savings_by_member(saved, language), tell_savings_by_member(saved, language))


def _savings(analysis: SharingAnalysis, language: str) -> SavingsByMember:
    own = own_costs(analysis)
    keys = []
    for one in analysis.keys if own else ():
        if one.bill is None:
            continue
        found = savings(own, one.bill.shares_ore)
        rows = []
        for member in analysis.members:
            saved, source = found.get(member), saving_source(one.key.id, member)
            if saved is None:
                rows.append(Saving(None, source=source))
                continue
            limits = None if saved.is_certain else (saved.low_ore / ORE, saved.high_ore / ORE)
            rows.append(Saving(saved.mode_ore / ORE, limits, source))
        keys.append(KeySavings(one.key.label.in_language(language), tuple(rows), one.is_in_use))
    return SavingsByMember(_names(analysis), tuple(keys))


def _of_change(analysis: SharingAnalysis, language: str) -> Iterator[_Drawn]:
    if analysis.change is None:
        return
    members = tuple(
        MemberSteps(
            analysis.study.name(one.municipality),
            one.before_ore / ORE,
            tuple(one.by_cause_ore.get(cause, 0) / ORE for cause in STEPS),
            change_source(one.municipality),
        )
        for one in analysis.change.changes
    )
    found = Waterfall(tuple(STEPS.values()), members)
    if any(any(one.changes) for one in members):
        yield _Drawn("change", whatif_waterfall(found, language), tell_whatif_waterfall(found, language))


def _of_stability(analysis: SharingAnalysis, language: str) -> Iterator[_Drawn]:
    found = analysis.stability
    if found is None:
        return
    name = analysis.study.name
    bars = ComplaintBars(
        tuple(name(one) for one in found.members),
        tuple(_complaint(analysis.study, one, language) for one in (*found.keys, *found.rules)),
    )
    yield _Drawn("complaints", complaint_bars(bars, language), tell_complaint_bars(bars, language))


def _complaint(study: Study, one: Standing, language: str) -> Complaint:
    is_known = one.holds is not None and one.complaint_ore is not None
    return Complaint(
        one.label.in_language(language),
        (one.complaint_ore or 0) / ORE if is_known else None,
        tuple(study.name(member) for member in one.worst) if is_known else (),
        one.is_in_use,
        standing_source(one.id),
    )


def _of_whatifs(study: Study, whatifs: Sequence[ScenarioAnswer], language: str) -> Iterator[_Drawn]:
    for place, answer in enumerate(whatifs):
        if answer.whatif is None or len(answer.whatif.outcomes[0].members) > MOST_MEMBERS:
            continue
        outcome = main_outcome(answer.whatif.outcomes)
        years = _years(study, answer, outcome)
        yield _Drawn(f"whatif-{place}-years", whatif_years(years, language), tell_whatif_years(years, language))
        chances = _chances(study, answer, outcome)
        if chances.members:
            drawn = chance_intervals(chances, language)
            yield _Drawn(f"whatif-{place}-chances", drawn, tell_chance_intervals(chances, language))


def _years(study: Study, answer: ScenarioAnswer, outcome: RuleOutcome) -> WhatIfYears:
    years = answer.whatif.years if answer.whatif else ()
    members = tuple(
        MemberYears(
            study.name(one.municipality),
            tuple(_sek(year.before_ore) for year in one.years),
            tuple(_sek(_paid(year)) for year in one.years),
            _break_even(one, years),
            whatif_source(answer.scenario.id, outcome.rule, one.municipality),
        )
        for one in outcome.members
    )
    return WhatIfYears(years, members)


def _paid(year: MemberYear) -> int | None:
    """Return what is paid in the year in all, with what is paid once."""
    return None if year.after_ore is None or year.once_ore is None else year.after_ore + year.once_ore


def _break_even(one: MemberOutcome, years: Sequence[int]) -> int | None:
    found = one.break_even
    return found.year if found.kind is BreakEvenKind.YEAR and found.year in years else None


def _chances(study: Study, answer: ScenarioAnswer, outcome: RuleOutcome) -> ChanceIntervals:
    found = answer.chances.under(outcome.rule) if answer.chances is not None else None
    if found is None or answer.chances is None:
        return ChanceIntervals((), 0)
    rows = (_chance(study, answer, one) for one in found.members)
    return ChanceIntervals(tuple(one for one in rows if one is not None), answer.chances.n_draws)


def _chance(study: Study, answer: ScenarioAnswer, one: MemberChances) -> MemberChance | None:
    change = one.yearly_change_ore
    better = next(iter(one.better_off.values()), None)
    if change is None or better is None:
        return None
    return MemberChance(
        study.name(one.municipality),
        change.low_ore / ORE,
        change.middle_ore / ORE,
        change.high_ore / ORE,
        better,
        chance_source(answer.scenario.id, one.municipality),
    )


def _sek(amount_ore: int | None) -> float | None:
    return None if amount_ore is None else amount_ore / ORE


def _names(analysis: SharingAnalysis) -> tuple[str, ...]:
    return tuple(analysis.study.name(one) for one in analysis.members)
