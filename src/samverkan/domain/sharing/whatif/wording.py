"""What is said of a member's outcome: who bears what remains, when it has paid off, and what it is worth."""

from samverkan.domain.sharing.money import tell_money
from samverkan.domain.sharing.plan import ExitRule
from samverkan.domain.sharing.whatif.outcome import BreakEven, BreakEvenKind, MemberOutcome, Part
from samverkan.domain.study import Study
from samverkan.domain.words import Text, say


def label_part(part: Part) -> Text:
    """Return what happens to a member, in a word."""
    return {
        Part.REMAINS: say("remains a member"),
        Part.JOINS: say("joins"),
        Part.LEAVES: say("leaves"),
        Part.MERGES: say("merges"),
        Part.OUTSIDE: say("comes in and leaves again"),
    }[part]


def label_exit_rule(rule: ExitRule, years: int) -> Text:
    """Return who bears what remains under an exit rule; `years` as the terms of exit state them."""
    if rule is ExitRule.LEAVER:
        return say("the one that leaves bears what remains")
    if rule is ExitRule.REMAINING:
        return say("those who remain bear what remains")
    return say("the one that leaves bears what remains for {years} years, then the others", years=years)


def describe_break_even(found: BreakEven) -> Text:
    """Return when a change has paid off for a member."""
    if found.kind is BreakEvenKind.YEAR:
        return say("has paid off in {year}", year=str(found.year))
    return {
        BreakEvenKind.NEVER: say("does not pay off within the horizon"),
        BreakEvenKind.NO_CHANGE: say("nothing changes"),
        BreakEvenKind.NOT_KNOWN: say("not known"),
    }[found.kind]


def describe_worth(study: Study, member: MemberOutcome, rate: float) -> Text:
    """Return what a change is worth to a member over the horizon at a rate of interest, in a sentence."""
    name = study.name(member.municipality)
    worth = member.net_present_ore[rate]
    if worth is None:
        return say("What it is worth to {name} is not known.", name=name)
    if worth == 0:
        return say("{name} neither gains nor loses.", name=name)
    values = {"name": name, "amount": tell_money(abs(worth)), "rate": rate, "n": len(member.years)}
    if worth > 0:
        return say("{name} gains {amount} over {n} years at {rate:.1%} interest.", **values)
    return say("{name} loses {amount} over {n} years at {rate:.1%} interest.", **values)
