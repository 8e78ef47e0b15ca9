"""Forms of the history."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms

from samverkan.domain.history import Chosen, DeletedKind, Word
from samverkan.domain.words import say
from samverkan.web.history.naming import KINDS
from samverkan.web.history.sentences import ACTS, ROOMS, SENTENCES
from samverkan.web.shell.forms import ALL, DateInput, offer
from samverkan.web.shell.words import later, read

OLDEST: Final = "oldest"
EVERYWHERE: Final = later(say("Everywhere"))


class HistoryForm(forms.Form):
    """What stands in the address of the history: which events one looks for, and which come first."""

    q = forms.CharField(label=later(say("Words")), required=False, max_length=200, widget=forms.SearchInput)
    room = forms.ChoiceField(
        label=later(say("Where")),
        required=False,
        choices=[("", EVERYWHERE), *((room, later(words)) for room, words in ROOMS.items())],
    )
    act = forms.ChoiceField(
        label=later(say("What was done")),
        required=False,
        choices=[
            ("", ALL),
            *((later(ROOMS[room]), [(act, later(one)) for act, one in acts.items()]) for room, acts in ACTS.items()),
        ],
    )
    who = forms.TypedChoiceField(label=later(say("Who")), required=False, coerce=int, empty_value=None)
    since = forms.DateField(label=later(say("From")), required=False, widget=DateInput)
    until = forms.DateField(label=later(say("Up to and including")), required=False, widget=DateInput)
    order = forms.ChoiceField(
        label=later(say("Sort by")),
        required=False,
        choices=[("", later(say("Newest first"))), (OLDEST, later(say("Oldest first")))],
    )

    def __init__(self, people: Mapping[int, str], *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        offer(self, "who", people.items(), later(say("Everybody")))

    def value(self, about: str, beyond: int | None) -> Chosen:
        """Return which events are meant; a field that was not understood is as if it were empty."""
        given = self.cleaned_data
        return Chosen(
            room=given.get("room") or None,
            who=given.get("who"),
            object=about or None,
            act=given.get("act") or None,
            words=tuple(_read_word(one) for one in given.get("q", "").split()),
            since=given.get("since"),
            until=given.get("until"),
            has_oldest_first=given.get("order") == OLDEST,
            beyond=beyond,
        )


def _read_word(word: str) -> Word:
    """Return a word with the acts and kinds of objects whose names hold it in the reader's language."""
    acts = frozenset(act for act, one in SENTENCES.items() if word.casefold() in read(one).casefold())
    kinds = frozenset(kind for kind, one in KINDS.items() if word.casefold() in read(one).casefold())
    return Word(word, acts, kinds)


class InterviewForm(forms.Form):
    """Which interview is deleted."""

    interview = forms.TypedChoiceField(label=later(say("Interview")), coerce=int)

    def __init__(self, interviews: tuple[tuple[int, str], ...], *given: object, **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        offer(self, "interview", interviews, later(say("Choose an interview")))


class RestoreForm(forms.Form):
    """What comes back."""

    kind = forms.ChoiceField(choices=[(one.value, one.value) for one in DeletedKind])
    number = forms.IntegerField(min_value=1)


class EmptyForm(forms.Form):
    """The decision to remove for good."""

    reason = forms.CharField(
        label=later(say("The decision this rests on")),
        max_length=500,
        help_text=later(say("For example the records schedule and its date. It is kept when the content is gone.")),
    )
    is_sure = forms.BooleanField(label=later(say("I know that this cannot be undone.")))
