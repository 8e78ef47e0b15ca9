"""One municipality, collaboration or membership at a time: seen, changed or removed by the version that was seen."""

from typing import TypeVar

from django.db import models

from samverkan.domain.kept import ChangedMeanwhileError, Kept
from samverkan.domain.study import Collaboration, Membership, Municipality
from samverkan.records.models.study import CollaborationRecord, MembershipRecord, MunicipalityRecord
from samverkan.records.rows import change_row, empty_if_none, remove_row, write_extra, write_period
from samverkan.records.study import load_collaborations, load_memberships, load_municipalities

Value = TypeVar("Value")
Row = type[MunicipalityRecord] | type[CollaborationRecord] | type[MembershipRecord]


def load_kept_municipalities(study_id: int) -> tuple[Kept[Municipality], ...]:
    """Return the municipalities in their order, with the numbers of their rows."""
    return _kept(MunicipalityRecord, study_id, load_municipalities(study_id))


def load_kept_collaborations(study_id: int) -> tuple[Kept[Collaboration], ...]:
    """Return the collaborations in their order, with the numbers of their rows."""
    return _kept(CollaborationRecord, study_id, load_collaborations(study_id))


def load_kept_memberships(study_id: int) -> tuple[Kept[Membership], ...]:
    """Return the memberships in their order, with the numbers of their rows."""
    return _kept(MembershipRecord, study_id, load_memberships(study_id))


def find_kept(found: tuple[Kept[Value], ...], number: int) -> Kept[Value] | None:
    """Return the one with this number; None when it is not there."""
    return next((one for one in found if one.id == number), None)


def change_municipality(study_id: int, kept: Kept[Municipality]) -> None:
    """Set what is known of a municipality, not its key; ChangedMeanwhileError when somebody else was first."""
    one = kept.value
    changes = {"name": one.name, "county": one.county, "extra": write_extra(one.extra)}
    if not change_row(MunicipalityRecord, kept.id, kept.version, **changes):
        raise ChangedMeanwhileError(find_kept(load_kept_municipalities(study_id), kept.id))


def change_collaboration(study_id: int, kept: Kept[Collaboration]) -> None:
    """Set what is known of a collaboration, not its key; ChangedMeanwhileError when somebody else was first."""
    one = kept.value
    changes = {
        "name": one.name,
        "form": empty_if_none(one.form),
        "start": write_period(one.start),
        "end": write_period(one.end),
        "services": one.services,
        "outcome": one.outcome,
        "source": one.source,
        "extra": write_extra(one.extra),
    }
    if not change_row(CollaborationRecord, kept.id, kept.version, **changes):
        raise ChangedMeanwhileError(find_kept(load_kept_collaborations(study_id), kept.id))


def change_membership(study_id: int, kept: Kept[Membership]) -> None:
    """Set the time and part of a membership, not whose it is; ChangedMeanwhileError when somebody else was first."""
    one = kept.value
    changes = {
        "start": write_period(one.start),
        "end": write_period(one.end),
        "role": one.role.value,
        "extra": write_extra(one.extra),
    }
    if not change_row(MembershipRecord, kept.id, kept.version, **changes):
        raise ChangedMeanwhileError(find_kept(load_kept_memberships(study_id), kept.id))


def hold_municipality(number: int) -> None:
    """Let nobody name the municipality anew before the transaction ends."""
    _hold(MunicipalityRecord, number)


def hold_collaboration(number: int) -> None:
    """Let nobody name the collaboration anew before the transaction ends."""
    _hold(CollaborationRecord, number)


def remove_municipality(number: int, version: int) -> bool:
    """Remove a municipality that nothing names; False when it is no longer in the version that was seen."""
    return remove_row(MunicipalityRecord, number, version)


def remove_collaboration(number: int, version: int) -> bool:
    """Remove a collaboration that nothing names; False when it is no longer in the version that was seen."""
    return remove_row(CollaborationRecord, number, version)


def remove_membership(number: int, version: int) -> bool:
    """Remove a membership; False when it is no longer in the version that was seen."""
    return remove_row(MembershipRecord, number, version)


def _kept(model: Row, study_id: int, values: tuple[Value, ...]) -> tuple[Kept[Value], ...]:
    rows: models.QuerySet[models.Model] = model._default_manager.filter(study_id=study_id).order_by("pk")
    numbers = rows.values_list("pk", "version")
    return tuple(Kept(number, version, value) for (number, version), value in zip(numbers, values, strict=True))


def _hold(model: Row, number: int) -> None:
    list(model._default_manager.select_for_update().filter(pk=number).values_list("pk", flat=True))
