"""What an edited transcript names that the version before did not: found as in a new one, listed for a person."""

from collections.abc import Iterable
from dataclasses import dataclass

from samverkan.domain.interviews.mentions import Kind, Span, Verdict, find_forms, one_line
from samverkan.domain.interviews.proposals import Known, Proposal
from samverkan.domain.interviews.pseudonyms import propose_for_all
from samverkan.domain.interviews.review import Context, show_in_context
from samverkan.domain.interviews.transcript import Transcript


@dataclass(frozen=True, slots=True)
class Addition:
    """A form that may point at somebody and was not in the version before.

    `turn` is the number, from 0, of the turn that holds it first. `context` is None when the form only says who speaks.
    `pseudonym` is the one that the study has for it already, '' when there is none.
    """

    form: str
    kind: Kind
    count: int
    turn: int
    context: Context | None = None
    pseudonym: str = ""


def find_additions(before: Transcript, after: Transcript, known: Known) -> tuple[Addition, ...]:
    """Return the forms of the edited transcript that are proposed to be replaced and stood nowhere before, in order.

    What a person has decided to keep is none, nor are words inside a pseudonym that the study uses.
    """
    proposals = [one for one in propose_for_all((after,), known) if _may_name(one)]
    there = find_forms(before.text, [one.original for one in proposals])
    speaking = {one_line(turn.speaker) for turn in before.turns}
    new = [one for one in proposals if not there[one.original] and one.original not in speaking]
    own = [span for spans in _places_of_pseudonyms(after.text, known) for span in spans]
    pseudonyms = {one.original: one.replacement for one in known.decisions if one.is_reviewed}
    found = []
    for one in new:
        spans = [each.span for each in one.occurrences if not any(each.span.overlaps(other) for other in own)]
        if spans or one.turns:
            found.append(_describe(after, one, spans, pseudonyms.get(one.original, "")))
    return tuple(sorted(found, key=lambda one: one.turn))


def _may_name(one: Proposal) -> bool:
    if one.verdict is Verdict.ACCEPT:
        return True
    return one.kind is Kind.PERSON and not one.is_remembered


def _places_of_pseudonyms(text: str, known: Known) -> Iterable[list[Span]]:
    for words in {one.replacement for one in known.decisions if one.replacement}:
        places, start = [], text.find(words)
        while start >= 0:
            places.append(Span(start, start + len(words)))
            start = text.find(words, start + len(words))
        yield places


def _describe(transcript: Transcript, one: Proposal, spans: list[Span], pseudonym: str) -> Addition:
    count = len(spans) + one.turns
    spoken = [place for place, turn in enumerate(transcript.turns) if one_line(turn.speaker) == one.original]
    if not spans:
        return Addition(one.original, one.kind, count, spoken[0], None, pseudonym)
    first = transcript.turn_at(spans[0].start)
    turn = transcript.turns.index(first) if first is not None else 0
    context = show_in_context(transcript, spans[0])
    return Addition(one.original, one.kind, count, min([turn, *spoken]), context, pseudonym)
