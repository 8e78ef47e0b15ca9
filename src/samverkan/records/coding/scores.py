"""Factor scores in the tables."""

from collections.abc import Iterable

from samverkan.domain.coding.scores import FactorScore
from samverkan.domain.kept import Kept
from samverkan.records.models.coding import CodeRecord, ScoreRecord
from samverkan.records.models.interviews import RespondentRecord
from samverkan.records.models.study import CollaborationRecord, MunicipalityRecord
from samverkan.records.rows import add_rows, numbers_by_key, read_extra, write_extra


def add_scores(study_id: int, values: Iterable[FactorScore]) -> None:
    """Add scores in their order; a case is a collaboration before it is a municipality."""
    collaborations = numbers_by_key(CollaborationRecord, study_id)
    municipalities = numbers_by_key(MunicipalityRecord, study_id)
    codes = numbers_by_key(CodeRecord, study_id)
    respondents = numbers_by_key(RespondentRecord, study_id)
    rows = (
        ScoreRecord(
            study_id=study_id,
            collaboration_id=collaborations.get(one.case),
            municipality_id=None if one.case in collaborations else municipalities[one.case],
            factor_id=codes[one.factor],
            respondent_id=respondents[one.respondent],
            coder=one.coder,
            score=one.score,
            was_asked=one.was_asked,
            reason=one.reason,
            extra=write_extra(one.extra),
        )
        for one in values
    )
    add_rows(ScoreRecord, rows)


def load_scores(study_id: int) -> tuple[FactorScore, ...]:
    """Return the scores in their order."""
    return tuple(one.value for one in load_kept_scores(study_id))


def load_kept_scores(study_id: int) -> tuple[Kept[FactorScore], ...]:
    """Return the scores in their order, with the numbers of their rows."""
    rows = ScoreRecord.objects.filter(study_id=study_id).order_by("pk")
    return tuple(
        Kept(
            row.pk,
            row.version,
            FactorScore(
                case=row.collaboration.key if row.collaboration else row.municipality.key if row.municipality else "",
                factor=row.factor.key,
                respondent=row.respondent.key,
                coder=row.coder,
                score=row.score,
                was_asked=row.was_asked,
                reason=row.reason,
                extra=read_extra(row.extra),
            ),
        )
        for row in rows.select_related("collaboration", "municipality", "factor", "respondent")
    )
