"""Sharing: the lines of a collaboration's bill, and what groups would pay on their own."""

from typing import ClassVar

from django.db import models
from django.db.models import UniqueConstraint

from samverkan.domain.sharing.costs import CostKind, Unit
from samverkan.records.models.columns import RowOfStudy, is_one_of, words_of
from samverkan.records.models.study import CollaborationRecord


class CostLineRecord(RowOfStudy):
    """One line of a bill for one period; the amount is as written, in its unit."""

    collaboration = models.ForeignKey(CollaborationRecord, models.RESTRICT, related_name="+")
    line = models.TextField()
    period = models.TextField()
    amount = models.FloatField(null=True, blank=True)
    unit = models.CharField(max_length=10, choices=words_of(Unit))
    kind = models.CharField(max_length=20, choices=words_of(CostKind), blank=True)
    driver = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["collaboration", "line", "period"], name="cost_line_is_one"),
            is_one_of("unit", Unit, "cost_line_unit_is_known"),
            is_one_of("kind", CostKind, "cost_line_kind_is_known", may_be_empty=True),
        ]

    def __str__(self) -> str:
        return f"cost line {self.pk}"


class CoalitionRecord(RowOfStudy):
    """What a group of municipalities would pay on its own; `members` are their keys, in the order of the table."""

    members = models.JSONField(default=list)
    cost = models.FloatField(null=True, blank=True)
    unit = models.CharField(max_length=10, choices=words_of(Unit), blank=True)

    class Meta:
        constraints: ClassVar = [is_one_of("unit", Unit, "coalition_unit_is_known", may_be_empty=True)]

    def __str__(self) -> str:
        return f"coalition {self.pk}"
