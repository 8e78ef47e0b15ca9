"""Marking excerpts: with one code or several, changing what is said of one, moving its ends, deleting it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.utils import timezone

from samverkan.domain.coding.agreed import AGREED
from samverkan.domain.coding.excerpts import Excerpt, Status, Valence
from samverkan.domain.coding.passages import Span, cut_passage
from samverkan.domain.interviews.transcript import Transcript
from samverkan.domain.kept import ChangedMeanwhileError, Kept
from samverkan.domain.people import Right
from samverkan.domain.words import say
from samverkan.records.coding import (
    State,
    add_marks,
    find_marks,
    load_chosen,
    load_numbers,
    state_of,
    write_states,
)
from samverkan.records.interviews import load_transcript
from samverkan.workbench.coding.acting import Bench, Change, CodingError, name_coder, note, open_bench
from samverkan.workbench.coding.codebook import CodeWish, add_code

VALENCES = {"": "", **{one.value: one.value for one in Valence}}
STATUSES = {"": "", **{one.value: one.value for one in Status}}


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to say of an excerpt; None leaves a part as it is, '' takes it away."""

    code: str | None = None
    valence: str | None = None
    concerns: str | None = None
    status: str | None = None
    memo: str | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What an act on the board touched: the excerpts to show now, and the places whose text is to be made anew."""

    excerpts: tuple[int, ...]
    places: tuple[Span, ...]


@transaction.atomic
def mark_excerpt(actor: int, study_id: int, interview_id: int, span: Span, codes: tuple[str, ...]) -> Done:
    """Mark a passage of an interview with each of the codes.

    Parameters
    ----------
    span
        `[start, end)` in code points of the interview's text; white space at its ends is left out.
    codes
        Ids of codes.

    Raises
    ------
    NotThereError, NotAllowedError
        See `access.require`.
    CodingError
        No code is given, one is not in the codebook, or all of them stand there already.
    ExcerptError
        The passage falls outside the text or has no words.
    """
    return _mark(open_bench(actor, study_id, interview_id, Right.EDIT), span, codes)


@transaction.atomic
def mark_with_new_code(actor: int, study_id: int, interview_id: int, span: Span, wish: CodeWish) -> Done:
    """Add a code to the codebook and mark a passage with it, or neither; undoing the marking leaves the code.

    Raises
    ------
    CodebookLockedError
        The codebook is locked.
    CodingError, ExcerptError, NotThereError, NotAllowedError
        See `add_code` and `mark_excerpt`.
    """
    bench = open_bench(actor, study_id, interview_id, Right.EDIT)
    add_code(actor, study_id, wish)
    return _mark(bench, span, (wish.key,), {"new_code": wish.key})


def _mark(bench: Bench, span: Span, codes: tuple[str, ...], also: Mapping[str, str] = MappingProxyType({})) -> Done:
    study_id, interview_id = bench.line.study_id, bench.line.id
    bench = bench if bench.coder else replace(bench, coder=name_coder(bench.actor, bench.place))
    transcript = _open_text(interview_id)
    start, end = cut_passage(transcript.value.text, *span)
    known, _ = load_numbers(study_id)
    if not codes:
        raise CodingError(say("Choose a code first."))
    missing = [code for code in codes if code not in known]
    if missing:
        raise CodingError(say("The code {code} is not in the codebook. Load the page again.", code=missing[0]))
    there = find_marks(interview_id, start, end, bench.coder)
    wanted = [code for code in dict.fromkeys(codes) if not there.get(known[code][0], (0, False))[1]]
    if not wanted:
        raise CodingError(say("You have marked this passage with {code} already.", code=", ".join(codes)))
    columns = {
        "study_id": study_id,
        "interview_id": interview_id,
        "transcript_id": transcript.id,
        "start": start,
        "end": end,
        "quote": transcript.value.text[start:end],
        "coder": bench.coder,
        "marked_at": timezone.localtime().isoformat(timespec="seconds"),
    }
    made = add_marks({**columns, "code_id": known[one][0], "definition_number": known[one][1]} for one in wanted)
    about = {"interview": bench.line.key, "codes": wanted, "place": f"{start}-{end}", "coder": bench.coder, **also}
    before = tuple(state_of("excerpt", one, is_deleted=True) for one in made)
    after = tuple(state_of("excerpt", one, is_deleted=False) for one in made)
    note(bench.actor, study_id, Change("mark-excerpt", f"interview:{interview_id}", about, before, after))
    return Done(made, ((start, end),))


@transaction.atomic
def change_excerpt(actor: int, study_id: int, interview_id: int, seen: tuple[int, int], wish: Wish) -> Done:
    """Change what is said of an excerpt: its code, valence, the municipality concerned, status or memo.

    `seen` is the excerpt's number and the version that the actor saw.

    Raises
    ------
    ChangedMeanwhileError
        Somebody else has changed or deleted it since.
    CodingError
        It is another coder's, or a word or id is not known.
    """
    bench = open_bench(actor, study_id, interview_id, Right.EDIT)
    excerpt = _open_excerpt(bench, *seen)
    after = _columns_of(study_id, wish, excerpt.value)
    codes, municipalities = load_numbers(study_id)
    now: dict[str, Any] = {
        "code_id": codes[excerpt.value.code][0],
        "concerns_id": municipalities.get(excerpt.value.concerns),
        "valence": str(excerpt.value.valence or ""),
        "status": str(excerpt.value.status or ""),
        "memo": excerpt.value.memo,
    }
    before = {name: now[name] for name in after if name in now}
    changed = {name: value for name, value in after.items() if name not in before or before[name] != value}
    if not set(changed) - {"definition_number"}:
        return Done((excerpt.id,), ((excerpt.value.start, excerpt.value.end),))
    _change(
        bench,
        "change-excerpt",
        excerpt,
        state_of("excerpt", excerpt.id, **{name: before[name] for name in changed if name in before}),
        state_of("excerpt", excerpt.id, **changed),
    )
    return Done((excerpt.id,), ((excerpt.value.start, excerpt.value.end),))


def _columns_of(study_id: int, wish: Wish, excerpt: Excerpt) -> dict[str, Any]:
    codes, municipalities = load_numbers(study_id)
    found: dict[str, Any] = {}
    try:
        if wish.code is not None and wish.code != excerpt.code:
            found["code_id"], found["definition_number"] = codes[wish.code]
        if wish.valence is not None:
            found["valence"] = VALENCES[wish.valence]
        if wish.status is not None:
            found["status"] = STATUSES[wish.status]
        if wish.concerns is not None:
            found["concerns_id"] = municipalities[wish.concerns] if wish.concerns else None
    except KeyError as error:
        raise CodingError(say("{word} is not known here. Load the page again.", word=str(error.args[0]))) from error
    if wish.memo is not None:
        found["memo"] = wish.memo.replace("\r\n", "\n").strip()
    return found


@transaction.atomic
def move_excerpt(actor: int, study_id: int, interview_id: int, seen: tuple[int, int], span: Span) -> Done:
    """Give an excerpt other ends: a new excerpt takes its place, with all that was said of the old one.

    Raises as `mark_excerpt` and `change_excerpt`.
    """
    bench = open_bench(actor, study_id, interview_id, Right.EDIT)
    old = _open_excerpt(bench, *seen)
    transcript = _open_text(interview_id)
    start, end = cut_passage(transcript.value.text, *span)
    codes, municipalities = load_numbers(study_id)
    code, definition = codes[old.value.code]
    there = find_marks(interview_id, start, end, old.value.coder)
    if there.get(code, (0, False))[1]:
        raise CodingError(say("You have marked this passage with {code} already.", code=old.value.code))
    columns = {
        "study_id": study_id,
        "interview_id": interview_id,
        "transcript_id": transcript.id,
        "code_id": code,
        "definition_number": definition,
        "concerns_id": municipalities.get(old.value.concerns),
        "start": start,
        "end": end,
        "quote": transcript.value.text[start:end],
        "coder": old.value.coder,
        "valence": str(old.value.valence or ""),
        "status": str(old.value.status or ""),
        "memo": old.value.memo,
        "marked_at": timezone.localtime().isoformat(timespec="seconds"),
        "extra": [list(pair) for pair in old.value.extra],
    }
    made = add_marks([columns])
    write_states([state_of("excerpt", old.id, is_deleted=True)])
    before = (state_of("excerpt", old.id, is_deleted=False), state_of("excerpt", made[0], is_deleted=True))
    after = (state_of("excerpt", old.id, is_deleted=True), state_of("excerpt", made[0], is_deleted=False))
    about = {**_about(bench, old.value), "to": f"{start}-{end}"}
    note(actor, study_id, Change("move-excerpt", f"interview:{interview_id}", about, before, after))
    return Done(made, ((old.value.start, old.value.end), (start, end)))


@transaction.atomic
def delete_excerpt(actor: int, study_id: int, interview_id: int, seen: tuple[int, int]) -> Done:
    """Delete an excerpt, so that it can be undone; raises as `change_excerpt`."""
    bench = open_bench(actor, study_id, interview_id, Right.EDIT)
    excerpt = _open_excerpt(bench, *seen)
    before, after = (state_of("excerpt", excerpt.id, is_deleted=one) for one in (False, True))
    _change(bench, "delete-excerpt", excerpt, before, after)
    return Done((), ((excerpt.value.start, excerpt.value.end),))


def _open_text(interview_id: int) -> Kept[Transcript]:
    transcript = load_transcript(interview_id)
    if transcript is None:
        raise CodingError(say("The interview has no transcript yet. Import its text first."))
    return transcript


def _open_excerpt(bench: Bench, number: int, version: int) -> Kept[Excerpt]:
    excerpt = next(iter(load_chosen(bench.line.id, [number])), None)
    if excerpt is None:
        raise ChangedMeanwhileError(None)
    if excerpt.value.coder == AGREED:
        raise CodingError(say("This is the agreed coding. Change it where the interview's differences are settled."))
    if excerpt.value.coder != bench.coder and (bench.hides_others or not bench.place.allows(Right.OWN)):
        raise CodingError(say("This is another coder's excerpt. Mark the passage yourself, or write a memo on yours."))
    if excerpt.version != version:
        raise ChangedMeanwhileError(excerpt)
    return excerpt


def _change(bench: Bench, act: str, excerpt: Kept[Excerpt], before: State, after: State) -> None:
    write_states([after])
    change = Change(act, f"interview:{bench.line.id}", _about(bench, excerpt.value), (before,), (after,))
    note(bench.actor, bench.line.study_id, change)


def _about(bench: Bench, excerpt: Excerpt) -> dict[str, Any]:
    place = f"{excerpt.start}-{excerpt.end}"
    return {"interview": bench.line.key, "codes": [excerpt.code], "place": place, "coder": excerpt.coder}
