"""The door of the findings."""

from collections.abc import Iterable

from samverkan.domain.findings.finding import Finding, Level, Question
from samverkan.domain.kept import Kept
from samverkan.records.models.findings import FindingRecord
from samverkan.records.rows import add_rows, empty_if_none, read_extra, write_extra


def add_findings(study_id: int, values: Iterable[Finding]) -> None:
    """Add findings in their order."""
    rows = (
        FindingRecord(
            study_id=study_id,
            key=one.id,
            question=empty_if_none(one.question),
            text_sv=one.text_sv,
            text_en=one.text_en,
            sources=list(one.sources),
            level=empty_if_none(one.level),
            concerns=one.concerns,
            reason=one.reason,
            decided_by=one.decided_by,
            decided_at=one.decided_at,
            extra=write_extra(one.extra),
        )
        for one in values
    )
    add_rows(FindingRecord, rows)


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
