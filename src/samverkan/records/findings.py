"""The door of the findings."""

from collections.abc import Iterable
from itertools import chain
from typing import Any

from samverkan.domain.findings.finding import Finding, Level, Question
from samverkan.domain.kept import Kept
from samverkan.records.coding import load_scores
from samverkan.records.coding.excerpts import standing
from samverkan.records.indicators import load_indicators
from samverkan.records.models.coding import ExcerptRecord
from samverkan.records.models.findings import FindingRecord
from samverkan.records.rows import add_rows, change_row, empty_if_none, read_extra, remove_row, write_extra
from samverkan.records.sharing import load_costs
from samverkan.records.study import load_collaborations
from samverkan.records.survey import load_answers


def add_findings(study_id: int, values: Iterable[Finding]) -> None:
    """Add findings in their order."""
    rows = (FindingRecord(study_id=study_id, key=one.id, **_columns(one)) for one in values)
    add_rows(FindingRecord, rows)


def change_finding(kept: Kept[Finding]) -> bool:
    """Set everything but the id of a finding; False when somebody else was first."""
    return change_row(FindingRecord, kept.id, kept.version, **_columns(kept.value))


def remove_finding(number: int, version: int) -> bool:
    """Remove a finding; False when it is no longer in the version that was seen."""
    return remove_row(FindingRecord, number, version)


def _columns(one: Finding) -> dict[str, Any]:
    return {
        "question": empty_if_none(one.question),
        "text_sv": one.text_sv,
        "text_en": one.text_en,
        "sources": list(one.sources),
        "level": empty_if_none(one.level),
        "concerns": one.concerns,
        "reason": one.reason,
        "decided_by": one.decided_by,
        "decided_at": one.decided_at,
        "extra": write_extra(one.extra),
    }


def load_source_names(study_id: int) -> frozenset[str]:
    """Return the name of everything in the study that a finding can stand on."""
    scores, indicators = load_scores(study_id), load_indicators(study_id)
    marked = standing(ExcerptRecord.objects.filter(study_id=study_id)).order_by()
    return frozenset(
        chain(
            (
                f"excerpt:{key}:{start}-{end}"
                for key, start, end in marked.values_list("interview__key", "start", "end")
            ),
            (one.source for one in scores),
            (f"score:{one.case}:{one.factor}" for one in scores),
            (one.reference for one in indicators),
            (f"indicator:{one.collaboration}:{one.indicator}:{one.period}" for one in indicators),
            (f"answer:{one.item}" for one in load_answers(study_id)),
            (f"cost:{one.collaboration}:{one.line}:{one.period}" for one in load_costs(study_id)),
            (f"collaboration:{one.id}" for one in load_collaborations(study_id)),
        )
    )


def load_findings(study_id: int) -> tuple[Finding, ...]:
    """Return the findings in their order."""
    return tuple(one.value for one in load_kept_findings(study_id))


def load_kept_findings(study_id: int) -> tuple[Kept[Finding], ...]:
    """Return the findings in their order, with the numbers of their rows."""
    rows = FindingRecord.objects.filter(study_id=study_id).order_by("pk")
    return tuple(
        Kept(
            row.pk,
            row.version,
            Finding(
                id=row.key,
                question=Question(row.question) if row.question else None,
                text_sv=row.text_sv,
                text_en=row.text_en,
                sources=tuple(row.sources),
                level=Level(row.level) if row.level else None,
                concerns=row.concerns,
                reason=row.reason,
                decided_by=row.decided_by,
                decided_at=row.decided_at,
                extra=read_extra(row.extra),
            ),
        )
        for row in rows
    )
