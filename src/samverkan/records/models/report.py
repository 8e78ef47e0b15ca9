"""Reports: runs of an evaluation, and the files that they gave."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint
from django.utils import timezone

from samverkan.domain.jobs import JobState
from samverkan.records.models.columns import is_one_of, words_of
from samverkan.records.models.history import EventRecord
from samverkan.records.models.jobs import JobRecord
from samverkan.records.models.people import Account
from samverkan.records.models.study import StudyRecord


class RunRecord(models.Model):
    """One run. It is stale once the study has an event after `last_event`, the newest that it took in.

    `fingerprints` are those of its inputs by name, `settings` the choices it was made with.
    """

    study = models.ForeignKey(StudyRecord, models.CASCADE, related_name="+")
    job = models.ForeignKey(JobRecord, models.SET_NULL, related_name="+", null=True, blank=True)
    last_event = models.ForeignKey(EventRecord, models.SET_NULL, related_name="+", null=True, blank=True)
    asked_by = models.ForeignKey(Account, models.SET_NULL, related_name="+", null=True, blank=True)
    kind = models.CharField(max_length=30)
    language = models.CharField(max_length=2, blank=True)
    settings = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=words_of(JobState), default=JobState.WAITING.value)
    progress = models.FloatField(default=0.0)
    step = models.TextField(blank=True)
    fingerprints = models.JSONField(default=dict, blank=True)
    method_version = models.CharField(max_length=40, blank=True)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            is_one_of("state", JobState, "run_state_is_known"),
            CheckConstraint(condition=Q(progress__gte=0.0, progress__lte=1.0), name="run_progress_is_a_share"),
        ]
        indexes: ClassVar = [Index(fields=["study", "id"], name="run_by_study")]

    def __str__(self) -> str:
        return f"run {self.pk}"


class RunFileRecord(models.Model):
    """One file that a run gave."""

    run = models.ForeignKey(RunRecord, models.CASCADE, related_name="+")
    name = models.TextField()
    content = models.BinaryField()
    fingerprint = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [UniqueConstraint(fields=["run", "name"], name="run_file_is_one")]

    def __str__(self) -> str:
        return f"run file {self.pk}"
