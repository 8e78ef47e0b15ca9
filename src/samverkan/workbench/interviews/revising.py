"""Revising a transcript: an edited text is a new version; what cannot be moved beyond doubt waits for a person."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from samverkan.domain.coding.excerpts import Excerpt
from samverkan.domain.errors import WorkbenchError
from samverkan.domain.history import Event
from samverkan.domain.interviews.additions import Addition, find_additions
from samverkan.domain.interviews.mentions import Span
from samverkan.domain.interviews.review import Context, show_in_context
from samverkan.domain.interviews.transcript import Interview, Transcript
from samverkan.domain.interviews.versions import Move, find_again
from samverkan.domain.kept import ChangedMeanwhileError, Kept
from samverkan.domain.people import Right
from samverkan.domain.trace import fingerprint
from samverkan.domain.words import say
from samverkan.files.transcripts import read_transcript, write_transcript
from samverkan.records.coding import delete_excerpt, find_seen
from samverkan.records.coding.moving import (
    Anchored,
    find_conflict,
    list_conflicts,
    load_anchored,
    move_excerpts,
    place_excerpt,
)
from samverkan.records.history import add_event
from samverkan.records.interviews import (
    add_transcript_version,
    change_interview,
    index_transcript,
    load_transcript,
    load_transcript_version,
)
from samverkan.workbench.access import NotThereError, Place, find_hidden, require
from samverkan.workbench.interviews.listing import require_interview
from samverkan.workbench.interviews.proposing import gather_names

MOST_CANDIDATES: Final = 5
WORDS_AROUND: Final = 25


class RevisionError(WorkbenchError):
    """A transcript cannot be changed like this, or an excerpt cannot stand there."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A transcript to be edited as plain text, and which version it is."""

    interview_id: int
    interview: Interview
    transcript_id: int
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Edited:
    """An edited text in the plain form, and the number of the row of the version that it was made from.

    `kept` is the mark of the additions that a person has looked at and keeps, '' when nobody has. `is_read` says that
    the person has read the interview as it now stands.
    """

    based_on: int
    text: str
    kept: str = ""
    is_read: bool = False


class NamesFoundError(RevisionError):
    """An edited text may name somebody whom the version before did not; the names themselves stay out of this."""


@dataclass(frozen=True, slots=True)
class Revised:
    """What became of a revision: the new version's number, how many excerpts moved and how many wait.

    Excerpts that are deleted, or hidden from who edited, are not counted. `is_to_review` says that the interview
    counted as reviewed, and no longer does.
    """

    number: int
    moved: int
    waiting: int
    is_to_review: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place in the new text where an excerpt may belong."""

    start: int
    end: int
    context: Context


@dataclass(frozen=True, slots=True)
class Conflict:
    """An excerpt that waits for a place: how it stood in the old text, and where it may belong in the new one."""

    id: int
    version: int
    interview_id: int
    interview: str
    code: str
    coder: str
    old: Context
    turn: int
    candidates: tuple[Candidate, ...]


def show_revision(actor: int, study_id: int, interview_id: int) -> Revision:
    """Return the current transcript of an interview to be edited; NotThereError when there is none."""
    require(actor, study_id, Right.EDIT)
    interview = require_interview(study_id, interview_id).value
    kept = _current(interview_id)
    return Revision(interview_id, interview, kept.id, kept.version, write_transcript(kept.value))


def _current(interview_id: int) -> Kept[Transcript]:
    kept = load_transcript(interview_id)
    if kept is None:
        raise NotThereError(say("This interview has no transcript."))
    return kept


def list_additions(actor: int, study_id: int, interview_id: int, text: str) -> tuple[Addition, ...]:
    """Return what an edited text holds that may name somebody and does not stand in the current version.

    Raises
    ------
    TranscriptError
        No word is left in the text.
    """
    require(actor, study_id, Right.EDIT)
    interview = require_interview(study_id, interview_id).value
    edited = read_transcript(text.encode(), f"{interview.id}.txt")
    return find_additions(_current(interview_id).value, edited, gather_names(study_id))


def mark_additions(additions: Iterable[Addition]) -> str:
    """Return a mark by which the same additions are known again, without the names in it; '' when there are none."""
    forms = sorted(one.form for one in additions)
    return fingerprint("\n".join(forms).encode()) if forms else ""


@transaction.atomic
def revise_transcript(actor: int, study_id: int, interview_id: int, edited: Edited) -> Revised:
    """Make a new version of a transcript and move the excerpts whose words stand there beyond doubt.

    When names were found and are kept, the interview is to be reviewed again unless the person has read it.

    Raises
    ------
    ChangedMeanwhileError
        There is a newer version; `current` is that one.
    NamesFoundError
        The text may name somebody anew, and nobody has looked at just these names; `list_additions` tells which.
    RevisionError, TranscriptError
        Nothing was changed, or no word is left.
    """
    place = require(actor, study_id, Right.EDIT)
    interview = require_interview(study_id, interview_id)
    before = _current(interview_id)
    if before.id != edited.based_on:
        raise ChangedMeanwhileError(before)
    transcript = read_transcript(edited.text.encode(), f"{interview.value.id}.txt")
    if transcript == before.value:
        raise RevisionError(say("Nothing was changed, so there is no new version."))
    additions = find_additions(before.value, transcript, gather_names(study_id))
    if mark_additions(additions) not in {"", edited.kept}:
        raise NamesFoundError(say("The text may name somebody. Nothing is saved yet."))
    now = timezone.now()
    transcript_id = add_transcript_version(interview_id, transcript, now, actor)
    index_transcript(study_id, interview_id, transcript_id, transcript)
    moved, waiting = _move_all(before, transcript_id, transcript)
    is_to_review = bool(additions) and interview.value.is_reviewed and not edited.is_read
    if is_to_review:
        change_interview(study_id, replace(interview, value=replace(interview.value, is_reviewed=False)))
    was: dict[str, object] = {"version": before.version}
    after: dict[str, object] = {"version": before.version + 1, "moved": len(moved), "waiting": len(waiting)}
    if is_to_review:
        was, after = {**was, "reviewed": True}, {**after, "reviewed": False}
    name = f"interview:{interview_id}"
    add_event(study_id, Event(now, actor, "revise-transcript", "interviews", name, was, after))
    hidden = find_hidden(place)
    n_moved, n_waiting = (len(find_seen(study_id, _standing(some), hidden)) for some in (moved, waiting))
    return Revised(before.version + 1, n_moved, n_waiting, is_to_review)


def _move_all(
    before: Kept[Transcript], transcript_id: int, transcript: Transcript
) -> tuple[list[Anchored], list[Anchored]]:
    """Move the excerpts whose place is beyond doubt; return them, and those that wait."""
    anchored = load_anchored(before.id)
    if not anchored:
        return [], []
    move = Move(before.value.text, transcript.text)
    places = [(one, move.move(Span(one.start, one.end))) for one in anchored]
    sure = [replace(one, start=place.start, end=place.end) for one, place in places if place is not None]
    move_excerpts(transcript_id, sure)
    return sure, [one for one, place in places if place is None]


def _standing(some: Iterable[Anchored]) -> frozenset[int]:
    return frozenset(one.id for one in some if not one.is_deleted)


def show_conflicts(actor: int, study_id: int) -> tuple[Conflict, ...]:
    """Return the excerpts that wait for a place, with where they may belong; those that are hidden are left out."""
    hidden = find_hidden(require(actor, study_id, Right.EDIT))
    versions: dict[int, Transcript] = {}
    moves: dict[int, Move] = {}
    found = []
    for excerpt, interview_id, old_id in list_conflicts(study_id):
        if hidden.hides(excerpt.value):
            continue
        if old_id not in versions:
            versions[old_id] = load_transcript_version(old_id).value
        if -interview_id not in versions:
            versions[-interview_id] = _current(interview_id).value
        old, new = versions[old_id], versions[-interview_id]
        if old_id not in moves:
            moves[old_id] = Move(old.text, new.text)
        found.append(_conflict(excerpt, interview_id, (old, new), moves[old_id]))
    return tuple(found)


def _conflict(excerpt: Kept[Excerpt], interview_id: int, texts: tuple[Transcript, Transcript], move: Move) -> Conflict:
    old, new = texts
    one = excerpt.value
    about = move.guess(Span(one.start, one.end))
    spans = [about, *find_again(new.text, one.quote)]
    tidy = [_trim(new.text, span) for span in spans]
    candidates = dict.fromkeys(span for span in tidy if span.end > span.start)
    turn = new.turn_at(about.start)
    return Conflict(
        excerpt.id,
        excerpt.version,
        interview_id,
        one.interview,
        one.code,
        one.coder,
        show_in_context(old, Span(one.start, one.end), WORDS_AROUND),
        new.turns.index(turn) if turn else 0,
        tuple(
            Candidate(span.start, span.end, show_in_context(new, span, WORDS_AROUND))
            for span in list(candidates)[:MOST_CANDIDATES]
        ),
    )


def _trim(text: str, span: Span) -> Span:
    words = text[span.start : span.end]
    return Span(span.start + len(words) - len(words.lstrip()), span.end - len(words) + len(words.rstrip()))


@dataclass(frozen=True, slots=True)
class Placing:
    """Where a person puts an excerpt: `[start, end)` of the current text, or the words that it is to cover."""

    excerpt_id: int
    version: int
    start: int | None = None
    end: int | None = None
    words: str = ""


@transaction.atomic
def place_conflict(actor: int, study_id: int, placing: Placing) -> None:
    """Put an excerpt that waits at its place in the current text.

    Raises
    ------
    RevisionError
        The place is none, the words stand nowhere or more than once, or the coder has marked it so already.
    ChangedMeanwhileError
        Somebody else has decided it since.
    """
    place = require(actor, study_id, Right.EDIT)
    excerpt, old_id, interview_id = _find_conflict(place, placing.excerpt_id)
    current = _current(interview_id)
    span = _choose(current.value.text, placing)
    before = {"transcript": old_id, "start": excerpt.value.start, "end": excerpt.value.end}
    quote = current.value.text[span.start : span.end]
    moved = replace(excerpt.value, start=span.start, end=span.end, quote=quote)
    try:
        with transaction.atomic():
            place_excerpt(Kept(excerpt.id, placing.version, moved), current.id)
    except IntegrityError as error:
        raise RevisionError(
            say("The same coder has marked that passage with the same code already. Drop this one instead.")
        ) from error
    after = {"transcript": current.id, "start": span.start, "end": span.end}
    name = f"excerpt:{excerpt.id}"
    add_event(study_id, Event(timezone.now(), actor, "place-excerpt", "interviews", name, before, after))


@transaction.atomic
def drop_conflict(actor: int, study_id: int, excerpt_id: int, version: int) -> None:
    """Delete an excerpt that has no place in the current text, so that it can be undone."""
    place = require(actor, study_id, Right.EDIT)
    excerpt, old_id, _ = _find_conflict(place, excerpt_id)
    delete_excerpt(Kept(excerpt.id, version, excerpt.value))
    before = {"transcript": old_id, "start": excerpt.value.start, "end": excerpt.value.end}
    event = Event(timezone.now(), actor, "drop-excerpt", "interviews", f"excerpt:{excerpt.id}", before)
    add_event(study_id, event)


def _find_conflict(place: Place, excerpt_id: int) -> tuple[Kept[Excerpt], int, int]:
    found = find_conflict(place.study_id, excerpt_id)
    if found is None or find_hidden(place).hides(found[0].value):
        raise NotThereError(say("This excerpt no longer waits for a place."))
    return found


def _choose(text: str, placing: Placing) -> Span:
    if placing.words.strip():
        places = find_again(text, placing.words)
        if len(places) != 1:
            raise RevisionError(
                say("Those words stand nowhere in the text, or more than once. Write more of them, just as they stand.")
            )
        return places[0]
    start, end = placing.start, placing.end
    if start is None or end is None or not 0 <= start < end <= len(text):
        raise RevisionError(say("Choose a place, or write the words that the excerpt is to cover."))
    return Span(start, end)
