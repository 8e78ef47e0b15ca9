"""The frame of the study: ids, dates of collaborations and memberships, and what study.toml names."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations

from samverkan.domain.coding.codebook import Kind
from samverkan.domain.dates import Period
from samverkan.domain.errors import Problem, suggest
from samverkan.domain.indicators import POPULATION, Indicator
from samverkan.domain.study import Collaboration, Membership, Role
from samverkan.domain.words import say
from samverkan.files.study_folder.given import Given, error, note
from samverkan.files.study_folder.tables import CODEBOOK, COLLABORATION, MUNICIPALITY
from samverkan.files.study_folder.toml_values import SETTINGS

MEMBERSHIPS = "memberships.csv"


def check_frame(given: Given) -> Iterator[Problem]:
    """Yield what is wrong with the frame of the study."""
    yield from _check_collaborations(given)
    yield from _check_memberships(given)
    yield from _check_hosts(given)
    yield from _check_comparison(given)
    yield from _check_sizes(given)


def _check_collaborations(given: Given) -> Iterator[Problem]:
    municipalities = given.ids(MUNICIPALITY)
    for row, one in given.rows(COLLABORATION):
        if one.id in municipalities:
            text = say('"{id}" is also a municipality, and a case could be either. Choose another id.', id=one.id)
            yield error(COLLABORATION, row, "collaboration", text)
        if one.start and one.end and one.end.last_day < one.start.first_day:
            text = say(
                "the collaboration ends ({end}) before it starts ({start}). Correct one of them.",
                end=str(one.end),
                start=str(one.start),
            )
            yield error(COLLABORATION, row, "end", text)


def _check_memberships(given: Given) -> Iterator[Problem]:
    collaborations = {one.id: one for one in given.values(COLLABORATION)}
    for row, one in given.rows(MEMBERSHIPS):
        if one.start and one.end and one.end.last_day < one.start.first_day:
            text = say(
                "{municipality} leaves ({end}) before it joins ({start}). Correct one of them.",
                municipality=one.municipality,
                end=str(one.end),
                start=str(one.start),
            )
            yield error(MEMBERSHIPS, row, "to", text)
        elif one.collaboration in collaborations:
            yield from _check_within(row, one, collaborations[one.collaboration])


def _check_within(row: int, one: Membership, whole: Collaboration) -> Iterator[Problem]:
    if one.start and whole.start and one.start.last_day < whole.start.first_day:
        text = say(
            "{municipality} joins {own} before {collaboration} starts {its}.",
            municipality=one.municipality,
            own=str(one.start),
            collaboration=whole.id,
            its=str(whole.start),
        )
        yield note(MEMBERSHIPS, row, "from", text)
    late = one.end if one.end and whole.end and one.end.first_day > whole.end.last_day else None
    late_start = one.start if one.start and whole.end and one.start.first_day > whole.end.last_day else None
    if late or late_start:
        text = say(
            "{municipality} is a member {own}, after {collaboration} ended {its}.",
            municipality=one.municipality,
            own=str(late or late_start),
            collaboration=whole.id,
            its=str(whole.end),
        )
        yield note(MEMBERSHIPS, row, "to" if late else "from", text)


def _check_hosts(given: Given) -> Iterator[Problem]:
    terms: dict[str, list[tuple[int, Membership]]] = defaultdict(list)
    doubles: dict[tuple[str, str], list[tuple[int, Membership]]] = defaultdict(list)
    for row, one in given.rows(MEMBERSHIPS):
        doubles[one.collaboration, one.municipality].append((row, one))
        if one.role is Role.HOST:
            terms[one.collaboration].append((row, one))
    for collaboration, hosts in terms.items():
        for (first_row, first), (row, second) in combinations(hosts, 2):
            if first.municipality != second.municipality and _overlap(first, second):
                text = say(
                    "{municipality} is host of {collaboration} at the same time as {other} (row {row}).",
                    municipality=second.municipality,
                    collaboration=collaboration,
                    other=first.municipality,
                    row=str(first_row),
                )
                yield note(MEMBERSHIPS, row, "role", text)
    for terms_of_one in doubles.values():
        for (first_row, first), (row, second) in combinations(terms_of_one, 2):
            if _overlap(first, second):
                text = say(
                    "the membership overlaps that of row {row}. End one where the other begins.", row=str(first_row)
                )
                yield note(MEMBERSHIPS, row, "from", text)


def _overlap(first: Membership, second: Membership) -> bool:
    """Tell whether the two surely overlap: a year is counted only from its last day to another year's first."""
    latest_start = max(_surely_from(first.start), _surely_from(second.start))
    return latest_start < min(_surely_to(first.end), _surely_to(second.end))


def _surely_from(start: Period | None) -> date:
    return start.last_day if start else date.min


def _surely_to(end: Period | None) -> date:
    return end.first_day if end else date.max


def _check_comparison(given: Given) -> Iterator[Problem]:
    plan = given.study.comparison
    stored = given.tables.get(COLLABORATION)
    if stored and plan.outcome not in (*stored.columns, "outcome") and (plan.success or plan.failure):
        text = say(
            '[comparison] outcome = "{name}" is not a column of collaborations.csv.{suggestion}',
            name=plan.outcome,
            suggestion=suggest(plan.outcome, stored.columns),
        )
        yield error(SETTINGS, None, None, text)
    elif stored:
        words = {dict(one.extra).get(plan.outcome, "") for one in stored.values}
        words |= {one.outcome for one in stored.values} if plan.outcome == "outcome" else set()
        for word in (*plan.success, *plan.failure):
            if word not in words and stored.values:
                near = suggest(word, words - {""})
                text = say(
                    '[comparison] no collaboration has the outcome "{word}".{suggestion}', word=word, suggestion=near
                )
                yield note(SETTINGS, None, None, text)
    codebook = given.codebook
    factors = [code.id for code in codebook.of_kind(Kind.FACTOR)]
    # With calibrated sets the conditions name those, and reading study.toml has checked them.
    for condition in plan.conditions if CODEBOOK in given.tables and not given.states_sets else ():
        if condition not in factors:
            text = say(
                '[comparison] condition "{name}" is not a factor of codebook.csv.{suggestion}',
                name=condition,
                suggestion=suggest(condition, factors),
            )
            yield error(SETTINGS, None, None, text)


def _check_sizes(given: Given) -> Iterator[Problem]:
    indicators: tuple[Indicator, ...] = given.values("indicators.csv")
    counted = {one.municipality for one in indicators if one.indicator == POPULATION and one.value is not None}
    members = dict.fromkeys(one.municipality for one in given.values(MEMBERSHIPS))
    missing = [one for one in members if one in given.ids(MUNICIPALITY) and one not in counted]
    if missing:
        text = say(
            "without inhabitants (the indicator population) nobody can tell small from large: {names}.",
            names=", ".join(missing),
        )
        yield note("indicators.csv", None, None, text)
