"""The page on what a study is about: everybody reads it, an owner changes it; and its rule on size in words."""

from dataclasses import asdict

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from samverkan.domain.kept import Kept
from samverkan.domain.people import Right
from samverkan.domain.report.sheets.words_for import words_for
from samverkan.domain.study import Design, SizeRule
from samverkan.domain.words import ENGLISH, SWEDISH, Text, as_is, say
from samverkan.web.shell.asking import attempt, mend_status, place_of, tell, who
from samverkan.web.shell.words import later
from samverkan.web.study.forms import StudyForm
from samverkan.workbench.study import about as room
from samverkan.workbench.study.about import Frame

LANGUAGES = {SWEDISH: "Svenska", ENGLISH: "English"}
RULES = {
    SizeRule.LARGEST_IN_COLLABORATION: say("The largest member of each collaboration is large, the others are small"),
    SizeRule.POPULATION: say("A municipality is large from a number of inhabitants"),
}


class AboutForm(StudyForm):
    """What a study is about, as it was seen in a `version`."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    design = forms.ChoiceField(
        label=later(say("Design")),
        choices=[(one.value, later(words_for(one) or as_is(one.value))) for one in Design],
        help_text=later(say("How the collaborations to compare were chosen.")),
    )
    size_rule = forms.ChoiceField(
        label=later(say("Who is small and who is large")),
        choices=[(rule.value, later(words)) for rule, words in RULES.items()],
        widget=forms.RadioSelect,
    )
    large_from = forms.IntegerField(
        label=later(say("Large from so many inhabitants")),
        min_value=1,
        required=False,
        help_text=later(say("Only for the rule of inhabitants.")),
    )
    smallest_group = forms.IntegerField(
        label=later(say("Smallest group that is shown")),
        min_value=1,
        help_text=later(
            say("Survey figures of fewer persons are not shown, nor are other figures to who sees totals only.")
        ),
    )

    hides_other_coders = forms.BooleanField(
        label=later(say("Double coding in the whole study: coders see only their own work")),
        required=False,
        help_text=later(
            say(
                "While it is on, who may code sees nobody else's excerpts and scores in any interview, so that two can "
                "be compared. Reports and the study folder are closed to them until it is off. For a single interview "
                "it is started on the board."
            )
        ),
    )

    def seen(self, study_id: int) -> Kept[Frame]:
        """Return what was written, with the version that was seen; 0 when none was sent, which fits no study."""
        given = self.cleaned_data
        frame = Frame(
            title=given["title"],
            question=given["question"].replace("\r\n", "\n"),
            language=given["language"],
            design=Design(given["design"]),
            size_rule=SizeRule(given["size_rule"]),
            large_from=given["large_from"],
            smallest_group=given["smallest_group"],
            hides_other_coders=given["hides_other_coders"],
        )
        return Kept(study_id, given["version"] or 0, frame)


def about(request: HttpRequest, study_id: int) -> HttpResponse:
    """Show what the study is about, and change it."""
    kept = room.show_frame(who(request), study_id)
    form = AboutForm(request.POST or None, initial={**asdict(kept.value), "version": kept.version})
    if form.is_valid():
        attempt(form, room.change_study, who(request), study_id, form.seen(study_id))
        if form.is_valid():
            tell(request, say("Saved."))
            return redirect("study:about", study_id=study_id)
    values = {
        "about": kept.value,
        "language": LANGUAGES[kept.value.language],
        "design": words_for(kept.value.design),
        "rule": tell_rule(kept.value.size_rule, kept.value.large_from),
        "form": form if place_of(request).allows(Right.OWN) else None,
    }
    return render(request, "study/about.html", values, status=mend_status(form))


def tell_rule(rule: SizeRule, large_from: int | None) -> Text:
    """Return in words by which rule a municipality is small or large."""
    if rule is SizeRule.POPULATION:
        if large_from is None:
            return say("A municipality is large from a number of inhabitants that the study does not state.")
        return say("A municipality with at least {limit:,} inhabitants is large, any other is small.", limit=large_from)
    # The report says it in the same words.
    return say("Large is here the largest of those that remain members of a collaboration; the others are small.")
