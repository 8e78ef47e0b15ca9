"""What a member needs to know first of a what-if, in the sentences that it would use itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from samverkan.domain.sharing.analysis import ScenarioAnswer
from samverkan.domain.sharing.chances import MemberChances
from samverkan.domain.sharing.complaining import list_names
from samverkan.domain.sharing.money import ORE_PER_SEK, SEK_PER_THOUSAND, SMALL_SEK, in_thousands, tell_money
from samverkan.domain.sharing.plan import SharingPlan
from samverkan.domain.sharing.whatif.outcome import BreakEvenKind, MemberOutcome, MemberYear, Part, RuleOutcome
from samverkan.domain.sharing.whatif.wording import describe_worth, label_exit_rule
from samverkan.domain.study import Study
from samverkan.domain.words import Text, list_words, say

SAME_ORE = 50_000
"""Less than 500 SEK a year apart is said to be the same."""
Ore = int


@dataclass(frozen=True, slots=True)
class Story:
    """What a member needs to know under one exit rule; `heading` says which, None when nobody leaves."""

    heading: Text | None
    sentences: tuple[Text, ...]


def main_rate(plan: SharingPlan) -> float:
    """Return the rate of interest that sentences are said at: the middle one."""
    return sorted(plan.rates)[len(plan.rates) // 2]


def in_order(outcomes: Sequence[RuleOutcome]) -> list[RuleOutcome]:
    """Return the outcomes with the one that the agreement states first."""
    return sorted(outcomes, key=lambda one: not one.is_agreed)


def tell_member(study: Study, plan: SharingPlan, answer: ScenarioAnswer, municipality: str) -> tuple[Story, ...]:
    """Return what one member needs to know, under each exit rule; nothing when it has no part in the what-if."""
    if answer.whatif is None:
        return ()
    stories = []
    for outcome in in_order(answer.whatif.outcomes):
        member = find_member(outcome, municipality)
        if member is not None:
            sentences = (*_tell(study, plan, member), *_tell_chances(plan, answer, outcome, member))
            stories.append(Story(head_rule(plan, outcome), (*sentences, *_tell_others(study, plan, outcome, member))))
    return tuple(stories)


def find_member(outcome: RuleOutcome, municipality: str) -> MemberOutcome | None:
    """Return the outcome of the purse that a municipality is in."""
    purses = (one for one in outcome.members if municipality in (one.municipality, *one.municipalities))
    return next(purses, None)


def head_rule(plan: SharingPlan, outcome: RuleOutcome) -> Text | None:
    """Return which exit rule an outcome is under, and whether the agreement states it; None when nobody leaves."""
    if outcome.rule is None:
        return None
    rule = label_exit_rule(outcome.rule, plan.exit.years)
    if outcome.is_agreed:
        return say("By the agreement, {rule}", rule=rule)
    return say("If {rule}", rule=rule)


def _tell(study: Study, plan: SharingPlan, member: MemberOutcome) -> Iterator[Text]:
    first, last = member.years[0], member.years[-1]
    yield _tell_first(study, member, first)
    change, later = first.change_ore, last.change_ore
    if change is not None and later is not None and abs(change - later) >= SAME_ORE:
        yield say("In {year} it is {difference} a year.", year=str(last.year), difference=tell_difference(later))
    yield from _tell_dearest(member)
    yield from _tell_once(member)
    yield describe_worth(study, member, main_rate(plan))
    yield from _tell_break_even(member)
    yield from member.not_known


def _tell_first(study: Study, member: MemberOutcome, year: MemberYear) -> Text:
    name = study.name(member.municipality)
    if year.before_ore is None or year.after_ore is None or year.change_ore is None:
        return say("What {name} would pay in {year} cannot be said in full.", name=name, year=str(year.year))
    values = {
        "name": name,
        "before": tell_money(year.before_ore),
        "after": tell_money(year.after_ore),
        "year": str(year.year),
        "difference": tell_difference(_subtract(year.before_ore, year.after_ore)),
    }
    if member.part is Part.MERGES:
        values["name"] = list_names(study, member.municipalities)
        return say(
            "{name} pay {before} a year together as it is. Merged they pay {after} in {year}: {difference}.", **values
        )
    if member.part is Part.LEAVES:
        return _tell_leaver(year, values)
    if member.part is Part.JOINS:
        return say(
            "{name} costs {before} a year outside. As a member it pays {after} in {year}: {difference}.", **values
        )
    return say(
        "{name} pays {before} a year as it is. With the change it pays {after} in {year}: {difference}.", **values
    )


def _tell_leaver(year: MemberYear, values: dict[str, object]) -> Text:
    if not year.stranded_ore:
        return say(
            "{name} pays {before} a year as it is. With the change it costs {after} in {year}: {difference}.", **values
        )
    return say(
        "{name} pays {before} a year as a member. Outside it costs {after} in {year}, of which {stranded} is for what "
        "remains in the collaboration: {difference}.",
        stranded=tell_money(year.stranded_ore),
        **values,
    )


def _subtract(before_ore: int, after_ore: int) -> int:
    """Return the difference between two amounts as they are written: a reader who subtracts finds the same."""
    if min(abs(before_ore), abs(after_ore)) < SMALL_SEK * ORE_PER_SEK:
        return after_ore - before_ore
    return (in_thousands(after_ore) - in_thousands(before_ore)) * SEK_PER_THOUSAND * ORE_PER_SEK


def tell_difference(change_ore: int) -> Text:
    """Return how much dearer or cheaper something becomes."""
    if abs(change_ore) < SAME_ORE:
        return say("practically the same")
    if change_ore > 0:
        return say("{amount} more", amount=tell_money(change_ore))
    return say("{amount} less", amount=tell_money(-change_ore))


def _tell_dearest(member: MemberOutcome) -> Iterator[Text]:
    """Yield the year that costs most, when it is neither the first nor the last: what a budget must hold."""
    dearest = find_dearest(member)
    ends = [one.change_ore or 0 for one in (member.years[0], member.years[-1])]
    if dearest is None or dearest.change_ore is None or dearest.after_ore is None:
        return
    if dearest.change_ore - max(ends) >= SAME_ORE:
        yield say(
            "Dearest is {year}, when it pays {after}: {difference}.",
            year=str(dearest.year),
            after=tell_money(dearest.after_ore),
            difference=tell_difference(dearest.change_ore),
        )


def find_dearest(member: MemberOutcome) -> MemberYear | None:
    """Return the first of the years in which a member pays most, in thousands; None when some year is not known."""
    if any(one.after_ore is None for one in member.years):
        return None
    return max(member.years, key=lambda one: in_thousands(one.after_ore or 0))


def _tell_once(member: MemberOutcome) -> Iterator[Text]:
    for year in member.years:
        if year.once_ore:
            yield say("In {year} it also pays {amount} once.", year=str(year.year), amount=tell_money(year.once_ore))
    if member.stranded_ore >= SAME_ORE:
        yield say(
            "Over {n} years it bears {amount} of what remains after the exit; this is in the amounts above.",
            n=len(member.years),
            amount=tell_money(member.stranded_ore),
        )


def _tell_break_even(member: MemberOutcome) -> Iterator[Text]:
    found = member.break_even
    if found.kind is BreakEvenKind.NEVER and any((one.change_ore or 0) < 0 for one in member.years):
        yield say("It does not pay off within the {n} years.", n=len(member.years))
    elif found.kind is BreakEvenKind.YEAR and found.year != member.years[0].year:
        yield say("What it pays more at first has paid off in {year}.", year=str(found.year))


def _tell_chances(
    plan: SharingPlan, answer: ScenarioAnswer, outcome: RuleOutcome, member: MemberOutcome
) -> Iterator[Text]:
    under = None if answer.chances is None else answer.chances.under(outcome.rule)
    found: MemberChances | None = None if under is None else under.member(member.municipality)
    if answer.chances is None or found is None:
        return
    rate = main_rate(plan)
    share, spread = found.better_off[rate], found.net_present_ore[rate]
    if share is None or spread is None or spread.low_ore == spread.high_ore:
        return
    yield say(
        "With the ranges that the study states it gains in {n_gains:,} cases of {n:,}; in nine cases of ten the "
        "result lies between {low} and {high} over the whole time.",
        n_gains=round(share * answer.chances.n_draws),
        n=answer.chances.n_draws,
        low=tell_result(spread.low_ore),
        high=tell_result(spread.high_ore),
    )


def tell_result(gain_ore: int) -> Text:
    """Return a gain or a loss in words."""
    if abs(gain_ore) < SAME_ORE:
        return say("neither gain nor loss")
    if gain_ore > 0:
        return say("{amount} in gain", amount=tell_money(gain_ore))
    return say("{amount} in loss", amount=tell_money(-gain_ore))


def _tell_others(study: Study, plan: SharingPlan, outcome: RuleOutcome, member: MemberOutcome) -> Iterator[Text]:
    """Yield who else gains and who loses: what a council asks next."""
    rate = main_rate(plan)
    others = [(one.municipality, one.net_present_ore[rate]) for one in outcome.members if one is not member]
    winners = [(name, worth) for name, worth in others if worth is not None and worth >= SAME_ORE]
    losers = [(name, -worth) for name, worth in others if worth is not None and worth <= -SAME_ORE]
    if winners:
        yield say("Of the others, {names} gain.", names=_list_amounts(study, winners))
    if losers:
        yield say("Of the others, {names} lose.", names=_list_amounts(study, losers))


def _list_amounts(study: Study, amounts: Sequence[tuple[str, int]]) -> Text:
    """Return names as a sentence lists them, each with its amount over the whole time."""
    return list_words([say("{name} ({amount})", name=study.name(one), amount=tell_money(ore)) for one, ore in amounts])
