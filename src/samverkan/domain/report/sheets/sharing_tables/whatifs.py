"""The sheets of what-ifs: year by year, and what each change is worth, for every member under every exit rule."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from samverkan.domain.report.sheets.sharing_tables.shared import money_column, sources_of_whatif
from samverkan.domain.report.sheets.sheet import Column, Sheet, join
from samverkan.domain.sharing.analysis import ScenarioAnswer
from samverkan.domain.sharing.chances import MemberChances, Spread
from samverkan.domain.sharing.plan import SharingPlan
from samverkan.domain.sharing.whatif.outcome import MemberOutcome, MemberYear, RuleOutcome
from samverkan.domain.sharing.whatif.wording import describe_break_even, label_exit_rule, label_part
from samverkan.domain.study import Study
from samverkan.domain.words import Text, as_is, say


@dataclass(frozen=True, slots=True)
class Asking:
    """Whose what-ifs they are."""

    study: Study
    plan: SharingPlan


@dataclass(frozen=True, eq=False)
class Yearly:
    """One member in one year under one exit rule."""

    answer: ScenarioAnswer
    outcome: RuleOutcome
    member: MemberOutcome
    year: MemberYear


@dataclass(frozen=True, eq=False)
class Worth:
    """What a change is worth to one member at one rate of interest, under one exit rule."""

    answer: ScenarioAnswer
    outcome: RuleOutcome
    member: MemberOutcome
    rate: float
    chances: MemberChances | None

    @property
    def better_off(self) -> float | None:
        """In which share of the draws the member gains."""
        return None if self.chances is None else self.chances.better_off[self.rate]

    @property
    def spread(self) -> Spread | None:
        """How far the gain may lie from what is most likely."""
        return None if self.chances is None else self.chances.net_present_ore[self.rate]


@dataclass(frozen=True, eq=False)
class Said:
    """Something taken for granted, or lacking, in one what-if."""

    answer: ScenarioAnswer
    kind: Text
    text: Text


def _columns_of_member(asking: Asking) -> tuple[Column[Any], ...]:
    """Return whose figures they are: the columns that a row with an answer, an outcome and a member begins with."""
    name = asking.study.name
    return (
        Column("scenario", say("What if"), lambda one: one.answer.scenario.id),
        Column("label", say("What happens"), lambda one: one.answer.label),
        Column("exit_rule", say("Exit rule"), lambda one: rule_words(asking.plan, one.outcome)),
        Column("agreed", say("By the agreement"), lambda one: one.outcome.is_agreed),
        Column("municipality", say("Member"), lambda one: one.member.municipality),
        Column("name", say("Name"), lambda one: name(one.member.municipality)),
    )


def years_sheet(asking: Asking, answers: Sequence[ScenarioAnswer]) -> Sheet[Yearly]:
    """Return each member's cost before and after, year by year."""
    return Sheet(
        key="years",
        title=say("What if, year by year"),
        method=say(
            "What each member pays in all without the change and with it. What remains after an exit is within what a "
            "member pays; what is paid once stands beside."
        ),
        columns=(
            *_columns_of_member(asking),
            Column("part", say("Part"), lambda one: label_part(one.member.part)),
            Column("year", say("Year"), lambda one: str(one.year.year)),
            money_column("before", say("Before, SEK"), lambda one: one.year.before_ore),
            money_column("after", say("After, SEK"), lambda one: one.year.after_ore),
            money_column("change", say("Change, SEK"), lambda one: one.year.change_ore),
            money_column("remains", say("Of what remains, SEK"), lambda one: one.year.stranded_ore),
            money_column("once", say("Once, SEK"), lambda one: one.year.once_ore),
        ),
        rows=tuple(
            Yearly(answer, outcome, member, year)
            for answer, outcome, member in _members(answers)
            for year in member.years
        ),
        sources=lambda one: sources_of_whatif(asking.plan, one.answer.scenario, one.member.municipality),
    )


def worth_sheet(asking: Asking, answers: Sequence[ScenarioAnswer]) -> Sheet[Worth]:
    """Return what each change is worth to each member, with its chances."""
    return Sheet(
        key="worth",
        title=say("What if, in all"),
        method=say(
            "Net present value of what a member gains over the horizon (below 0: loses), at each rate of interest; and "
            "over draws of the stated ranges how often it gains, with the 5th, 50th and 95th percentile."
        ),
        columns=(
            *_columns_of_member(asking),
            Column("merged", say("Municipalities"), lambda one: join(one.member.municipalities)),
            Column("part", say("Part"), lambda one: label_part(one.member.part)),
            Column("rate", say("Interest"), lambda one: one.rate, 3),
            money_column("worth", say("Gain, SEK"), lambda one: one.member.net_present_ore[one.rate]),
            money_column("transition", say("Paid once, SEK"), lambda one: one.member.transition_ore),
            money_column("remains", say("Of what remains, SEK"), lambda one: one.member.stranded_ore),
            Column("ahead", say("Paid off"), lambda one: describe_break_even(one.member.break_even)),
            Column("better_off", say("Gains, share of draws"), lambda one: one.better_off, 3),
            money_column(
                "low", say("Gain, 5th percentile, SEK"), lambda one: one.spread.low_ore if one.spread else None
            ),
            money_column("middle", say("Gain, median, SEK"), lambda one: one.spread.middle_ore if one.spread else None),
            money_column(
                "high", say("Gain, 95th percentile, SEK"), lambda one: one.spread.high_ore if one.spread else None
            ),
        ),
        rows=tuple(_worth(answers)),
        sources=lambda one: sources_of_whatif(asking.plan, one.answer.scenario, one.member.municipality),
    )


def said_sheet(answers: Sequence[ScenarioAnswer]) -> Sheet[Said]:
    """Return what each what-if takes for granted, and what it lacks."""
    return Sheet(
        key="assumed",
        title=say("Taken for granted"),
        method=say("What each what-if rests on besides what the study states, and what to state for a fuller answer."),
        columns=(
            Column("scenario", say("What if"), lambda one: one.answer.scenario.id),
            Column("kind", say("Kind"), lambda one: one.kind),
            Column("text", say("In words"), lambda one: one.text),
        ),
        rows=tuple(_said(answers)),
        sources=lambda one: (f"whatif:{one.answer.scenario.id}",),
    )


def rule_words(plan: SharingPlan, outcome: RuleOutcome) -> Text:
    """Return what an exit rule is called; a dash when nobody leaves."""
    return as_is("–") if outcome.rule is None else label_exit_rule(outcome.rule, plan.exit.years)


def _members(answers: Iterable[ScenarioAnswer]) -> Iterator[tuple[ScenarioAnswer, RuleOutcome, MemberOutcome]]:
    for answer in answers:
        for outcome in answer.whatif.outcomes if answer.whatif is not None else ():
            for member in outcome.members:
                yield answer, outcome, member


def _worth(answers: Iterable[ScenarioAnswer]) -> Iterator[Worth]:
    for answer, outcome, member in _members(answers):
        under = None if answer.chances is None else answer.chances.under(outcome.rule)
        chances = None if under is None else under.member(member.municipality)
        for rate in member.net_present_ore:
            yield Worth(answer, outcome, member, rate, chances)


def _said(answers: Iterable[ScenarioAnswer]) -> Iterator[Said]:
    for answer in answers:
        yield from (Said(answer, say("Why there is no answer"), one) for one in answer.why_not)
        if answer.whatif is not None:
            yield from (Said(answer, say("Taken for granted"), one) for one in answer.whatif.assumed)
            yield from (Said(answer, say("Lacking"), one) for one in answer.whatif.missing)
        if answer.chances is not None:
            yield from (Said(answer, say("Draws"), one) for one in answer.chances.notes)
