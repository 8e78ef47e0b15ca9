"""Reviewing an upload: each form that may point at somebody is decided by a person, then the interview is taken in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.history import Event
from samverkan.domain.interviews.mentions import Kind, Span, Verdict, find_forms, one_line
from samverkan.domain.interviews.proposals import Decision, Proposal, clean_replacement
from samverkan.domain.interviews.pseudonyms import without_brackets
from samverkan.domain.interviews.review import Context, Review, show_in_context
from samverkan.domain.interviews.transcript import Transcript, normalise
from samverkan.domain.kept import ChangedMeanwhileError, Kept
from samverkan.domain.people import Right
from samverkan.domain.words import say
from samverkan.files.upload_store import Form, Reading, UploadFolder, open_upload
from samverkan.records.history import add_event
from samverkan.records.interviews import (
    Decided,
    UploadState,
    add_proposal,
    change_proposal,
    find_upload,
    load_proposals,
    load_uploads,
    next_number,
)
from samverkan.workbench.access import NotThereError, require
from samverkan.workbench.interviews.proposing import keep_apart, propose_for, remember

CONTEXTS: Final = 5


class ReviewError(WorkbenchError):
    """A decision, or the interview that an upload is to become, cannot stand like this."""


@dataclass(frozen=True, slots=True)
class Item:
    """A form in the review: what is proposed or decided for it, by whom, in which version of the decision."""

    number: int
    version: int
    form: str
    kind: Kind
    verdict: Verdict
    replacement: str
    count: int
    is_decided: bool
    is_remembered: bool

    @property
    def is_kept(self) -> bool:
        """Whether the form stays as it is."""
        return self.verdict is Verdict.KEEP

    @property
    def is_replaced(self) -> bool:
        """Whether it is decided that the pseudonym stands in the place of the form."""
        return self.is_decided and not self.is_kept


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a turn as it will stand; `item` is the number of the form that it is, None between forms."""

    text: str
    item: int | None = None
    is_replaced: bool = False


@dataclass(frozen=True, slots=True)
class ReviewTurn:
    """A turn and its speaker, with the forms in them marked: the pseudonym of each that is decided to be replaced."""

    speaker: tuple[Piece, ...]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """A review as a page shows it: every form, the one at hand in its contexts, and how far one has come."""

    upload_id: int
    name: str
    items: tuple[Item, ...]
    at: Item | None
    contexts: tuple[Context, ...]
    turns: tuple[ReviewTurn, ...]
    spoken: int = 0

    @property
    def decided(self) -> int:
        """How many forms are decided."""
        return sum(one.is_decided for one in self.items)

    @property
    def is_done(self) -> bool:
        """Whether every form is decided."""
        return self.decided == len(self.items)

    @property
    def before(self) -> int | None:
        """The number of the form before the one at hand."""
        return None if self.at is None or self.at.number == 0 else self.at.number - 1

    @property
    def after(self) -> int | None:
        """The number of the form after the one at hand."""
        return None if self.at is None or self.at.number + 1 >= len(self.items) else self.at.number + 1

    @property
    def more(self) -> int:
        """In how many more places the form at hand stands than are shown."""
        return 0 if self.at is None else max(0, self.at.count - self.spoken - len(self.contexts))


@dataclass(frozen=True, slots=True)
class Choice:
    """A person's decision for the form with this number, seen in this version; '' takes what was proposed."""

    number: int
    version: int
    verdict: Verdict
    replacement: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """An upload under review with all that belongs to it."""

    upload_id: int
    folder: UploadFolder
    reading: Reading
    decided: tuple[Kept[Decided], ...]

    @property
    def forms(self) -> tuple[Form, ...]:
        """The forms by their numbers."""
        return self.reading.forms

    def decision(self, one: Decided) -> Decision:
        """Return what is decided for a form, with the form itself."""
        words = one.replacement if one.verdict is Verdict.ACCEPT else ""
        return Decision(self.forms[one.number].original, one.kind, one.verdict, words)


def show_review(actor: int, study_id: int, upload_id: int, at: int | None = None) -> ReviewPage:
    """Return the review of an upload at the form with the number `at`, or at the first one that is open.

    Raises
    ------
    NotThereError
        No such upload waits for a review.
    """
    require(actor, study_id, Right.EDIT)
    opened = open_review(study_id, upload_id)
    text = opened.reading.transcript.text
    found = find_forms(text, [one.original for one in opened.forms])
    items = tuple(_item(opened, kept) for kept in opened.decided)
    number = _first_open(items) if at is None else at
    current = items[number] if number is not None and 0 <= number < len(items) else None
    contexts: tuple[Context, ...] = ()
    if current is not None:
        current = replace(current, replacement=_suggest(opened, current))
        spans = found[current.form][:CONTEXTS]
        contexts = tuple(show_in_context(opened.reading.transcript, span) for span in spans)
    turns = _mark(opened.reading.transcript, items, found)
    speakers = [one_line(turn.speaker) for turn in opened.reading.transcript.turns]
    spoken = speakers.count(current.form) if current is not None else 0
    return ReviewPage(upload_id, opened.folder.name, items, current, contexts, turns, spoken)


def open_review(study_id: int, upload_id: int) -> Opened:
    """Return an upload that waits for a review; NotThereError when it does not."""
    kept = find_upload(study_id, upload_id)
    if kept is None or kept.value.state != UploadState.WAITING.value:
        raise NotThereError(say("No such upload waits for a review: it has been taken in, or somebody discarded it."))
    folder = open_upload(settings.SAMVERKAN_HOME, kept.value.token)
    return Opened(upload_id, folder, folder.load_reading(), load_proposals(upload_id))


def _item(opened: Opened, kept: Kept[Decided]) -> Item:
    one = kept.value
    return Item(
        one.number,
        kept.version,
        opened.forms[one.number].original,
        one.kind,
        one.verdict,
        one.replacement,
        one.count,
        one.is_decided,
        one.is_decided and one.decided_by is None,
    )


def _first_open(items: Sequence[Item], after: int = -1) -> int | None:
    later = [one.number for one in items if not one.is_decided and one.number > after]
    return next(iter(later or [one.number for one in items if not one.is_decided]), None)


def _suggest(opened: Opened, item: Item) -> str:
    """Return the pseudonym to suggest: it follows what was decided for the name that it was shared with."""
    if item.is_decided and item.replacement:
        return item.replacement
    proposals = tuple(_proposal(form, kept.value) for form, kept in zip(opened.forms, opened.decided, strict=True))
    decisions = tuple(opened.decision(kept.value) if kept.value.is_decided else None for kept in opened.decided)
    return Review(proposals, decisions, item.number).proposal.replacement


def _proposal(form: Form, one: Decided) -> Proposal:
    return Proposal(form.original, one.kind, (), form.proposed, one.verdict, one.count, False, form.alike)


def _mark(transcript: Transcript, items: Sequence[Item], found: dict[str, tuple[Span, ...]]) -> tuple[ReviewTurn, ...]:
    marked = _in_order(items, found)
    turns = []
    for turn in transcript.turns:
        whole = Span(turn.start, turn.end)
        within = [(span, one) for span, one in marked if turn.start <= span.start and span.end <= turn.end]
        turns.append(ReviewTurn(_mark_speaker(turn.speaker, items), _cut(transcript.text, whole, within)))
    return tuple(turns)


def _in_order(items: Iterable[Item], found: Mapping[str, tuple[Span, ...]]) -> list[tuple[Span, Item]]:
    marked = [(span, one) for one in items for span in found[one.form]]
    return sorted(marked, key=lambda pair: (pair[0].start, pair[0].end))


def _cut(text: str, whole: Span, marked: Iterable[tuple[Span, Item]]) -> tuple[Piece, ...]:
    pieces, done = [], whole.start
    for span, one in marked:
        words = one.replacement if one.is_replaced else text[span.start : span.end]
        pieces += [Piece(text[done : span.start]), Piece(words, one.number, one.is_replaced)]
        done = span.end
    return tuple(one for one in (*pieces, Piece(text[done : whole.end])) if one.text)


def _mark_speaker(speaker: str, items: Sequence[Item]) -> tuple[Piece, ...]:
    """Return a speaker in pieces, pseudonyms without brackets as they will stand."""
    name = one_line(speaker)
    named = [one for one in items if one.form == name]
    whole = Span(0, len(speaker))
    found = {name: (whole,)} if named else find_forms(speaker, [one.form for one in items])
    pieces = _cut(speaker, whole, _in_order(named or items, found))
    return tuple(replace(one, text=without_brackets(one.text)) if one.is_replaced else one for one in pieces)


@transaction.atomic
def decide_form(actor: int, study_id: int, upload_id: int, choice: Choice) -> int | None:
    """Keep a person's decision for a form, here and in the other uploads that wait; return the next open number.

    The key is written before the decision counts, so what is replaced in a transcript can always be told.

    Raises
    ------
    ReplacementError
        The pseudonym is empty, holds brackets, or holds what it is to replace.
    ChangedMeanwhileError
        Somebody else has decided the form since it was shown.
    """
    require(actor, study_id, Right.EDIT)
    with keep_apart(study_id):
        opened = open_review(study_id, upload_id)
        kept = _kept_at(opened, choice.number)
        if kept.version != choice.version:
            raise ChangedMeanwhileError(kept)
        item = _item(opened, kept)
        words = choice.replacement or _suggest(opened, item)
        _decide(actor, study_id, opened, {kept.value.number: (choice.verdict, words)})
        items = [_item(opened, one) for one in load_proposals(upload_id)]
    return _first_open(items, choice.number)


def _kept_at(opened: Opened, number: int) -> Kept[Decided]:
    if not 0 <= number < len(opened.decided):
        raise NotThereError(say("There is no such name in this upload."))
    return opened.decided[number]


@transaction.atomic
def decide_rest(actor: int, study_id: int, upload_id: int) -> int:
    """Decide every form that is still open as it is proposed; return how many there were."""
    require(actor, study_id, Right.EDIT)
    with keep_apart(study_id):
        opened = open_review(study_id, upload_id)
        items = [_item(opened, one) for one in opened.decided]
        chosen = {one.number: (one.verdict, _suggest(opened, one)) for one in items if not one.is_decided}
        if chosen:
            _decide(actor, study_id, opened, chosen)
    return len(chosen)


def _decide(actor: int, study_id: int, opened: Opened, chosen: dict[int, tuple[Verdict, str]]) -> None:
    now = timezone.now()
    decisions, changes = [], []
    for number, (verdict, words) in chosen.items():
        form = opened.forms[number].original
        clean = clean_replacement(words, form) if verdict is Verdict.ACCEPT else ""
        kept = opened.decided[number]
        after = replace(
            kept.value, verdict=verdict, replacement=clean, is_decided=True, decided_by=actor, decided_at=now
        )
        change_proposal(Kept(kept.id, kept.version, after))
        decisions.append(opened.decision(after))
        changes.append({"number": number, "verdict": verdict.value, "replacement": clean})
    _spread(study_id, opened.upload_id, decisions)
    event = Event(now, actor, "decide-names", "interviews", f"upload:{opened.upload_id}", after={"decided": changes})
    add_event(study_id, event)
    remember(study_id, decisions)


def _spread(study_id: int, upload_id: int, decisions: Iterable[Decision]) -> None:
    """Decide the same forms where they are still open in the other uploads that wait."""
    by_form = {one.original: one for one in decisions}
    for upload in load_uploads(study_id, [UploadState.WAITING]):
        if upload.id == upload_id:
            continue
        other = open_review(study_id, upload.id)
        for kept in other.decided:
            decision = by_form.get(other.forms[kept.value.number].original)
            if decision is None or kept.value.is_decided:
                continue
            after = replace(
                kept.value,
                verdict=decision.verdict,
                replacement=decision.replacement,
                is_decided=True,
                decided_at=timezone.now(),
            )
            change_proposal(Kept(kept.id, kept.version, after))


@transaction.atomic
def mark_missed(actor: int, study_id: int, upload_id: int, words: str) -> int:
    """Propose a pseudonym for a name that was missed, and return its number; it is decided like the others.

    Raises
    ------
    ReviewError
        The words stand nowhere in the file, or are proposed already.
    """
    require(actor, study_id, Right.EDIT)
    form = one_line(normalise(words))
    with keep_apart(study_id):
        opened = open_review(study_id, upload_id)
        if any(one.original == form for one in opened.forms):
            raise ReviewError(say("That name is among the proposals already."))
        proposals, forms = propose_for(study_id, upload_id, opened.reading.transcript, (form,))
        place = next((number for number, one in enumerate(forms) if one.original == form), None)
        if not form or place is None:
            raise ReviewError(say("Those words do not stand in the file as whole words. Mark them in the text."))
        number = next_number(upload_id)
        new = replace(proposals[place], number=number, verdict=Verdict.ACCEPT, is_decided=False, decided_at=None)
        opened.folder.keep_forms((*opened.forms[:number], forms[place]))
        add_proposal(study_id, new)
        event = Event(timezone.now(), actor, "mark-name", "interviews", f"upload:{upload_id}", after={"number": number})
        add_event(study_id, event)
    return number
