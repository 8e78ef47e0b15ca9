"""An index by which the excerpts of each code are counted without being read."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the index."""

    dependencies = [("records", "0005_double_coding")]

    operations = [
        migrations.AddIndex(
            "excerptrecord",
            models.Index(
                fields=["study", "code", "definition_number"],
                condition=models.Q(("is_deleted", False)),
                name="excerpt_by_meaning",
            ),
        ),
    ]
