"""An interview that two code without seeing each other's work."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the choice to each interview; hidden from nobody at first."""

    dependencies = [("records", "0004_units_and_distances")]

    operations = [
        migrations.AddField("interviewrecord", "hides_other_coders", models.BooleanField(default=False)),
    ]
