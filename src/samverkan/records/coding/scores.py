"""Factor scores in the tables."""

from collections.abc import Iterable, Mapping
from typing import Any

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
    named = ("collaboration", "municipality", "factor", "respondent")
    rows = ScoreRecord.objects.filter(study_id=study_id).select_related(*named).order_by("pk")
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


SCORE = (
    "study_id",
    "collaboration_id",
    "municipality_id",
    "factor_id",
    "respondent_id",
    "coder",
    "score",
    "was_asked",
    "reason",
)


def place_score(study_id: int, one: FactorScore) -> dict[str, Any]:
    """Return the columns of a score; KeyError when something that it names is not there."""
    collaborations = numbers_by_key(CollaborationRecord, study_id)
    is_collaboration = one.case in collaborations
    return {
        "study_id": study_id,
        "collaboration_id": collaborations.get(one.case),
        "municipality_id": None if is_collaboration else numbers_by_key(MunicipalityRecord, study_id)[one.case],
        "factor_id": numbers_by_key(CodeRecord, study_id)[one.factor],
        "respondent_id": numbers_by_key(RespondentRecord, study_id)[one.respondent],
        "coder": one.coder,
        "score": one.score,
        "was_asked": one.was_asked,
        "reason": one.reason,
    }


def find_score(columns: Mapping[str, Any]) -> tuple[int, int, dict[str, Any]] | None:
    """Return the number, version and columns of the score by the same coder of the same informant and factor."""
    same = ("collaboration_id", "municipality_id", "factor_id", "respondent_id", "coder")
    row = ScoreRecord.objects.filter(**{name: columns[name] for name in same}).first()
    return None if row is None else (row.pk, row.version, {name: getattr(row, name) for name in SCORE})


def keep_score(columns: Mapping[str, Any]) -> int:
    """Return the number of a new score."""
    row = ScoreRecord(**columns)
    row.save(force_insert=True)
    return row.pk


def read_scores_of_factors(factor_ids: Iterable[int]) -> tuple[tuple[int, dict[str, Any]], ...]:
    """Return the number and columns of each score of these factors."""
    rows = ScoreRecord.objects.filter(factor_id__in=list(factor_ids)).order_by("pk")
    return tuple((row.pk, {name: getattr(row, name) for name in SCORE}) for row in rows)
