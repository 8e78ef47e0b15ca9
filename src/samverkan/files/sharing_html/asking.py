"""The pages' chapter about what-ifs: for every member what changes, under each rule of leaving."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from samverkan.domain.sharing.analysis import ScenarioAnswer
from samverkan.domain.sharing.chances import Chances, MemberChances
from samverkan.domain.sharing.costs import Unit
from samverkan.domain.sharing.places import chance_source, whatif_source
from samverkan.domain.sharing.plan import SharingPlan
from samverkan.domain.sharing.shortly import main_outcome, tell_first
from samverkan.domain.sharing.telling import Story, head_rule, in_order, main_rate, tell_member
from samverkan.domain.sharing.whatif.outcome import MemberOutcome, MemberYear, RuleOutcome, WhatIf
from samverkan.domain.sharing.whatif.wording import describe_break_even, label_part
from samverkan.domain.study import Study
from samverkan.domain.words import Text
from samverkan.files.report_html.anchors import Anchors

LARGE_ORE = Unit.MSEK.ore
"""From here on a collaboration's what-ifs are written in thousands."""


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """What a scenario means for one member: the first year with the change, the last year, and the whole horizon."""

    anchor: str
    name: str
    own: MemberOutcome
    part: Text
    first: MemberYear
    last: MemberYear
    break_even: Text


@dataclass(frozen=True, slots=True)
class ShownRule:
    """The outcome under one exit rule; `label` is None when nobody leaves."""

    label: Text | None
    own: RuleOutcome
    rows: tuple[OutcomeRow, ...]

    @property
    def remains(self) -> tuple[tuple[int, int], ...]:
        """The years in which something remains after an exit, and how much, in öre."""
        return tuple((year, amount) for year, amount in self.own.stranded_ore.items() if amount)


@dataclass(frozen=True, slots=True)
class ChanceRow:
    """How a scenario may turn out for one member, with its place."""

    anchor: str
    name: str
    own: MemberChances


@dataclass(frozen=True, slots=True)
class ShownScenario:
    """A scenario as the page shows it; without an answer only why there is none."""

    id: str
    place: int
    answer: ScenarioAnswer
    said: tuple[tuple[str, Story], ...]
    first_year: int
    rules: tuple[ShownRule, ...]
    chances: tuple[ChanceRow, ...]
    chances_of: Chances | None
    all_better_off: Mapping[float, float | None]
    unit: Unit = Unit.SEK


def gather_whatifs(
    study: Study, plan: SharingPlan, whatifs: Sequence[ScenarioAnswer], anchors: Anchors
) -> tuple[ShownScenario, ...]:
    """Return every scenario; each outcome and each chance gets its place."""
    return tuple(_show(study, plan, (place, one), anchors) for place, one in enumerate(whatifs))


def _show(study: Study, plan: SharingPlan, placed: tuple[int, ScenarioAnswer], anchors: Anchors) -> ShownScenario:
    place, answer = placed
    key = f"whatif-{place}"
    if answer.whatif is None:
        return ShownScenario(key, place, answer, (), 0, (), (), None, {})
    outcome = main_outcome(answer.whatif.outcomes)
    chances = answer.chances.under(outcome.rule) if answer.chances is not None else None
    first_year = max(min(one.year for one in answer.scenario.changes), answer.whatif.first_year)
    rows = tuple(
        ChanceRow(
            anchors.place(chance_source(answer.scenario.id, one.municipality)), _name(study, one.municipalities), one
        )
        for one in (chances.members if chances is not None else ())
    )
    return ShownScenario(
        id=key,
        place=place,
        answer=answer,
        said=tuple(_tell(study, plan, answer, outcome)),
        first_year=first_year,
        rules=tuple(_show_rule(study, plan, answer, one, anchors) for one in in_order(answer.whatif.outcomes)),
        chances=rows,
        chances_of=answer.chances,
        all_better_off=chances.all_better_off if chances is not None else {},
        unit=_unit(answer.whatif),
    )


def _unit(found: WhatIf) -> Unit:
    """Return thousands where the whole is large: nobody decides by a krona in ten years."""
    return Unit.KSEK if max(found.totals_before_ore.values()) >= LARGE_ORE else Unit.SEK


def _tell(study: Study, plan: SharingPlan, answer: ScenarioAnswer, outcome: RuleOutcome) -> Iterator[tuple[str, Story]]:
    """Yield what those who are told of first need to know, under the rule that is agreed."""
    for one in tell_first(outcome, main_rate(plan)):
        stories = tell_member(study, plan, answer, one.municipality)
        yield from ((_name(study, one.municipalities), story) for story in stories[:1])


def _show_rule(
    study: Study, plan: SharingPlan, answer: ScenarioAnswer, outcome: RuleOutcome, anchors: Anchors
) -> ShownRule:
    first_year = min(one.year for one in answer.scenario.changes)
    rows = []
    for one in outcome.members:
        source = whatif_source(answer.scenario.id, outcome.rule, one.municipality)
        rows.append(
            OutcomeRow(
                anchor=anchors.place(source),
                name=_name(study, one.municipalities),
                own=one,
                part=label_part(one.part),
                first=next((year for year in one.years if year.year >= first_year), one.years[-1]),
                last=one.years[-1],
                break_even=describe_break_even(one.break_even),
            )
        )
    label = head_rule(plan, outcome)
    return ShownRule(label, outcome, tuple(rows))


def _name(study: Study, municipalities: Sequence[str]) -> str:
    return " + ".join(study.name(one) for one in municipalities)
