"""Forms of evaluations."""

from django import forms

from samverkan.domain.words import ENGLISH, SWEDISH, say
from samverkan.web.shell.words import later


class StartForm(forms.Form):
    """What one says of a new evaluation."""

    language = forms.ChoiceField(label=later(say("Language")), choices=[(SWEDISH, "Svenska"), (ENGLISH, "English")])
