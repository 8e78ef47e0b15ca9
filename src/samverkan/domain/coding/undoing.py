"""Undo and redo as a walk along one's own events: which one to take back, which one to do again."""

from collections.abc import Sequence
from enum import StrEnum

from samverkan.domain.history import Event
from samverkan.domain.kept import Kept


class Way(StrEnum):
    """Backwards or forwards."""

    UNDO = "undo"
    REDO = "redo"


def find_step(events: Sequence[Kept[Event]], way: Way) -> Kept[Event] | None:
    """Return the event whose `before` is to be set again; None when there is none. `events` come oldest first.

    An undo is itself an event, and doing again is to take that event back. A new act forgets what could be done again.
    """
    back: list[Kept[Event]] = []
    forth: list[Kept[Event]] = []
    for one in events:
        if one.value.act == Way.UNDO:
            back[-1:] = []
            forth.append(one)
        elif one.value.act == Way.REDO:
            forth[-1:] = []
            back.append(one)
        else:
            back.append(one)
            forth = []
    stack = back if way is Way.UNDO else forth
    return stack[-1] if stack else None
