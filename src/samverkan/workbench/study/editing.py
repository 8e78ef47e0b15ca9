"""Changing and removing municipalities, collaborations and memberships, one at a time."""

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from django.db import transaction
from django.utils import timezone

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.history import Event
from samverkan.domain.kept import ChangedMeanwhileError, Kept
from samverkan.domain.people import Right
from samverkan.domain.study import Collaboration, Membership, Municipality, Study
from samverkan.domain.words import Text, list_words, say, say_count
from samverkan.records.history import add_event
from samverkan.records.overview import (
    count_homeless_respondents,
    count_what_names_collaboration,
    count_what_names_membership,
    count_what_names_municipality,
)
from samverkan.records.study import hold_study, load_settings, load_study
from samverkan.records.study.editing import (
    change_collaboration,
    change_membership,
    change_municipality,
    find_kept,
    hold_collaboration,
    hold_municipality,
    load_kept_collaborations,
    load_kept_memberships,
    load_kept_municipalities,
    remove_collaboration,
    remove_membership,
    remove_municipality,
)
from samverkan.workbench.access import NotThereError, require
from samverkan.workbench.study.contents import Participant, name_object, title, write_content
from samverkan.workbench.study.founding import AlreadyThereError, require_order

Value = TypeVar("Value", Municipality, Collaboration, Membership)

COUNTED: Mapping[str, Callable[[int], Text]] = {
    "memberships": lambda count: say_count("{count} membership", "{count} memberships", count),
    "respondents": lambda count: say_count("{count} respondent", "{count} respondents", count),
    "excerpts": lambda count: say_count(
        "{count} excerpt (deleted ones too)", "{count} excerpts (deleted ones too)", count
    ),
    "scores": lambda count: say_count("{count} score", "{count} scores", count),
    "answers": lambda count: say_count("{count} survey answer", "{count} survey answers", count),
    "indicators": lambda count: say_count("{count} key figure", "{count} key figures", count),
    "costs": lambda count: say_count("{count} line of a bill", "{count} lines of bills", count),
    "coalitions": lambda count: say_count("{count} coalition", "{count} coalitions", count),
    "distances": lambda count: say_count("{count} distance", "{count} distances", count),
    "findings": lambda count: say_count("{count} finding", "{count} findings", count),
    "settings": lambda _: say("the settings of the study"),
}


class StillNamedError(WorkbenchError):
    """Something cannot be removed, because other things in the study name it."""


@dataclass(frozen=True, slots=True)
class Sheet(Generic[Value]):
    """Something to be changed: what it is called, why it cannot be removed, and the columns of one's own it may have.

    `stands` is None when nothing names it, so that it can be removed.
    """

    kept: Kept[Value]
    name: str
    stands: Text | None
    columns: tuple[str, ...]


def show_municipality(actor: int, study_id: int, number: int) -> Sheet[Municipality]:
    """Return a municipality to be changed; NotThereError when there is none."""
    require(actor, study_id, Right.EDIT)
    everyone = load_kept_municipalities(study_id)
    kept = _require(everyone, number)
    return _sheet(everyone, kept, kept.value.name or kept.value.id, _names_municipality(study_id, kept))


def show_collaboration(actor: int, study_id: int, number: int) -> Sheet[Collaboration]:
    """Return a collaboration to be changed; NotThereError when there is none."""
    require(actor, study_id, Right.EDIT)
    everyone = load_kept_collaborations(study_id)
    kept = _require(everyone, number)
    return _sheet(everyone, kept, kept.value.name or kept.value.id, _names_collaboration(study_id, kept))


def show_membership(actor: int, study_id: int, number: int) -> Sheet[Membership]:
    """Return a municipality's time in a collaboration to be changed; NotThereError when there is none."""
    require(actor, study_id, Right.EDIT)
    everyone = load_kept_memberships(study_id)
    kept = _require(everyone, number)
    study = load_study(study_id)
    return _sheet(everyone, kept, title(study, kept.value), _names_membership(study_id, study, kept.value))


@transaction.atomic
def describe_municipality(actor: int, study_id: int, kept: Kept[Municipality]) -> None:
    """Set what is known of a municipality that was seen in this version; its id stays.

    Raises
    ------
    NotThereError, ChangedMeanwhileError
        It is not there, or somebody else has changed it since.
    """
    require(actor, study_id, Right.EDIT)
    before = _require(load_kept_municipalities(study_id), kept.id).value
    after = replace(kept.value, id=before.id)
    change_municipality(study_id, replace(kept, value=after))
    _note(actor, study_id, "change-municipality", before, after)


@transaction.atomic
def describe_collaboration(actor: int, study_id: int, kept: Kept[Collaboration]) -> None:
    """Set what is known of a collaboration that was seen in this version; its id stays.

    Raises
    ------
    TimeError
        It ends before it starts.
    NotThereError, ChangedMeanwhileError
        It is not there, or somebody else has changed it since.
    """
    require(actor, study_id, Right.EDIT)
    before = _require(load_kept_collaborations(study_id), kept.id).value
    after = replace(kept.value, id=before.id)
    require_order(after.start, after.end)
    change_collaboration(study_id, replace(kept, value=after))
    _note(actor, study_id, "change-collaboration", before, after)


@transaction.atomic
def describe_membership(actor: int, study_id: int, kept: Kept[Membership]) -> None:
    """Set the time and the part of a membership that was seen in this version; whose it is stays.

    Raises
    ------
    TimeError
        It ends before it starts.
    AlreadyThereError
        The municipality has another membership from the same start.
    NotThereError, ChangedMeanwhileError
        It is not there, or somebody else has changed it since.
    """
    require(actor, study_id, Right.EDIT)
    hold_study(study_id)
    everyone = load_kept_memberships(study_id)
    before = _require(everyone, kept.id).value
    after = replace(kept.value, collaboration=before.collaboration, municipality=before.municipality)
    require_order(after.start, after.end)
    if any(one.id != kept.id and _key(one.value) == _key(after) for one in everyone):
        name = load_study(study_id).name(after.municipality)
        raise AlreadyThereError(say("{municipality} is a member from then already.", municipality=name))
    change_membership(study_id, replace(kept, value=after))
    _note(actor, study_id, "change-membership", before, after)


@transaction.atomic
def drop_municipality(actor: int, study_id: int, number: int, version: int) -> None:
    """Remove a municipality that nothing in the study names.

    Raises
    ------
    StillNamedError
        Something names it; the message says what.
    NotThereError, ChangedMeanwhileError
        It is not there, or somebody else has changed it since.
    """
    require(actor, study_id, Right.EDIT)
    hold_municipality(number)
    kept = _require(load_kept_municipalities(study_id), number)
    _refuse(_tell_why(kept.value.name or kept.value.id, _names_municipality(study_id, kept)))
    if not remove_municipality(number, version):
        raise ChangedMeanwhileError(kept)
    _note(actor, study_id, "remove-municipality", kept.value, None)


@transaction.atomic
def drop_collaboration(actor: int, study_id: int, number: int, version: int) -> None:
    """Remove a collaboration that nothing in the study names; raises as `drop_municipality`."""
    require(actor, study_id, Right.EDIT)
    hold_collaboration(number)
    kept = _require(load_kept_collaborations(study_id), number)
    _refuse(_tell_why(kept.value.name or kept.value.id, _names_collaboration(study_id, kept)))
    if not remove_collaboration(number, version):
        raise ChangedMeanwhileError(kept)
    _note(actor, study_id, "remove-collaboration", kept.value, None)


@transaction.atomic
def drop_membership(actor: int, study_id: int, number: int, version: int) -> None:
    """Remove a municipality's time in a collaboration; raises as `drop_municipality`.

    What rests on it are respondents, key figures and findings of this municipality within this collaboration, unless
    it has another time there.
    """
    require(actor, study_id, Right.EDIT)
    hold_study(study_id)
    kept = _require(load_kept_memberships(study_id), number)
    study = load_study(study_id)
    _refuse(_tell_why(title(study, kept.value), _names_membership(study_id, study, kept.value)))
    if not remove_membership(number, version):
        raise ChangedMeanwhileError(kept)
    _note(actor, study_id, "remove-membership", kept.value, None)


def _sheet(everyone: Sequence[Kept[Value]], kept: Kept[Value], name: str, named: Mapping[str, int]) -> Sheet[Value]:
    columns = dict.fromkeys(column for one in everyone for column, _ in one.value.extra)
    return Sheet(kept, name, _tell_why(name, named), tuple(columns))


def _names_municipality(study_id: int, kept: Kept[Municipality]) -> dict[str, int]:
    counts = count_what_names_municipality(study_id, kept.id, kept.value.id)
    return {**counts, **_in_settings(study_id, kept.value.id)}


def _names_collaboration(study_id: int, kept: Kept[Collaboration]) -> dict[str, int]:
    counts = count_what_names_collaboration(study_id, kept.id, kept.value.id)
    return {**counts, **_in_settings(study_id, kept.value.id)}


def _names_membership(study_id: int, study: Study, one: Membership) -> dict[str, int]:
    times = [other for other in study.members(one.collaboration) if other.municipality == one.municipality]
    if len(times) > 1:
        return {}
    counts = count_what_names_membership(study_id, one.collaboration, one.municipality)
    if study.home_of(one.municipality) == one.collaboration:
        homeless = count_homeless_respondents(study_id, one.municipality)
        counts["respondents"] = counts.get("respondents", 0) + homeless
    return {**{name: count for name, count in counts.items() if count}, **_in_settings(study_id, one.municipality)}


def _in_settings(study_id: int, key: str) -> dict[str, int]:
    text = load_settings(study_id)
    return {"settings": 1} if text and key in _words_of(tomllib.loads(text)) else {}


def _words_of(part: object) -> Iterator[str]:
    """Yield every key and every word of the settings; the members of `A;B` one by one."""
    if isinstance(part, dict):
        for name, value in part.items():
            yield name
            yield from _words_of(value)
    elif isinstance(part, list):
        for value in part:
            yield from _words_of(value)
    elif isinstance(part, str):
        yield from (word.strip() for word in part.split(";"))


def _tell_why(name: str, named: Mapping[str, int]) -> Text | None:
    """Return why something cannot be removed; None when nothing names it."""
    if not named:
        return None
    what = list_words([COUNTED[kind](count) for kind, count in named.items()])
    return say("{name} cannot be removed: it is named by {what}. Change or remove these first.", name=name, what=what)


def _refuse(why: Text | None) -> None:
    if why is not None:
        raise StillNamedError(why)


def _require(everyone: tuple[Kept[Value], ...], number: int) -> Kept[Value]:
    kept = find_kept(everyone, number)
    if kept is None:
        raise NotThereError(say("This is no longer in the study: somebody has removed it."))
    return kept


def _key(one: Membership) -> tuple[str, str, str]:
    return one.collaboration, one.municipality, str(one.start or "")


def _note(actor: int, study_id: int, act: str, before: Participant, after: Participant | None) -> None:
    contents = write_content(before), write_content(after) if after else None
    add_event(study_id, Event(timezone.now(), actor, act, "study", name_object(before), *contents))
