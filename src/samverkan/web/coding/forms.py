"""What the coding pages send."""

from collections.abc import Mapping

from django import forms
from django.utils.datastructures import MultiValueDict

from samverkan.domain.coding.passages import Span
from samverkan.workbench.coding.marking import Wish


class SpanForm(forms.Form):
    """A passage: `[start, end)` in code points."""

    start = forms.IntegerField(min_value=0)
    end = forms.IntegerField(min_value=0)

    @property
    def span(self) -> Span:
        """The passage that was sent."""
        return self.cleaned_data["start"], self.cleaned_data["end"]


class SeenForm(forms.Form):
    """An excerpt in the version that was seen."""

    excerpt = forms.IntegerField(min_value=1)
    version = forms.IntegerField(min_value=1)

    @property
    def seen(self) -> tuple[int, int]:
        """The number and the version that were sent."""
        return self.cleaned_data["excerpt"], self.cleaned_data["version"]


class MoveForm(SpanForm, SeenForm):
    """Other ends for an excerpt."""


def read_wish(sent: Mapping[str, str]) -> Wish:
    """Return what is wished of an excerpt; what was not sent stays as it is."""
    return Wish(**{name: sent.get(name) for name in ("code", "valence", "concerns", "status", "memo")})


def read_numbers(sent: MultiValueDict[str, str], name: str) -> tuple[int, ...]:
    """Return the whole numbers of a field, sent one by one or with commas; others are left out."""
    words = [word for each in sent.getlist(name) for word in each.split(",")]
    return tuple(int(word) for word in words if word.isdecimal() and len(word) < 19)
