"""The door of the indicators."""

from collections.abc import Iterable

from samverkan.domain.dates import Period
from samverkan.domain.indicators import Indicator
from samverkan.records.models.indicators import IndicatorRecord
from samverkan.records.models.study import CollaborationRecord, MunicipalityRecord
from samverkan.records.rows import add_rows, number_of, numbers_by_key, read_extra, read_period, write_extra


def add_indicators(study_id: int, values: Iterable[Indicator]) -> None:
    """Add values of key figures in their order."""
    municipalities = numbers_by_key(MunicipalityRecord, study_id)
    collaborations = numbers_by_key(CollaborationRecord, study_id)
    rows = (
        IndicatorRecord(
            study_id=study_id,
            municipality_id=number_of(municipalities, one.municipality),
            collaboration_id=number_of(collaborations, one.collaboration),
            indicator=one.indicator,
            period=one.period.text,
            value=one.value,
            unit=one.unit,
            source=one.source,
            status=one.status,
            extra=write_extra(one.extra),
        )
        for one in values
    )
    add_rows(IndicatorRecord, rows)


def load_indicators(study_id: int) -> tuple[Indicator, ...]:
    """Return the values of key figures in their order."""
    rows = IndicatorRecord.objects.filter(study_id=study_id).order_by("pk")
    columns = rows.values_list(
        "municipality__key", "collaboration__key", "indicator", "period", "value", "unit", "source", "status", "extra"
    )
    return tuple(
        Indicator(
            municipality or "",
            collaboration or "",
            indicator,
            read_period(period) or Period.read(period),
            value,
            unit,
            source,
            status,
            read_extra(extra),
        )
        for municipality, collaboration, indicator, period, value, unit, source, status, extra in columns.iterator(
            chunk_size=5000
        )
    )
