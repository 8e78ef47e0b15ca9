"""Findings: what a person concludes, from what, and how sure one can be."""

from typing import ClassVar

from django.db import models
from django.db.models import UniqueConstraint

from samverkan.domain.findings.finding import Level, Question
from samverkan.records.models.columns import RowOfStudy, is_one_of, words_of


class FindingRecord(RowOfStudy):
    """One conclusion; `sources` are names such as `excerpt:I01:120-185`."""

    key = models.TextField()
    question = models.CharField(max_length=20, choices=words_of(Question), blank=True)
    text_sv = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    sources = models.JSONField(default=list, blank=True)
    level = models.CharField(max_length=20, choices=words_of(Level), blank=True)
    concerns = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    decided_by = models.TextField(blank=True)
    decided_at = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["study", "key"], name="finding_key_is_one"),
            is_one_of("question", Question, "finding_question_is_known", may_be_empty=True),
            is_one_of("level", Level, "finding_level_is_known", may_be_empty=True),
        ]

    def __str__(self) -> str:
        return f"finding {self.pk}"
