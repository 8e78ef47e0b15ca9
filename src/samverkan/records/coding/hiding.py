"""What is hidden while interviews are double-coded: where others' work is, and which of some excerpts are seen."""

from collections.abc import Collection

from samverkan.records.coding.excerpts import Hidden, seen
from samverkan.records.coding.states import CHUNK
from samverkan.records.models.coding import ExcerptRecord, ScoreRecord
from samverkan.records.models.interviews import InterviewRecord, InterviewRespondentRecord


def list_withheld(study_id: int, hidden: Hidden) -> tuple[str, ...]:
    """Return the keys of the hidden interviews that somebody else has coded or scored, in their order.

    Deleted excerpts count too, for what was made earlier may hold them.
    """
    if not hidden.interviews:
        return ()
    standing = InterviewRecord.objects.filter(study_id=study_id, is_deleted=False, key__in=hidden.interviews)
    excerpts = ExcerptRecord.objects.filter(interview__in=standing).exclude(coder=hidden.coder)
    scores = ScoreRecord.objects.filter(study_id=study_id).exclude(coder=hidden.coder)
    heard = InterviewRespondentRecord.objects.filter(
        interview__in=standing, respondent__in=scores.order_by().values("respondent")
    )
    found = {*excerpts.order_by().values_list("interview_id", flat=True).distinct()}
    found |= {*heard.order_by().values_list("interview_id", flat=True).distinct()}
    return tuple(standing.filter(pk__in=found).order_by("pk").values_list("key", flat=True))


def find_seen(study_id: int, numbers: Collection[int], hidden: Hidden) -> frozenset[int]:
    """Return those of these excerpts that are there and not hidden; deleted ones are there."""
    wanted, found = sorted(numbers), set[int]()
    for first in range(0, len(wanted), CHUNK):
        rows = ExcerptRecord.objects.filter(study_id=study_id, pk__in=wanted[first : first + CHUNK])
        found.update(seen(rows, hidden).values_list("pk", flat=True))
    return frozenset(found)
