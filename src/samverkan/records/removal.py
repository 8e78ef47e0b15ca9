"""The door of what is deleted: seen, brought back, and emptied on purpose, after which only the fact is left."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.db.models import F, Q

from samverkan.domain.coding.agreed import AGREED
from samverkan.domain.history import DeletedKind, excerpt_in
from samverkan.records.models.coding import CodeRecord, ExcerptRecord
from samverkan.records.models.history import EventRecord
from samverkan.records.models.interviews import InterviewRecord, UploadRecord
from samverkan.records.models.study import StudyFileRecord

CHUNK = 500
Content = dict[str, Any] | None


TABLES: dict[DeletedKind, type[models.Model]] = {
    DeletedKind.INTERVIEW: InterviewRecord,
    DeletedKind.EXCERPT: ExcerptRecord,
    DeletedKind.CODE: CodeRecord,
}


@dataclass(frozen=True, slots=True)
class Deleted:
    """Something deleted: an interview by its key, a code by its key, an excerpt by interview, code and quote."""

    kind: DeletedKind
    id: int
    key: str
    code: str = ""
    quote: str = ""
    coder: str = ""


@dataclass(frozen=True, slots=True)
class Emptied:
    """How much was emptied, and the keys of the interviews among it."""

    interviews: tuple[str, ...]
    excerpts: int
    events: int


def load_deleted(study_id: int) -> tuple[Deleted, ...]:
    """Return what is deleted in a study: interviews, then codes, then excerpts of interviews that stand.

    An agreed coding that was withdrawn is not deleted by anybody: it is made anew.
    """
    gone = {"study_id": study_id, "is_deleted": True}
    interviews = InterviewRecord.objects.filter(**gone).order_by("pk").values_list("pk", "key")
    codes = CodeRecord.objects.filter(**gone).order_by("position", "pk").values_list("pk", "key")
    own = ExcerptRecord.objects.filter(interview__is_deleted=False, **gone).exclude(coder=AGREED)
    excerpts = own.order_by("interview_id", "start", "pk")
    return (
        *(Deleted(DeletedKind.INTERVIEW, number, key) for number, key in interviews),
        *(Deleted(DeletedKind.CODE, number, key) for number, key in codes),
        *(
            Deleted(DeletedKind.EXCERPT, *columns)
            for columns in excerpts.values_list("pk", "interview__key", "code__key", "quote", "coder")
        ),
    )


def set_deleted(study_id: int, kind: DeletedKind, number: int, *, is_deleted: bool) -> bool:
    """Delete something, or bring it back; False when it is not there or is so already.

    Raises IntegrityError when an excerpt comes back to a passage that its coder has marked with its code again.
    """
    rows = TABLES[kind]._default_manager.filter(pk=number, study_id=study_id, is_deleted=not is_deleted)
    return bool(rows.update(is_deleted=is_deleted, version=F("version") + 1))


def find_what_stands_in_the_way(excerpt_id: int) -> str:
    """Return the key of the deleted code that an excerpt was coded to; '' when its code stands."""
    rows = ExcerptRecord.objects.filter(pk=excerpt_id, code__is_deleted=True)
    return rows.values_list("code__key", flat=True).first() or ""


def empty_deleted(study_id: int) -> Emptied:
    """Remove the content of every deleted interview and excerpt, everywhere in the tables; call it in a transaction.

    The events stay, without content. The files that the study came from go where they hold the same words. Codes hold
    no words of people and stay.
    """
    interviews = dict(
        InterviewRecord.objects.filter(study_id=study_id, is_deleted=True).order_by("pk").values_list("pk", "key")
    )
    files = list(InterviewRecord.objects.filter(pk__in=interviews).values_list("file", flat=True))
    gone = ExcerptRecord.objects.filter(study_id=study_id).filter(Q(is_deleted=True) | Q(interview__in=interviews))
    excerpts = set(gone.values_list("pk", flat=True))
    if not interviews and not excerpts:
        return Emptied((), 0, 0)
    events = _empty_events(study_id, interviews, excerpts)
    gone.delete()
    UploadRecord.objects.filter(interview__in=interviews).delete()
    InterviewRecord.objects.filter(pk__in=interviews).delete()
    names = ["excerpts.csv", *(f"interviews/{file}" for file in files if file)]
    StudyFileRecord.objects.filter(study_id=study_id, name__in=names).delete()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # The full-text table only notes that a passage is gone; its words go when its pieces are put together.
            cursor.execute("INSERT INTO records_passage_lemmas (records_passage_lemmas) VALUES ('optimize')")
    return Emptied(tuple(interviews.values()), len(excerpts), events)


def write_out() -> bool:
    """Write SQLite's log into its database and cut it to nothing: it holds what was there before a change.

    Call it after the transaction. False when somebody goes on reading what was there, and the log stays for now.
    """
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return not cursor.fetchone()[0]


def _empty_events(study_id: int, interviews: Iterable[int], excerpts: set[int]) -> int:
    whole = {f"interview:{one}" for one in interviews}
    rows = EventRecord.objects.filter(study_id=study_id, is_emptied=False).exclude(before=None, after=None)
    count = 0
    for row in rows.order_by("pk").iterator(chunk_size=CHUNK):
        if row.object in whole or row.object.rpartition(":")[0] in whole or _is_of(row.object, excerpts):
            before, after = None, None
        else:
            before, after = _without(row.before, excerpts), _without(row.after, excerpts)
            if (before, after) == (row.before, row.after):
                continue
        row.before, row.after = before, after
        row.is_emptied = before is None and after is None
        row.save(update_fields=["before", "after", "is_emptied"])
        count += 1
    return count


def _is_of(name: str, excerpts: set[int]) -> bool:
    kind, _, number = name.partition(":")
    return kind == "excerpt" and number.isdecimal() and int(number) in excerpts


def _without(content: Content, excerpts: set[int]) -> Content:
    """Return an event's content without the states of some excerpts; None when it told of nothing else."""
    rows = (content or {}).get("rows")
    if not rows:
        return content
    kept = [one for one in rows if excerpt_in(one) not in excerpts]
    if len(kept) == len(rows):
        return content
    return {**(content or {}), "rows": kept} if kept else None
