"""Sharing against the tables: whom and what [sharing] names must be there, and so must what a bill is made of."""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace

from samverkan.domain.errors import Problem, ProblemsError, WorkbenchError, suggest
from samverkan.domain.sharing.billing import Accounts, lines_of, make_bill
from samverkan.domain.sharing.costs import Coalition, CostLine, Distance
from samverkan.domain.sharing.keys import EQUAL, CostKey
from samverkan.domain.sharing.plan import Act, Change, SharingPlan
from samverkan.domain.words import Text, say
from samverkan.files.study_folder.checks.figures import COSTS, INDICATORS
from samverkan.files.study_folder.given import Given, error, note
from samverkan.files.study_folder.sharing_settings import AMOUNTS
from samverkan.files.study_folder.tables import COLLABORATION, DISTANCES, MUNICIPALITY
from samverkan.files.study_folder.toml_values import SETTINGS

COALITIONS, MEMBERSHIPS = "coalitions.csv", "memberships.csv"
EVERY_LINE = "*"


def check_sharing(given: Given) -> Iterator[Problem]:
    """Yield what is wrong with cost games and distances, and what the plan of sharing names that is not there."""
    yield from _check_coalitions(given)
    yield from _check_distances(given)
    plan = given.sharing
    if plan is None:
        return
    wrong = [error(SETTINGS, None, None, text) for text in _check_plan(given, plan)]
    yield from wrong
    if not wrong and not given.unreadable:
        yield from _check_bills(given, plan)


def _check_coalitions(given: Given) -> Iterator[Problem]:
    is_stated = any(one.unit is not None for _, one in given.rows(COALITIONS))
    for row, one in given.rows(COALITIONS):
        coalition: Coalition = one
        if is_stated and coalition.unit is None:
            text = say(
                "{group} has no unit, and other groups have one. Fill in the unit of every row.",
                group=";".join(coalition.members),
            )
            yield error(COALITIONS, row, "unit", text)
        if coalition.cost is None:
            text = say(
                "{coalition} has no cost. Fill it in, or take out the row: a coalition that is not in the table is "
                "not known.",
                coalition=";".join(coalition.members),
            )
            yield error(COALITIONS, row, "cost", text)


def _check_distances(given: Given) -> Iterator[Problem]:
    seen: dict[frozenset[str], tuple[int, float | None]] = {}
    for row, one in given.rows(DISTANCES):
        distance: Distance = one
        pair = frozenset((distance.municipality, distance.other))
        if len(pair) == 1:
            text = say("{municipality} stands on both sides. Name two municipalities.", municipality=distance.other)
            yield error(DISTANCES, row, "other", text)
            continue
        before, km = seen.setdefault(pair, (row, distance.km))
        if km is not None and distance.km is not None and km != distance.km:
            text = say(
                "{one} and {other} are {km:g} km apart here and {km_before:g} km in row {row}. Keep one of them.",
                one=distance.municipality,
                other=distance.other,
                km=distance.km,
                km_before=km,
                row=str(before),
            )
            yield error(DISTANCES, row, "km", text)


def _check_plan(given: Given, plan: SharingPlan) -> Iterator[Text]:
    yield from _check_collaboration(given, plan)
    for name in AMOUNTS:
        for municipality in getattr(plan, name):
            yield from _named(given, MUNICIPALITY, f"sharing.{name}", municipality)
    lines = _lines(given, plan)
    yield from _check_lines(given, "sharing", plan.lines, lines)
    for key in plan.keys:
        yield from _check_key(given, key, lines)
    if plan.model is not None:
        yield from _check_drivers(given, "sharing.model", [plan.model.driver])
    for scenario in plan.scenarios:
        for change in scenario.changes:
            yield from _check_change(given, plan, f"sharing.whatif {scenario.id}", change)


def _check_collaboration(given: Given, plan: SharingPlan) -> Iterator[Text]:
    if not plan.collaboration:
        return
    if COLLABORATION not in given.unreadable and plan.collaboration not in given.ids(COLLABORATION):
        yield say(
            '[sharing] collaboration = "{collaboration}" is not in collaborations.csv.{suggestion}',
            collaboration=plan.collaboration,
            suggestion=suggest(plan.collaboration, given.ids(COLLABORATION)),
        )
        return
    costs: tuple[CostLine, ...] = given.values(COSTS)
    periods = {one.period for one in costs if one.collaboration == plan.collaboration}
    if plan.period is not None and COSTS not in given.unreadable and plan.period not in periods:
        yield say(
            '[sharing] period = "{period}": costs.csv has no costs of {collaboration} for it. It has {periods}.',
            period=plan.period.text,
            collaboration=plan.collaboration,
            periods=", ".join(one.text for one in sorted(periods)) or "–",
        )


def _named(given: Given, file: str, section: str, name: str) -> Iterator[Text]:
    if file not in given.unreadable and name not in given.ids(file):
        yield say(
            '[{section}] "{name}" is not in {file}.{suggestion}',
            section=section,
            name=name,
            file=file,
            suggestion=suggest(name, given.ids(file)),
        )


def _lines(given: Given, plan: SharingPlan) -> Mapping[str, Set[str]]:
    """Return the drivers that each line of the collaboration states."""
    lines: dict[str, set[str]] = {}
    for one in given.values(COSTS):
        if one.collaboration == plan.collaboration:
            lines.setdefault(one.line, set()).update([one.driver] if one.driver else [])
    return lines


def _check_lines(given: Given, section: str, names: Iterable[str], lines: Mapping[str, Set[str]]) -> Iterator[Text]:
    for name in names if COSTS not in given.unreadable else ():
        if name not in lines:
            yield say(
                '[{section}] the line "{line}" is not in costs.csv for this collaboration.{suggestion}',
                section=section,
                line=name,
                suggestion=suggest(name, lines.keys()),
            )


def _check_drivers(given: Given, section: str, drivers: Iterable[str]) -> Iterator[Text]:
    known = {one.indicator for one in given.values(INDICATORS)} | {EQUAL}
    for driver in dict.fromkeys(drivers) if INDICATORS not in given.unreadable else ():
        if driver not in known:
            yield say(
                '[{section}] the driver "{driver}" is no indicator of indicators.csv.{suggestion} Add its values '
                "there.",
                section=section,
                driver=driver,
                suggestion=suggest(driver, known),
            )


def _check_key(given: Given, key: CostKey, lines: Mapping[str, Set[str]]) -> Iterator[Text]:
    section = f"sharing.keys.{key.id}"
    parts = [*key.parts, *(part for own in key.by_line.values() for part in own)]
    yield from _check_drivers(given, section, [*(part.driver for part in parts), *key.prices])
    yield from _check_lines(given, section, key.by_line, lines)
    if COSTS in given.unreadable or key.parts:
        return
    without = [
        line for line, drivers in lines.items() if line not in key.by_line and not (key.follows_lines and drivers)
    ]
    if without:
        yield say(
            "[{section}] does not say how {lines} are divided. Add parts, name the lines in by_line, or give them a "
            "driver in costs.csv.",
            section=section,
            lines=", ".join(f'"{line}"' for line in without),
        )


def _check_change(given: Given, plan: SharingPlan, section: str, change: Change) -> Iterator[Text]:
    if change.act in (Act.JOIN, Act.LEAVE, Act.HOST):
        yield from _named(given, MUNICIPALITY, section, change.subject)
        yield from _check_membership(given, plan, section, change)
    for municipality in (*change.into, *([change.municipality] if change.municipality else [])):
        yield from _named(given, MUNICIPALITY, section, municipality)
    if change.act is Act.VOLUME:
        yield from _check_drivers(given, section, [change.subject])
    if change.act is Act.PRICE and change.subject != EVERY_LINE:
        yield from _check_lines(given, section, [change.subject], _lines(given, plan))


def _check_membership(given: Given, plan: SharingPlan, section: str, change: Change) -> Iterator[Text]:
    """Yield what is wrong when somebody joins who is a member, or leaves who is none."""
    if MEMBERSHIPS in given.unreadable or change.act is Act.HOST:
        return
    current = {
        one.municipality
        for one in given.values(MEMBERSHIPS)
        if one.collaboration == plan.collaboration and one.end is None
    }
    if change.act is Act.JOIN and change.subject in current:
        yield say(
            "[{section}] {municipality} is already a member, so it cannot join.",
            section=section,
            municipality=change.subject,
        )
    if change.act is Act.LEAVE and change.subject in given.ids(MUNICIPALITY) and change.subject not in current:
        yield say(
            "[{section}] {municipality} is no member, so it cannot leave.",
            section=section,
            municipality=change.subject,
        )


def _check_bills(given: Given, plan: SharingPlan) -> Iterator[Problem]:
    """Yield a note for each thing that keeps a key from being billed: an evaluation goes on without that key."""
    if plan.period is None:
        return
    study = replace(
        given.study,
        municipalities=given.values(MUNICIPALITY),
        collaborations=given.values(COLLABORATION),
        memberships=given.values(MEMBERSHIPS),
    )
    accounts = Accounts(study, given.values(COSTS), given.values(INDICATORS))
    billed = {one.line for one in lines_of(accounts, plan, plan.period)}
    for line in plan.lines:
        if line not in billed:
            text = say(
                '[sharing] the line "{line}" has no cost for {period}, so it is in no bill.',
                line=line,
                period=plan.period.text,
            )
            yield note(SETTINGS, None, None, text)
    for key in plan.keys:
        try:
            make_bill(accounts, plan, key, plan.period)
        except ProblemsError as found:
            for problem in found.problems:
                yield note(problem.place.file, None, None, _not_billed(key, plan, problem.text))
        except WorkbenchError as found:
            yield note(SETTINGS, None, None, _not_billed(key, plan, found.text))


def _not_billed(key: CostKey, plan: SharingPlan, why: Text) -> Text:
    return say(
        "the key {key} cannot be billed for {period}, so samverkan share stops: {why}",
        key=key.label,
        period=plan.period.text if plan.period else "",
        why=why,
    )
