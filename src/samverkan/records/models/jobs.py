"""Jobs: long work that a worker takes under a lease, goes on with after a stop, and gives up after some attempts."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Index, Q
from django.utils import timezone

from samverkan.domain.jobs import JobState
from samverkan.records.models.columns import is_one_of, words_of
from samverkan.records.models.people import Account
from samverkan.records.models.study import StudyRecord


class JobRecord(models.Model):
    """One job. While `leased_until` lies ahead it belongs to the worker in `leased_by`; then anyone may take it."""

    study = models.ForeignKey(StudyRecord, models.CASCADE, related_name="+", null=True, blank=True)
    asked_by = models.ForeignKey(Account, models.SET_NULL, related_name="+", null=True, blank=True)
    kind = models.CharField(max_length=40)
    order = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=words_of(JobState), default=JobState.WAITING.value)
    progress = models.FloatField(default=0.0)
    step = models.TextField(blank=True)
    checkpoint = models.JSONField(default=dict, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    leased_by = models.TextField(blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            is_one_of("state", JobState, "job_state_is_known"),
            CheckConstraint(condition=Q(progress__gte=0.0, progress__lte=1.0), name="job_progress_is_a_share"),
        ]
        indexes: ClassVar = [Index(fields=["state", "leased_until", "id"], name="job_to_take")]

    def __str__(self) -> str:
        return f"job {self.pk}"
