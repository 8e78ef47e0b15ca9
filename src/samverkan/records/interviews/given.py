"""Respondents, interviews, and the versions of their transcripts."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import F, QuerySet, TextField
from django.db.models.functions import Cast

from samverkan.domain.interviews.transcript import Interview, Respondent, Transcript, Turn
from samverkan.domain.kept import Kept
from samverkan.domain.trace import fingerprint
from samverkan.records.models.interviews import (
    InterviewRecord,
    InterviewRespondentRecord,
    RespondentRecord,
    TranscriptRecord,
)
from samverkan.records.models.study import CollaborationRecord, MunicipalityRecord
from samverkan.records.prepared import Prepared
from samverkan.records.rows import (
    NO_EXTRA,
    add_rows,
    number_of,
    numbers_by_key,
    read_extra,
    read_period,
    write_extra,
    write_period,
)

INTERVIEW: tuple[str | Cast, ...] = (
    "pk",
    "version",
    "key",
    "file",
    "date",
    "language",
    "has_consent",
    "is_reviewed",
    # Almost every row has none; reading the JSON of each would take longer than the rest.
    Cast("extra", TextField()),
)


def add_respondents(study_id: int, values: Iterable[Respondent]) -> None:
    """Add respondents in their order; KeyError when a municipality or collaboration is not there."""
    municipalities = numbers_by_key(MunicipalityRecord, study_id)
    collaborations = numbers_by_key(CollaborationRecord, study_id)
    rows = (
        RespondentRecord(
            study_id=study_id,
            key=one.id,
            municipality_id=number_of(municipalities, one.municipality),
            collaboration_id=number_of(collaborations, one.collaboration),
            function=one.function,
            label=one.label,
            extra=write_extra(one.extra),
        )
        for one in values
    )
    add_rows(RespondentRecord, rows)


def load_respondents(study_id: int) -> tuple[Respondent, ...]:
    """Return the respondents in their order."""
    rows = RespondentRecord.objects.filter(study_id=study_id).order_by("pk")
    columns = rows.values_list("key", "municipality__key", "collaboration__key", "function", "label", "extra")
    return tuple(
        Respondent(key, municipality or "", collaboration or "", function, label, read_extra(extra))
        for key, municipality, collaboration, function, label, extra in columns
    )


def load_labels(study_id: int, respondents: Iterable[str]) -> dict[str, str]:
    """Return what those of these respondents are called whose label says more than their id."""
    rows = RespondentRecord.objects.filter(study_id=study_id, key__in=list(respondents)).exclude(label=F("key"))
    return dict(rows.exclude(label="").values_list("key", "label"))


def add_interviews(study_id: int, values: Iterable[Interview]) -> None:
    """Add interviews in their order; KeyError when a respondent is not there."""
    values = tuple(values)
    respondents = numbers_by_key(RespondentRecord, study_id)
    rows = (
        InterviewRecord(
            study_id=study_id,
            key=one.id,
            file=one.file,
            date=write_period(one.date),
            language=one.language,
            has_consent=one.has_consent,
            is_reviewed=one.is_reviewed,
            extra=write_extra(one.extra),
        )
        for one in values
    )
    add_rows(InterviewRecord, rows)
    interviews = numbers_by_key(InterviewRecord, study_id)
    links = (
        InterviewRespondentRecord(interview_id=interviews[one.id], respondent_id=respondents[respondent])
        for one in values
        for respondent in one.respondents
    )
    add_rows(InterviewRespondentRecord, links)


def load_interviews(study_id: int) -> tuple[Interview, ...]:
    """Return the interviews in their order, without those that are deleted."""
    return tuple(one.value for one in load_kept_interviews(study_id))


def load_kept_interviews(study_id: int) -> tuple[Kept[Interview], ...]:
    """Return the interviews in their order, with the numbers of their rows."""
    links: dict[int, list[str]] = defaultdict(list)
    for interview, respondent in (
        InterviewRespondentRecord.objects.filter(interview__study_id=study_id)
        .order_by("pk")
        .values_list("interview_id", "respondent__key")
    ):
        links[interview].append(respondent)
    rows = InterviewRecord.objects.filter(study_id=study_id, is_deleted=False).order_by("pk")
    return tuple(
        Kept(number, version, _interview(links[number], *columns))
        for number, version, *columns in rows.values_list(*INTERVIEW)
    )


def load_interview(interview_id: int) -> Kept[Interview]:
    """Return one interview; InterviewRecord.DoesNotExist when there is none."""
    rows = InterviewRecord.objects.filter(is_deleted=False)
    number, version, *columns = rows.values_list(*INTERVIEW).get(pk=interview_id)
    links = InterviewRespondentRecord.objects.filter(interview_id=interview_id).order_by("pk")
    return Kept(number, version, _interview(list(links.values_list("respondent__key", flat=True)), *columns))


def _interview(respondents: Iterable[str], *columns: Any) -> Interview:
    key, file, date, language, has_consent, is_reviewed, extra = columns
    return Interview(
        id=key,
        file=file,
        respondents=tuple(respondents),
        date=read_period(date),
        language=language,
        has_consent=has_consent,
        is_reviewed=is_reviewed,
        extra=() if extra == NO_EXTRA else read_extra(json.loads(extra)),
    )


def find_study_of_interview(interview_id: int) -> int | None:
    """Return the study that an interview belongs to; None when there is no such interview."""
    return InterviewRecord.objects.filter(pk=interview_id).values_list("study_id", flat=True).first()


def add_transcripts(
    study_id: int, transcripts: Mapping[str, Transcript], made_at: datetime, made_by: int | None = None
) -> None:
    """Add the first version of the transcript of each interview, by its key."""
    interviews = numbers_by_key(InterviewRecord, study_id)
    rows = (
        TranscriptRecord(
            interview_id=interviews[key],
            number=1,
            text=one.text,
            turns=_write_turns(one),
            fingerprint=fingerprint(one.text.encode()),
            made_by_id=made_by,
            made_at=made_at,
        )
        for key, one in transcripts.items()
    )
    add_rows(TranscriptRecord, rows)


def add_transcript_version(
    interview_id: int, transcript: Transcript, made_at: datetime, made_by: int | None = None
) -> int:
    """Return the number of the row of a new version, which is the current one from now on; call it in a transaction."""
    versions = TranscriptRecord.objects.filter(interview_id=interview_id)
    newest = versions.order_by("-number").values_list("number", flat=True).first() or 0
    versions.filter(is_current=True).update(is_current=False)
    row = TranscriptRecord(
        interview_id=interview_id,
        number=newest + 1,
        text=transcript.text,
        turns=_write_turns(transcript),
        fingerprint=fingerprint(transcript.text.encode()),
        made_by_id=made_by,
        made_at=made_at,
    )
    row.save(force_insert=True)
    return row.pk


def load_transcripts(study_id: int) -> dict[str, Transcript]:
    """Return the current transcript of each interview that has one, by the interview's key."""
    return {key: Transcript(text, read_turns(turns)) for key, text, turns in _current_transcripts(study_id)}


def load_transcripts_of(study_id: int, keys: Iterable[str]) -> dict[str, Transcript]:
    """Return the current transcripts of these interviews, by the interview's key."""
    rows = _current_transcripts(study_id).filter(interview__key__in=list(keys))
    return {key: Transcript(text, read_turns(turns)) for key, text, turns in rows}


def load_turns_of(study_id: int, keys: Iterable[str]) -> dict[str, Transcript]:
    """Return who speaks where in the current transcripts of these interviews, without their texts."""
    rows = _current_transcripts(study_id).filter(interview__key__in=list(keys)).values_list("interview__key", "turns")
    return {key: Transcript("", read_turns(turns)) for key, turns in rows}


def _current_transcripts(study_id: int) -> QuerySet[TranscriptRecord, tuple[Any, ...]]:
    rows = TranscriptRecord.objects.filter(interview__study_id=study_id, interview__is_deleted=False, is_current=True)
    return rows.order_by("interview_id").values_list("interview__key", "text", "turns")


def scan_transcripts(study_id: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the text and the speakers of each current transcript, some at a time, for a study of any size."""
    rows = TranscriptRecord.objects.filter(interview__study_id=study_id, is_current=True).order_by("pk")
    for text, turns in rows.values_list("text", "turns").iterator(chunk_size=50):
        yield text, tuple(dict.fromkeys(speaker for _, _, speaker, _ in turns))


CURRENT = Prepared(
    lambda interview: TranscriptRecord.objects.filter(interview_id=interview, is_current=True).values_list(
        "pk", "number", "text", Cast("turns", TextField())
    )
)


def load_transcript(interview_id: int) -> Kept[Transcript] | None:
    """Return the current transcript of an interview; `version` is its number. None when it has none."""
    for pk, number, text, turns in CURRENT(interview_id):
        return Kept(pk, number, Transcript(text, _read_turns_of(turns)))
    return None


def load_text(interview_id: int) -> Transcript:
    """Return the current transcript of an interview; an empty one when it has none."""
    kept = load_transcript(interview_id)
    return kept.value if kept else Transcript("")


@lru_cache(maxsize=32)
def _read_turns_of(column: str) -> tuple[Turn, ...]:
    """Return the turns of a column as it is written; an interview that is worked on is asked for again and again.

    Words are never kept in memory: who empties a study (gallring) empties it.
    """
    return read_turns(json.loads(column))


def load_transcript_version(transcript_id: int) -> Kept[Transcript]:
    """Return a version of a transcript, the current one or an earlier; `version` is its number."""
    row = TranscriptRecord.objects.get(pk=transcript_id)
    return Kept(row.pk, row.number, Transcript(row.text, read_turns(row.turns)))


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version of a transcript in a list: its row, its number, when and by whom it was made."""

    id: int
    number: int
    made_at: datetime
    made_by: str
    is_current: bool


def list_versions(interview_id: int) -> tuple[VersionLine, ...]:
    """Return the versions of an interview's transcript, newest first."""
    rows = TranscriptRecord.objects.filter(interview_id=interview_id).order_by("-number")
    columns = rows.values_list("pk", "number", "made_at", "made_by__name", "made_by__email", "is_current")
    return tuple(
        VersionLine(pk, number, made_at, name or email or "", is_current)
        for pk, number, made_at, name, email, is_current in columns
    )


def _write_turns(transcript: Transcript) -> list[list[object]]:
    return [[one.start, one.end, one.speaker, one.time] for one in transcript.turns]


def read_turns(turns: Iterable[tuple[int, int, str, str]]) -> tuple[Turn, ...]:
    """Return the turns of a column."""
    return tuple(Turn(*one) for one in turns)
