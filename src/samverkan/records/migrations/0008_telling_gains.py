"""The index of what the matrix counts holds what gains and costs count, and what two coders are compared by."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Make the index anew with the status and the end in it."""

    dependencies = [("records", "0007_counting_voices")]

    operations = [
        migrations.RemoveIndex("excerptrecord", "excerpt_by_voice"),
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
                    "status",
                    "transcript",
                    "start",
                    "end",
                    "is_deleted",
                ],
                condition=models.Q(("is_deleted", False)),
                name="excerpt_by_voice",
            ),
        ),
    ]
