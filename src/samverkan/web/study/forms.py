"""Forms on studies."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any, ClassVar

from django import forms

from samverkan.domain.dates import Period
from samverkan.domain.errors import WorkbenchError
from samverkan.domain.kept import Kept
from samverkan.domain.report.sheets.words_for import words_for
from samverkan.domain.study import Collaboration, Extra, Form, Membership, Municipality, Role, Study
from samverkan.domain.words import ENGLISH, SWEDISH, say
from samverkan.files.study_folder import StudyStart
from samverkan.files.study_folder.packing import MOST_PACKED_BYTES
from samverkan.web.shell.forms import KeyField
from samverkan.web.shell.words import later, read
from samverkan.workbench.study.founding import read_period

NOT_KNOWN = say("not known")
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


class SheetForm(forms.Form):
    """Something that is added, or changed as it was seen in a `version`; then whose it is stays as it is.

    `columns` are those that the study's own table has beyond ours.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    fixed: ClassVar[tuple[str, ...]] = ("key",)

    def __init__(self, *given: Any, columns: Sequence[str] = (), is_new: bool = True, **named: Any) -> None:
        super().__init__(*given, **named)
        self.columns = tuple(columns)
        for place, column in enumerate(self.columns):
            self.fields[f"extra-{place}"] = forms.CharField(label=column, required=False, max_length=2000)
        for name in () if is_new else self.fixed:
            del self.fields[name]

    @property
    def seen(self) -> int:
        """The version that was seen; 0 when none was sent, which fits no row."""
        return self.cleaned_data["version"] or 0

    def extra(self) -> Extra:
        """Return the study's own columns, without the empty ones."""
        found = ((column, self.cleaned_data[f"extra-{place}"]) for place, column in enumerate(self.columns))
        return tuple((column, words) for column, words in found if words)

    @staticmethod
    def initial_of(kept: Kept[Any], columns: Sequence[str]) -> dict[str, Any]:
        """Return what stands in the fields at first."""
        own = dict(kept.value.extra)
        values = {one.name: getattr(kept.value, one.name) for one in fields(kept.value)}
        extras = {f"extra-{place}": own.get(column, "") for place, column in enumerate(columns)}
        return {**values, **extras, "version": kept.version}


class MunicipalityForm(SheetForm):
    """A municipality."""

    key = KeyField(label=later(say("Id")))
    name = forms.CharField(label=later(say("Name")), max_length=200)
    county = forms.CharField(label=later(say("County")), max_length=200, required=False)

    def value(self) -> Municipality:
        """Return the municipality; of one that is changed the id stays as it is."""
        given = self.cleaned_data
        return Municipality(given.get("key", ""), given["name"], given["county"], self.extra())


class CollaborationForm(SheetForm):
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
    services = forms.CharField(label=later(say("Services")), max_length=1000, required=False)
    outcome = forms.CharField(
        label=later(say("Outcome")),
        max_length=200,
        required=False,
        help_text=later(say("How it went, in the words that the study counts as success or failure.")),
    )
    source = forms.CharField(label=later(say("Source")), max_length=1000, required=False)

    def value(self) -> Collaboration:
        """Return the collaboration; of one that is changed the id stays as it is."""
        given = self.cleaned_data
        return Collaboration(
            id=given.get("key", ""),
            name=given["name"],
            form=Form(given["form"]) if given["form"] else None,
            start=given["start"],
            end=given["end"],
            services=given["services"],
            outcome=given["outcome"],
            source=given["source"],
            extra=self.extra(),
        )


class MembershipForm(SheetForm):
    """A municipality's time in a collaboration."""

    fixed = ("collaboration", "municipality")
    collaboration = forms.ChoiceField(label=later(say("Collaboration")))
    municipality = forms.ChoiceField(label=later(say("Municipality")))
    role = forms.ChoiceField(
        label=later(say("Host or member")),
        choices=[(one.value, later(words_for(one) or NOT_KNOWN)) for one in reversed(Role)],
    )
    start = PeriodField(label=later(say("From")), required=False, help_text=later(PERIOD_HELP))
    end = PeriodField(label=later(say("To")), required=False)

    def __init__(self, study: Study, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for name, found in (("collaboration", study.collaborations), ("municipality", study.municipalities)):
            field = self.fields.get(name)
            if isinstance(field, forms.ChoiceField):
                field.choices = [(one.id, study.name(one.id)) for one in found]

    def value(self) -> Membership:
        """Return the membership; of one that is changed the municipality and the collaboration stay as they are."""
        given = self.cleaned_data
        return Membership(
            given.get("collaboration", ""),
            given.get("municipality", ""),
            given["start"],
            given["end"],
            Role(given["role"]),
            self.extra(),
        )


class SeveralFilesField(forms.FileField):
    """Files chosen together; their contents by name."""

    def __init__(self, **named: Any) -> None:
        widget = forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"})
        widget.allow_multiple_selected = True
        widget.attrs["multiple"] = True
        super().__init__(widget=widget, **named)

    def clean(self, data: Any, initial: Any = None) -> dict[str, bytes]:
        """Return the contents of the files that were sent."""
        sent = data if isinstance(data, list | tuple) else [data]
        return {one.name: one.read() for one in (super(SeveralFilesField, self).clean(each, initial) for each in sent)}


class TablesForm(forms.Form):
    """Tables of a study folder."""

    tables = SeveralFilesField(
        label=later(say("Files")),
        help_text=later(
            say("One or several at once, named as in the list. They are taken in all together or not at all.")
        ),
        allow_empty_file=True,
    )
    may_replace = forms.BooleanField(
        label=later(say("What a file holds replaces the rows that the study has")), required=False
    )
