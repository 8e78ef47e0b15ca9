"""The index of what the matrix counts holds what gains and costs count too: whether something is only expected."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Make the index anew with the status in it."""

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
                    "is_deleted",
                ],
                condition=models.Q(("is_deleted", False)),
                name="excerpt_by_voice",
            ),
        ),
    ]
