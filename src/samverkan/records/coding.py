"""The door of coding: the codebook, the excerpts and the factor scores."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, QuerySet

from samverkan.domain.coding.codebook import Anchor, Code, Codebook, Kind
from samverkan.domain.coding.excerpts import Excerpt, Status, Valence
from samverkan.domain.coding.scores import FactorScore
from samverkan.domain.kept import Kept
from samverkan.records.models.coding import CodeRecord, ExcerptRecord, ScoreRecord
from samverkan.records.models.interviews import InterviewRecord, RespondentRecord, TranscriptRecord
from samverkan.records.models.study import CollaborationRecord, MunicipalityRecord
from samverkan.records.rows import (
    add_rows,
    empty_if_none,
    number_of,
    numbers_by_key,
    read_extra,
    write_extra,
)

VALENCES = {"": None, **{one.value: one for one in Valence}}
STATUSES = {"": None, **{one.value: one for one in Status}}
EXCERPT = (
    "interview__key",
    "start",
    "end",
    "code__key",
    "coder",
    "valence",
    "concerns__key",
    "status",
    "quote",
    "memo",
    "marked_at",
    "extra",
)


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


def load_kept_codes(study_id: int) -> tuple[Kept[Code], ...]:
    """Return the codes in their order, with the numbers of their rows."""
    rows = CodeRecord.objects.filter(study_id=study_id, is_deleted=False).order_by("position", "pk")
    return tuple(
        Kept(
            row.pk,
            row.version,
            Code(
                id=row.key,
                kind=Kind(row.kind),
                parent=row.parent.key if row.parent else "",
                name_en=row.name_en,
                name_sv=row.name_sv,
                definition=row.definition,
                include=row.include,
                exclude=row.exclude,
                example=row.example,
                anchors=tuple(Anchor(score, words) for score, words in row.anchors),
                extra=read_extra(row.extra),
            ),
        )
        for row in rows.select_related("parent")
    )


def add_excerpts(study_id: int, values: Iterable[Excerpt]) -> None:
    """Add excerpts in their order, on the current transcripts; KeyError when something they name is not there."""
    interviews = numbers_by_key(InterviewRecord, study_id)
    codes = numbers_by_key(CodeRecord, study_id)
    municipalities = numbers_by_key(MunicipalityRecord, study_id)
    definitions = dict(CodeRecord.objects.filter(study_id=study_id).values_list("key", "definition_number"))
    transcripts = dict(
        TranscriptRecord.objects.filter(interview__study_id=study_id, is_current=True).values_list(
            "interview__key", "pk"
        )
    )
    rows = (
        ExcerptRecord(
            study_id=study_id,
            interview_id=interviews[one.interview],
            transcript_id=transcripts.get(one.interview),
            code_id=codes[one.code],
            concerns_id=number_of(municipalities, one.concerns),
            start=one.start,
            end=one.end,
            quote=one.quote,
            coder=one.coder,
            valence=empty_if_none(one.valence),
            status=empty_if_none(one.status),
            memo=one.memo,
            marked_at=one.marked_at,
            definition_number=definitions[one.code],
            extra=write_extra(one.extra),
        )
        for one in values
    )
    add_rows(ExcerptRecord, rows)


def load_excerpts(study_id: int) -> tuple[Excerpt, ...]:
    """Return the excerpts on current transcripts in their order; those that are deleted or in conflict are left out."""
    rows = _standing(ExcerptRecord.objects.filter(study_id=study_id)).order_by("pk")
    return tuple(_excerpt(*columns) for columns in rows.values_list(*EXCERPT).iterator(chunk_size=5000))


def load_excerpts_of_interview(interview_id: int, coder: str | None = None) -> tuple[Kept[Excerpt], ...]:
    """Return the excerpts on an interview's current transcript, by start; of one coder when one is named."""
    rows = _standing(ExcerptRecord.objects.filter(interview_id=interview_id))
    return _kept(rows.order_by("start", "pk"), coder)


def load_excerpts_of_code(code_id: int, *, after: int = 0, limit: int | None = None) -> tuple[Kept[Excerpt], ...]:
    """Return excerpts of a code by interview and start, from the number `after` on."""
    rows = _standing(ExcerptRecord.objects.filter(code_id=code_id)).order_by("interview_id", "start", "pk")
    return _kept(rows[after : None if limit is None else after + limit])


def count_excerpts_of_code(code_id: int) -> int:
    """Return how many excerpts a code has."""
    return _standing(ExcerptRecord.objects.filter(code_id=code_id)).count()


def load_conflicts(study_id: int) -> tuple[Kept[Excerpt], ...]:
    """Return the excerpts that stand on an older version of their transcript and wait for a person."""
    rows = ExcerptRecord.objects.filter(study_id=study_id, is_deleted=False, transcript__is_current=False)
    return _kept(rows.order_by("interview_id", "start", "pk"))


def load_excerpts_to_review(study_id: int) -> tuple[Kept[Excerpt], ...]:
    """Return the excerpts whose code has changed its meaning since they were marked."""
    rows = _standing(
        ExcerptRecord.objects.filter(study_id=study_id, definition_number__lt=F("code__definition_number"))
    )
    return _kept(rows.order_by("code_id", "interview_id", "start", "pk"))


def _standing(rows: QuerySet[ExcerptRecord]) -> QuerySet[ExcerptRecord]:
    return rows.filter(is_deleted=False, interview__is_deleted=False).exclude(transcript__is_current=False)


def _kept(rows: QuerySet[ExcerptRecord], coder: str | None = None) -> tuple[Kept[Excerpt], ...]:
    rows = rows if coder is None else rows.filter(coder=coder)
    return tuple(
        Kept(pk, version, _excerpt(*rest)) for pk, version, *rest in rows.values_list("pk", "version", *EXCERPT)
    )


def _excerpt(*columns: Any) -> Excerpt:
    interview, start, end, code, coder, valence, concerns, status, quote, memo, marked_at, extra = columns
    return Excerpt(
        interview,
        start,
        end,
        code,
        coder,
        VALENCES[valence],
        concerns or "",
        STATUSES[status],
        quote,
        memo,
        marked_at,
        read_extra(extra),
    )


def add_scores(study_id: int, values: Iterable[FactorScore]) -> None:
    """Add scores in their order; a case is a collaboration before it is a municipality."""
    collaborations = numbers_by_key(CollaborationRecord, study_id)
    municipalities = numbers_by_key(MunicipalityRecord, study_id)
    codes = numbers_by_key(CodeRecord, study_id)
    respondents = numbers_by_key(RespondentRecord, study_id)
    rows = (
        ScoreRecord(
            study_id=study_id,
            collaboration_id=collaborations.get(one.case),
            municipality_id=None if one.case in collaborations else municipalities[one.case],
            factor_id=codes[one.factor],
            respondent_id=respondents[one.respondent],
            coder=one.coder,
            score=one.score,
            was_asked=one.was_asked,
            reason=one.reason,
            extra=write_extra(one.extra),
        )
        for one in values
    )
    add_rows(ScoreRecord, rows)


def load_scores(study_id: int) -> tuple[FactorScore, ...]:
    """Return the scores in their order."""
    return tuple(one.value for one in load_kept_scores(study_id))


def load_kept_scores(study_id: int) -> tuple[Kept[FactorScore], ...]:
    """Return the scores in their order, with the numbers of their rows."""
    rows = ScoreRecord.objects.filter(study_id=study_id).order_by("pk")
    return tuple(
        Kept(
            row.pk,
            row.version,
            FactorScore(
                case=row.collaboration.key if row.collaboration else row.municipality.key if row.municipality else "",
                factor=row.factor.key,
                respondent=row.respondent.key,
                coder=row.coder,
                score=row.score,
                was_asked=row.was_asked,
                reason=row.reason,
                extra=read_extra(row.extra),
            ),
        )
        for row in rows.select_related("collaboration", "municipality", "factor", "respondent")
    )
