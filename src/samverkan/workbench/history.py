"""The history of a study: what was done, what was deleted and can be brought back, and what is emptied on purpose."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db import IntegrityError, transaction
from django.utils import timezone

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.history import REMOVALS, Chosen, DeletedKind, Event
from samverkan.domain.kept import Kept
from samverkan.domain.people import Right
from samverkan.domain.words import Text, as_is, name_in, say
from samverkan.records.coding import load_codebook, load_numbers
from samverkan.records.history import add_event, load_chosen_events, load_people_of_history, name_objects
from samverkan.records.interviews import load_kept_interviews
from samverkan.records.removal import (
    Deleted,
    Emptied,
    empty_deleted,
    find_what_stands_in_the_way,
    load_deleted,
    set_deleted,
)
from samverkan.records.report import empty_run_files
from samverkan.records.study import hold_study, load_study
from samverkan.workbench.access import NotThereError, Place, require
from samverkan.workbench.study.removed import bring_back, list_removed

ROOM = "history"
PAGE = 50
WITHIN_PEOPLE = "people"


class RemovalError(WorkbenchError):
    """Something cannot be deleted, brought back or emptied like this."""


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Events, newest first, and everybody who has done something; `next` is where the older ones begin, if any.

    `names` has what people call the objects of the events (`interview:12` is I07), where the study has a name for it.
    """

    events: tuple[Kept[Event], ...]
    people: Mapping[int, str]
    names: Mapping[str, str]
    next: int | None


@dataclass(frozen=True, slots=True)
class Bin:
    """What is deleted, and the interviews (number, key) that can be."""

    deleted: tuple[Deleted, ...]
    interviews: tuple[tuple[int, str], ...]


def show_history(actor: int, study_id: int, chosen: Chosen) -> HistoryPage:
    """Return a page of the history.

    What concerns people's places in the study, addresses among it, only an owner sees. Who sees nothing but totals
    has no history: even that something was done may tell who was interviewed, and when.
    """
    place = require(actor, study_id, Right.READ)
    found = load_chosen_events(study_id, chosen, PAGE + 1)
    shown = tuple(replace(one, value=_as_seen(one.value, place)) for one in found[:PAGE])
    names = name_objects(study_id, {one.value.object for one in shown})
    return HistoryPage(shown, load_people_of_history(study_id), names, shown[-1].id if len(found) > PAGE else None)


@dataclass(frozen=True, slots=True)
class Called:
    """What codes are called, by their keys; and what the numbers of rows in events stand for, by column and number."""

    codes: Mapping[str, Text]
    rows: Mapping[tuple[str, int], Text]


def name_codes(actor: int, study_id: int) -> Called:
    """Return what the codes and the municipalities of a study are called; of a deleted code only its key is known."""
    require(actor, study_id, Right.READ)
    codes = {one.id: name_in(one.name("sv"), one.name("en")) for one in load_codebook(study_id).codes}
    of_codes, of_municipalities = load_numbers(study_id)
    study = load_study(study_id)
    rows = {("code_id", number): codes.get(key, as_is(key)) for key, (number, _) in of_codes.items()}
    rows |= {("concerns_id", number): as_is(study.name(key)) for key, number in of_municipalities.items()}
    return Called(codes, rows)


def show_deleted(actor: int, study_id: int) -> Bin:
    """Return what is deleted and not emptied yet."""
    require(actor, study_id, Right.READ)
    removed = (Deleted(one.kind, one.removal.id, one.name) for one in list_removed(study_id))
    return Bin(
        (*load_deleted(study_id), *removed), tuple((one.id, one.value.id) for one in load_kept_interviews(study_id))
    )


@transaction.atomic
def delete_interview(actor: int, study_id: int, interview_id: int) -> None:
    """Delete an interview with what is coded in it, so that it can be brought back.

    Raises
    ------
    NotThereError
        There is no such interview in the study, or it is deleted already.
    """
    require(actor, study_id, Right.EDIT)
    if not set_deleted(study_id, DeletedKind.INTERVIEW, interview_id, is_deleted=True):
        raise NotThereError(say("There is no such interview in this study."))
    _note(actor, study_id, "delete-interview", f"interview:{interview_id}")


@transaction.atomic
def restore(actor: int, study_id: int, kind: DeletedKind, number: int) -> None:
    """Bring something back that was deleted; `number` is that of its row, of what was removed that of the event.

    Raises
    ------
    NotThereError
        Nothing of the kind with this number is deleted in the study.
    RemovalError
        The excerpt's code is deleted too, or its coder has marked the same passage with it again.
    BringBackError
        See `study.removed.bring_back`.
    """
    require(actor, study_id, Right.EDIT)
    if kind in REMOVALS.values():
        bring_back(actor, study_id, number)
        return
    code = find_what_stands_in_the_way(number) if kind is DeletedKind.EXCERPT else ""
    if code:
        raise RemovalError(say("The code {code} is deleted too. Bring it back first.", code=code))
    try:
        with transaction.atomic():
            is_back = set_deleted(study_id, kind, number, is_deleted=False)
    except IntegrityError as error:
        raise RemovalError(
            say("The same passage has been marked with this code again. Nothing was changed.")
        ) from error
    if not is_back:
        raise NotThereError(say("This is no longer among what is deleted: it was brought back, or emptied."))
    _note(actor, study_id, f"restore-{kind}", f"{kind}:{number}")


@transaction.atomic
def empty_for_good(actor: int, study_id: int, reason: str) -> Emptied:
    """Remove for good the content of all that is deleted, from tables, history and evaluations; the facts stay.

    Parameters
    ----------
    reason
        On what the decision rests, such as a records schedule; it is kept with the fact.

    Raises
    ------
    RemovalError
        There is no reason, or nothing to empty.
    """
    require(actor, study_id, Right.OWN)
    hold_study(study_id)
    if not reason.strip():
        raise RemovalError(say("Write on what decision this rests. It is kept when the content is gone."))
    emptied = empty_deleted(study_id)
    if not emptied.interviews and not emptied.excerpts:
        raise RemovalError(say("There is nothing to empty: no interview and no excerpt is deleted."))
    files = empty_run_files(study_id)
    after = {
        "reason": reason.strip(),
        "interviews": list(emptied.interviews),
        "excerpts": emptied.excerpts,
        "events": emptied.events,
        "files": files,
    }
    add_event(study_id, Event(timezone.now(), actor, "empty-deleted", ROOM, f"study:{study_id}", after=after))
    return emptied


def _as_seen(event: Event, place: Place) -> Event:
    if event.room == WITHIN_PEOPLE and not place.allows(Right.OWN):
        return replace(event, object="", before=None, after=None)
    return event


def _note(actor: int, study_id: int, act: str, name: str) -> None:
    add_event(study_id, Event(timezone.now(), actor, act, ROOM, name))
