"""What is coded here: the excerpts that are chosen, each with all that can be said of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.template.loader import render_to_string

from samverkan.domain.coding.codebook import Kind
from samverkan.domain.coding.excerpts import Status, Valence
from samverkan.domain.kept import ChangedMeanwhileError
from samverkan.domain.study import Municipality
from samverkan.domain.words import Text, as_is, say
from samverkan.web.coding.drawing import SIGNS, STATUSES, VALENCES, draw_options
from samverkan.web.shell.asking import is_htmx, who
from samverkan.web.shell.words import language
from samverkan.workbench.coding.board import Mark, Outcome, list_municipalities, show_marks
from samverkan.workbench.coding.ordered import BoardCode, show_codes

KEYS = {Valence.HELPS: "+", Valence.HINDERS: "-", Valence.MIXED: "*", Valence.NEUTRAL: "0"}
STATUS_KEYS = {Status.OBTAINED: "o", Status.EXPECTED: "e"}
SHOWN = 20
NAMES = {
    "valence": say("Valence"),
    "concerns": say("Municipality concerned"),
    "status": say("Status"),
    "memo": say("Memo"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: what it says, which key presses it, what it sends, and whether it is down now."""

    words: Text
    value: str
    key: str
    sign: str
    is_on: bool

    @property
    def sends(self) -> str:
        """The word it stands for; '' when it is down, so that pressing it again takes the word away."""
        return "" if self.is_on else self.value


@dataclass(frozen=True, slots=True)
class Card:
    """One excerpt with its buttons; `concerns` and `statuses` are empty where they make no sense."""

    mark: Mark
    valences: tuple[Choice, ...]
    concerns: tuple[Choice, ...]
    statuses: tuple[Choice, ...]


def show_panel(  # noqa: PLR0913 -- the clash is the panel's own second half
    request: HttpRequest,
    study_id: int,
    interview_id: int,
    numbers: Sequence[int],
    *,
    clash: ChangedMeanwhileError | None = None,
    yours: Mapping[str, str] | None = None,
) -> str:
    """Return the HTML of the panel; with `clash` it also shows what was sent in vain."""
    marks = show_marks(who(request), study_id, interview_id, numbers) if numbers else ()
    places = list_municipalities(study_id) if marks else ()
    # A script has the codes beside the text already.
    codes = tuple(show_codes(study_id).values()) if marks and not is_htmx(request) else ()
    more = {"clash": clash, "yours": [(NAMES[name], value) for name, value in (yours or {}).items()]}
    return _render(request, (study_id, interview_id), marks, codes, places, more)


def render_panel(request: HttpRequest, study_id: int, interview_id: int, outcome: Outcome) -> str:
    """Return the HTML of the panel after an act, for a script: only it is told what an act has left."""
    return _render(request, (study_id, interview_id), outcome.marks, (), outcome.municipalities, {})


def _render(  # noqa: PLR0913, PLR0917 -- what a panel shows, read once by the caller
    request: HttpRequest,
    where: tuple[int, int],
    marks: Sequence[Mark],
    codes: Sequence[BoardCode],
    places: Sequence[Municipality],
    more: Mapping[str, object],
) -> str:
    values = {
        "cards": [deal_card(mark, places) for mark in marks[:SHOWN]],
        "left_out": len(marks[SHOWN:]),
        "options": draw_options(tuple((one.key, one.name.in_language(language())) for one in codes)),
        "study_id": where[0],
        "interview_id": where[1],
        **more,
    }
    return render_to_string("coding/panel.html", values, request)


def deal_card(mark: Mark, places: Sequence[Municipality]) -> Card:
    """Return the card of an excerpt; a factor concerns nobody in particular, unless somebody has said so."""
    value = mark.value
    is_of_somebody = mark.code.kind in {Kind.GAIN, Kind.COST}
    concerned = places if is_of_somebody or value.concerns else ()
    return Card(
        mark,
        tuple(Choice(words, one.value, KEYS[one], SIGNS[one], value.valence is one) for one, words in VALENCES.items()),
        tuple(
            Choice(as_is(one.name), one.id, str(number) if number < 10 else "", "", value.concerns == one.id)
            for number, one in enumerate(concerned, start=1)
        ),
        tuple(
            Choice(words, one.value, STATUS_KEYS[one], "", value.status is one)
            for one, words in (STATUSES.items() if is_of_somebody or value.status else ())
        ),
    )
