"""Indicators: key figures and drivers with their period, unit and source."""

from typing import ClassVar

from django.db import models
from django.db.models import BigIntegerField, UniqueConstraint, Value
from django.db.models.functions import Coalesce

from samverkan.records.models.columns import RowOfStudy
from samverkan.records.models.study import CollaborationRecord, MunicipalityRecord


class IndicatorRecord(RowOfStudy):
    """One value of a key figure."""

    municipality = models.ForeignKey(MunicipalityRecord, models.RESTRICT, related_name="+", null=True, blank=True)
    collaboration = models.ForeignKey(CollaborationRecord, models.RESTRICT, related_name="+", null=True, blank=True)
    indicator = models.TextField()
    period = models.TextField()
    value = models.FloatField(null=True, blank=True)
    unit = models.TextField(blank=True)
    source = models.TextField(blank=True)
    status = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(
                "study",
                "indicator",
                "period",
                Coalesce("municipality", Value(0), output_field=BigIntegerField()),
                Coalesce("collaboration", Value(0), output_field=BigIntegerField()),
                name="indicator_is_one",
            ),
        ]

    def __str__(self) -> str:
        return f"indicator {self.pk}"
