"""Forms on studies."""

from typing import Any

from django import forms

from samverkan.domain.dates import Period
from samverkan.domain.errors import WorkbenchError
from samverkan.domain.report.sheets.words_for import words_for
from samverkan.domain.study import Collaboration, Form, Membership, Municipality, Role, Study
from samverkan.domain.words import ENGLISH, SWEDISH, say
from samverkan.files.study_folder import StudyStart
from samverkan.files.study_folder.packing import MOST_PACKED_BYTES
from samverkan.web.shell.words import later, read
from samverkan.workbench.study.founding import read_period

NOT_KNOWN = say("not known")
KEY_HELP = say("Short, without spaces. It stands in tables and links, and is not changed later.")
PERIOD_HELP = say("2024, 2024-Q1, 2024-03 or 2024-03-15. Leave it empty when it is not known.")


class PeriodField(forms.CharField):
    """A period as one types it."""

    def to_python(self, value: Any) -> Any:
        """Return the period, or None."""
        try:
            return read_period(super().to_python(value) or "")
        except WorkbenchError as error:
            raise forms.ValidationError(read(error)) from error

    def prepare_value(self, value: Any) -> Any:
        """Return what stands in the field."""
        return str(value) if isinstance(value, Period) else value


class KeyField(forms.RegexField):
    """The id of a municipality or a collaboration."""

    def __init__(self, **named: Any) -> None:
        super().__init__(
            regex=r"^[\w.-]+$",
            max_length=40,
            help_text=later(KEY_HELP),
            error_messages={"invalid": later(say("Use letters, digits, dots and hyphens only."))},
            **named,
        )


class StudyForm(forms.Form):
    """What a study begins with."""

    title = forms.CharField(label=later(say("What the study is called")), max_length=200)
    question = forms.CharField(
        label=later(say("The question it is to answer")), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    language = forms.ChoiceField(
        label=later(say("Language of the report")), choices=[(SWEDISH, "Svenska"), (ENGLISH, "English")]
    )

    def value(self) -> StudyStart:
        """Return the study's beginning."""
        given = self.cleaned_data
        return StudyStart(given["title"], given["question"], given["language"])


class TakeInForm(forms.Form):
    """A study folder as one file."""

    packed = forms.FileField(
        label=later(say("The study folder as a .zip file")),
        widget=forms.ClearableFileInput(attrs={"accept": ".zip,application/zip"}),
        help_text=later(
            say(
                "At most {most} MB. The folder with study.toml in it, packed whole.",
                most=str(MOST_PACKED_BYTES // 1_000_000),
            )
        ),
        error_messages={"empty": later(say("The file is empty. Pack the study folder again."))},
    )


class MunicipalityForm(forms.Form):
    """A municipality."""

    key = KeyField(label=later(say("Id")))
    name = forms.CharField(label=later(say("Name")), max_length=200)
    county = forms.CharField(label=later(say("County")), max_length=200, required=False)

    def value(self) -> Municipality:
        """Return the municipality."""
        given = self.cleaned_data
        return Municipality(given["key"], given["name"], given["county"])


class CollaborationForm(forms.Form):
    """A collaboration."""

    key = KeyField(label=later(say("Id")))
    name = forms.CharField(label=later(say("Name")), max_length=200)
    form = forms.ChoiceField(
        label=later(say("Form")),
        required=False,
        choices=[("", later(NOT_KNOWN)), *((one.value, later(words_for(one) or NOT_KNOWN)) for one in Form)],
    )
    start = PeriodField(label=later(say("From")), required=False, help_text=later(PERIOD_HELP))
    end = PeriodField(label=later(say("To")), required=False)

    def value(self) -> Collaboration:
        """Return the collaboration."""
        given = self.cleaned_data
        form = Form(given["form"]) if given["form"] else None
        return Collaboration(given["key"], given["name"], form, given["start"], given["end"])


class MembershipForm(forms.Form):
    """A municipality's time in a collaboration."""

    collaboration = forms.ChoiceField(label=later(say("Collaboration")))
    municipality = forms.ChoiceField(label=later(say("Municipality")))
    role = forms.ChoiceField(
        label=later(say("Role")), choices=[(one.value, later(words_for(one) or NOT_KNOWN)) for one in reversed(Role)]
    )
    start = PeriodField(label=later(say("From")), required=False, help_text=later(PERIOD_HELP))
    end = PeriodField(label=later(say("To")), required=False)

    def __init__(self, study: Study, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for name, found in (("collaboration", study.collaborations), ("municipality", study.municipalities)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(one.id, study.name(one.id)) for one in found]

    def value(self) -> Membership:
        """Return the membership."""
        given = self.cleaned_data
        role = Role(given["role"])
        return Membership(given["collaboration"], given["municipality"], given["start"], given["end"], role)
