"""Everything that a what-if takes for granted, said in full."""

from datetime import date

from samverkan.domain.indicators import figure_words
from samverkan.domain.sharing.costs import CostKind, CostLine
from samverkan.domain.sharing.membership import count_days
from samverkan.domain.sharing.plan import Act, Change, ExitTerms, Scenario
from samverkan.domain.sharing.whatif.base import Base
from samverkan.domain.sharing.whatif.projecting import remains_of
from samverkan.domain.sharing.whatif.timeline import Timeline
from samverkan.domain.words import Text, as_is, join_words, say

MONTHS = 12


def list_assumptions(base: Base, scenario: Scenario, timeline: Timeline) -> tuple[Text, ...]:
    """Return what the answer rests on besides what the study states."""
    acts = {one.act for one in scenario.changes}
    texts = [
        say(
            "Assumed: costs, drivers and prices are those of {year}, in the money of that year, in every year of the "
            "horizon, but for what the scenario changes.",
            year=base.period.text,
        ),
        say("Assumed: each change takes effect on 1 January of its year."),
        say("Present values are as of {year}, which is not discounted.", year=str(timeline.first_year)),
        *_ending(base, timeline),
        *_parts_of_year(base, timeline),
        *_transitions(base),
        *_members(base, scenario, timeline),
        *_leavers(base, scenario),
    ]
    if acts & {Act.PRICE, Act.VOLUME}:
        texts.append(
            say("Assumed: what a municipality would cost outside does not follow the changed prices or volumes.")
        )
    if Act.PRICE in acts and any(base.key(key).prices for key in _keys(timeline)):
        texts.append(say("Assumed: the price list stays as it is when costs change; what it then leaves is divided."))
    return tuple(texts)


def _keys(timeline: Timeline) -> set[str]:
    return {timeline.start.key, *(state.key for state in timeline.states.values())}


def _ending(base: Base, timeline: Timeline) -> list[Text]:
    """Return those whose membership has an end: what is compared with is that they remain."""
    memberships = base.accounts.study.members(base.plan.collaboration)
    ends = {one.municipality for one in memberships if one.end is not None}
    remain = ends - {one.municipality for one in memberships if one.end is None}
    names = [base.accounts.study.name(one) for one in timeline.start.members if one in remain]
    if not names:
        return []
    return [
        say(
            "Assumed: {names} would remain members but for the scenario, though their membership has an end.",
            names=", ".join(names),
        )
    ]


def _parts_of_year(base: Base, timeline: Timeline) -> list[Text]:
    """Return who was a member for a part of the base year only: that the year's costs rest on it is not corrected."""
    days = count_days(base.accounts.study, base.plan.collaboration, base.period)
    whole = (base.period.last_day - base.period.first_day).days + 1
    partly = [one for one, n_days in days.items() if n_days < whole or one not in timeline.start.members]
    if not partly:
        return []
    return [
        say(
            "Assumed: the costs of {year} are those of its members at its end; {names} belonged for a part of it.",
            year=base.period.text,
            names=", ".join(base.accounts.study.name(one) for one in partly),
        )
    ]


def _transitions(base: Base) -> list[Text]:
    lines = [one for one in base.lines if one.kind is CostKind.TRANSITION and one.amount]
    if not lines:
        return []
    return [
        say(
            "Assumed: {lines} is a transition that does not recur after {year}.",
            lines=_list(lines),
            year=base.period.text,
        )
    ]


def _members(base: Base, scenario: Scenario, timeline: Timeline) -> list[Text]:
    acts = {one.act for one in scenario.changes}
    computed = {one.act for one in scenario.changes if one.subject not in base.plan.added}
    return [
        *(_drivers(base, computed) if computed & {Act.JOIN, Act.LEAVE, Act.MERGE, Act.VOLUME} else []),
        *_stated(base, timeline),
        *([_once()] if acts & {Act.JOIN, Act.LEAVE} else []),
    ]


def _once() -> Text:
    return say("Assumed: only the one that joins or leaves pays something once; nothing is stated for the others.")


def _drivers(base: Base, acts: set[Act]) -> list[Text]:
    texts = []
    variable = [one for one in base.lines if one.kind is CostKind.VARIABLE]
    if variable:
        follows = join_words(
            [say("{line} ({driver})", line=one.line, driver=figure_words(one.driver)) for one in variable]
        )
        texts.append(say("Assumed: variable costs follow their driver in proportion: {lines}.", lines=follows))
    fixed = [one for one in base.lines if one.kind in (CostKind.FIXED, CostKind.COORDINATION)]
    if fixed and acts & {Act.JOIN, Act.MERGE, Act.VOLUME}:
        texts.append(
            say(
                "Assumed: fixed and coordination costs do not grow with members or volumes: {lines}.",
                lines=_list(fixed),
            )
        )
    return texts


def _stated(base: Base, timeline: Timeline) -> list[Text]:
    ever = {name for state in timeline.states.values() for name in (*state.entered, *state.left)}
    return [
        say(
            "The collaboration's yearly cost changes with {name} by what [sharing.added] states, spread over its lines "
            "in proportion to them; its drivers and the fixed costs are then not used for that.",
            name=base.accounts.study.name(one),
        )
        for one in sorted(ever & base.plan.added.keys())
    ]


def _leavers(base: Base, scenario: Scenario) -> list[Text]:
    leaves = [one for one in scenario.changes if one.act is Act.LEAVE]
    if not leaves:
        return []
    terms = base.plan.exit
    kinds = dict.fromkeys(one.kind for one in base.lines if one.kind is not CostKind.TRANSITION)
    texts = [_remains(terms, kind) for kind in kinds if kind is not None]
    texts.append(_fading(terms))
    if terms.years:
        texts.append(
            say(
                "Where the leaver and the others share what remains, the leaver pays its part for {years} years; then "
                "the remaining members pay it.",
                years=terms.years,
            )
        )
    if terms.notice_months:
        texts += [_notice(base, one, terms) for one in sorted(leaves, key=lambda one: (one.year, one.subject))]
    return texts


def _remains(terms: ExitTerms, kind: CostKind) -> Text:
    words = {
        CostKind.FIXED: say("fixed costs"),
        CostKind.VARIABLE: say("variable costs"),
        CostKind.COORDINATION: say("coordination costs"),
        CostKind.TRANSITION: say("costs of transition"),
    }
    share = remains_of(terms, kind)
    if kind.value in terms.remains:
        return say("Of a leaver's part of {kind}, {share:.0%} remains, as stated.", kind=words[kind], share=share)
    return say("Assumed: of a leaver's part of {kind}, {share:.0%} remains.", kind=words[kind], share=share)


def _fading(terms: ExitTerms) -> Text:
    if terms.fades_in_years is None:
        return say("Assumed: what remains after an exit does not go away within the horizon: nothing is stated.")
    return say(
        "What remains after an exit goes away in {years} years, in equal steps, as stated.", years=terms.fades_in_years
    )


def _notice(base: Base, change: Change, terms: ExitTerms) -> Text:
    months = change.year * MONTHS - terms.notice_months
    latest = date(months // MONTHS, months % MONTHS + 1, 1)
    return say(
        "{name} must give notice by {date} to leave on 1 January {year}: the notice is {months} months.",
        name=base.accounts.study.name(change.subject),
        date=as_is(latest.isoformat()),
        year=str(change.year),
        months=terms.notice_months,
    )


def _list(lines: list[CostLine]) -> str:
    return ", ".join(one.line for one in lines)
