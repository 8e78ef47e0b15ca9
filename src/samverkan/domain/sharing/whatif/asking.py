"""What a person asks with words at the door (who leaves, what costs more, from when) as a scenario of the plan."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from math import inf

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.sharing.plan import Act, Amount, Change, Scenario, SharingPlan
from samverkan.domain.sharing.whatif.saying import say_changes
from samverkan.domain.study import Study
from samverkan.domain.words import ENGLISH, SWEDISH, Text, as_is, say

EVERY_LINE = "*"
ASKED = "asked"
VOLUME = "--volume"


class AskingError(WorkbenchError):
    """What was asked cannot be understood, or names something that is not there."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person typed. `year` is that of every change typed here; None: the year after the bill."""

    leave: tuple[str, ...] = ()
    join: tuple[str, ...] = ()
    merge: tuple[str, ...] = ()
    key: str = ""
    host: str = ""
    price: tuple[str, ...] = ()
    volume: tuple[str, ...] = ()
    scenario: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """The names that may be used: municipalities by id or name, cost lines and drivers."""

    study: Study
    lines: tuple[str, ...]
    drivers: tuple[str, ...]

    def unit(self, typed: str) -> str:
        """Return the id of a municipality, or what was typed when it is none: a merger may take a new name."""
        wanted = typed.strip().casefold()
        found = (one.id for one in self.study.municipalities if wanted in (one.id.casefold(), one.name.casefold()))
        return next(found, typed.strip())

    def municipality(self, typed: str) -> str:
        """Return the id; raises AskingError with the nearest name when there is none."""
        known = {one.id: one.name for one in self.study.municipalities}
        if self.unit(typed) in known:
            return self.unit(typed)
        wanted = typed.strip().casefold()
        near = get_close_matches(wanted, [*map(str.casefold, (*known, *known.values()))], n=1)
        found = [
            f"{name} ({key})" for key, name in known.items() if near and near[0] in (key.casefold(), name.casefold())
        ]
        if found:
            raise AskingError(
                say("{name} is no municipality of the study. Is {near} meant?", name=typed, near=found[0])
            )
        raise AskingError(
            say(
                "{name} is no municipality of the study. There are: {known}.",
                name=typed,
                known=", ".join(f"{name} ({key})" for key, name in known.items()) or "–",
            )
        )


def read_scenario(asked: Asked, names: Names, plan: SharingPlan, base_year: int) -> Scenario:
    """Return the scenario that is asked for, with a name that says what happens.

    Raises AskingError when nothing is asked for, a name is not known, or a factor is no number above 0.
    """
    stated = _find_stated(asked.scenario, plan) if asked.scenario else None
    year = asked.year if asked.year is not None else base_year + 1
    changes = tuple(_read_changes(asked, names, plan, year))
    if stated is not None and not changes:
        return stated
    if not changes:
        raise AskingError(_nothing(plan))
    if stated is not None:
        changes = (*stated.changes, *changes)
    found = Scenario(ASKED if stated is None else stated.id, changes)
    label = say_changes(names.study, plan, found)
    return replace(found, label_sv=label.in_language(SWEDISH), label_en=label.in_language(ENGLISH))


def _nothing(plan: SharingPlan) -> Text:
    stated = ", ".join(one.id for one in plan.scenarios)
    if not stated:
        return say(
            "Say what is to happen: --leave, --join, --merge, --key, --host, --price or --volume, as in --leave KINDA "
            "--year 2027."
        )
    return say(
        "Say what is to happen: --leave, --join, --merge, --key, --host, --price or --volume, as in --leave KINDA "
        "--year 2027; or choose one that the study states with --scenario: {stated}.",
        stated=stated,
    )


def _find_stated(name: str, plan: SharingPlan) -> Scenario:
    found = next((one for one in plan.scenarios if one.id == name), None)
    if found is None:
        raise AskingError(
            say(
                "The study states no what-if {name}. It states: {known}.",
                name=name,
                known=", ".join(one.id for one in plan.scenarios) or "–",
            )
        )
    return found


def _read_changes(asked: Asked, names: Names, plan: SharingPlan, year: int) -> Iterable[Change]:
    yield from (Change(Act.LEAVE, names.municipality(one), year) for one in asked.leave)
    yield from (Change(Act.JOIN, names.municipality(one), year) for one in asked.join)
    yield from (_merge(one, names, year) for one in asked.merge)
    if asked.host:
        yield Change(Act.HOST, names.municipality(asked.host), year)
    if asked.key:
        yield Change(Act.KEY, _one_of(asked.key, [one.id for one in plan.keys], _no_key), year)
    for typed in asked.price:
        name, factor = _split_factor("--price", typed)
        lines = (EVERY_LINE, *names.lines)
        yield Change(Act.PRICE, _one_of(name, lines, _no_line), year, factor=factor)
    for typed in asked.volume:
        name, factor = _split_factor(VOLUME, typed)
        driver, _, whose = name.partition("@")
        municipality = names.municipality(whose) if whose else ""
        yield Change(Act.VOLUME, _one_of(driver, names.drivers, _no_driver), year, municipality, factor=factor)


def _merge(typed: str, names: Names, year: int) -> Change:
    parts, equals, into = typed.partition("=")
    merging = [one for one in parts.split(",") if one.strip()]
    if not equals or not into.strip() or len(merging) < 2:
        raise AskingError(
            say('--merge {typed}: write who merge, and into what, as in "--merge KINDA,YDRE=SODRA".', typed=typed)
        )
    return Change(Act.MERGE, names.unit(into), year, into=tuple(names.municipality(one) for one in merging))


def _split_factor(option: str, typed: str) -> tuple[str, Amount]:
    name, equals, factor = typed.rpartition("=")
    try:
        found = [float(one.replace(",", ".")) for one in factor.split(":")]
    except ValueError:
        found = []
    if (
        not equals
        or not name.strip()
        or len(found) not in (1, 3)
        or not all(0 <= one < inf for one in found)
        or found != sorted(found)
    ):
        if option == VOLUME:
            raise AskingError(_no_volume(option, typed))
        raise AskingError(
            say(
                "{option} {typed}: write a name and what it is multiplied by, as in {option} NAME=1.1, or lowest, most "
                "likely and highest, as in {option} NAME=1.0:1.1:1.3.",
                option=option,
                typed=typed,
            )
        )
    return name.strip(), Amount(found[0], found[len(found) // 2], found[-1], ASKED)


def _no_volume(option: str, typed: str) -> Text:
    return say(
        "{option} {typed}: write a driver and what it is multiplied by, as in {option} users=1.1 for all members, or "
        "{option} users@KINDA=1.1 for one, or lowest, most likely and highest, as in {option} users=1.0:1.1:1.3.",
        option=option,
        typed=typed,
    )


def _one_of(typed: str, known: Sequence[str], complain: Callable[[Text, Text], Text]) -> str:
    name = typed.strip()
    for one in known:
        if one.casefold() == name.casefold():
            return one
    raise AskingError(complain(as_is(typed), as_is(", ".join(one for one in known if one != EVERY_LINE) or "–")))


def _no_key(name: Text, known: Text) -> Text:
    return say("The key {key} is not stated in [sharing]. Stated are: {known}.", key=name, known=known)


def _no_line(name: Text, known: Text) -> Text:
    return say('There is no cost line "{name}". There are: {known}; * is every line.', name=name, known=known)


def _no_driver(name: Text, known: Text) -> Text:
    return say('There is no driver "{name}". There are: {known}.', name=name, known=known)
