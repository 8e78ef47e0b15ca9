"""What more than one coder has coded, for comparing them."""

from collections.abc import Iterable, Iterator, Sequence, Set
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Length

from samverkan.domain.coding.scores import Scored
from samverkan.records.coding.board import number_interviews
from samverkan.records.models.coding import CodeRecord, ExcerptRecord, ScoreRecord
from samverkan.records.models.interviews import InterviewRespondentRecord, RespondentRecord, TranscriptRecord
from samverkan.records.models.study import CollaborationRecord, MunicipalityRecord
from samverkan.records.rows import keys_by_number, stream


def load_marks(study_id: int) -> tuple[tuple[str, str], ...]:
    """Return (interview, coder) for each interview and each who has an excerpt that stands in it."""
    interviews = {number: key for key, number in number_interviews(study_id).items()}
    found = _standing(study_id).values_list("interview_id", "coder").distinct()
    return tuple((interviews[number], coder) for number, coder in found if number in interviews)


def _standing(study_id: int) -> QuerySet[ExcerptRecord]:
    """Return the excerpts that stand, in no order; a caller leaves out interviews that are deleted."""
    deleted = CodeRecord.objects.filter(study_id=study_id, is_deleted=True).values_list("pk", flat=True)
    older = TranscriptRecord.objects.filter(interview__study_id=study_id, is_current=False).values_list("pk", flat=True)
    # Both are few or none; without them one index has it all.
    left_out = Q(code__in=list(deleted)) | Q(transcript__in=list(older))
    return ExcerptRecord.objects.filter(study_id=study_id, is_deleted=False).exclude(left_out).order_by()


def load_judges(study_id: int) -> tuple[tuple[str, str], ...]:
    """Return (respondent, coder) for each respondent and each who has scored them."""
    respondents = keys_by_number(RespondentRecord, study_id)
    rows = ScoreRecord.objects.filter(study_id=study_id).order_by().values_list("respondent_id", "coder").distinct()
    return tuple((respondents[number], coder) for number, coder in rows)


def stream_marked(study_id: int, coder: str, interviews: Sequence[int]) -> Iterator[Any]:
    """Yield what a coder marked in these interviews: code, interview, start, end and number of each excerpt."""
    rows = _standing(study_id).filter(interview__in=interviews, coder=coder)
    return stream(rows.values_list("code_id", "interview_id", "start", "end", "pk"))


def load_lengths_of(study_id: int, keys: Iterable[str]) -> dict[str, int]:
    """Return how many characters the current transcript of each of these interviews has."""
    rows = TranscriptRecord.objects.filter(interview__study_id=study_id, is_current=True)
    found = rows.filter(interview__key__in=list(keys)).order_by()
    return dict(found.values_list("interview__key", Length("text")))


def load_scored_by(study_id: int, coders: Iterable[str], respondents: Set[str]) -> Iterator[Scored]:
    """Yield the scores that these coders have given these respondents, without those who were silent."""
    cases, municipalities = keys_by_number(CollaborationRecord, study_id), keys_by_number(MunicipalityRecord, study_id)
    factors, people = keys_by_number(CodeRecord, study_id), keys_by_number(RespondentRecord, study_id)
    columns = ("collaboration_id", "municipality_id", "factor_id", "respondent_id", "coder", "score")
    rows = ScoreRecord.objects.filter(study_id=study_id, coder__in=list(coders), score__isnull=False)
    # In one order, for the intervals rest on draws of them.
    for collaboration, municipality, factor, respondent, coder, score in stream(
        rows.order_by("pk").values_list(*columns)
    ):
        if people[respondent] in respondents:
            case = cases[collaboration] if collaboration else municipalities[municipality]
            yield Scored(case, factors[factor], people[respondent], coder, score, was_asked=True)


def load_respondents_of(study_id: int, keys: Iterable[str]) -> frozenset[str]:
    """Return the keys of the respondents of these interviews."""
    rows = InterviewRespondentRecord.objects.filter(interview__study_id=study_id, interview__key__in=list(keys))
    return frozenset(rows.values_list("respondent__key", flat=True))
