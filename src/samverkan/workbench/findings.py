"""Findings: each sentence with its level, its reason and the sources that it stands on; written, changed, removed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count

from django.db import transaction
from django.utils import timezone

from samverkan.domain.errors import FaultsError
from samverkan.domain.findings.finding import Finding
from samverkan.domain.findings.sources import FILES, kind_of_source, tell_names_nothing, tell_unknown_form
from samverkan.domain.history import Event
from samverkan.domain.kept import ChangedMeanwhileError, Kept
from samverkan.domain.people import Right
from samverkan.domain.study import Study
from samverkan.domain.words import Text, say
from samverkan.records.coding import number_interviews
from samverkan.records.findings import (
    add_findings,
    change_finding,
    load_findings,
    load_kept_findings,
    load_source_names,
    remove_finding,
)
from samverkan.records.history import add_event
from samverkan.records.study import hold_study, load_study
from samverkan.workbench.access import NotThereError, Place, require
from samverkan.workbench.study.contents import name_object, write_content

ROOM = "findings"


class FindingError(FaultsError):
    """A finding cannot be kept like this."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a finding stands on, by its name; `interview_id` and `start` say where an excerpt is to be read."""

    name: str
    interview_id: int | None = None
    start: int | None = None


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding by the number of its row, whom it concerns by name, and its sources."""

    number: int
    finding: Finding
    concerns: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class FindingSheet:
    """A finding to be changed, or the beginning of a new one; and the study whose places it may concern."""

    study: Study
    kept: Kept[Finding]


def list_findings(actor: int, study_id: int) -> tuple[FindingLine, ...]:
    """Return the findings of a study in their order; raises as `access.require`."""
    require(actor, study_id, Right.READ)
    study, interviews = load_study(study_id), number_interviews(study_id)
    return tuple(_line(one, study, interviews) for one in load_kept_findings(study_id))


def begin_finding(actor: int, study_id: int, sources: tuple[str, ...] = ()) -> FindingSheet:
    """Return a new finding with the first free id, on these sources."""
    require(actor, study_id, Right.EDIT)
    taken = {one.id for one in load_findings(study_id)}
    key = next(key for key in (f"F{number}" for number in count(1)) if key not in taken)
    return FindingSheet(load_study(study_id), Kept(0, 0, Finding(key, sources=sources)))


def show_finding(actor: int, study_id: int, number: int) -> FindingSheet:
    """Return a finding to be changed; NotThereError when there is none."""
    require(actor, study_id, Right.EDIT)
    return FindingSheet(load_study(study_id), _require(study_id, number))


@transaction.atomic
def write_finding(actor: int, study_id: int, finding: Finding) -> None:
    """Add a finding, decided today by the actor.

    Raises
    ------
    FindingError
        Its id is taken, it says nothing, a level has no reason, or a source names nothing; all faults at once.
    """
    place = require(actor, study_id, Right.EDIT)
    hold_study(study_id)
    if any(one.id == finding.id for one in load_findings(study_id)):
        raise FindingError([say("There is already a finding {id}. Choose another id.", id=finding.id)])
    decided = _decide(place, finding)
    add_findings(study_id, [decided])
    _note(actor, study_id, "add-finding", None, decided)


@transaction.atomic
def rewrite_finding(actor: int, study_id: int, kept: Kept[Finding]) -> None:
    """Set what a finding says, as it was seen in this version, decided today by the actor; its id stays.

    Raises
    ------
    FindingError
        As `write_finding`.
    NotThereError, ChangedMeanwhileError
        It is not there, or somebody else has changed it since.
    """
    place = require(actor, study_id, Right.EDIT)
    before = _require(study_id, kept.id).value
    after = _decide(place, replace(kept.value, id=before.id, extra=before.extra))
    if not change_finding(replace(kept, value=after)):
        raise ChangedMeanwhileError(_require(study_id, kept.id))
    _note(actor, study_id, "change-finding", before, after)


@transaction.atomic
def drop_finding(actor: int, study_id: int, number: int, version: int) -> None:
    """Remove a finding that was seen in this version; it can be brought back from the history.

    Raises
    ------
    NotThereError, ChangedMeanwhileError
        It is not there, or somebody else has changed it since.
    """
    require(actor, study_id, Right.EDIT)
    kept = _require(study_id, number)
    if not remove_finding(number, version):
        raise ChangedMeanwhileError(kept)
    _note(actor, study_id, "remove-finding", kept.value, None)


def _require(study_id: int, number: int) -> Kept[Finding]:
    kept = next((one for one in load_kept_findings(study_id) if one.id == number), None)
    if kept is None:
        raise NotThereError(say("This is no longer in the study: somebody has removed it."))
    return kept


def _decide(place: Place, finding: Finding) -> Finding:
    faults = list(_find_faults(place.study_id, finding))
    if faults:
        raise FindingError(faults)
    return replace(finding, decided_by=place.coder or finding.decided_by, decided_at=timezone.localdate().isoformat())


def _find_faults(study_id: int, finding: Finding) -> Iterator[Text]:
    if not finding.text_sv and not finding.text_en:
        yield say("Write the finding in at least one language.")
    if finding.level is not None and not finding.reason:
        yield say("Say why the confidence is what it is: a person sets it, and a reader will ask.")
    known = load_source_names(study_id) if finding.sources else frozenset()
    for source in finding.sources:
        if kind_of_source(source) not in FILES:
            yield tell_unknown_form(source)
        elif source not in known:
            yield tell_names_nothing(source, known)


def _note(actor: int, study_id: int, act: str, before: Finding | None, after: Finding | None) -> None:
    one = after or before
    assert one is not None
    contents = (write_content(before) if before else None), (write_content(after) if after else None)
    add_event(study_id, Event(timezone.now(), actor, act, ROOM, name_object(one), *contents))


def _line(kept: Kept[Finding], study: Study, interviews: dict[str, int]) -> FindingLine:
    one = kept.value
    return FindingLine(kept.id, one, study.name(one.concerns), tuple(_source(name, interviews) for name in one.sources))


def _source(name: str, interviews: dict[str, int]) -> Source:
    kind, _, rest = name.partition(":")
    interview, _, place = rest.rpartition(":")
    start = place.partition("-")[0]
    if kind != "excerpt" or interview not in interviews or not start.isdecimal():
        return Source(name)
    return Source(name, interviews[interview], int(start))
