"""What a team decided about one coder's excerpt, and where an adjusted passage has its ends."""

import django.db.models.deletion
from django.db import migrations, models

VERDICTS = ["kept", "dropped", "adjusted"]


class Migration(migrations.Migration):
    """Add the table; nothing is settled at first."""

    dependencies = [("records", "0008_telling_gains")]

    operations = [
        migrations.CreateModel(
            name="SettlementRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("extra", models.JSONField(blank=True, default=list)),
                ("version", models.PositiveIntegerField(default=1)),
                ("verdict", models.CharField(choices=[(one, one) for one in VERDICTS], max_length=10)),
                ("new_start", models.PositiveIntegerField(blank=True, null=True)),
                ("new_end", models.PositiveIntegerField(blank=True, null=True)),
                ("quote", models.TextField(blank=True)),
                ("reason", models.TextField(blank=True)),
                ("settled_by", models.TextField(blank=True)),
                ("settled_at", models.TextField(blank=True)),
                (
                    "excerpt",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.excerptrecord"
                    ),
                ),
                (
                    "study",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.studyrecord"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", VERDICTS)), name="settlement_verdict_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("new_end__gt", models.F("new_start")),
                                ("new_start__isnull", False),
                                ("verdict", "adjusted"),
                            ),
                            models.Q(
                                models.Q(("verdict", "adjusted"), _negated=True),
                                ("new_end__isnull", True),
                                ("new_start__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="settlement_moves_what_is_adjusted",
                    ),
                ],
            },
        ),
    ]
