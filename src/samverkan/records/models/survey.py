"""The survey: its items and answers."""

from typing import ClassVar

from django.db import models
from django.db.models import BigIntegerField, CheckConstraint, Q, UniqueConstraint, Value
from django.db.models.functions import Coalesce

from samverkan.domain.survey import About
from samverkan.records.models.columns import RowOfStudy, is_one_of, words_of
from samverkan.records.models.interviews import RespondentRecord
from samverkan.records.models.study import CollaborationRecord, MunicipalityRecord


class ItemRecord(RowOfStudy):
    """One question of the instrument."""

    key = models.TextField()
    scale = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    text_sv = models.TextField(blank=True)
    is_reversed = models.BooleanField(default=False)
    lowest = models.FloatField(default=1)
    highest = models.FloatField(default=5)
    about = models.CharField(max_length=20, choices=words_of(About), default=About.SELF.value)

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["study", "key"], name="item_key_is_one"),
            is_one_of("about", About, "item_about_is_known"),
        ]

    def __str__(self) -> str:
        return f"item {self.pk}"


class AnswerRecord(RowOfStudy):
    """One answer, about nobody else, a municipality or a collaboration; no value: asked and not answered."""

    respondent = models.ForeignKey(RespondentRecord, models.RESTRICT, related_name="+")
    item = models.ForeignKey(ItemRecord, models.RESTRICT, related_name="+")
    municipality = models.ForeignKey(MunicipalityRecord, models.RESTRICT, related_name="+", null=True, blank=True)
    collaboration = models.ForeignKey(CollaborationRecord, models.RESTRICT, related_name="+", null=True, blank=True)
    wave = models.TextField(blank=True)
    value = models.FloatField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(
                condition=Q(collaboration__isnull=True) | Q(municipality__isnull=True), name="answer_is_about_one"
            ),
            UniqueConstraint(
                "respondent",
                "item",
                "wave",
                Coalesce("municipality", Value(0), output_field=BigIntegerField()),
                Coalesce("collaboration", Value(0), output_field=BigIntegerField()),
                name="answer_is_one",
            ),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"
