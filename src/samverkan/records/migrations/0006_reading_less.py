"""What lets the codebook and the search read less: an index that holds what they ask, and marks for pairs of words."""

from typing import Any

from django.db import migrations, models


def search_anew(apps: Any, schema_editor: Any) -> None:
    """Let every transcript wait for the search to know it, with its pairs of words; until then words are found."""
    apps.get_model("records", "TranscriptRecord").objects.update(is_searchable=False)


class Migration(migrations.Migration):
    """Add the index, and let the search know the transcripts anew."""

    dependencies = [("records", "0005_double_coding")]

    operations = [
        migrations.AddIndex(
            "excerptrecord",
            models.Index(
                fields=["study", "code", "definition_number", "transcript", "start", "end"],
                condition=models.Q(("is_deleted", False)),
                name="excerpt_by_meaning",
            ),
        ),
        migrations.AddIndex(
            "passagerecord", models.Index(fields=["transcript", "start", "end"], name="passage_by_place")
        ),
        migrations.RunPython(search_anew, migrations.RunPython.noop),
    ]
