"""The door of the history: events are added, read, and emptied on purpose; never changed."""

from collections.abc import Collection

from samverkan.domain.history import Chosen, Event, without_aspect
from samverkan.domain.kept import Kept
from samverkan.records.models.history import EventRecord
from samverkan.records.models.interviews import InterviewRecord
from samverkan.records.models.people import Account
from samverkan.records.models.study import CollaborationRecord, MunicipalityRecord

PAGE = 100
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


def load_chosen_events(study_id: int, chosen: Chosen, limit: int = PAGE) -> tuple[Kept[Event], ...]:
    """Return a page of the events that are chosen, newest first."""
    wanted = {
        "room": chosen.room,
        "who_id": chosen.who,
        "object": chosen.object,
        "pk__lt": chosen.older_than,
    }
    rows = EventRecord.objects.filter(study_id=study_id, **{key: one for key, one in wanted.items() if one is not None})
    return tuple(Kept(row.pk, 1, _event(row)) for row in rows.order_by("-pk")[:limit])


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
