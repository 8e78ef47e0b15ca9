"""Pieces of forms that several rooms have."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms

from samverkan.domain.words import say
from samverkan.web.shell.words import later

ALL: Final = later(say("All"))
Choices = Iterable[tuple[object, object]]
"""What is sent, and the words for it."""


class KeyField(forms.RegexField):
    """The id of something that tables and links name."""

    def __init__(self, **named: Any) -> None:
        super().__init__(
            regex=r"^[\w.-]+$",
            max_length=40,
            help_text=later(say("Short, without spaces. It stands in tables and links, and is not changed later.")),
            error_messages={"invalid": later(say("Use letters, digits, dots and hyphens only."))},
            **named,
        )


class DateInput(forms.DateInput):
    """A day, by the browser's own calendar; as text it is 2026-01-31."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class RemoveForm(forms.Form):
    """What is removed, as it was seen."""

    version = forms.IntegerField()


def offer(form: forms.Form, name: str, choices: Choices, nothing: object = ALL) -> None:
    """Let a field offer what there is in the study, after `nothing`, the words for no choice."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [("", nothing), *choices]
