"""The app with all tables."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Tables of the workbench."""

    name = "samverkan.records"
    label = "records"
