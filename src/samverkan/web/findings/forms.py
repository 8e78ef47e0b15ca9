"""The form of a finding."""

from typing import Any

from django import forms

from samverkan.domain.findings.finding import Finding, Level, Question
from samverkan.domain.kept import Kept
from samverkan.domain.report.sheets.words_for import words_for
from samverkan.domain.study import Study
from samverkan.domain.words import Text, say
from samverkan.web.shell.forms import KeyField, offer
from samverkan.web.shell.words import later

LONGEST = 4000
WIDE = forms.Textarea(attrs={"rows": 3})


class FindingForm(forms.Form):
    """A finding that is added, or changed as it was seen in a `version`; then its id stays."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    key = KeyField(label=later(say("Id")))
    text_sv = forms.CharField(
        label=later(say("The finding in Swedish")), required=False, max_length=LONGEST, widget=WIDE
    )
    text_en = forms.CharField(
        label=later(say("The finding in English")),
        required=False,
        max_length=LONGEST,
        widget=WIDE,
        help_text=later(say("One sentence that a reader understands without the rest. One language is enough.")),
    )
    answers = forms.ChoiceField(
        label=later(say("Which question it answers")),
        required=False,
        choices=[("", "–"), *((one.value, later(words_for(one) or Text(""))) for one in Question)],
    )
    concerns = forms.ChoiceField(label=later(say("Whom it concerns")), required=False)
    level = forms.ChoiceField(
        label=later(say("Confidence")),
        required=False,
        choices=[
            ("", later(say("not judged yet"))),
            *((one.value, later(words_for(one) or Text(""))) for one in Level),
        ],
    )
    reason = forms.CharField(
        label=later(say("Why so sure, or unsure")),
        required=False,
        max_length=LONGEST,
        widget=WIDE,
        help_text=later(
            say("How many say it, whether they agree, how well the excerpts carry it, and for whom it holds.")
        ),
    )
    sources = forms.CharField(
        label=later(say("What it stands on")),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=later(
            say(
                "One name a line, such as excerpt:I01:120-185, score:NORD:TRUST or indicator:ALM:population:2024. "
                "The cells of the matrix offer theirs."
            )
        ),
    )

    def __init__(self, study: Study, kept: Kept[Finding], given: Any = None) -> None:
        one = kept.value
        super().__init__(
            given,
            initial={
                "version": kept.version,
                "key": one.id,
                "text_sv": one.text_sv,
                "text_en": one.text_en,
                "answers": one.question.value if one.question else "",
                "concerns": one.concerns,
                "level": one.level.value if one.level else "",
                "reason": one.reason,
                "sources": "\n".join(one.sources),
            },
        )
        places = [*(one.id for one in study.collaborations), *(one.id for one in study.municipalities)]
        if one.concerns and one.concerns not in places:
            places.append(one.concerns)
        offer(self, "concerns", [(key, study.name(key)) for key in places], later(say("the whole study")))
        if kept.id:
            del self.fields["key"]

    @property
    def seen(self) -> int:
        """The version that was seen; 0 when none was sent, which fits no row."""
        return self.cleaned_data["version"] or 0

    def value(self) -> Finding:
        """Return the finding; of one that is changed the id stays as it is."""
        given = self.cleaned_data
        return Finding(
            id=given.get("key", ""),
            question=Question(given["answers"]) if given["answers"] else None,
            text_sv=given["text_sv"],
            text_en=given["text_en"],
            sources=tuple(dict.fromkeys(given["sources"].replace(";", "\n").split())),
            level=Level(given["level"]) if given["level"] else None,
            concerns=given["concerns"],
            reason=given["reason"],
        )
