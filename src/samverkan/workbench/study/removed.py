"""What was removed, municipalities, collaborations, memberships and findings: seen, and brought back."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.findings.finding import Finding
from samverkan.domain.history import REMOVALS, RETURNS, DeletedKind, Event, find_removed
from samverkan.domain.kept import Kept
from samverkan.domain.people import Right
from samverkan.domain.study import Collaboration, Membership, Municipality, Study
from samverkan.domain.words import say
from samverkan.records.findings import add_findings, load_findings
from samverkan.records.history import add_event, load_numbered_events
from samverkan.records.study import (
    add_collaborations,
    add_memberships,
    add_municipalities,
    hold_study,
    load_study,
)
from samverkan.workbench.access import NotThereError, require
from samverkan.workbench.study.contents import Participant, read_content, title

NO_LONGER_DELETED = say("This is no longer among what is deleted: it was brought back, or emptied.")


class BringBackError(WorkbenchError):
    """Something cannot be brought back like this."""


@dataclass(frozen=True, slots=True)
class Removed:
    """Something that was removed: the event, what kind of thing it is, its name, and what it was."""

    removal: Kept[Event]
    kind: DeletedKind
    name: str
    value: Participant


def list_removed(study_id: int) -> tuple[Removed, ...]:
    """Return what was removed and can be brought back, oldest first.

    What has been added again since, under the same id or from the same start, is left out; of what was removed more
    than once the newest stands here.
    """
    study = load_study(study_id)
    taken = _ids(study) | {_key(one) for one in study.memberships} | {_key(one) for one in load_findings(study_id)}
    found: dict[tuple[str, ...], Removed] = {}
    for kept in find_removed(load_numbered_events(study_id, (*REMOVALS, *RETURNS))):
        value = read_content(kept.value.object, kept.value.before or {})
        if _key(value) not in taken:
            found[_key(value)] = Removed(kept, REMOVALS[kept.value.act], title(study, value), value)
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
    one = next((one for one in list_removed(study_id) if one.removal.id == event), None)
    if one is None:
        raise NotThereError(NO_LONGER_DELETED)
    _add(study_id, one.value)
    removal = one.removal.value
    act = f"restore-{one.kind}"
    add_event(study_id, Event(timezone.now(), actor, act, "study", removal.object, after=removal.before))


def _add(study_id: int, value: Participant) -> None:
    if isinstance(value, Municipality):
        add_municipalities(study_id, [value])
    elif isinstance(value, Collaboration):
        add_collaborations(study_id, [value])
    elif isinstance(value, Finding):
        add_findings(study_id, [value])
    else:
        study = load_study(study_id)
        known = _ids(study)
        lost = next((key for key in (value.municipality, value.collaboration) if (key,) not in known), None)
        if lost is not None:
            raise BringBackError(say("{name} is removed too. Bring it back first.", name=lost))
        add_memberships(study_id, [value])


def _ids(study: Study) -> set[tuple[str, ...]]:
    return {(one.id,) for one in study.municipalities} | {(one.id,) for one in study.collaborations}


def _key(one: Participant) -> tuple[str, ...]:
    if isinstance(one, Membership):
        return one.collaboration, one.municipality, str(one.start or "")
    return ("finding", one.id) if isinstance(one, Finding) else (one.id,)
