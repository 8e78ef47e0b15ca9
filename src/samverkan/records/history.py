"""The door of the history: events are added, read, and emptied on purpose; never changed."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from samverkan.domain.history import PEOPLE_ROOM, Chosen, Event, Meant, without_aspect
from samverkan.domain.kept import Kept
from samverkan.records.models.history import EventRecord
from samverkan.records.models.interviews import InterviewRecord
from samverkan.records.models.people import Account
from samverkan.records.models.study import CollaborationRecord, MunicipalityRecord

PAGE = 100
FIRST_DAY = date.min + timedelta(days=1)
LAST_DAY = date.max - timedelta(days=2)
"""Midnight has a moment in every time zone only so far from the ends of the calendar."""
PLACES: dict[str, type[MunicipalityRecord] | type[CollaborationRecord]] = {
    "municipality": MunicipalityRecord,
    "collaboration": CollaborationRecord,
}


def add_event(study_id: int | None, event: Event) -> int:
    """Return the number of a new event; a study of None is the installation itself."""
    row = EventRecord(
        study_id=study_id,
        who_id=event.who,
        at=event.at,
        act=event.act,
        room=event.room,
        object=event.object,
        before=event.before,
        after=event.after,
    )
    row.save(force_insert=True)
    return row.pk


def load_events(study_id: int, *, older_than: int | None = None, limit: int = PAGE) -> tuple[Kept[Event], ...]:
    """Return a page of a study's events, newest first; `older_than` is the number of the last one seen."""
    rows = EventRecord.objects.filter(study_id=study_id)
    if older_than is not None:
        rows = rows.filter(pk__lt=older_than)
    return tuple(Kept(row.pk, 1, _event(row)) for row in rows.order_by("-pk")[:limit])


@dataclass(frozen=True, slots=True)
class Sight:
    """What of the history somebody looks for things in.

    Without `sees_people` not in what events of people's places are about. With `own_alone`, an account, what events
    keep is looked at only in its own.
    """

    sees_people: bool = True
    own_alone: int | None = None


def load_chosen_events(
    study_id: int, chosen: Chosen, limit: int = PAGE, meant: Sequence[Meant] = (), sight: Sight = Sight()
) -> tuple[Kept[Event], ...]:
    """Return a page of the events that are chosen, newest first unless the oldest are; `meant` are its words."""
    wanted = {"room": chosen.room, "who_id": chosen.who, "object": chosen.object, "act": chosen.act}
    rows = EventRecord.objects.filter(study_id=study_id, **{key: one for key, one in wanted.items() if one is not None})
    rows = rows.alias(kept_before=Cast("before", TextField()), kept_after=Cast("after", TextField()))
    if chosen.object is not None and not sight.sees_people:
        rows = rows.exclude(room=PEOPLE_ROOM)
    if chosen.since is not None:
        rows = rows.filter(at__gte=_midnight(max(chosen.since, FIRST_DAY)))
    if chosen.until is not None:
        rows = rows.filter(at__lt=_midnight(min(chosen.until, LAST_DAY) + timedelta(days=1)))
    if chosen.beyond is not None:
        rows = rows.filter(**{"pk__gt" if chosen.has_oldest_first else "pk__lt": chosen.beyond})
    for one in meant:
        rows = rows.filter(_speaks_of(one, sight))
    order = "pk" if chosen.has_oldest_first else "-pk"
    return tuple(Kept(row.pk, 1, _event(row)) for row in rows.order_by(order)[:limit])


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _as_json(key: str) -> str:
    """Return a key as it stands in the JSON of an event: SQLite keeps what Python wrote, PostgreSQL its own."""
    return json.dumps(key, ensure_ascii=connection.vendor == "sqlite")


def _speaks_of(meant: Meant, sight: Sight) -> Q:
    """Return the condition that a word stands in what was done, to what, or by whom."""
    about = Q(object__in=meant.objects)
    for kind in meant.word.kinds:
        about |= Q(object__startswith=f"{kind}:")
    told = Q()
    for key in meant.keys:
        told |= Q(kept_before__contains=_as_json(key)) | Q(kept_after__contains=_as_json(key))
    if meant.keys:
        about |= told if sight.own_alone is None else told & Q(who_id=sight.own_alone)
    if not sight.sees_people:
        about &= ~Q(room=PEOPLE_ROOM)
    return Q(act__in=meant.word.acts) | Q(who_id__in=meant.people) | about


def load_people_of_history(study_id: int) -> dict[int, str]:
    """Return the name of everybody who has done something in a study, also of those who no longer take part."""
    who = EventRecord.objects.filter(study_id=study_id, who__isnull=False).order_by().values("who").distinct()
    rows = Account.objects.filter(pk__in=who).order_by("name", "email", "pk").values_list("pk", "name", "email")
    return {number: name or email for number, name, email in rows}


def name_objects(study_id: int, objects: Collection[str]) -> dict[str, str]:
    """Return what people call these objects of events, where the study has a name for them.

    An upload has none here: the name of its file may be somebody's.
    """
    wanted: dict[str, set[str]] = {}
    for name in objects:
        kind, _, key = without_aspect(name).partition(":")
        wanted.setdefault(kind, set()).add(key)
    interviews = InterviewRecord.objects.filter(study_id=study_id, pk__in=wanted.get("interview", ()))
    found = {f"interview:{number}": key for number, key in interviews.values_list("pk", "key")}
    accounts = Account.objects.filter(pk__in=wanted.get("account", ()))
    found |= {f"account:{one.pk}": one.name or one.email for one in accounts}
    for kind, model in PLACES.items():
        rows = model.objects.filter(study_id=study_id, key__in=wanted.get(kind, ()))
        found |= {f"{kind}:{key}": name or key for key, name in rows.values_list("key", "name")}
    return found


def name_interviews(study_id: int) -> dict[str, str]:
    """Return what the interviews of a study are called, also those that are deleted, by how events name them."""
    rows = InterviewRecord.objects.filter(study_id=study_id).order_by("pk").values_list("pk", "key")
    return {f"interview:{number}": key for number, key in rows}


def load_events_of_acts(study_id: int, acts: tuple[str, ...]) -> tuple[Event, ...]:
    """Return every event of a study with one of these acts, oldest first."""
    rows = EventRecord.objects.filter(study_id=study_id, act__in=acts)
    return tuple(_event(row) for row in rows.order_by("pk"))


def load_numbered_events(study_id: int, acts: Collection[str]) -> tuple[Kept[Event], ...]:
    """Return every event of a study with one of these acts, oldest first, with its number."""
    rows = EventRecord.objects.filter(study_id=study_id, act__in=acts)
    return tuple(Kept(row.pk, 1, _event(row)) for row in rows.order_by("pk"))


def load_event(event_id: int) -> Kept[Event]:
    """Return one event, for undoing it."""
    return Kept(event_id, 1, _event(EventRecord.objects.get(pk=event_id)))


def find_newest_event(study_id: int, *, without: tuple[str, ...] = ()) -> int | None:
    """Return the number of the newest event of a study, but for those of some rooms."""
    rows = EventRecord.objects.filter(study_id=study_id).exclude(room__in=without)
    return rows.order_by("-pk").values_list("pk", flat=True).first()


def load_own_events(study_id: int, who: int, room: str, *, limit: int) -> tuple[Kept[Event], ...]:
    """Return the newest events of one account in one room, newest first: what it can undo."""
    rows = EventRecord.objects.filter(study_id=study_id, who_id=who, room=room, is_emptied=False)
    return tuple(Kept(row.pk, 1, _event(row)) for row in rows.order_by("-pk")[:limit])


def empty_events(study_id: int, names: tuple[str, ...]) -> int:
    """Remove the content of every event about these objects and keep the fact; return how many there were."""
    rows = EventRecord.objects.filter(study_id=study_id, object__in=names)
    return rows.update(before=None, after=None, is_emptied=True)


def _event(row: EventRecord) -> Event:
    return Event(row.at, row.who_id, row.act, row.room, row.object, row.before, row.after, row.is_emptied)
