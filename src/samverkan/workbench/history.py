"""The history of a study: what was done, what was deleted and can be brought back, and what is emptied on purpose."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.utils import timezone

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.history import (
    ASPECTS,
    PEOPLE_ROOM,
    REMOVALS,
    SETTLING,
    Chosen,
    Content,
    DeletedKind,
    Event,
    Meant,
    Word,
    excerpt_in,
    without_aspect,
)
from samverkan.domain.kept import Kept
from samverkan.domain.people import Right
from samverkan.domain.words import Text, as_is, name_in, say
from samverkan.records.coding import (
    Hidden,
    find_seen,
    load_codebook,
    load_numbers,
    load_respondents_of,
    number_interviews,
)
from samverkan.records.history import (
    Sight,
    add_event,
    load_chosen_events,
    load_people_of_history,
    name_interviews,
    name_objects,
)
from samverkan.records.interviews import load_kept_interviews, load_respondents
from samverkan.records.removal import (
    Deleted,
    Emptied,
    empty_deleted,
    find_what_stands_in_the_way,
    load_deleted,
    set_deleted,
    write_out,
)
from samverkan.records.report import empty_run_files
from samverkan.records.study import hold_study, load_study
from samverkan.workbench.access import NotThereError, Place, find_hidden, require
from samverkan.workbench.study.removed import NO_LONGER_DELETED, bring_back, list_removed

log = logging.getLogger(__name__)
ROOM = "history"
PAGE = 50
CODEBOOK = "codebook"
Key = TypeVar("Key", int, str)


class RemovalError(WorkbenchError):
    """Something cannot be deleted, brought back or emptied like this."""


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Events in their order; `next` is where further ones begin, if any.

    `names` has what people call the objects of the events (`interview:12` is I07), where the study has a name for it.
    """

    events: tuple[Kept[Event], ...]
    names: Mapping[str, str]
    next: int | None


@dataclass(frozen=True, slots=True)
class Bin:
    """What is deleted, and the interviews (number, key) that can be."""

    deleted: tuple[Deleted, ...]
    interviews: tuple[tuple[int, str], ...]


def list_people(actor: int, study_id: int) -> dict[int, str]:
    """Return the name of everybody who has done something in the study, by account."""
    require(actor, study_id, Right.READ)
    return load_people_of_history(study_id)


def show_history(actor: int, study_id: int, chosen: Chosen) -> HistoryPage:
    """Return a page of the history.

    What concerns people's places in the study, addresses among it, only an owner sees. Who sees nothing but totals
    has no history: even that something was done may tell who was interviewed, and when. While a double coding hides
    others' work from the actor, events tell that it was done, and not what.
    """
    place = require(actor, study_id, Right.READ)
    meant = _find_meant(study_id, chosen.words) if chosen.words else ()
    sight = Sight(place.allows(Right.OWN), actor if find_hidden(place).interviews else None)
    found = load_chosen_events(study_id, chosen, PAGE + 1, meant, sight)
    eyes = _open_eyes(place, [one.value for one in found[:PAGE]])
    shown = tuple(replace(one, value=_as_seen(one.value, place, eyes)) for one in found[:PAGE])
    names = name_objects(study_id, {one.value.object for one in shown})
    return HistoryPage(shown, names, shown[-1].id if len(found) > PAGE else None)


def _find_meant(study_id: int, words: Sequence[Word]) -> tuple[Meant, ...]:
    """Return what words stand for: whom, which objects, and which codes, interviews and respondents."""
    people = load_people_of_history(study_id)
    study, interviews = load_study(study_id), name_interviews(study_id)
    respondents = {f"respondent:{one.id}": one.id for one in load_respondents(study_id)}
    objects = {f"municipality:{one.id}": f"{one.name} {one.id}" for one in study.municipalities}
    objects |= {f"collaboration:{one.id}": f"{one.name} {one.id}" for one in study.collaborations}
    aspects = {f"{name}{aspect}": key for name, key in interviews.items() for aspect in ASPECTS}
    objects |= {**respondents, **interviews, **aspects}
    keys = {one.id: f"{one.name_sv} {one.name_en} {one.id}" for one in load_codebook(study_id).codes}
    keys |= {one: one for one in (*interviews.values(), *respondents.values())}
    return tuple(
        Meant(one, _which(people, one.text), _which(objects, one.text), _which(keys, one.text)) for one in words
    )


def _which(names: Mapping[Key, str], word: str) -> frozenset[Key]:
    """Return the keys of those whose name holds a word."""
    return frozenset(key for key, name in names.items() if word.casefold() in name.casefold())


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
    """Return what is deleted and not emptied yet, but for excerpts that a double coding hides from the actor."""
    hidden = find_hidden(require(actor, study_id, Right.READ))
    deleted = load_deleted(study_id)
    seen = (one for one in deleted if one.kind is not DeletedKind.EXCERPT or not hidden.hides_mark(one.key, one.coder))
    removed = (Deleted(one.kind, one.removal.id, one.name) for one in list_removed(study_id))
    return Bin((*seen, *removed), tuple((one.id, one.value.id) for one in load_kept_interviews(study_id)))


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
    place = require(actor, study_id, Right.EDIT)
    if kind in REMOVALS.values():
        bring_back(actor, study_id, number)
        return
    if kind is DeletedKind.EXCERPT and not find_seen(study_id, {number}, find_hidden(place)):
        raise NotThereError(NO_LONGER_DELETED)
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
        raise NotThereError(NO_LONGER_DELETED)
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
    transaction.on_commit(_write_out)
    return emptied


def _write_out() -> None:
    if not write_out():
        log.warning("What was emptied stands in the database's log until everybody who reads it has ended.")


def _as_seen(event: Event, place: Place, eyes: "_Eyes") -> Event:
    if event.room == PEOPLE_ROOM and not place.allows(Right.OWN):
        return replace(event, object="", before=None, after=None)
    if not eyes.hidden.interviews:
        return event
    if event.object == CODEBOOK:
        # Of a merge of codes the codes are told, and the rows of the excerpts that are seen.
        return replace(event, before=eyes.sift(event.before), after=eyes.sift(event.after))
    return event if eyes.see(event) else replace(event, before=None, after=None)


@dataclass(frozen=True, slots=True)
class _Eyes:
    """What somebody sees while a double coding goes on: the excerpts `seen`; not others' scores of who was `heard`.

    `texts` are the events' names of the interviews: how many excerpts moved when one was edited counts others' too.
    """

    hidden: Hidden
    seen: frozenset[int] = frozenset()
    heard: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()

    def see(self, event: Event) -> bool:
        """Whether an event tells of nothing that is hidden."""
        if event.act == "revise-transcript" and event.object in self.texts:
            return False
        # What was settled tells what each of them did.
        if event.object.endswith(SETTLING) and without_aspect(event.object) in self.texts:
            return False
        abouts = ((content or {}).get("about", {}) for content in (event.before, event.after))
        if any(one.get("respondent") in self.heard and one.get("coder") != self.hidden.coder for one in abouts):
            return False
        return self.seen.issuperset(_excerpts_of(event))

    def sift(self, content: Content) -> Content:
        """Return what an event keeps without the rows that are hidden; its excerpts are counted without them too."""
        if content is None or "rows" not in content:
            return content
        rows = [one for one in content["rows"] if self._sees_row(one)]
        about = content.get("about", {})
        if "excerpts" in about:
            about = {**about, "excerpts": sum(one["table"] == DeletedKind.EXCERPT for one in rows)}
        return {**content, "about": about, "rows": rows}

    def _sees_row(self, row: Mapping[str, Any]) -> bool:
        return row["table"] == "code" or (row["table"] == "excerpt" and row["id"] in self.seen)


def _open_eyes(place: Place, events: Sequence[Event]) -> _Eyes:
    hidden = find_hidden(place)
    if not hidden.interviews:
        return _Eyes(hidden)
    numbers = number_interviews(place.study_id)
    return _Eyes(
        hidden,
        find_seen(place.study_id, {number for event in events for number in _excerpts_of(event)}, hidden),
        load_respondents_of(place.study_id, hidden.interviews),
        frozenset(f"interview:{number}" for key, number in numbers.items() if key in hidden.interviews),
    )


def _excerpts_of(event: Event) -> Iterator[int]:
    """Yield the numbers of the excerpts that an event tells of."""
    kind, _, number = event.object.partition(":")
    if kind == DeletedKind.EXCERPT and number.isdecimal():
        yield int(number)
    for content in (event.before, event.after):
        for row in (content or {}).get("rows", ()):
            excerpt = excerpt_in(row)
            if excerpt is not None:
                yield excerpt


def _note(actor: int, study_id: int, act: str, name: str) -> None:
    add_event(study_id, Event(timezone.now(), actor, act, ROOM, name))
