"""What a what-if lacks: own costs outside, and what coming in or leaving costs; never taken to be nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from samverkan.domain.sharing.plan import SharingPlan
from samverkan.domain.sharing.whatif.timeline import State, Timeline
from samverkan.domain.study import Study
from samverkan.domain.words import Text, say


@dataclass(frozen=True, slots=True)
class Missing:
    """What is not stated, for each purse and for the answer as a whole."""

    by_purse: Mapping[str, tuple[Text, ...]] = field(default_factory=dict)
    general: tuple[Text, ...] = ()

    @property
    def everything(self) -> tuple[Text, ...]:
        """Each text once."""
        texts = [one for found in self.by_purse.values() for one in found]
        return tuple({str(one): one for one in (*texts, *self.general)}.values())


def find_missing(study: Study, plan: SharingPlan, timeline: Timeline) -> Missing:
    """Return what the study must state for a whole answer."""
    by_purse: dict[str, tuple[Text, ...]] = {}
    for purse, municipalities in timeline.purses.items():
        outside = _outside(timeline, municipalities)
        texts = [_alone(study, one) for one in outside if one not in plan.alone]
        for year, state in timeline.states.items():
            concerned = {purse, *municipalities}
            texts += [_joining(study, one) for one in came_in(state, year) if one in concerned - plan.joining.keys()]
            texts += [_leaving(study, one) for one in went(state, year) if one in concerned - plan.leaving.keys()]
        by_purse[purse] = (*texts, *_hosts(study, plan, timeline))
    return Missing(by_purse, tuple(_general(plan, timeline)))


def came_in(state: State, year: int) -> tuple[str, ...]:
    """Return the units, or parts of units, that came in in a year."""
    return tuple(one for one, when in state.entered.items() if when == year)


def went(state: State, year: int) -> tuple[str, ...]:
    """Return the units that left in a year."""
    return tuple(one for one, when in state.left.items() if when == year)


def _outside(timeline: Timeline, municipalities: tuple[str, ...]) -> tuple[str, ...]:
    """Return the units of a purse that are outside the collaboration in some year, before or after."""
    found = [one for one in municipalities if one not in timeline.start.members]
    for state in timeline.states.values():
        units = dict.fromkeys(timeline.unit_of(one, state) for one in municipalities)
        found += [one for one in units if one not in state.members]
    return tuple(dict.fromkeys(found))


def _general(plan: SharingPlan, timeline: Timeline) -> list[Text]:
    texts = []
    if any(state.left for state in timeline.states.values()):
        if plan.exit.rule is None:
            texts.append(
                say("State in [sharing.exit] which rule the agreement has: leaver, remaining or shared. All are shown.")
            )
        if not plan.exit.years:
            texts.append(
                say(
                    "State in [sharing.exit] for how many years (years) a leaver pays what remains of its part; "
                    'without it the rule "shared" is not computed.'
                )
            )
    hosts = {state.host for state in timeline.states.values()} - {timeline.start.host}
    if "" in hosts:
        texts.append(say("The host leaves and no other is named: nobody is then paid the host's overhead."))
    return texts


def _alone(study: Study, unit: str) -> Text:
    return say(
        "State in [sharing.alone.{id}] what {name} would cost a year outside the collaboration.",
        name=study.name(unit),
        id=unit,
    )


def _joining(study: Study, unit: str) -> Text:
    return say(
        "State in [sharing.joining.{id}] what coming in costs {name} once, 0 when it costs nothing.",
        name=study.name(unit),
        id=unit,
    )


def _leaving(study: Study, unit: str) -> Text:
    return say(
        "State in [sharing.leaving.{id}] what leaving costs {name} once, 0 when it costs nothing.",
        name=study.name(unit),
        id=unit,
    )


def _hosts(study: Study, plan: SharingPlan, timeline: Timeline) -> list[Text]:
    """Return what is not stated of each new host; it may concern every member."""
    states = tuple(timeline.states.values())
    hosts = {state.host for state in states} - {timeline.start.host, ""}
    used = {state.key for state in states}
    has_overhead = any(one.host_overhead for one in plan.keys if one.id in used)
    return [_host(study, one, has_overhead=has_overhead) for one in sorted(hosts)]


def _host(study: Study, host: str, *, has_overhead: bool) -> Text:
    if not has_overhead:
        return say(
            "What it costs once to move the hosting to {name}, and whether it changes the yearly cost, is not stated, "
            "and the key has no overhead for the host: so the move does not show in the figures.",
            name=study.name(host),
        )
    return say(
        "What it costs once to move the hosting to {name}, and whether it changes the yearly cost, is not stated: only "
        "the host's overhead moves.",
        name=study.name(host),
    )
