"""The coding board: the turns of an interview with the excerpts over them, and what has changed since one looked."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from samverkan.domain.coding.agreed import AGREED
from samverkan.domain.coding.excerpts import Excerpt
from samverkan.domain.coding.passages import Part, Span, cut_segments, find_parts, stack_lanes
from samverkan.domain.interviews.language import language_of
from samverkan.domain.interviews.transcript import Transcript, Turn
from samverkan.domain.kept import Kept
from samverkan.domain.people import Right
from samverkan.domain.study import Municipality
from samverkan.domain.trace import fingerprint
from samverkan.records.coding import (
    Stamp,
    find_neighbours,
    hide_other_coders,
    is_codebook_locked,
    load_chosen,
    load_excerpts_between,
    load_excerpts_of_interview,
    name_people,
    places_changed_since,
    stamp_excerpts,
)
from samverkan.records.interviews import load_text
from samverkan.records.study import load_municipalities
from samverkan.workbench.coding.acting import Bench, Change, note, open_bench
from samverkan.workbench.coding.ordered import BoardCode, show_codes
from samverkan.workbench.coding.sight import WHOLE, Sight

OVERLAP = timedelta(seconds=10)
"""Two who write at the same time may finish in another order than their clocks say; we look back this much further."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An excerpt on the board. `may_change` says whether who looks may change it; `place` names whom it concerns."""

    id: int
    version: int
    code: BoardCode
    value: Excerpt
    is_own: bool
    may_change: bool
    place: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a turn's text with the excerpts over it, each on its lane; `opens` are those that begin here."""

    text: str
    start: int
    marks: tuple[tuple[int, Mark], ...]
    opens: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class BoardTurn:
    """One turn, or a part of a long one that continues: its text in pieces, and its excerpts; `begins` are the numbers
    of those that begin in it. `print` changes whenever anything in it does; `role` says who speaks, where the
    speaker is an id."""

    number: int
    turn: Turn
    continues: bool
    begins: frozenset[int]
    pieces: tuple[Piece, ...]
    marks: tuple[Mark, ...]
    print: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Board:
    """An interview with everything that the coding board shows."""

    interview_id: int
    key: str
    language: str
    people: tuple[str, ...]
    date: str
    coder: str
    others: tuple[str, ...]
    may_edit: bool
    may_add_codes: bool
    is_double: bool
    is_double_everywhere: bool
    hides_others: bool
    turns: tuple[BoardTurn, ...]
    n_excerpts: int
    n_own: int
    codes: tuple[BoardCode, ...]
    municipalities: tuple[Municipality, ...]
    before: tuple[int, str] | None
    after: tuple[int, str] | None
    tag: str
    seen: str


@dataclass(frozen=True, slots=True)
class Fresh:
    """What is new on a board: turns to be shown anew, and the tag and time by which to ask next."""

    language: str
    turns: tuple[BoardTurn, ...]
    hides_others: bool
    tag: str
    seen: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be shown after an act: the turns at these places (all for None), and these excerpts."""

    places: Collection[Span] | None
    excerpts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an act has left: turns to be shown anew, the excerpts it concerned, and whom they may concern."""

    language: str
    turns: tuple[BoardTurn, ...]
    marks: tuple[Mark, ...]
    municipalities: tuple[Municipality, ...]


def show_board(actor: int, study_id: int, interview_id: int, sight: Sight = WHOLE) -> Board:
    """Return the coding board of an interview.

    The number of queries is fixed, whatever the interview holds.

    Raises
    ------
    NotThereError, NotAllowedError
        See `access.require`.
    """
    bench = open_bench(actor, study_id, interview_id)
    stamp = stamp_excerpts(interview_id)
    codes = show_codes(study_id)
    municipalities = load_municipalities(study_id)
    marks = _marks(bench, codes, load_excerpts_of_interview(interview_id), sight, municipalities)
    people = name_people(interview_id)
    before, after = find_neighbours(study_id, interview_id)
    transcript = load_text(interview_id)
    return Board(
        interview_id=interview_id,
        key=bench.line.key,
        language=_language(bench, transcript),
        people=tuple(people.values()),
        date=bench.line.date,
        coder=bench.coder,
        others=tuple(sorted({one.value.coder for one in marks if not one.is_own})),
        may_edit=bench.may_edit,
        may_add_codes=bench.may_edit and not is_codebook_locked(study_id),
        is_double=bench.line.hides_other_coders,
        is_double_everywhere=bench.line.is_everywhere,
        hides_others=bench.hides_others,
        turns=_lay_out(transcript, marks, people),
        n_excerpts=len(marks),
        n_own=sum(one.is_own for one in marks),
        codes=tuple(codes.values()),
        municipalities=municipalities,
        before=before,
        after=after,
        tag=_tag(bench, stamp, sight),
        seen=_time(stamp),
    )


def find_tag(actor: int, study_id: int, interview_id: int, sight: Sight) -> str:
    """Return the tag of a board as it is now, without reading it; raises as `show_board`."""
    return _tag(open_bench(actor, study_id, interview_id), stamp_excerpts(interview_id), sight)


def show_changes(actor: int, study_id: int, interview_id: int, seen: str, sight: Sight) -> Fresh:
    """Return the turns in which anything has changed since `seen`, the time of the board; raises as `show_board`."""
    bench = open_bench(actor, study_id, interview_id)
    stamp = stamp_excerpts(interview_id)
    places: tuple[Span, ...] | None = None
    if seen:
        places = places_changed_since(interview_id, datetime.fromisoformat(seen) - OVERLAP)
    outcome = _show(bench, Wanted(places), sight)
    return Fresh(outcome.language, outcome.turns, bench.hides_others, _tag(bench, stamp, sight), _time(stamp))


def show_outcome(actor: int, study_id: int, interview_id: int, wanted: Wanted, sight: Sight) -> Outcome:
    """Return what an act has left, in one reading: the turns at its places and the excerpts to show beside them.

    Only the excerpts over these turns are read. Raises as `show_board`.
    """
    return _show(open_bench(actor, study_id, interview_id), wanted, sight)


def _show(bench: Bench, wanted: Wanted, sight: Sight) -> Outcome:
    study_id, interview_id = bench.line.study_id, bench.line.id
    codes, municipalities = show_codes(study_id), load_municipalities(study_id)
    transcript = load_text(interview_id)
    found = _load_over(interview_id, find_parts(transcript), wanted.places)
    marks = _marks(bench, codes, found, sight, municipalities)
    turns = _lay_out(transcript, marks, name_people(interview_id), wanted.places)
    there = {one.id: one for one in _marks(bench, codes, found, WHOLE, municipalities)}
    chosen = tuple(there[number] for number in wanted.excerpts if number in there)
    return Outcome(_language(bench, transcript), turns, chosen, municipalities if chosen else ())


def _load_over(interview_id: int, parts: Sequence[Part], places: Collection[Span] | None) -> tuple[Kept[Excerpt], ...]:
    if places is None:
        return load_excerpts_of_interview(interview_id)
    turns = (one.turn for one in parts)
    touched = [turn for turn in turns if any(turn.start < end and start < turn.end for start, end in places)]
    if not touched:
        return ()
    return load_excerpts_between(interview_id, touched[0].start, touched[-1].end)


def show_marks(actor: int, study_id: int, interview_id: int, numbers: Iterable[int]) -> tuple[Mark, ...]:
    """Return these excerpts of an interview, without those that are hidden; raises as `show_board`."""
    bench = open_bench(actor, study_id, interview_id)
    chosen = load_chosen(interview_id, numbers)
    return _marks(bench, show_codes(study_id), chosen, WHOLE, load_municipalities(study_id))


@transaction.atomic
def start_double_coding(actor: int, study_id: int, interview_id: int, *, is_on: bool) -> None:
    """Hide coders from each other in an interview while two code it, or show them again; raises as `show_board`."""
    bench = open_bench(actor, study_id, interview_id, Right.OWN)
    hide_other_coders(interview_id, is_hidden=is_on)
    act = "start-double-coding" if is_on else "end-double-coding"
    note(actor, study_id, Change(act, f"interview:{interview_id}:double", {"interview": bench.line.key}, (), ()))


def list_municipalities(study_id: int) -> tuple[Municipality, ...]:
    """Return the municipalities of the study, in their order; the first nine have a key on the board."""
    return load_municipalities(study_id)


def _language(bench: Bench, transcript: Transcript) -> str:
    return language_of(bench.line.language, transcript.text, bench.place.language)


def _marks(
    bench: Bench,
    codes: Mapping[str, BoardCode],
    excerpts: Sequence[Kept[Excerpt]],
    sight: Sight,
    municipalities: Iterable[Municipality],
) -> tuple[Mark, ...]:
    names = {one.id: one.name or one.id for one in municipalities}
    owns, shown = bench.place.allows(Right.OWN), sight.among(one.value for one in codes.values())
    found = []
    for one in excerpts:
        is_own = bool(bench.coder) and one.value.coder == bench.coder
        if (is_own or (sight.shows_others and not bench.hides_others)) and one.value.code in shown:
            may_change = bench.may_edit and (is_own or owns) and one.value.coder != AGREED
            place = names.get(one.value.concerns, one.value.concerns)
            found.append(Mark(one.id, one.version, codes[one.value.code], one.value, is_own, may_change, place))
    return tuple(found)


def _lay_out(
    transcript: Transcript, marks: Sequence[Mark], people: Mapping[str, str], places: Collection[Span] | None = None
) -> tuple[BoardTurn, ...]:
    parts = find_parts(transcript)
    starts, ends = [one.turn.start for one in parts], [one.turn.end for one in parts]

    def numbers(start: int, end: int) -> range:
        return range(bisect_right(ends, start), bisect_left(starts, end))

    by_turn: dict[int, list[Mark]] = defaultdict(list)
    begins: dict[int, list[int]] = defaultdict(list)
    for one in marks:
        there = numbers(one.value.start, one.value.end)
        for number in there:
            by_turn[number].append(one)
        if there:
            begins[there[0]].append(one.id)
    wanted: Iterable[int] = range(len(parts))
    if places is not None:
        wanted = sorted({number for place in places for number in numbers(*place)})
    return tuple(
        _lay_out_turn(
            Laid(number, parts[number], frozenset(begins[number]), _role(parts[number].turn.speaker, people)),
            transcript.text,
            by_turn[number],
        )
        for number in wanted
    )


def _role(speaker: str, people: Mapping[str, str]) -> str:
    """Return who an id that speaks is; '' for a speaker that says so itself."""
    label = people.get(speaker, "")
    return "" if label == speaker else label


@dataclass(frozen=True, slots=True)
class Laid:
    """Where a turn lies: its number on the board, the part of the text, what begins in it, and who an id is."""

    number: int
    part: Part
    begins: frozenset[int]
    role: str


def _lay_out_turn(laid: Laid, text: str, marks: Sequence[Mark]) -> BoardTurn:
    turn = laid.part.turn
    spans = [(one.value.start, one.value.end) for one in marks]
    on_lane = list(zip(stack_lanes(spans), marks, strict=True))
    opens: dict[int, list[Mark]] = defaultdict(list)
    for mark, (start, _) in zip(marks, spans, strict=True):
        opens[max(start, turn.start)].append(mark)
    pieces = [
        Piece(
            text[one.start : one.end],
            one.start,
            tuple([on_lane[place] for place in one.over]),
            tuple(opens.get(one.start, ())),
        )
        for one in cut_segments(turn.start, turn.end, spans)
    ]
    seal = fingerprint(repr([(one.id, one.version) for one in marks]).encode())[:12]
    return BoardTurn(laid.number, turn, laid.part.continues, laid.begins, tuple(pieces), tuple(marks), seal, laid.role)


def _tag(bench: Bench, stamp: Stamp, sight: Sight) -> str:
    parts: tuple[Any, ...] = (
        bench.line.id,
        bench.coder,
        bench.hides_others,
        bench.place.role.value,
        sight,
        stamp.count,
        stamp.versions,
        _time(stamp),
    )
    return fingerprint(repr(parts).encode())[:20]


def _time(stamp: Stamp) -> str:
    return stamp.newest.isoformat() if stamp.newest else ""
