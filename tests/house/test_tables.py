"""The tables are as ARCHITECTURE.md says, and as the migrations make them."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import ForeignKey

EARLY = ("people", "study", "history", "jobs", "interviews", "coding", "survey", "indicators")
LATE = ("sharing", "comparison", "gains", "findings", "report")
ROOMS = (*EARLY, *LATE)


def room_of(model):
    return ROOMS.index(model.__module__.rsplit(".", 1)[-1])


def test_every_key_points_to_the_same_or_an_earlier_room():
    later = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("records").get_models()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey)
        and field.related_model.__module__.startswith("samverkan.")
        and room_of(field.related_model) > room_of(model)
    ]

    assert later == []


def test_no_table_lies_outside_records():
    assert [
        one.label for one in apps.get_app_configs() if one.name.startswith("samverkan.") and list(one.get_models())
    ] == ["records"]


@pytest.mark.django_db
def test_the_migrations_make_the_tables_that_the_code_describes():
    call_command("makemigrations", "records", check=True, dry_run=True, verbosity=0)
