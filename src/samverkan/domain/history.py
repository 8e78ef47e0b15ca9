"""History: what was done in a study, by whom and when, with what was there before and after."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from samverkan.domain.kept import Kept

Content = Mapping[str, Any] | None
"""What an event keeps of its object, as JSON; None when there was nothing, or when it was emptied on purpose."""


PEOPLE_ROOM: Final = "people"
"""The room of what concerns people's places in a study, addresses among it."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that was done. `act` is a verb with its noun (`mark-excerpt`), `object` a name (`excerpt:12`).

    `who` is the number of the account, None for the machine itself; `is_emptied` says that the content was removed
    on purpose and only the fact is left.
    """

    at: datetime
    who: int | None
    act: str
    room: str
    object: str = ""
    before: Content = None
    after: Content = None
    is_emptied: bool = False


class DeletedKind(StrEnum):
    """What can be deleted and brought back."""

    INTERVIEW = "interview"
    EXCERPT = "excerpt"
    CODE = "code"
    MUNICIPALITY = "municipality"
    COLLABORATION = "collaboration"
    MEMBERSHIP = "membership"
    FINDING = "finding"


@dataclass(frozen=True, slots=True)
class Word:
    """A word that somebody looks for in the history, with the acts and kinds of objects whose names hold it."""

    text: str
    acts: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which events one wants to see; None is all. `beyond` is the number of the last one seen.

    Each of the `words` stands in what was done, to what, or by whom. `since` and `until` are days, both with them.
    """

    room: str | None = None
    who: int | None = None
    object: str | None = None
    act: str | None = None
    words: tuple[Word, ...] = ()
    since: date | None = None
    until: date | None = None
    has_oldest_first: bool = False
    beyond: int | None = None


@dataclass(frozen=True, slots=True)
class Meant:
    """What a word stands for in a study: people by their accounts, objects of events, and keys that an event tells."""

    word: Word
    people: frozenset[int] = frozenset()
    objects: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()


REMOVALS: Final = {
    f"remove-{kind}": kind
    for kind in (DeletedKind.MUNICIPALITY, DeletedKind.COLLABORATION, DeletedKind.MEMBERSHIP, DeletedKind.FINDING)
}
"""The acts that take a row away, of which the history keeps what it was; any other is marked and stays in its table."""

RETURNS: Final = {act.replace("remove-", "restore-"): kind for act, kind in REMOVALS.items()}
"""The acts that put such a row back."""


def find_removed(events: Iterable[Kept[Event]]) -> tuple[Kept[Event], ...]:
    """Return the removals that have not been undone, oldest first; `events` are removals and returns, oldest first.

    A return undoes the newest removal of the same object with the same content.
    """
    gone: list[Kept[Event]] = []
    for one in events:
        if one.value.act in REMOVALS:
            gone.append(one)
            continue
        undone = (kept for kept in reversed(gone) if _same(kept.value, one.value))
        found = next(undone, None)
        if found is not None:
            gone.remove(found)
    return tuple(one for one in gone if one.value.before is not None)


def _same(removal: Event, back: Event) -> bool:
    return removal.object == back.object and removal.before == back.after


SETTLING: Final = ":settling"
ASPECTS: Final = (":double", SETTLING)
"""What may stand behind the name of an interview: the acts on it that have an undo of their own, or none."""


def without_aspect(name: str) -> str:
    """Return the name of what an event is about, `interview:12` for `interview:12:settling`."""
    for aspect in ASPECTS:
        name = name.removesuffix(aspect)
    return name


def excerpt_in(row: Mapping[str, Any]) -> int | None:
    """Return the number of the excerpt that a row of an event tells of; None for a row of something else."""
    column = {"excerpt": "id", "settlement": "excerpt_id"}.get(row.get("table", ""), "")
    found: int | None = row.get(column)
    return found
