"""What several tables share: words of an enumeration, guards, and the columns of every row of a study."""

from enum import StrEnum

from django.db import models
from django.db.models import CheckConstraint, Q


def words_of(words: type[StrEnum]) -> list[tuple[str, str]]:
    """Return the choices of a column that holds one word of an enumeration."""
    return [(word.value, word.value) for word in words]


def is_one_of(column: str, words: type[StrEnum], name: str, *, may_be_empty: bool = False) -> CheckConstraint:
    """Return the guard of such a column."""
    allowed = [word.value for word in words]
    return CheckConstraint(condition=Q(**{f"{column}__in": [*allowed, ""] if may_be_empty else allowed}), name=name)


class RowOfStudy(models.Model):
    """A row of a study's table. `extra` keeps the columns that we do not know, as [column, value] pairs in order.

    Rows come in the order in which they were added: `order_by("pk")`. Ids in a study folder have no greatest length,
    so they are text. `version` counts changes, so that two people cannot overwrite each other unseen.
    """

    study = models.ForeignKey("records.StudyRecord", models.CASCADE, related_name="+")
    extra = models.JSONField(default=list, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
