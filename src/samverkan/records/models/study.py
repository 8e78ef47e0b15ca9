"""The study: its frame, its files as they were given, who takes part, municipalities and collaborations."""

from typing import ClassVar

from django.db import models
from django.db.models import Q, UniqueConstraint
from django.utils import timezone

from samverkan.domain.people import StudyRole
from samverkan.domain.study import Design, Form, Role, SizeRule
from samverkan.records.models.columns import RowOfStudy, is_one_of, words_of
from samverkan.records.models.people import Account


class StudyRecord(models.Model):
    """The frame of a study, as in study.toml, whose whole text is `settings`. `name` is that of its folder."""

    name = models.CharField(max_length=200)
    title = models.TextField()
    question = models.TextField(blank=True)
    language = models.CharField(max_length=2)
    design = models.CharField(max_length=20, choices=words_of(Design))
    is_invented = models.BooleanField(default=False)
    size_rule = models.CharField(max_length=30, choices=words_of(SizeRule))
    large_from = models.PositiveBigIntegerField(null=True, blank=True)
    outcome_column = models.TextField(default="outcome")
    success = models.JSONField(default=list, blank=True)
    failure = models.JSONField(default=list, blank=True)
    conditions = models.JSONField(default=list, blank=True)
    smallest_group = models.PositiveBigIntegerField(default=5)
    settings = models.TextField(blank=True)
    is_codebook_locked = models.BooleanField(default=False)
    hides_other_coders = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            is_one_of("design", Design, "study_design_is_known"),
            is_one_of("size_rule", SizeRule, "study_size_rule_is_known"),
        ]

    def __str__(self) -> str:
        return f"study {self.pk}"


class StudyMembership(models.Model):
    """An account's role in a study. `coder` is the name under which it codes there."""

    study = models.ForeignKey(StudyRecord, models.CASCADE, related_name="+")
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    role = models.CharField(max_length=20, choices=words_of(StudyRole))
    coder = models.TextField(blank=True)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["study", "account"], name="study_membership_is_one"),
            UniqueConstraint(fields=["study", "coder"], condition=~Q(coder=""), name="study_coder_is_one_account"),
            is_one_of("role", StudyRole, "study_membership_role_is_known"),
        ]

    def __str__(self) -> str:
        return f"study membership {self.pk}"


class StudyFileRecord(models.Model):
    """A file of the study folder as it was given, so that what has not changed is written back byte by byte.

    `values_fingerprint` is that of the values that were read from it, empty for a file that we do not know.
    """

    study = models.ForeignKey(StudyRecord, models.CASCADE, related_name="+")
    name = models.TextField()
    content = models.BinaryField()
    fingerprint = models.CharField(max_length=64)
    values_fingerprint = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints: ClassVar = [UniqueConstraint(fields=["study", "name"], name="study_file_is_one")]

    def __str__(self) -> str:
        return f"study file {self.pk}"


class MunicipalityRecord(RowOfStudy):
    """A municipality; `key` is its id in the study."""

    key = models.TextField()
    name = models.TextField(blank=True)
    county = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [UniqueConstraint(fields=["study", "key"], name="municipality_key_is_one")]

    def __str__(self) -> str:
        return f"municipality {self.pk}"


class CollaborationRecord(RowOfStudy):
    """A cluster of municipalities; `key` is its id in the study, `start` and `end` are periods as far as known."""

    key = models.TextField()
    name = models.TextField(blank=True)
    form = models.CharField(max_length=30, choices=words_of(Form), blank=True)
    start = models.TextField(blank=True)
    end = models.TextField(blank=True)
    services = models.TextField(blank=True)
    outcome = models.TextField(blank=True)
    source = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["study", "key"], name="collaboration_key_is_one"),
            is_one_of("form", Form, "collaboration_form_is_known", may_be_empty=True),
        ]

    def __str__(self) -> str:
        return f"collaboration {self.pk}"


class MembershipRecord(RowOfStudy):
    """One municipality's time in one collaboration."""

    collaboration = models.ForeignKey(CollaborationRecord, models.RESTRICT, related_name="+")
    municipality = models.ForeignKey(MunicipalityRecord, models.RESTRICT, related_name="+")
    start = models.TextField(blank=True)
    end = models.TextField(blank=True)
    role = models.CharField(max_length=10, choices=words_of(Role))

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["collaboration", "municipality", "start"], name="membership_is_one"),
            is_one_of("role", Role, "membership_role_is_known"),
        ]

    def __str__(self) -> str:
        return f"membership {self.pk}"
