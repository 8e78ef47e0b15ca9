"""Keeping the codebook: codes with their borders and anchors, their order, and the lock."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from samverkan.domain.coding.codebook import Kind
from samverkan.domain.coding.excerpts import Excerpt
from samverkan.domain.errors import WorkbenchError
from samverkan.domain.history import Event
from samverkan.domain.interviews.transcript import Interview
from samverkan.domain.kept import ChangedMeanwhileError, Kept
from samverkan.domain.people import Right
from samverkan.domain.words import Text, say
from samverkan.records.coding import (
    CodebookVersion,
    Hidden,
    State,
    add_codebook_version,
    count_by_code,
    count_excerpts_of_code,
    find_code,
    has_scores,
    is_codebook_locked,
    list_places,
    load_codebook_versions,
    read_code,
    state_of,
    write_states,
)
from samverkan.records.coding import (
    add_code as add_row,
)
from samverkan.records.coding import (
    lock_codebook as set_lock,
)
from samverkan.records.history import add_event
from samverkan.workbench.access import NotThereError, Place, find_hidden, require
from samverkan.workbench.coding.acting import ROOM, Change, CodingError, note
from samverkan.workbench.coding.ordered import BoardCode, show_codes

SUBJECT = "codebook"
TEXTS = ("name_en", "name_sv", "definition", "include", "exclude", "example")
MEANING = ("definition", "include", "exclude", "extra")


class CodebookLockedError(WorkbenchError):
    """The codebook is locked, so nobody changes it."""


@dataclass(frozen=True, slots=True)
class CodeWish:
    """What somebody wants a code to be. `anchors` are (score, words); `extra` other columns, such as translations."""

    key: str
    kind: str
    texts: Mapping[str, str] = field(default_factory=dict)
    anchors: tuple[tuple[float, str], ...] = ()
    extra: tuple[tuple[str, str], ...] = ()
    parent: str = ""
    is_same_meaning: bool = False


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A code in the list, with how many excerpts it has and how many of them are to be looked at again."""

    code: BoardCode
    count: int
    to_review: int


@dataclass(frozen=True, slots=True)
class CodebookView:
    """The codebook as its page shows it."""

    lines: tuple[CodeLine, ...]
    is_locked: bool
    may_edit: bool
    may_lock: bool


@dataclass(frozen=True, slots=True)
class BookView:
    """The codes in their order, and what the actor may do with them; nothing is counted."""

    codes: tuple[BoardCode, ...]
    is_locked: bool
    may_edit: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """What a version changed in a code: a column before and after; an empty column says that the code went."""

    key: str
    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version of the codebook and what it changed from the one before."""

    version: CodebookVersion
    differences: tuple[Difference, ...]


def show_codebook(actor: int, study_id: int) -> CodebookView:
    """Return the codebook, counting the excerpts that the actor may see; raises as `access.require`."""
    place = require(actor, study_id, Right.READ)
    hidden = find_hidden(place)
    counts = count_by_code(study_id, hidden)
    lines = tuple(CodeLine(one, *counts.get(one.id, (0, 0))) for one in show_codes(study_id).values())
    return CodebookView(lines, is_codebook_locked(study_id), place.allows(Right.EDIT), place.allows(Right.OWN))


def open_book(actor: int, study_id: int) -> BookView:
    """Return the codes without counting their excerpts, which takes long; raises as `access.require`."""
    place = require(actor, study_id, Right.READ)
    return BookView(tuple(show_codes(study_id).values()), is_codebook_locked(study_id), place.allows(Right.EDIT))


def find_heard(hidden: Hidden, interviews: Iterable[Interview]) -> frozenset[str]:
    """Return who takes part in the interviews that are being double-coded: others' scores of them are hidden too."""
    return frozenset(who for one in interviews if one.id in hidden.interviews for who in one.respondents)


def show_unhidden(place: Place, excerpts: Sequence[Kept[Excerpt]]) -> tuple[Kept[Excerpt], ...]:
    """Return the excerpts without those of other coders in interviews that are being double-coded."""
    hidden = find_hidden(place)
    return tuple(one for one in excerpts if not hidden.hides(one.value))


def compare_versions(actor: int, study_id: int) -> tuple[VersionLine, ...]:
    """Return the versions of the codebook, newest first, each with the codes it changed; raises as `show_codebook`."""
    require(actor, study_id, Right.READ)
    versions = load_codebook_versions(study_id)
    earlier: list[CodebookVersion | None] = [*versions[1:], None][: len(versions)]
    return tuple(VersionLine(one, _differences(one, before)) for one, before in zip(versions, earlier, strict=True))


def _differences(one: CodebookVersion, before: CodebookVersion | None) -> tuple[Difference, ...]:
    if before is None:
        return ()
    then = {code["id"]: code for code in before.codes}
    found = []
    for code in one.codes:
        old = then.pop(code["id"], None)
        for name in TEXTS:
            was = "" if old is None else str(old.get(name, ""))
            if was != code[name]:
                found.append(Difference(code["key"], name, was, code[name]))
    return (*found, *(Difference(code["key"], "", str(code["key"]), "") for code in then.values()))


def open_codebook(actor: int, study_id: int) -> Place:
    """Return the study when the actor may change its codebook; CodebookLockedError when nobody may."""
    place = require(actor, study_id, Right.EDIT)
    if is_codebook_locked(study_id):
        raise CodebookLockedError(say("The codebook is locked. An owner of the study can unlock it."))
    return place


@transaction.atomic
def add_code(actor: int, study_id: int, wish: CodeWish) -> int:
    """Return the number of a new code at the end of the codebook.

    Raises
    ------
    CodebookLockedError
        The codebook is locked.
    CodingError
        The id is empty, taken or odd, the kind is not known, or the code above is not there.
    """
    open_codebook(actor, study_id)
    return make_code(actor, study_id, wish, "add-code")


def make_code(actor: int, study_id: int, wish: CodeWish, act: str) -> int:
    """Return the number of a new code, with its event; for acts that have opened the codebook."""
    code_id, before, after = put_code(study_id, wish)
    change = Change(act, SUBJECT, {"codes": [wish.key]}, (before,), (after,))
    finish(actor, study_id, change, say("added {code}", code=wish.key))
    return code_id


def put_code(study_id: int, wish: CodeWish) -> tuple[int, State, State]:
    """Return the number of a new code, or of a deleted one with the same id, and its states before and after."""
    columns = _columns(study_id, wish)
    old = find_code(study_id, wish.key)
    if old is not None and not old["is_deleted"]:
        raise CodingError(say("There is already a code {code}. Choose another id.", code=wish.key))
    positions = [position for _, _, position in list_places(study_id)]
    columns |= {"position": max(positions, default=-1) + 1, "is_deleted": False}
    if old is None:
        code_id = add_row(study_id, {"key": wish.key, **columns})
        return code_id, state_of("code", code_id, is_deleted=True), state_of("code", code_id, is_deleted=False)
    columns["definition_number"] = old["definition_number"] + 1
    after = state_of("code", old["id"], **columns)
    write_states([after])
    return old["id"], state_of("code", old["id"], **{name: old[name] for name in columns}), after


@transaction.atomic
def change_code(actor: int, study_id: int, seen: tuple[int, int], wish: CodeWish) -> None:
    """Change a code; unless its meaning is the same, its excerpts are to be looked at again.

    `seen` is the code's number and the version that the actor saw. The id stays.

    Raises
    ------
    ChangedMeanwhileError
        Somebody else has changed the code since.
    CodebookLockedError, CodingError
        See `add_code`.
    """
    open_codebook(actor, study_id)
    row = open_code(study_id, *seen)
    columns = _columns(study_id, wish, row["id"])
    changed = {name: value for name, value in columns.items() if row[name] != value}
    if not changed:
        return
    if set(changed) & set(MEANING) and not wish.is_same_meaning:
        changed["definition_number"] = row["definition_number"] + 1
    change_row(actor, study_id, row, "change-code", changed)


def change_row(actor: int, study_id: int, row: Mapping[str, Any], act: str, changed: Mapping[str, Any]) -> None:
    """Set columns of a code, with the event and the version of the codebook."""
    after = state_of("code", row["id"], **changed)
    write_states([after])
    before = state_of("code", row["id"], **{name: row[name] for name in changed})
    change = Change(act, SUBJECT, {"codes": [row["key"]]}, (before,), (after,))
    finish(actor, study_id, change, say("changed {code}", code=row["key"]))


@transaction.atomic
def move_code(actor: int, study_id: int, seen: tuple[int, int], step: int) -> None:
    """Move a code up (-1) or down (1) among those under the same code; raises as `change_code`."""
    open_codebook(actor, study_id)
    row = open_code(study_id, *seen)
    places = list_places(study_id)
    beside = [number for number, parent, _ in places if parent == row["parent_id"]]
    here = beside.index(row["id"])
    there = here + (1 if step > 0 else -1)
    if not 0 <= there < len(beside):
        return
    order = [number for number, _, _ in places]
    one, other = order.index(beside[here]), order.index(beside[there])
    order[one], order[other] = order[other], order[one]
    positions = {number: position for number, _, position in places}
    moved = [number for place, number in enumerate(order) if positions[number] != place]
    before = tuple(state_of("code", number, position=positions[number]) for number in moved)
    after = tuple(state_of("code", number, position=order.index(number)) for number in moved)
    write_states(after)
    change = Change("move-code", SUBJECT, {"codes": [row["key"]]}, before, after)
    finish(actor, study_id, change, say("moved {code}", code=row["key"]))


@transaction.atomic
def delete_code(actor: int, study_id: int, seen: tuple[int, int]) -> None:
    """Delete a code that nothing stands on; raises as `change_code`, and CodingError when something does."""
    open_codebook(actor, study_id)
    row = open_code(study_id, *seen)
    if count_excerpts_of_code(row["id"]) or has_scores(row["id"]):
        raise CodingError(
            say("{code} has excerpts or scores. Merge it into another code, and they follow.", code=row["key"])
        )
    if any(parent == row["id"] for _, parent, _ in list_places(study_id)):
        raise CodingError(say("There are codes under {code}. Move them first.", code=row["key"]))
    change_row(actor, study_id, row, "delete-code", {"is_deleted": True})


@transaction.atomic
def lock_codebook(actor: int, study_id: int, *, is_locked: bool) -> None:
    """Lock the codebook so that nobody changes it, or open it; only an owner may."""
    require(actor, study_id, Right.OWN)
    set_lock(study_id, is_locked=is_locked)
    act = "lock-codebook" if is_locked else "open-codebook"
    add_event(study_id, Event(timezone.now(), actor, act, ROOM, "codebook:lock"))


def open_code(study_id: int, code_id: int, version: int) -> dict[str, Any]:
    """Return the columns of a code in the version that was seen; NotThereError or ChangedMeanwhileError else."""
    row = open_row(study_id, code_id)
    if row["version"] != version:
        raise ChangedMeanwhileError(Kept(code_id, row["version"], show_codes(study_id)[row["key"]].value))
    return row


def open_row(study_id: int, code_id: int) -> dict[str, Any]:
    """Return the columns of a code of the study; NotThereError when there is none."""
    row = read_code(study_id, code_id)
    if row is None or row["is_deleted"]:
        raise NotThereError(say("There is no such code in this study."))
    return row


def finish(actor: int, study_id: int, change: Change, reason: Text) -> None:
    """Write the event of a change and keep the codebook's new version."""
    note(actor, study_id, change)
    add_codebook_version(study_id, actor, timezone.now(), str(reason))


def _columns(study_id: int, wish: CodeWish, own: int | None = None) -> dict[str, Any]:
    if not wish.key or any(letter.isspace() or letter in ";,|" for letter in wish.key):
        raise CodingError(say("The id of a code is one word, such as TRUST, without comma, semicolon or bar."))
    if wish.kind not in {kind.value for kind in Kind}:
        raise CodingError(say("Choose what kind of code it is."))
    return {
        "kind": wish.kind,
        "parent_id": _find_parent(study_id, wish, own),
        **{name: wish.texts.get(name, "").replace("\r\n", "\n").strip() for name in TEXTS},
        "anchors": [[score, words.strip()] for score, words in wish.anchors if words.strip()],
        "extra": [[name, words.replace("\r\n", "\n")] for name, words in wish.extra],
    }


def _find_parent(study_id: int, wish: CodeWish, own: int | None) -> int | None:
    if not wish.parent:
        return None
    row = find_code(study_id, wish.parent)
    if row is None or row["is_deleted"]:
        raise CodingError(say("There is no code {code} to stand under.", code=wish.parent))
    above = {number: parent for number, parent, _ in list_places(study_id)}
    up: int | None = row["id"]
    while up is not None:
        if up == own:
            raise CodingError(say("{code} cannot stand under itself.", code=wish.key))
        up = above.get(up)
    return int(row["id"])
