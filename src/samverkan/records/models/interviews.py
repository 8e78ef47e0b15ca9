"""Interviews: respondents, interviews, the versions of their transcripts, and uploads that wait for a review."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint
from django.utils import timezone

from samverkan.domain.interviews.mentions import Kind, Verdict
from samverkan.records.models.columns import RowOfStudy, is_one_of, words_of
from samverkan.records.models.people import Account
from samverkan.records.models.study import CollaborationRecord, MunicipalityRecord, StudyRecord


class RespondentRecord(RowOfStudy):
    """Someone who was interviewed or asked; the label is the only name there is."""

    key = models.TextField()
    municipality = models.ForeignKey(MunicipalityRecord, models.RESTRICT, related_name="+", null=True, blank=True)
    collaboration = models.ForeignKey(CollaborationRecord, models.RESTRICT, related_name="+", null=True, blank=True)
    function = models.TextField(blank=True)
    label = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [UniqueConstraint(fields=["study", "key"], name="respondent_key_is_one")]

    def __str__(self) -> str:
        return f"respondent {self.pk}"


class InterviewRecord(RowOfStudy):
    """One interview. `file` is its name inside interviews/ of the study folder; `date` a period as far as known.

    `hides_other_coders` holds while it is coded by two who must not see each other's work.
    """

    key = models.TextField()
    file = models.TextField(blank=True)
    date = models.TextField(blank=True)
    language = models.TextField(blank=True)
    has_consent = models.BooleanField(null=True, blank=True)
    is_reviewed = models.BooleanField(default=False)
    hides_other_coders = models.BooleanField(default=False)
    is_deleted = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [UniqueConstraint(fields=["study", "key"], name="interview_key_is_one")]

    def __str__(self) -> str:
        return f"interview {self.pk}"


class InterviewRespondentRecord(models.Model):
    """Who took part in an interview; in the order of the rows."""

    interview = models.ForeignKey(InterviewRecord, models.CASCADE, related_name="+")
    respondent = models.ForeignKey(RespondentRecord, models.RESTRICT, related_name="+")

    def __str__(self) -> str:
        return f"interview respondent {self.pk}"


class TranscriptRecord(models.Model):
    """One version of a transcript: the text never changes, an edited text is a new version.

    `text` is NFC with `\\n` line ends; `turns` are [start, end, speaker, time] in code points of it, in order.
    """

    interview = models.ForeignKey(InterviewRecord, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    turns = models.JSONField(default=list, blank=True)
    fingerprint = models.CharField(max_length=64)
    is_current = models.BooleanField(default=True)
    is_searchable = models.BooleanField(default=False)
    made_by = models.ForeignKey(Account, models.SET_NULL, related_name="+", null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["interview", "number"], name="transcript_number_is_one"),
            UniqueConstraint(fields=["interview"], condition=Q(is_current=True), name="transcript_current_is_one"),
        ]

    def __str__(self) -> str:
        return f"transcript {self.pk}"


class PassageRecord(models.Model):
    """A turn of a current transcript as search sees it: every word as it stands, and the lemma of every word.

    Both are small letters with single spaces between. On SQLite the lemmas stand in the full-text table
    `records_passage_lemmas` too, which triggers keep; on PostgreSQL a GIN index is laid over them.
    """

    study = models.ForeignKey(StudyRecord, models.CASCADE, related_name="+")
    interview = models.ForeignKey(InterviewRecord, models.CASCADE, related_name="+", db_index=False)
    transcript = models.ForeignKey(TranscriptRecord, models.CASCADE, related_name="+")
    turn = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    words = models.TextField()
    lemmas = models.TextField()

    class Meta:
        constraints: ClassVar = [UniqueConstraint(fields=["interview", "turn"], name="passage_is_one")]
        indexes: ClassVar = [Index(fields=["transcript", "start", "end", "id"], name="passage_at_place")]

    def __str__(self) -> str:
        return f"passage {self.pk}"


class UploadState(models.TextChoices):
    """How far an uploaded file has come on its way to being an interview."""

    READING = "reading"
    WAITING = "waiting"
    TAKEN_IN = "taken-in"
    REFUSED = "refused"


class UploadRecord(RowOfStudy):
    """A file that somebody uploaded. The file itself, with its names, lies in the data folder under `token`."""

    token = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=10, choices=UploadState.choices, default=UploadState.READING.value)
    interview = models.ForeignKey(InterviewRecord, models.SET_NULL, related_name="+", null=True, blank=True)
    uploaded_by = models.ForeignKey(Account, models.SET_NULL, related_name="+", null=True, blank=True)
    uploaded_at = models.DateTimeField(default=timezone.now)
    size_bytes = models.PositiveBigIntegerField(default=0)
    order = models.JSONField(default=dict, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(condition=Q(state__in=UploadState.values), name="upload_state_is_known"),
        ]
        indexes: ClassVar = [Index(fields=["study", "state", "id"], name="upload_by_state")]

    def __str__(self) -> str:
        return f"upload {self.pk}"


class ProposalRecord(models.Model):
    """What is proposed, and then decided, for one form in the uploads of a study.

    The form itself is a name and is not here: it stands in the data folder, beside the upload, under `number`.
    """

    study = models.ForeignKey(StudyRecord, models.CASCADE, related_name="+")
    upload = models.ForeignKey(UploadRecord, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=30, choices=words_of(Kind))
    verdict = models.CharField(max_length=10, choices=words_of(Verdict))
    replacement = models.TextField(blank=True)
    count = models.PositiveIntegerField(default=0)
    is_decided = models.BooleanField(default=False)
    decided_by = models.ForeignKey(Account, models.SET_NULL, related_name="+", null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["upload", "number"], name="proposal_is_one"),
            is_one_of("kind", Kind, "proposal_kind_is_known"),
            is_one_of("verdict", Verdict, "proposal_verdict_is_known"),
            CheckConstraint(
                condition=Q(is_decided=False) | Q(decided_at__isnull=False),
                name="proposal_decided_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"proposal {self.pk}"
