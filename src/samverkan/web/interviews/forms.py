"""Forms on interviews."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from samverkan.domain.interviews.transcript import Interview, Respondent
from samverkan.domain.kept import Kept
from samverkan.domain.words import ENGLISH, SWEDISH, say
from samverkan.web.shell.forms import offer
from samverkan.web.shell.words import later
from samverkan.workbench.interviews.editing import Facts, Places
from samverkan.workbench.interviews.listing import RespondentLine
from samverkan.workbench.interviews.revising import Edited
from samverkan.workbench.interviews.searching import Choices, Filters
from samverkan.workbench.interviews.taking_in import TakingIn
from samverkan.workbench.interviews.uploading import ENCODINGS

YES, NO = "yes", "no"
CONSENT = {YES: True, NO: False}
CONSENTS = (("", later(say("nobody has said"))), (YES, later(say("yes"))), (NO, later(say("no"))))
LANGUAGES = ((SWEDISH, "Svenska"), (ENGLISH, "English"))
DATE_HELP = say("As far as it is known: 2024-03-15, 2024-03 or 2024.")
GUESSED = say("Guessed from the text. It is kept when you save; choose another if it is wrong.")
ENCODING_CHOICES = (("", later(say("Find it"))), *((one, one) for one in ENCODINGS))


def people(respondents: Iterable[RespondentLine]) -> list[tuple[str, str]]:
    """Return the respondents to choose among, each with function and municipality."""
    return [
        (one.id, " · ".join(part for part in (one.label, one.more, one.municipality) if part)) for one in respondents
    ]


def consent_word(has_consent: bool | None) -> str:
    """Return the choice that says whether there is consent."""
    return "" if has_consent is None else (YES if has_consent else NO)


class ManyTicks(forms.CheckboxSelectMultiple):
    """Boxes to tick as Django draws them, but without a template for each: a thousand of them are half the page."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Return the boxes."""
        chosen, own = set(self.format_value(value)), self.build_attrs(self.attrs, attrs).get("id", name)
        ticked = {True: mark_safe(" checked"), False: ""}
        boxes = (
            (f"{own}_{place}", name, key, label, ticked[str(key) in chosen])
            for place, (key, label) in enumerate(self.choices)
        )
        box = '<div><label for="{0}"><input type="checkbox" name="{1}" value="{2}" id="{0}"{4}> {3}</label></div>'
        return format_html('<div id="{}">{}</div>', own, format_html_join("\n", box, boxes))


class FactsForm(forms.Form):
    """What is known of an interview."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    respondents = forms.MultipleChoiceField(label=later(say("Who was interviewed")), required=False, widget=ManyTicks)
    date = forms.CharField(label=later(say("Date")), required=False, max_length=10, help_text=later(DATE_HELP))
    language = forms.ChoiceField(label=later(say("Language")), required=False, choices=(("", "–"), *LANGUAGES))
    consent = forms.ChoiceField(
        label=later(say("Consent to be quoted")),
        required=False,
        choices=CONSENTS,
        help_text=later(say("Only interviews with consent that somebody has reviewed are quoted in the report.")),
    )
    is_reviewed = forms.BooleanField(
        label=later(say("A person has read the transcript and reviewed its pseudonyms")), required=False
    )

    def __init__(self, respondents: Iterable[RespondentLine], *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        field = self.fields["respondents"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = people(respondents)
        if not field.choices:
            del self.fields["respondents"]

    def say_guessed(self, language: str) -> None:
        """Show the language that is guessed from the text, and that it is a guess; '' is none."""
        if language:
            self.initial["language"] = language
            self.fields["language"].help_text = later(GUESSED)

    @staticmethod
    def initial_of(kept: Kept[Interview]) -> dict[str, Any]:
        """Return what stands in the form at first."""
        one = kept.value
        return {
            "version": kept.version,
            "respondents": list(one.respondents),
            "date": str(one.date or ""),
            "language": one.language,
            "consent": consent_word(one.has_consent),
            "is_reviewed": one.is_reviewed,
        }

    def value(self) -> Facts:
        """Return the facts."""
        given = self.cleaned_data
        return Facts(
            tuple(given.get("respondents", ())),
            given["date"],
            given["language"],
            CONSENT.get(given["consent"]),
            given["is_reviewed"],
        )


class TakeInForm(FactsForm):
    """What is known of the interview that an upload becomes."""

    key = forms.CharField(
        label=later(say("Id of the interview")),
        max_length=60,
        help_text=later(say("Stands in the report beside each quote. It must not name anybody.")),
    )
    field_order = ("key", "respondents", "date", "language", "consent", "is_reviewed")

    def taking_in(self) -> TakingIn:
        """Return what the interview is to be."""
        one = self.value()
        return TakingIn(
            self.cleaned_data["key"], one.respondents, one.date, one.language, one.has_consent, one.is_reviewed
        )


class RespondentForm(forms.Form):
    """Somebody who was interviewed or asked."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    key = forms.CharField(label=later(say("Id")), max_length=40, help_text=later(say("Short, and nobody's name: R07.")))
    label = forms.CharField(
        label=later(say("Label")),
        required=False,
        max_length=200,
        help_text=later(say("What a reader sees instead of a name, for example: IT manager, small municipality.")),
    )
    function = forms.CharField(label=later(say("Function")), required=False, max_length=200)
    municipality = forms.ChoiceField(label=later(say("Municipality")), required=False)
    collaboration = forms.ChoiceField(label=later(say("Collaboration")), required=False)

    def __init__(self, places: Places, *given: Any, is_new: bool = True, **named: Any) -> None:
        super().__init__(*given, **named)
        offer(self, "municipality", places.municipalities, "–")
        offer(self, "collaboration", places.collaborations, "–")
        if not is_new:
            del self.fields["key"]

    def value(self, key: str = "") -> Respondent:
        """Return the respondent; `key` is the id of one who is there already."""
        given = self.cleaned_data
        return Respondent(
            key or given["key"], given["municipality"], given["collaboration"], given["function"], given["label"]
        )


class StartForm(forms.Form):
    """A file that is to come."""

    name = forms.CharField(max_length=1000)
    size = forms.IntegerField(min_value=0)
    changed = forms.CharField(max_length=40, required=False)
    encoding = forms.ChoiceField(choices=ENCODING_CHOICES, required=False)


class EncodingForm(forms.Form):
    """Under which encoding a file is read."""

    encoding = forms.ChoiceField(label=later(say("Encoding")), choices=ENCODING_CHOICES, required=False)


class ChoiceForm(forms.Form):
    """The decision for one name."""

    number = forms.IntegerField(min_value=0)
    version = forms.IntegerField(min_value=1)
    verdict = forms.ChoiceField(choices=(("accept", "accept"), ("keep", "keep")))
    replacement = forms.CharField(required=False, max_length=200, strip=True)


LAST_FIRST = "last"


class SearchForm(forms.Form):
    """What is looked for, and where."""

    q = forms.CharField(label=later(say("Words, or a phrase in quotation marks")), required=False, max_length=400)
    code = forms.ChoiceField(label=later(say("Where this code lies")), required=False)
    municipality = forms.ChoiceField(label=later(say("Municipality")), required=False)
    function = forms.ChoiceField(label=later(say("Function")), required=False)
    role = forms.ChoiceField(
        label=later(say("Host or member")),
        required=False,
        choices=(
            ("", later(say("all"))),
            ("host", later(say("Host municipality"))),
            ("member", later(say("Other member"))),
        ),
    )
    order = forms.ChoiceField(
        label=later(say("Order")),
        required=False,
        choices=(("", later(say("As they came in"))), (LAST_FIRST, later(say("The last first")))),
    )

    def __init__(self, choices: Choices, codes: Sequence[tuple[str, str]], *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        functions = [(one, one) for one in choices.functions]
        found = {"code": codes, "municipality": choices.municipalities, "function": functions}
        for name, options in found.items():
            offer(self, name, options, later(say("all")))

    def filters(self) -> Filters:
        """Return what the search is narrowed to."""
        given = self.cleaned_data
        has_last_first = given["order"] == LAST_FIRST
        return Filters(given["code"], given["municipality"], given["function"], given["role"], has_last_first)


class RevisionForm(forms.Form):
    """An edited transcript; `found` marks the names that are shown, and without it nothing is asked of them."""

    based_on = forms.IntegerField(widget=forms.HiddenInput)
    found = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)
    text = forms.CharField(
        label=later(say("Transcript")), strip=False, widget=forms.Textarea(attrs={"rows": 30, "spellcheck": "false"})
    )
    keeps_names = forms.BooleanField(label=later(say("They are nobody's names: keep the text")), required=False)
    is_read = forms.BooleanField(
        label=later(say("I have read the interview as it now stands")),
        required=False,
        help_text=later(say("Without this tick the interview counts as not reviewed, and is not quoted.")),
    )

    def __init__(self, *given: Any, asks: bool = False, **named: Any) -> None:
        super().__init__(*given, **named)
        if not asks:
            for name in ("found", "keeps_names", "is_read"):
                del self.fields[name]

    def value(self) -> Edited:
        """Return the edited text with what the person says of the names in it."""
        given = self.cleaned_data
        kept = given.get("found", "") if given.get("keeps_names", False) else ""
        return Edited(given["based_on"], given["text"], kept, given.get("is_read", False))


class PlacingForm(forms.Form):
    """Where an excerpt that waits is put: one of the places shown, as `start-end`, or words of the text."""

    version = forms.IntegerField()
    place = forms.RegexField(regex=r"^\d+-\d+$", required=False)
    words = forms.CharField(required=False, max_length=20_000)
    act = forms.ChoiceField(choices=(("place", "place"), ("drop", "drop")))
