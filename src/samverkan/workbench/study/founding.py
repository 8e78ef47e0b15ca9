"""Starting a study in the workbench, and adding its municipalities, collaborations and memberships."""

import tempfile
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from samverkan.domain.dates import Period
from samverkan.domain.errors import WorkbenchError
from samverkan.domain.history import Event
from samverkan.domain.people import Right
from samverkan.domain.study import Collaboration, Membership, Municipality, Study
from samverkan.domain.words import say
from samverkan.files.study_folder import StudyStart, start_study_folder
from samverkan.records.history import add_event
from samverkan.records.study import (
    add_collaborations,
    add_memberships,
    add_municipalities,
    hold_participants,
    load_study,
)
from samverkan.workbench.access import require
from samverkan.workbench.study.moving import import_study
from samverkan.workbench.study.packing import name_folder


class AlreadyThereError(WorkbenchError):
    """The study has one with this id already."""


class TimeError(WorkbenchError):
    """Something ends before it starts."""


def start_study_here(actor: int, start: StudyStart) -> int:
    """Return the number of a new study with the standard codebook, which the actor owns."""
    with tempfile.TemporaryDirectory(prefix="samverkan-") as place:
        folder = Path(place) / name_folder(start.title)
        start_study_folder(folder, start)
        return import_study(folder, by=actor, act="start-study")


@transaction.atomic
def add_municipality(actor: int, study_id: int, one: Municipality) -> None:
    """Add a municipality.

    Raises
    ------
    AlreadyThereError
        There is one with this id.
    """
    require(actor, study_id, Right.EDIT)
    hold_participants(study_id)
    _require_free(load_study(study_id), one.id)
    add_municipalities(study_id, [one])
    _note(actor, study_id, "add-municipality", f"municipality:{one.id}", {"name": one.name, "county": one.county})


@transaction.atomic
def add_collaboration(actor: int, study_id: int, one: Collaboration) -> None:
    """Add a collaboration.

    Raises
    ------
    AlreadyThereError
        There is one with this id.
    TimeError
        It ends before it starts.
    """
    require(actor, study_id, Right.EDIT)
    hold_participants(study_id)
    _require_free(load_study(study_id), one.id)
    require_order(one.start, one.end)
    add_collaborations(study_id, [one])
    after = {"name": one.name, "form": one.form.value if one.form else "", "start": str(one.start or "")}
    _note(actor, study_id, "add-collaboration", f"collaboration:{one.id}", after)


@transaction.atomic
def add_membership(actor: int, study_id: int, one: Membership) -> None:
    """Add a municipality's time in a collaboration.

    Raises
    ------
    AlreadyThereError
        It is a member from that start already.
    TimeError
        It ends before it starts.
    """
    require(actor, study_id, Right.EDIT)
    hold_participants(study_id)
    study = load_study(study_id)
    held = {(other.municipality, other.start) for other in study.members(one.collaboration)}
    if (one.municipality, one.start) in held:
        words = say("{municipality} is a member from then already.", municipality=study.name(one.municipality))
        raise AlreadyThereError(words)
    require_order(one.start, one.end)
    add_memberships(study_id, [one])
    after = {"role": one.role.value, "start": str(one.start or ""), "end": str(one.end or "")}
    _note(actor, study_id, "add-membership", f"membership:{one.collaboration}:{one.municipality}", after)


def require_order(start: Period | None, end: Period | None) -> None:
    """Raise TimeError when something surely ends before it starts."""
    if start and end and end.last_day < start.first_day:
        raise TimeError(
            say("It ends ({end}) before it starts ({start}). Correct one of them.", start=str(start), end=str(end))
        )


def read_period(text: str) -> Period | None:
    """Return the period of what somebody typed; None for nothing.

    Raises
    ------
    WorkbenchError
        It is no year, quarter, month or day.
    """
    if not text.strip():
        return None
    try:
        return Period.read(text.strip())
    except ValueError as error:
        raise WorkbenchError(say('Write "{text}" as 2024, 2024-Q1, 2024-03 or 2024-03-15.', text=text)) from error


def _require_free(study: Study, key: str) -> None:
    """Raise AlreadyThereError for an id that is taken: a case is either a municipality or a collaboration."""
    if any(one.id == key for one in study.municipalities):
        raise AlreadyThereError(say("There is already a municipality {id}.", id=key))
    if any(one.id == key for one in study.collaborations):
        raise AlreadyThereError(say("There is already a collaboration {id}.", id=key))


def _note(actor: int, study_id: int, act: str, name: str, after: dict[str, str]) -> None:
    add_event(study_id, Event(timezone.now(), actor, act, "study", name, after=after))
