"""Forms of the history."""

from django import forms

from samverkan.domain.history import DeletedKind
from samverkan.domain.words import say
from samverkan.web.shell.forms import offer
from samverkan.web.shell.words import later


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
