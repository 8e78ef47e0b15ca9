"""The codebook in the tables."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import Count, TextField
from django.db.models.functions import Cast

from samverkan.domain.coding.codebook import Anchor, Code, Codebook, Kind
from samverkan.domain.kept import Kept
from samverkan.domain.trace import fingerprint
from samverkan.records.coding.excerpts import NOTHING_HIDDEN, Hidden, seen, standing_in
from samverkan.records.models.coding import CodebookVersionRecord, CodeRecord, ExcerptRecord, ScoreRecord
from samverkan.records.models.interviews import InterviewRecord
from samverkan.records.models.study import StudyRecord
from samverkan.records.prepared import Prepared
from samverkan.records.rows import add_rows, numbers_by_key, read_extra, write_extra


def add_codes(study_id: int, codebook: Codebook) -> None:
    """Add codes at the end of the codebook, in their order; KeyError when a parent is not there."""
    first = CodeRecord.objects.filter(study_id=study_id).count()
    rows = (_code_row(study_id, position, one) for position, one in enumerate(codebook.codes, first))
    add_rows(CodeRecord, rows)
    numbers = numbers_by_key(CodeRecord, study_id)
    for one in codebook.codes:
        if one.parent:
            CodeRecord.objects.filter(pk=numbers[one.id]).update(parent_id=numbers[one.parent])


def _code_row(study_id: int, position: int, one: Code) -> CodeRecord:
    return CodeRecord(
        study_id=study_id,
        key=one.id,
        position=position,
        kind=one.kind.value,
        name_en=one.name_en,
        name_sv=one.name_sv,
        definition=one.definition,
        include=one.include,
        exclude=one.exclude,
        example=one.example,
        anchors=[[anchor.score, anchor.words] for anchor in one.anchors],
        extra=write_extra(one.extra),
    )


def load_codebook(study_id: int) -> Codebook:
    """Return the codebook, in its order, without codes that are deleted."""
    return Codebook(tuple(one.value for one in load_kept_codes(study_id)))


KEPT_CODES = Prepared(
    lambda study: (
        CodeRecord.objects.filter(study_id=study, is_deleted=False)
        .order_by("position", "pk")
        .values_list(
            "pk",
            "version",
            "key",
            "kind",
            "parent__key",
            Cast("anchors", TextField()),
            Cast("extra", TextField()),
            *("name_en", "name_sv", "definition", "include", "exclude", "example"),
        )
    )
)


def load_kept_codes(study_id: int) -> tuple[Kept[Code], ...]:
    """Return the codes in their order, with the numbers of their rows."""
    return _read_codes(tuple(KEPT_CODES(study_id)))


@lru_cache(maxsize=16)
def _read_codes(rows: tuple[tuple[Any, ...], ...]) -> tuple[Kept[Code], ...]:
    """Return the codes of rows; a codebook is asked for at every act and seldom changes."""
    return tuple(
        Kept(
            pk,
            version,
            Code(
                id=key,
                kind=Kind(kind),
                parent=parent or "",
                name_en=words[0],
                name_sv=words[1],
                definition=words[2],
                include=words[3],
                exclude=words[4],
                example=words[5],
                anchors=tuple(Anchor(score, said) for score, said in json.loads(anchors)),
                extra=read_extra(json.loads(extra)),
            ),
        )
        for pk, version, key, kind, parent, anchors, extra, *words in rows
    )


@dataclass(frozen=True, slots=True)
class CodebookVersion:
    """One version of the codebook: when, by whom and why it came about; `codes` are its codes' columns."""

    number: int
    made_at: datetime
    made_by: str
    reason: str
    codes: tuple[Mapping[str, Any], ...]


CODE = (
    "key",
    "position",
    "parent_id",
    "kind",
    "name_en",
    "name_sv",
    "definition",
    "include",
    "exclude",
    "example",
    "anchors",
    "extra",
    "definition_number",
    "is_deleted",
)
ROW = ("id", "version", *CODE)


def read_code(study_id: int, code_id: int) -> dict[str, Any] | None:
    """Return the columns of a code of the study, deleted or not; None when there is none."""
    found: dict[str, Any] | None = CodeRecord.objects.filter(study_id=study_id, pk=code_id).values(*ROW).first()
    return found


def find_code(study_id: int, key: str) -> dict[str, Any] | None:
    """Return the columns of the code with this key, deleted or not; None when there is none."""
    found: dict[str, Any] | None = CodeRecord.objects.filter(study_id=study_id, key=key).values(*ROW).first()
    return found


def list_places(study_id: int) -> tuple[tuple[int, int | None, int], ...]:
    """Return (number, number of the parent, position) of each code that is not deleted, in order."""
    rows = CodeRecord.objects.filter(study_id=study_id, is_deleted=False).order_by("position", "pk")
    return tuple(rows.values_list("pk", "parent_id", "position"))


def add_code(study_id: int, columns: Mapping[str, Any]) -> int:
    """Return the number of a new code."""
    row = CodeRecord(study_id=study_id, **columns)
    row.save(force_insert=True)
    return row.pk


def count_by_code(study_id: int, hidden: Hidden = NOTHING_HIDDEN) -> dict[int, tuple[int, int]]:
    """Return how many excerpts of each code are not hidden, and how many of them are from before its meaning changed.

    Those that wait for a place and those in deleted interviews count nowhere. One pass over an index: a study may have
    200,000 excerpts.
    """
    gone = list(InterviewRecord.objects.filter(study_id=study_id, is_deleted=True).values_list("pk", flat=True))
    rows = seen(standing_in(study_id).exclude(interview__in=gone), hidden)
    now = dict(CodeRecord.objects.filter(study_id=study_id).values_list("pk", "definition_number"))
    counts: dict[int, tuple[int, int]] = {}
    for code, definition, count in rows.values_list("code_id", "definition_number").annotate(Count("pk")):
        every, earlier = counts.get(code, (0, 0))
        counts[code] = every + count, earlier + (count if definition < now[code] else 0)
    return counts


def excerpts_of_codes(code_ids: Iterable[int]) -> tuple[dict[str, Any], ...]:
    """Return the columns by which excerpts of these codes are told apart, also of those in conflict."""
    rows = ExcerptRecord.objects.filter(code_id__in=list(code_ids), is_deleted=False).order_by("pk")
    columns = ("id", "interview_id", "start", "end", "code_id", "coder", "definition_number")
    return tuple(rows.values(*columns))


def has_scores(code_id: int) -> bool:
    """Tell whether anybody has judged an informant on this factor."""
    return ScoreRecord.objects.filter(factor_id=code_id).exists()


def is_codebook_locked(study_id: int) -> bool:
    """Tell whether nobody may change the codebook."""
    return StudyRecord.objects.values_list("is_codebook_locked", flat=True).get(pk=study_id)


def lock_codebook(study_id: int, *, is_locked: bool) -> None:
    """Lock the codebook, or open it."""
    StudyRecord.objects.filter(pk=study_id).update(is_codebook_locked=is_locked)


def add_codebook_version(study_id: int, made_by: int | None, made_at: datetime, reason: str) -> None:
    """Keep the codebook as it is now, when it differs from the version before."""
    rows = CodeRecord.objects.filter(study_id=study_id, is_deleted=False).order_by("position", "pk")
    codes = list(rows.values("id", *CODE))
    print_now = fingerprint(repr(codes).encode())
    versions = CodebookVersionRecord.objects.filter(study_id=study_id).order_by("-number")
    number, print_before = versions.values_list("number", "fingerprint").first() or (0, "")
    if print_now != print_before:
        CodebookVersionRecord.objects.create(
            study_id=study_id,
            number=number + 1,
            fingerprint=print_now,
            codes=codes,
            made_by_id=made_by,
            made_at=made_at,
            reason=reason,
        )


def load_codebook_versions(study_id: int) -> tuple[CodebookVersion, ...]:
    """Return the versions of the codebook, newest first."""
    rows = CodebookVersionRecord.objects.filter(study_id=study_id).order_by("-number").select_related("made_by")
    return tuple(
        CodebookVersion(
            row.number,
            row.made_at,
            (row.made_by.name or row.made_by.email) if row.made_by else "",
            row.reason,
            tuple(row.codes),
        )
        for row in rows
    )
