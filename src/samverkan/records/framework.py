"""The door of the matrix: what its cells rest on, and the way from a passage to its place in the workbench."""

from samverkan.domain.findings.evidence import Evidence
from samverkan.records.coding import load_codebook, load_excerpts, load_scores, load_what_is_said
from samverkan.records.indicators import load_indicators
from samverkan.records.interviews import (
    load_interviews,
    load_kept_interviews,
    load_respondents,
    load_transcripts_of,
)
from samverkan.records.models.coding import ExcerptRecord
from samverkan.records.study import load_study

Passage = tuple[str, int, int, str, str]
"""Interview, start, end, code and coder: what makes an excerpt one."""


def gather_coding(study_id: int, *, has_words: bool = True) -> Evidence:
    """Return what the matrix rests on: no survey, no costs, and texts only where several speak in one interview.

    Figures count people; without words, and with one excerpt for all that say the same, they take a third of the time.
    """
    interviews = load_interviews(study_id)
    shared = [one.id for one in interviews if len(one.respondents) > 1]
    return Evidence(
        study=load_study(study_id),
        respondents=load_respondents(study_id),
        interviews=interviews,
        transcripts=load_transcripts_of(study_id, shared) if shared else {},
        codebook=load_codebook(study_id),
        excerpts=load_excerpts(study_id) if has_words else load_what_is_said(study_id, shared),
        scores=load_scores(study_id),
        indicators=load_indicators(study_id),
    )


def number_interviews(study_id: int) -> dict[str, int]:
    """Return the number of each interview by its key."""
    return {one.value.id: one.id for one in load_kept_interviews(study_id)}


def number_excerpts(study_id: int, code: str) -> dict[Passage, int]:
    """Return the number of each excerpt of a code that stands, by what makes it one."""
    rows = ExcerptRecord.objects.filter(study_id=study_id, code__key=code, is_deleted=False).order_by("pk")
    columns = rows.values_list("interview__key", "start", "end", "code__key", "coder", "pk")
    return {(interview, start, end, key, coder): number for interview, start, end, key, coder, number in columns}
