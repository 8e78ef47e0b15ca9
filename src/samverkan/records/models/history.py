"""History: the append-only log of what was done."""

from typing import ClassVar

from django.db import models
from django.db.models import Index

from samverkan.records.models.people import Account
from samverkan.records.models.study import StudyRecord


class EventRecord(models.Model):
    """One thing that was done, see `samverkan.domain.history.Event`. Never changed; only emptied on purpose."""

    study = models.ForeignKey(StudyRecord, models.CASCADE, related_name="+", null=True, blank=True)
    who = models.ForeignKey(Account, models.PROTECT, related_name="+", null=True, blank=True)
    at = models.DateTimeField()
    act = models.CharField(max_length=60)
    room = models.CharField(max_length=30)
    object = models.TextField(blank=True)
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)
    is_emptied = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            Index(fields=["study", "id"], name="event_by_study"),
            Index(fields=["study", "object", "id"], name="event_by_object"),
        ]

    def __str__(self) -> str:
        return f"event {self.pk}"
