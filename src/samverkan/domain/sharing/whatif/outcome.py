"""What a what-if answers: for each member the cost before and after, what is left behind, and what it is worth."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from samverkan.domain.sharing.plan import ExitRule, Scenario
from samverkan.domain.words import Text


class Part(StrEnum):
    """What happens to a member in a what-if."""

    REMAINS = "remains"
    JOINS = "joins"
    LEAVES = "leaves"
    MERGES = "merges"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class MemberYear:
    """One year of one member, in öre. `before_ore` and `after_ore` are None when they are not known.

    `after_ore` is what it costs in all in the year, without what is paid once: the bill, or the cost on its own, and
    what it bears of what remains after an exit. `stranded_ore` is that last part: a member that has left pays it in
    addition, a member that remains pays it within its bill. `once_ore` is what coming in or leaving costs it, in the
    year when it happens.
    """

    year: int
    before_ore: int | None
    after_ore: int | None
    stranded_ore: int = 0
    once_ore: int | None = 0

    @property
    def change_ore(self) -> int | None:
        """How much dearer the year becomes, without what is paid once; negative is cheaper."""
        if self.before_ore is None or self.after_ore is None:
            return None
        return self.after_ore - self.before_ore

    @property
    def outlay_ore(self) -> int | None:
        """How much dearer the year becomes, with what is paid once."""
        change = self.change_ore
        return None if change is None or self.once_ore is None else change + self.once_ore


class BreakEvenKind(StrEnum):
    """Whether, and when, a member has gained more than it has paid."""

    YEAR = "year"
    NEVER = "never within the horizon"
    NO_CHANGE = "nothing changes"
    NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class BreakEven:
    """The first year from the end of which a member is not behind, and stays so to the end of the horizon."""

    kind: BreakEvenKind
    year: int | None = None


@dataclass(frozen=True, slots=True)
class MemberOutcome:
    """What the change means for one member.

    `municipalities` are those that share its purse: several when municipalities have merged. `net_present_ore` is, at
    each rate of interest, what the member gains over the horizon (positive) or loses (negative), in money of the first
    year; None when a part of it is not known, and then `not_known` says what.
    """

    municipality: str
    municipalities: tuple[str, ...]
    part: Part
    years: tuple[MemberYear, ...]
    net_present_ore: Mapping[float, int | None]
    break_even: BreakEven
    not_known: tuple[Text, ...] = ()

    @property
    def transition_ore(self) -> int | None:
        """What the member pays once over the horizon."""
        return _sum_known(one.once_ore for one in self.years)

    @property
    def stranded_ore(self) -> int:
        """What the member bears over the horizon of what remains after an exit."""
        return sum(one.stranded_ore for one in self.years)

    @property
    def change_ore(self) -> int | None:
        """How much dearer all years become together, without what is paid once."""
        return _sum_known(one.change_ore for one in self.years)


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """The outcome under one exit rule; `rule` is None when nobody leaves.

    `stranded_ore` is, for each year, the cost that remains and that the members who left no longer pay by the key; the
    members' parts of it sum to it. `is_agreed`: the agreement states this rule.
    """

    rule: ExitRule | None
    members: tuple[MemberOutcome, ...]
    stranded_ore: Mapping[int, int]
    is_agreed: bool = False

    def member(self, municipality: str) -> MemberOutcome | None:
        """Return the outcome of one member."""
        return next((one for one in self.members if one.municipality == municipality), None)


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The answer to a scenario.

    `totals_before_ore` and `totals_after_ore` are what the collaboration costs each year. `outcomes` has one item, or
    one for each exit rule that can be computed when someone leaves. `assumed` is everything that was taken for granted,
    `missing` what to state in study.toml for a fuller answer. `sources` are the cost lines and the figures behind it.
    """

    scenario: Scenario
    first_year: int
    last_year: int
    totals_before_ore: Mapping[int, int]
    totals_after_ore: Mapping[int, int]
    outcomes: tuple[RuleOutcome, ...]
    assumed: tuple[Text, ...]
    missing: tuple[Text, ...]
    sources: tuple[str, ...] = ()

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the horizon."""
        return tuple(range(self.first_year, self.last_year + 1))

    def under(self, rule: ExitRule | None) -> RuleOutcome | None:
        """Return the outcome under an exit rule."""
        return next((one for one in self.outcomes if one.rule is rule), None)


def _sum_known(amounts: Iterable[int | None]) -> int | None:
    known = list(amounts)
    return None if None in known else sum(one for one in known if one is not None)
