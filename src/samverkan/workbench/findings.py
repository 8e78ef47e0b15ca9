"""Findings as one sees them: each sentence with its level, its reason and the sources that it stands on."""

from dataclasses import dataclass

from samverkan.domain.findings.finding import Finding
from samverkan.domain.people import Right
from samverkan.domain.study import Study
from samverkan.records.coding import number_interviews
from samverkan.records.findings import load_findings
from samverkan.records.study import load_study
from samverkan.workbench.access import require


@dataclass(frozen=True, slots=True)
class Source:
    """What a finding stands on, by its name; `interview_id` and `start` say where an excerpt is to be read."""

    name: str
    interview_id: int | None = None
    start: int | None = None


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding, whom it concerns by name, and its sources."""

    finding: Finding
    concerns: str
    sources: tuple[Source, ...]


def list_findings(actor: int, study_id: int) -> tuple[FindingLine, ...]:
    """Return the findings of a study in their order; raises as `access.require`."""
    require(actor, study_id, Right.READ)
    study, interviews = load_study(study_id), number_interviews(study_id)
    return tuple(_line(one, study, interviews) for one in load_findings(study_id))


def _line(one: Finding, study: Study, interviews: dict[str, int]) -> FindingLine:
    return FindingLine(one, study.name(one.concerns), tuple(_source(name, interviews) for name in one.sources))


def _source(name: str, interviews: dict[str, int]) -> Source:
    kind, _, rest = name.partition(":")
    interview, _, place = rest.rpartition(":")
    start = place.partition("-")[0]
    if kind != "excerpt" or interview not in interviews or not start.isdecimal():
        return Source(name)
    return Source(name, interviews[interview], int(start))
