"""All rooms of a study at once: everything that was given and judged, in and out."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from django.db.models import Model

from samverkan.domain.findings.evidence import Evidence
from samverkan.domain.trace import GivenFile
from samverkan.records.coding import (
    add_codes,
    add_excerpts,
    add_scores,
    add_settlements,
    load_codebook,
    load_excerpts,
    load_scores,
    load_settlements,
)
from samverkan.records.findings import add_findings, load_findings
from samverkan.records.indicators import add_indicators, load_indicators
from samverkan.records.interviews import (
    add_interviews,
    add_respondents,
    add_transcripts,
    load_interviews,
    load_respondents,
    load_transcripts,
)
from samverkan.records.models.findings import FindingRecord
from samverkan.records.models.indicators import IndicatorRecord
from samverkan.records.models.sharing import CoalitionRecord, CostLineRecord, DistanceRecord
from samverkan.records.models.survey import AnswerRecord, ItemRecord
from samverkan.records.sharing import (
    add_coalitions,
    add_costs,
    add_distances,
    load_coalitions,
    load_costs,
    load_distances,
)
from samverkan.records.study import (
    add_collaborations,
    add_files,
    add_memberships,
    add_municipalities,
    forget_file,
    load_study,
)
from samverkan.records.survey import add_answers, add_items, load_answers, load_items

WHOLE_TABLES: Final[Mapping[str, tuple[type[Model], Callable[[int, Any], None], str]]] = {
    "indicators.csv": (IndicatorRecord, add_indicators, "indicators"),
    "costs.csv": (CostLineRecord, add_costs, "costs"),
    "coalitions.csv": (CoalitionRecord, add_coalitions, "coalitions"),
    "distances.csv": (DistanceRecord, add_distances, "distances"),
    "findings.csv": (FindingRecord, add_findings, "findings"),
}
"""By file, the tables that no other table names: their rows, what adds them, and where the evidence holds them."""


def add_evidence(study_id: int, evidence: Evidence, made_at: datetime, made_by: int | None = None) -> None:
    """Add everything of a study but its frame, to a study that is empty; call it in a transaction."""
    add_municipalities(study_id, evidence.study.municipalities)
    add_collaborations(study_id, evidence.study.collaborations)
    add_memberships(study_id, evidence.study.memberships)
    add_respondents(study_id, evidence.respondents)
    add_interviews(study_id, evidence.interviews)
    add_transcripts(study_id, evidence.transcripts, made_at, made_by)
    add_codes(study_id, evidence.codebook)
    add_excerpts(study_id, evidence.excerpts)
    add_settlements(study_id, evidence.settlements)
    add_scores(study_id, evidence.scores)
    add_items(study_id, evidence.items)
    add_answers(study_id, evidence.answers)
    add_indicators(study_id, evidence.indicators)
    add_costs(study_id, evidence.costs)
    add_coalitions(study_id, evidence.coalitions)
    add_distances(study_id, evidence.distances)
    add_findings(study_id, evidence.findings)


def gather_evidence(study_id: int) -> Evidence:
    """Return everything of a study, without what follows from its files: what study.toml states, and fingerprints."""
    return replace(gather_tables(study_id), transcripts=load_transcripts(study_id))


def gather_tables(study_id: int) -> Evidence:
    """Return everything of a study that stands in tables: all but the transcripts."""
    return Evidence(
        study=load_study(study_id),
        respondents=load_respondents(study_id),
        interviews=load_interviews(study_id),
        codebook=load_codebook(study_id),
        excerpts=load_excerpts(study_id),
        settlements=load_settlements(study_id),
        scores=load_scores(study_id),
        items=load_items(study_id),
        answers=load_answers(study_id),
        indicators=load_indicators(study_id),
        costs=load_costs(study_id),
        coalitions=load_coalitions(study_id),
        distances=load_distances(study_id),
        findings=load_findings(study_id),
    )


def renew_tables(study_id: int, evidence: Evidence, files: Mapping[str, GivenFile]) -> None:
    """Set these tables, named by their files, to the values of the evidence; call it in a transaction."""
    if {"instrument.csv", "answers.csv"} & set(files):
        AnswerRecord.objects.filter(study_id=study_id).delete()
        if "instrument.csv" in files:
            ItemRecord.objects.filter(study_id=study_id).delete()
            add_items(study_id, evidence.items)
        add_answers(study_id, evidence.answers)
    for name, (record, add, part) in WHOLE_TABLES.items():
        if name in files:
            record._default_manager.filter(study_id=study_id).delete()
            add(study_id, getattr(evidence, part))
    for name in files:
        forget_file(study_id, name)
    add_files(study_id, files)
