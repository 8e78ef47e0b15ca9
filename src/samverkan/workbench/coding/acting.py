"""What every act of coding does: find out who codes, where, and write what was changed into the history."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from samverkan.domain.coding.agreed import AGREED
from samverkan.domain.errors import WorkbenchError
from samverkan.domain.history import Event
from samverkan.domain.people import Right
from samverkan.domain.words import say
from samverkan.records.coding import BoardLine, State, find_board_line, list_coders, number_interviews
from samverkan.records.history import add_event
from samverkan.records.people import load_account
from samverkan.records.study import add_participant, load_participants
from samverkan.workbench.access import NotThereError, Place, require

ROOM = "coding"


class CodingError(WorkbenchError):
    """Something that cannot be coded like this."""


@dataclass(frozen=True, slots=True)
class Bench:
    """Where somebody codes: the study as they see it, the interview, and the name under which they code."""

    actor: int
    place: Place
    line: BoardLine
    coder: str

    @property
    def may_edit(self) -> bool:
        """Whether the role codes."""
        return self.place.allows(Right.EDIT)

    @property
    def hides_others(self) -> bool:
        """Whether a coder must not see others' work here; who only reads takes no part in a double coding."""
        return self.line.hides_other_coders and self.may_edit


@dataclass(frozen=True, slots=True)
class Change:
    """What an act changed: about what it was, in words of the study, and the rows before and after."""

    act: str
    object: str
    about: Mapping[str, Any]
    before: tuple[State, ...]
    after: tuple[State, ...]


def open_bench(actor: int, study_id: int, interview_id: int, right: Right = Right.READ) -> Bench:
    """Return where the actor codes; NotThereError when the interview is not in the study."""
    place = require(actor, study_id, right)
    line = find_board_line(study_id, interview_id)
    if line is None:
        raise NotThereError(say("There is no such interview in this study."))
    return Bench(actor, place, line, place.coder if place.allows(Right.EDIT) else "")


def name_coder(actor: int, place: Place) -> str:
    """Return the actor's name as a coder; who has none is given one that nobody has used."""
    participants = load_participants(place.study_id)
    mine = next((one.coder for one in participants if one.account_id == actor), "")
    if mine:
        return mine
    account = load_account(actor)
    words = (account.name or account.email.split("@", maxsplit=1)[0]).replace(".", " ").split()
    wished = "".join(word[0] for word in words).upper() if len(words) > 1 else words[0][:2].upper()
    taken = {AGREED, *(one.coder for one in participants), *list_coders(place.study_id)}
    free = next(name for name in _candidates(wished) if name not in taken)
    add_participant(place.study_id, actor, place.role, free)
    return free


def _candidates(wished: str) -> Iterable[str]:
    yield wished
    number = 2
    while True:
        yield f"{wished}{number}"
        number += 1


def list_interviews(study_id: int) -> dict[str, int]:
    """Return the number of each interview by its key, for links to its board."""
    return number_interviews(study_id)


def note(actor: int, study_id: int, change: Change) -> int:
    """Return the number of the event that tells of a change."""
    before = {"about": dict(change.about), "rows": [dict(one) for one in change.before]}
    after = {"about": dict(change.about), "rows": [dict(one) for one in change.after]}
    event = Event(timezone.now(), actor, change.act, ROOM, change.object, before, after)
    return add_event(study_id, event)
