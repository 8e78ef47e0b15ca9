"""Undo and redo: the way back along one's own acts, read from the history, each step an event of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from samverkan.domain.coding.passages import Span
from samverkan.domain.coding.undoing import Way, find_step
from samverkan.domain.history import Event, without_aspect
from samverkan.domain.kept import ChangedMeanwhileError, Kept
from samverkan.domain.people import Right
from samverkan.domain.words import Text, say
from samverkan.records.coding import (
    GONE,
    State,
    count_excerpts_of_code,
    has_scores,
    load_chosen,
    places_of,
    read_states,
    write_states,
)
from samverkan.records.history import load_own_events
from samverkan.workbench.access import require
from samverkan.workbench.coding.acting import ROOM, Change, CodingError, note

REACH = 400
"""How many of one's own events back undo reaches."""

MOST_PLACES = 100

WORDS = {
    "mark-excerpt": say("marking"),
    "change-excerpt": say("a change to an excerpt"),
    "move-excerpt": say("moving an excerpt's ends"),
    "delete-excerpt": say("deleting an excerpt"),
    "add-code": say("adding a code"),
    "change-code": say("a change to a code"),
    "move-code": say("moving a code"),
    "delete-code": say("deleting a code"),
    "merge-codes": say("merging codes"),
    "split-code": say("splitting a code"),
    "confirm-excerpts": say("looking at excerpts again"),
    "score-informant": say("a score"),
    "settle-difference": say("settling a difference"),
    "settle-score": say("settling a score"),
    "let-agreed-count": say("letting the agreed coding count"),
    "withdraw-agreed": say("withdrawing the agreed coding"),
}


class UndoRefusedError(ChangedMeanwhileError):
    """What an act left has been changed by somebody else since, so it cannot be taken back."""

    def __init__(self, current: Kept[Any] | None) -> None:
        super().__init__(current)
        self.text = say("Somebody else has changed this since, so it cannot be undone. Nothing was changed.")
        self.args = (str(self.text),)


@dataclass(frozen=True, slots=True)
class Undone:
    """What was undone or done again: in words, the excerpts that it concerned, and where they are."""

    words: Text
    excerpts: tuple[int, ...]
    places: tuple[Span, ...]


@transaction.atomic
def take_step(actor: int, study_id: int, way: Way, subject: str) -> Undone:
    """Undo the actor's last act on a subject, or do again what was undone last.

    Parameters
    ----------
    subject
        The object of the events: `interview:12`, `interview:12:settling`, `codebook` or `scores`.

    Raises
    ------
    CodingError
        There is nothing to undo or to do again.
    UndoRefusedError
        Somebody else has changed the same since.
    """
    require(actor, study_id, Right.EDIT)
    newest_first = load_own_events(study_id, actor, ROOM, limit=REACH)
    step = find_step([one for one in reversed(newest_first) if one.value.object == subject], way)
    if step is None:
        words = {Way.UNDO: say("There is nothing to undo."), Way.REDO: say("There is nothing to do again.")}
        raise CodingError(words[way])
    event = step.value
    # Rows that one's own later steps made again carry other versions, so it is the columns that are compared.
    left, wanted = _rows(event, "after"), _rows(event, "before")
    _check(event, left)
    try:
        with transaction.atomic():
            write_states(wanted)
            _require_unused(wanted)
    except IntegrityError as error:
        raise UndoRefusedError(None) from error
    about = {**(event.before or {}).get("about", {}), "act": _first_act(event), "step": step.id}
    note(actor, study_id, Change(way.value, subject, about, left, wanted))
    name = _name(event)
    words_done = say("Undone: {act}.", act=name) if way is Way.UNDO else say("Done again: {act}.", act=name)
    numbers = tuple(one["id"] for one in wanted if one["table"] == "excerpt")
    return Undone(words_done, numbers, places_of(numbers[:MOST_PLACES]))


def _first_act(event: Event) -> str:
    act = (event.before or {}).get("about", {}).get("act", event.act)
    return str(act)


def _name(event: Event) -> Text:
    """Return what an act is called here, and what of it a step does not touch."""
    new = (event.after or {}).get("about", {}).get("new_code", "")
    return say("marking; the new code {code} stays in the codebook", code=new) if new else WORDS[_first_act(event)]


def _require_unused(states: Sequence[State]) -> None:
    """Raise CodingError when one of these codes is deleted now, and something stands on it."""
    for one in states:
        if one["table"] != "code" or not one.get("is_deleted"):
            continue
        if count_excerpts_of_code(one["id"]) or has_scores(one["id"]):
            raise CodingError(say("The code has excerpts or scores by now, so it stays. Merge it into another code."))


def _rows(event: Event, when: str) -> tuple[State, ...]:
    content = event.before if when == "before" else event.after
    return tuple((content or {}).get("rows", ()))


def _check(event: Event, left: Sequence[State]) -> None:
    now = read_states(left)
    for one in left:
        columns = now.get((one["table"], one["id"]))
        if one.get(GONE):
            is_same = columns is None
        else:
            is_same = columns is not None and all(one.get(name) == value for name, value in columns.items())
        if not is_same:
            raise UndoRefusedError(_now_there(event, one))


def _now_there(event: Event, state: State) -> Kept[Any] | None:
    kind, _, key = without_aspect(event.object).partition(":")
    if state["table"] != "excerpt" or kind != "interview":
        return None
    return next(iter(load_chosen(int(key), [state["id"]])), None)
