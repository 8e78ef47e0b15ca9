"""An index that holds all that the matrix counts, so that it need not read a single excerpt."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the index."""

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
    ]
