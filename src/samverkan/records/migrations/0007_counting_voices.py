"""Indexes that hold all that the matrix counts, and all that a search by code asks, so that no row need be read."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the one, and the number of the passage to the other."""

    dependencies = [("records", "0006_reading_less")]

    operations = [
        migrations.AddIndex(
            "excerptrecord",
            models.Index(
                fields=[
                    "study",
                    "interview",
                    "coder",
                    "code",
                    "concerns",
                    "valence",
                    "transcript",
                    "start",
                    "is_deleted",
                ],
                condition=models.Q(("is_deleted", False)),
                name="excerpt_by_voice",
            ),
        ),
        migrations.RemoveIndex("passagerecord", "passage_by_place"),
        migrations.AddIndex(
            "passagerecord", models.Index(fields=["transcript", "start", "end", "id"], name="passage_at_place")
        ),
    ]
