"""Coding: codes and the versions of the codebook, excerpts, what was settled about them, and factor scores."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Index, Q, UniqueConstraint
from django.db.models.functions import Coalesce
from django.utils import timezone

from samverkan.domain.coding.codebook import Kind
from samverkan.domain.coding.excerpts import Status, Valence
from samverkan.domain.coding.settling import Verdict
from samverkan.records.models.columns import RowOfStudy, is_one_of, words_of
from samverkan.records.models.interviews import InterviewRecord, RespondentRecord, TranscriptRecord
from samverkan.records.models.people import Account
from samverkan.records.models.study import CollaborationRecord, MunicipalityRecord, StudyRecord


class CodeRecord(RowOfStudy):
    """A code. `position` orders the codebook; `definition_number` grows when its meaning changes."""

    key = models.TextField()
    position = models.PositiveIntegerField()
    parent = models.ForeignKey("self", models.RESTRICT, related_name="+", null=True, blank=True)
    kind = models.CharField(max_length=10, choices=words_of(Kind))
    name_en = models.TextField(blank=True)
    name_sv = models.TextField(blank=True)
    definition = models.TextField(blank=True)
    include = models.TextField(blank=True)
    exclude = models.TextField(blank=True)
    example = models.TextField(blank=True)
    anchors = models.JSONField(default=list, blank=True)
    definition_number = models.PositiveIntegerField(default=1)
    is_deleted = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["study", "key"], name="code_key_is_one"),
            CheckConstraint(condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="code_is_not_above_itself"),
            is_one_of("kind", Kind, "code_kind_is_known"),
        ]
        indexes: ClassVar = [Index(fields=["study", "position", "id"], name="code_in_order")]

    def __str__(self) -> str:
        return f"code {self.pk}"


class CodebookVersionRecord(models.Model):
    """The whole codebook as it was at one time, `codes` being a list of its codes' columns."""

    study = models.ForeignKey(StudyRecord, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=64)
    codes = models.JSONField(default=list)
    made_by = models.ForeignKey(Account, models.SET_NULL, related_name="+", null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [UniqueConstraint(fields=["study", "number"], name="codebook_version_number_is_one")]

    def __str__(self) -> str:
        return f"codebook version {self.pk}"


class ExcerptRecord(RowOfStudy):
    """A passage that a coder marked: `[start, end)` in code points of one version of the transcript.

    An excerpt whose transcript is not the current one waits in the queue of conflicts. One whose `definition_number`
    is lower than its code's is to be looked at again.
    """

    interview = models.ForeignKey(InterviewRecord, models.RESTRICT, related_name="+", db_index=False)
    transcript = models.ForeignKey(
        TranscriptRecord, models.RESTRICT, related_name="+", null=True, blank=True, db_index=False
    )
    code = models.ForeignKey(CodeRecord, models.RESTRICT, related_name="+", db_index=False)
    concerns = models.ForeignKey(
        MunicipalityRecord, models.RESTRICT, related_name="+", null=True, blank=True, db_index=False
    )
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField(blank=True)
    coder = models.TextField(blank=True)
    valence = models.CharField(max_length=10, choices=words_of(Valence), blank=True)
    status = models.CharField(max_length=10, choices=words_of(Status), blank=True)
    memo = models.TextField(blank=True)
    marked_at = models.TextField(blank=True)
    definition_number = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)
    is_deleted = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(condition=Q(end__gt=F("start")), name="excerpt_has_length"),
            UniqueConstraint(
                F("interview"),
                Coalesce("transcript", 0),
                F("start"),
                F("end"),
                F("code"),
                F("coder"),
                condition=Q(is_deleted=False),
                name="excerpt_is_one",
            ),
            is_one_of("valence", Valence, "excerpt_valence_is_known", may_be_empty=True),
            is_one_of("status", Status, "excerpt_status_is_known", may_be_empty=True),
        ]
        indexes: ClassVar = [
            Index(fields=["interview", "start", "id"], name="excerpt_by_interview"),
            Index(fields=["code", "interview", "start", "id"], name="excerpt_by_code"),
            Index(fields=["interview", "changed_at"], name="excerpt_by_change"),
            Index(
                fields=["study", "code", "definition_number", "transcript", "start", "end"],
                condition=Q(is_deleted=False),
                name="excerpt_by_meaning",
            ),
            # All that the matrix, gains and costs count, and that coders are compared by. A partial index covers a
            # query on SQLite only with the column of its condition.
            Index(
                fields=[
                    "study",
                    "interview",
                    "coder",
                    "code",
                    "concerns",
                    "valence",
                    "status",
                    "transcript",
                    "start",
                    "end",
                    "is_deleted",
                ],
                condition=Q(is_deleted=False),
                name="excerpt_by_voice",
            ),
        ]

    def __str__(self) -> str:
        return f"excerpt {self.pk}"


class SettlementRecord(RowOfStudy):
    """What a team decided about one coder's excerpt; it goes with the excerpt wherever that goes.

    `new_start` and `new_end` are those of an adjusted passage in the text it was decided on, `quote` its words.
    """

    excerpt = models.OneToOneField(ExcerptRecord, models.CASCADE, related_name="+")
    verdict = models.CharField(max_length=10, choices=words_of(Verdict))
    new_start = models.PositiveIntegerField(null=True, blank=True)
    new_end = models.PositiveIntegerField(null=True, blank=True)
    quote = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    settled_by = models.TextField(blank=True)
    settled_at = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            is_one_of("verdict", Verdict, "settlement_verdict_is_known"),
            CheckConstraint(
                condition=Q(verdict=Verdict.ADJUSTED.value, new_start__isnull=False, new_end__gt=F("new_start"))
                | (~Q(verdict=Verdict.ADJUSTED.value) & Q(new_start__isnull=True, new_end__isnull=True)),
                name="settlement_moves_what_is_adjusted",
            ),
        ]

    def __str__(self) -> str:
        return f"settlement {self.pk}"


class ScoreRecord(RowOfStudy):
    """One coder's judgement of one informant on one factor; the case is a collaboration or a municipality."""

    collaboration = models.ForeignKey(CollaborationRecord, models.RESTRICT, related_name="+", null=True, blank=True)
    municipality = models.ForeignKey(MunicipalityRecord, models.RESTRICT, related_name="+", null=True, blank=True)
    factor = models.ForeignKey(CodeRecord, models.RESTRICT, related_name="+")
    respondent = models.ForeignKey(RespondentRecord, models.RESTRICT, related_name="+")
    coder = models.TextField(blank=True)
    score = models.FloatField(null=True, blank=True)
    was_asked = models.BooleanField(default=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(
                condition=Q(collaboration__isnull=True) ^ Q(municipality__isnull=True), name="score_has_one_case"
            ),
            CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=0.0, score__lte=1.0), name="score_lies_from_0_to_1"
            ),
            UniqueConstraint(
                fields=["collaboration", "factor", "respondent", "coder"],
                condition=Q(collaboration__isnull=False),
                name="score_of_collaboration_is_one",
            ),
            UniqueConstraint(
                fields=["municipality", "factor", "respondent", "coder"],
                condition=Q(municipality__isnull=False),
                name="score_of_municipality_is_one",
            ),
        ]

    def __str__(self) -> str:
        return f"score {self.pk}"
