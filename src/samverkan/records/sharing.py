"""The door of sharing: bills and cost games."""

from collections.abc import Iterable

from samverkan.domain.dates import Period
from samverkan.domain.sharing.costs import Coalition, CostKind, CostLine, Unit
from samverkan.records.models.sharing import CoalitionRecord, CostLineRecord
from samverkan.records.models.study import CollaborationRecord
from samverkan.records.rows import add_rows, empty_if_none, numbers_by_key, read_extra, write_extra


def add_costs(study_id: int, values: Iterable[CostLine]) -> None:
    """Add lines of bills in their order; KeyError when a collaboration is not there."""
    collaborations = numbers_by_key(CollaborationRecord, study_id)
    rows = (
        CostLineRecord(
            study_id=study_id,
            collaboration_id=collaborations[one.collaboration],
            line=one.line,
            period=one.period.text,
            amount=one.amount,
            unit=one.unit.value,
            kind=empty_if_none(one.kind),
            driver=one.driver,
            extra=write_extra(one.extra),
        )
        for one in values
    )
    add_rows(CostLineRecord, rows)


def load_costs(study_id: int) -> tuple[CostLine, ...]:
    """Return the lines of bills in their order."""
    rows = CostLineRecord.objects.filter(study_id=study_id).order_by("pk").select_related("collaboration")
    return tuple(
        CostLine(
            collaboration=row.collaboration.key,
            line=row.line,
            period=Period.read(row.period),
            amount=row.amount,
            unit=Unit(row.unit),
            kind=CostKind(row.kind) if row.kind else None,
            driver=row.driver,
            extra=read_extra(row.extra),
        )
        for row in rows
    )


def add_coalitions(study_id: int, values: Iterable[Coalition]) -> None:
    """Add coalitions in their order."""
    rows = (
        CoalitionRecord(
            study_id=study_id,
            members=list(one.members),
            cost=one.cost,
            unit=empty_if_none(one.unit),
            extra=write_extra(one.extra),
        )
        for one in values
    )
    add_rows(CoalitionRecord, rows)


def load_coalitions(study_id: int) -> tuple[Coalition, ...]:
    """Return the coalitions in their order."""
    rows = CoalitionRecord.objects.filter(study_id=study_id).order_by("pk")
    return tuple(
        Coalition(tuple(members), cost, Unit(unit) if unit else None, read_extra(extra))
        for members, cost, unit, extra in rows.values_list("members", "cost", "unit", "extra")
    )
