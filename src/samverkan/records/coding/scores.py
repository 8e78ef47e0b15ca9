"""Factor scores in the tables."""

import json
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any

from django.db.models import Count, QuerySet, TextField
from django.db.models.functions import Cast

from samverkan.domain.coding.scores import FactorScore, Scored
from samverkan.domain.kept import Kept
from samverkan.records.models.coding import CodeRecord, ScoreRecord
from samverkan.records.models.interviews import RespondentRecord
from samverkan.records.models.study import CollaborationRecord, MunicipalityRecord
from samverkan.records.rows import NO_EXTRA, add_rows, keys_by_number, numbers_by_key, read_extra, stream, write_extra


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
    return keep_scores(ScoreRecord.objects.filter(study_id=study_id))


def keep_scores(scores: QuerySet[ScoreRecord]) -> tuple[Kept[FactorScore], ...]:
    """Return the scores of rows in their order, with the numbers of the rows."""
    columns = ("collaboration__key", "municipality__key", "factor__key", "respondent__key", "coder", "score")
    # Almost every row has no unknown columns; reading the JSON of each took longer than all the rest.
    rest = ("was_asked", "reason", Cast("extra", TextField()))
    rows = scores.order_by("pk").values_list("pk", "version", *columns, *rest)
    return tuple(
        Kept(
            number,
            version,
            FactorScore(
                collaboration or municipality or "",
                factor,
                respondent,
                coder,
                score,
                was_asked,
                reason,
                () if extra == NO_EXTRA else read_extra(json.loads(extra)),
            ),
        )
        for (
            number,
            version,
            collaboration,
            municipality,
            factor,
            respondent,
            coder,
            score,
            was_asked,
            reason,
            extra,
        ) in rows
    )


def load_scored(study_id: int, *, by_several: bool = False) -> Iterator[Scored]:
    """Yield the scores as they are counted: those of who was asked first; or those of whom several have scored."""
    scores = ScoreRecord.objects.filter(study_id=study_id).order_by()
    if by_several:
        coders = scores.values("respondent_id").annotate(coders=Count("coder", distinct=True)).filter(coders__gt=1)
        scores = scores.filter(respondent_id__in=coders.values("respondent_id"))
    # A truth value would have to be converted row by row.
    yield from _read_scored(study_id, {one: scores.filter(was_asked=one) for one in (True, False)})


def load_scored_by(study_id: int, coders: Iterable[str], respondents: Set[str]) -> Iterator[Scored]:
    """Yield the scores that these coders have given these respondents, without those who were silent."""
    rows = ScoreRecord.objects.filter(study_id=study_id, coder__in=list(coders), score__isnull=False)
    # In one order, for the intervals rest on draws of them.
    scores = _read_scored(study_id, {True: rows.order_by("pk")})
    yield from (one for one in scores if one.respondent in respondents)


def _read_scored(study_id: int, by_asked: Mapping[bool, QuerySet[ScoreRecord]]) -> Iterator[Scored]:
    """Yield the scores of some rows, by whether the respondent was asked."""
    cases, municipalities = keys_by_number(CollaborationRecord, study_id), keys_by_number(MunicipalityRecord, study_id)
    factors, respondents = keys_by_number(CodeRecord, study_id), keys_by_number(RespondentRecord, study_id)
    columns = ("collaboration_id", "municipality_id", "factor_id", "respondent_id", "coder", "score")
    for was_asked, rows in by_asked.items():
        for collaboration, municipality, factor, respondent, coder, score in stream(rows.values_list(*columns)):
            case = cases[collaboration] if collaboration else municipalities[municipality]
            yield Scored(case, factors[factor], respondents[respondent], coder, score, was_asked)


def load_scores_of_factor(study_id: int, factor: str) -> tuple[FactorScore, ...]:
    """Return the scores on a factor in their order, with their reasons."""
    return tuple(one.value for one in keep_scores(ScoreRecord.objects.filter(study_id=study_id, factor__key=factor)))


def load_kept_scores_of(study_id: int, factor: str, respondents: Iterable[str]) -> tuple[Kept[FactorScore], ...]:
    """Return the scores of these respondents on a factor, with the numbers of their rows."""
    rows = ScoreRecord.objects.filter(study_id=study_id, factor__key=factor, respondent__key__in=list(respondents))
    return keep_scores(rows)


def list_scored_by(study_id: int, factor: str, coder: str) -> frozenset[str]:
    """Return the keys of the respondents whom a coder has scored on a factor."""
    rows = ScoreRecord.objects.filter(study_id=study_id, factor__key=factor, coder=coder).order_by()
    return frozenset(rows.values_list("respondent__key", flat=True))


def count_scores_by(study_id: int, coder: str) -> dict[int, int]:
    """Return how many scores a coder has given on each factor, by the number of its row."""
    rows = ScoreRecord.objects.filter(study_id=study_id, coder=coder).order_by()
    return dict(rows.values_list("factor_id").annotate(Count("pk")))


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
