"""Municipalities, collaborations and memberships that were removed: seen, and brought back from the history."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from samverkan.domain.dates import Period
from samverkan.domain.errors import WorkbenchError
from samverkan.domain.history import REMOVALS, RETURNS, DeletedKind, Event, find_removed
from samverkan.domain.kept import Kept
from samverkan.domain.people import Right
from samverkan.domain.study import Collaboration, Form, Membership, Municipality, Role, Study
from samverkan.domain.words import say
from samverkan.records.history import add_event, load_numbered_events
from samverkan.records.study import (
    add_collaborations,
    add_memberships,
    add_municipalities,
    hold_study,
    load_study,
)
from samverkan.workbench.access import NotThereError, require

Columns = dict[str, Any]
Value = Municipality | Collaboration | Membership


class BringBackError(WorkbenchError):
    """Something cannot be brought back like this."""


@dataclass(frozen=True, slots=True)
class Removed:
    """Something that was removed: the number of the event, what kind of thing it is, its name, and what it was."""

    event: int
    kind: DeletedKind
    name: str
    value: Value


def list_removed(study_id: int) -> tuple[Removed, ...]:
    """Return what was removed and can be brought back, oldest first.

    What has been added again since, under the same id or from the same start, is left out; of what was removed more
    than once the newest stands here.
    """
    study = load_study(study_id)
    taken = _ids(study) | {_key(one) for one in study.memberships}
    found: dict[tuple[str, ...], Removed] = {}
    for kept in find_removed(load_numbered_events(study_id, (*REMOVALS, *RETURNS))):
        one = _read(kept, study)
        if _key(one.value) not in taken:
            found[_key(one.value)] = one
    return tuple(found.values())


@transaction.atomic
def bring_back(actor: int, study_id: int, event: int) -> None:
    """Put something back that was removed by this event; it stands last in its list.

    Raises
    ------
    NotThereError
        It is no longer among what was removed.
    BringBackError
        It is a membership, and the municipality or the collaboration is removed too.
    """
    require(actor, study_id, Right.EDIT)
    hold_study(study_id)
    one = next((one for one in list_removed(study_id) if one.event == event), None)
    if one is None:
        raise NotThereError(say("This is no longer among what is deleted: it was brought back, or emptied."))
    _add(study_id, one.value)
    removal = next(kept.value for kept in load_numbered_events(study_id, tuple(REMOVALS)) if kept.id == event)
    after = removal.before
    add_event(study_id, Event(timezone.now(), actor, f"restore-{one.kind}", "study", removal.object, after=after))


def _add(study_id: int, value: Value) -> None:
    if isinstance(value, Municipality):
        add_municipalities(study_id, [value])
    elif isinstance(value, Collaboration):
        add_collaborations(study_id, [value])
    else:
        study = load_study(study_id)
        known = _ids(study)
        lost = next((key for key in (value.municipality, value.collaboration) if (key,) not in known), None)
        if lost is not None:
            raise BringBackError(say("{name} is removed too. Bring it back first.", name=lost))
        add_memberships(study_id, [value])


def _read(kept: Kept[Event], study: Study) -> Removed:
    kind = REMOVALS[kept.value.act]
    _, _, key = kept.value.object.partition(":")
    columns = dict(kept.value.before or {})
    value: Value
    if kind is DeletedKind.MUNICIPALITY:
        value = Municipality(key, columns.pop("name"), columns.pop("county"), _extra(columns))
        return Removed(kept.id, kind, value.name or key, value)
    if kind is DeletedKind.COLLABORATION:
        value = _collaboration(key, columns)
        return Removed(kept.id, kind, value.name or key, value)
    collaboration, _, municipality = key.partition(":")
    start, end, role = (columns.pop(name) for name in ("from", "to", "role"))
    value = Membership(collaboration, municipality, _period(start), _period(end), Role(role), _extra(columns))
    return Removed(kept.id, kind, f"{study.name(municipality)} – {study.name(collaboration)}", value)


def _collaboration(key: str, columns: Columns) -> Collaboration:
    form = columns.pop("form")
    return Collaboration(
        key,
        columns.pop("name"),
        Form(form) if form else None,
        _period(columns.pop("start")),
        _period(columns.pop("end")),
        columns.pop("services"),
        columns.pop("outcome"),
        columns.pop("source"),
        _extra(columns),
    )


def _period(text: str) -> Period | None:
    return Period.read(text) if text else None


def _extra(columns: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple(columns.items())


def _ids(study: Study) -> set[tuple[str, ...]]:
    return {(one.id,) for one in study.municipalities} | {(one.id,) for one in study.collaborations}


def _key(one: Value) -> tuple[str, ...]:
    if isinstance(one, Membership):
        return one.collaboration, one.municipality, str(one.start or "")
    return (one.id,)
