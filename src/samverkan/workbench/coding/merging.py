"""Merging and splitting codes, all excerpts following, and looking at excerpts again when a meaning has changed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from samverkan.domain.coding.agreed import AGREED
from samverkan.domain.coding.excerpts import Excerpt
from samverkan.domain.coding.settling import Settlement
from samverkan.domain.kept import Kept
from samverkan.domain.people import Right
from samverkan.domain.words import say
from samverkan.records.coding import (
    GONE,
    State,
    columns_of,
    excerpts_of_codes,
    find_code,
    list_places,
    load_conflicts_to_review,
    load_excerpts_to_review,
    load_settled,
    read_scores_of_factors,
    state_of,
    write_states,
)
from samverkan.workbench.access import find_hidden, require
from samverkan.workbench.coding.acting import Change, CodingError, note
from samverkan.workbench.coding.codebook import (
    SUBJECT,
    CodeWish,
    finish,
    open_code,
    open_codebook,
    put_code,
    show_unhidden,
)


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge or split did: how many excerpts followed, and how many were there twice and are one now."""

    moved: int
    doubled: int


@dataclass(frozen=True, slots=True)
class Later:
    """What is looked at again later: how many excerpts have no place now, and whether others' are hidden."""

    without_place: int
    has_hidden: bool


@dataclass(slots=True)
class _Both:
    """The states of rows before and after."""

    before: list[State]
    after: list[State]

    def set(self, table: str, number: int, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        self.before.append(state_of(table, number, **before))
        self.after.append(state_of(table, number, **after))


@transaction.atomic
def merge_codes(actor: int, study_id: int, seen: tuple[int, int], into: str) -> Merged:
    """Merge a code into another: its excerpts, scores and the codes under it follow, then it is deleted.

    Where a coder has marked the same passage with both, one excerpt stays; where a coder has scored an informant on
    both, the score of the code that stays stands. What was settled follows its excerpts; where the two that become one
    were settled otherwise, that is open again, and so is an agreed score where the code that stays has scores. All of
    it can be undone.

    Raises
    ------
    ChangedMeanwhileError
        Somebody else has changed the code since it was seen.
    CodebookLockedError
        The codebook is locked.
    CodingError
        The other code is not there, is the same, or stands under the one that is to go.
    """
    open_codebook(actor, study_id)
    row = open_code(study_id, *seen)
    target = _find_target(study_id, into, row)
    both = _Both([], [])
    moved, doubled = _carry_excerpts(both, study_id, row["id"], target)
    _carry_scores(both, row["id"], target["id"])
    for number, parent, _ in list_places(study_id):
        if parent == row["id"]:
            both.set("code", number, {"parent_id": row["id"]}, {"parent_id": target["id"]})
    both.set("code", row["id"], {"is_deleted": False}, {"is_deleted": True})
    write_states(both.after)
    about = {"codes": [row["key"], into], "excerpts": moved + doubled}
    change = Change("merge-codes", SUBJECT, about, tuple(both.before), tuple(both.after))
    finish(actor, study_id, change, say("merged {code} into {other}", code=row["key"], other=into))
    return Merged(moved, doubled)


@transaction.atomic
def split_code(
    actor: int, study_id: int, seen: tuple[int, int], numbers: Collection[int], to: CodeWish | str
) -> Merged:
    """Let these excerpts of a code follow to another: a new one that is wished, or the id of one that is there.

    Raises as `merge_codes` and `add_code`; CodingError also for excerpts of the agreed coding, which settling changes.
    """
    open_codebook(actor, study_id)
    row = open_code(study_id, *seen)
    if not numbers:
        raise CodingError(say("Tick the excerpts that are to follow."))
    both = _Both([], [])
    if isinstance(to, CodeWish):
        _, before, after = put_code(study_id, to)
        both.before.append(before)
        both.after.append(after)
        key = to.key
    else:
        key = to
    target = _find_target(study_id, key, row)
    moved, doubled = _carry_excerpts(both, study_id, row["id"], target, set(numbers))
    write_states(both.after)
    about = {"codes": [row["key"], key], "excerpts": moved + doubled}
    change = Change("split-code", SUBJECT, about, tuple(both.before), tuple(both.after))
    finish(actor, study_id, change, say("split {other} off {code}", code=row["key"], other=key))
    return Merged(moved, doubled)


def list_to_review(actor: int, study_id: int) -> tuple[Kept[Excerpt], ...]:
    """Return the excerpts whose code has changed its meaning since they were marked; raises as `access.require`."""
    place = require(actor, study_id, Right.READ)
    return show_unhidden(place, load_excerpts_to_review(study_id))


def find_later_reviews(actor: int, study_id: int) -> Later:
    """Return what is to be looked at again but cannot be now, and why; raises as `access.require`."""
    hidden = find_hidden(require(actor, study_id, Right.READ))
    without_place = sum(not hidden.hides(one.value) for one in load_conflicts_to_review(study_id))
    return Later(without_place, any(hidden.hides(one.value) for one in load_excerpts_to_review(study_id)))


@transaction.atomic
def confirm_excerpts(actor: int, study_id: int, numbers: Collection[int]) -> int:
    """Return how many excerpts somebody has now looked at again and found right; others are left alone."""
    shown = show_unhidden(require(actor, study_id, Right.EDIT), load_excerpts_to_review(study_id))
    waiting = [one for one in shown if one.id in set(numbers)]
    if not waiting:
        raise CodingError(say("Tick the excerpts that are right as they are."))
    codes = {one.value.code: find_code(study_id, one.value.code) for one in waiting}
    both = _Both([], [])
    rows = {row["id"]: row for row in excerpts_of_codes(row["id"] for row in codes.values() if row)}
    for one in waiting:
        code = codes[one.value.code] or {}
        now = rows[one.id]["definition_number"]
        both.set("excerpt", one.id, {"definition_number": now}, {"definition_number": code["definition_number"]})
    write_states(both.after)
    about = {"codes": sorted(codes), "excerpts": len(waiting)}
    note(actor, study_id, Change("confirm-excerpts", SUBJECT, about, tuple(both.before), tuple(both.after)))
    return len(waiting)


def _find_target(study_id: int, key: str, row: Mapping[str, Any]) -> dict[str, Any]:
    target = find_code(study_id, key)
    if target is None or target["is_deleted"]:
        raise CodingError(say("Choose the code that the excerpts are to follow to."))
    if target["id"] == row["id"]:
        raise CodingError(say("Choose another code than {code} itself.", code=key))
    if target["parent_id"] == row["id"]:
        raise CodingError(say("{other} stands under {code}. Move it out first.", code=row["key"], other=key))
    return target


def _carry_excerpts(
    both: _Both, study_id: int, code_id: int, target: Mapping[str, Any], only: set[int] | None = None
) -> tuple[int, int]:
    rows = excerpts_of_codes([code_id, target["id"]])
    place = ("interview_id", "start", "end", "coder")
    there = {tuple(row[name] for name in place): row for row in rows if row["code_id"] == target["id"]}
    moved = 0
    twice = []
    for row in rows:
        if row["code_id"] == target["id"] or (only is not None and row["id"] not in only):
            continue
        if only is not None and row["coder"] == AGREED:
            raise CodingError(
                say("An excerpt of the agreed coding is changed by settling, not moved. Tick those of the coders only.")
            )
        staying = there.get(tuple(row[name] for name in place))
        if staying:
            both.set("excerpt", row["id"], {"is_deleted": False}, {"is_deleted": True})
            twice.append((row, staying))
        else:
            # Whoever merges has decided that the excerpts fit the code that stays.
            now = {"code_id": code_id, "definition_number": row["definition_number"]}
            both.set(
                "excerpt",
                row["id"],
                now,
                {**now, "code_id": target["id"], "definition_number": target["definition_number"]},
            )
            moved += 1
    _open_again(both, study_id, twice)
    return moved, len(twice)


def _open_again(both: _Both, study_id: int, twice: Collection[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> None:
    """Take away what was settled about an excerpt that stays, where the same passage that goes was settled otherwise.

    Else one decision would fall without anybody being told.
    """
    settled = load_settled({row["interview_id"] for row, _ in twice}) if twice else {}
    for going, staying in twice:
        one, other = settled.get(staying["id"]), settled.get(going["id"])
        if one is None or (other is not None and _decided(one.value) == _decided(other.value)):
            continue
        was = {"study_id": study_id, "excerpt_id": staying["id"], **columns_of(one.value)}
        both.set("settlement", one.id, was, {GONE: True})


def _decided(one: Settlement) -> tuple[object, ...]:
    return one.verdict, one.new_start, one.new_end


def _carry_scores(both: _Both, code_id: int, target_id: int) -> None:
    place = ("collaboration_id", "municipality_id", "respondent_id", "coder")
    scores = read_scores_of_factors([code_id, target_id])
    there = {tuple(columns[name] for name in place) for _, columns in scores if columns["factor_id"] == target_id}
    judged = {one[:-1] for one in there}
    for number, columns in scores:
        if columns["factor_id"] == target_id:
            continue
        here = tuple(columns[name] for name in place)
        # A level agreed on for one factor says nothing of scores given on another.
        if here in there or (columns["coder"] == AGREED and here[:-1] in judged):
            both.set("score", number, columns, {GONE: True})
        else:
            both.set("score", number, {"factor_id": code_id}, {"factor_id": target_id})
