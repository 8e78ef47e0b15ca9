"""Pseudonyms: a proposal for each form that may point at somebody, and a transcript with the decisions applied.

The result is pseudonymised, never anonymous: it is still personal data while the key exists.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from samverkan.domain.interviews.identifiers import find_identifiers
from samverkan.domain.interviews.mentions import Kind, Mention, Span, Verdict, find_forms, one_line
from samverkan.domain.interviews.names import find_names
from samverkan.domain.interviews.numbering import name_all
from samverkan.domain.interviews.proposals import Decision, Known, Occurrence, Proposal
from samverkan.domain.interviews.transcript import Transcript, Turn

MASKED = re.compile(r"\[(?:[^\W\d_]+ ?\d+|[A-ZÅÄÖ ]{4,})\]")
"""A pseudonym or `[REDACTED]` that the text holds already."""

GENERIC_SPEAKER = re.compile(
    r"(?:intervjuare|interviewer|interviewee|intervjuperson|respondent|informant|moderator|talare|speaker|deltagare"
    r"|participant|unknown speaker|unidentified|ip|[a-zåäö]|person|röst|voice)\s*\d*",
    re.IGNORECASE,
)


def propose_replacements(transcript: Transcript, known: Known) -> tuple[Proposal, ...]:
    """Return a proposal for each form in the transcript that may point at somebody; speakers come first.

    >>> from samverkan.domain.interviews.transcript import Spoken, join_turns
    >>> proposal, = propose_replacements(join_turns([Spoken("Vi frågade Karin.")]), Known())
    >>> proposal.original, proposal.replacement
    ('Karin', '[person 1]')
    """
    return propose_for_all((transcript,), known)


def propose_for_all(transcripts: Sequence[Transcript], known: Known) -> tuple[Proposal, ...]:
    """Return the proposals for several transcripts, one for each form: the same person is the same in all of them.

    Speakers come first, then what is proposed to be replaced, then what is proposed to be kept; each in the order in
    which the texts bring it.
    """
    remembered = {one.original for one in known.decisions if one.is_reviewed}
    forms = _collect_forms(transcripts, known)
    forms |= dict.fromkeys(known.named, (Kind.PERSON, Verdict.ACCEPT))
    forms |= {one.original: (one.kind, one.verdict) for one in known.decisions}
    found = [find_forms(one.text, forms) for one in transcripts]
    turns = Counter(one_line(turn.speaker) for one in transcripts for turn in one.turns)
    drafts = []
    for form, (kind, verdict) in forms.items():
        places = tuple(Occurrence(index, span) for index, spans in enumerate(found) for span in spans[form])
        draft = Proposal(form, kind, places, "", verdict, turns[form], form in remembered)
        drafts += [draft] if draft.count else []
    drafts.sort(key=lambda one: (not one.turns, one.verdict is Verdict.KEEP))
    return name_all(drafts, known, [one.text for one in transcripts])


def _collect_forms(transcripts: Iterable[Transcript], known: Known) -> dict[str, tuple[Kind, Verdict]]:
    spared = {one.casefold() for one in (*known.respondents, *known.municipalities)}
    forms: dict[str, tuple[Kind, Verdict]] = {}
    for transcript in transcripts:
        for name in (one_line(turn.speaker) for turn in transcript.turns):
            if name and name.casefold() not in spared and not GENERIC_SPEAKER.fullmatch(name):
                forms[name] = (Kind.PERSON, Verdict.ACCEPT)
        for one in find_mentions(transcript, known):
            if one.form.casefold() not in spared:
                forms[one.form] = _stronger(forms.get(one.form), one)
    return forms


def _stronger(before: tuple[Kind, Verdict] | None, one: Mention) -> tuple[Kind, Verdict]:
    now = (one.kind, one.verdict)
    if before is None:
        return now
    return max(before, now, key=lambda pair: (pair[1] is Verdict.ACCEPT, pair[0] is Kind.PERSON))


def find_mentions(transcript: Transcript, known: Known) -> tuple[Mention, ...]:
    """Return every mention in the text in its order; the words of pseudonyms that stand there already are none."""
    identifiers = find_identifiers(transcript.text)
    taken = [one.span for one in identifiers]
    taken += [Span(match.start(), match.end()) for match in MASKED.finditer(transcript.text)]
    names = find_names(transcript, taken, known.municipalities)
    return tuple(sorted((*identifiers, *names), key=lambda one: one.span.start))


def apply_decisions(transcript: Transcript, decisions: Iterable[Decision]) -> Transcript:
    """Return the transcript with every accepted form replaced, in the text and before the turns.

    Of two forms at one place the longer decides, so a kept `Karin Boye-priset` is not broken by an accepted `Karin`.
    A speaker's pseudonym stands without brackets, since brackets before a turn are a time mark.
    """
    by_form = {one.original: one for one in decisions}
    changes = _find_changes(transcript.text, by_form)
    ends = [span.end for span, _ in changes]
    shifts = [0, *accumulate(len(words) - (span.end - span.start) for span, words in changes)]

    def move(position: int) -> int:
        return position + shifts[bisect_right(ends, position)]

    text = _change(transcript.text, changes)
    return Transcript(
        text,
        tuple(
            replace(turn, start=move(turn.start), end=move(turn.end), speaker=_name_speaker(turn, by_form))
            for turn in transcript.turns
        ),
    )


def _find_changes(text: str, by_form: Mapping[str, Decision]) -> list[tuple[Span, str]]:
    found = find_forms(text, by_form)
    accepted = {form: one.replacement for form, one in by_form.items() if one.verdict is Verdict.ACCEPT}
    changes = [(span, words) for form, words in accepted.items() for span in found[form]]
    return sorted(changes, key=lambda change: change[0].start)


def _change(text: str, changes: Iterable[tuple[Span, str]]) -> str:
    parts, done = [], 0
    for span, words in changes:
        parts += [text[done : span.start], words]
        done = span.end
    return "".join([*parts, text[done:]])


def _name_speaker(turn: Turn, by_form: Mapping[str, Decision]) -> str:
    decision = by_form.get(one_line(turn.speaker))
    if decision is not None:
        return without_brackets(decision.replacement) if decision.verdict is Verdict.ACCEPT else turn.speaker
    changes = _find_changes(turn.speaker, by_form)
    return _change(turn.speaker, [(span, without_brackets(words)) for span, words in changes])


def without_brackets(pseudonym: str) -> str:
    """Return the pseudonym as a speaker bears it: `person 1` for `[person 1]`."""
    return pseudonym.removeprefix("[").removesuffix("]")
