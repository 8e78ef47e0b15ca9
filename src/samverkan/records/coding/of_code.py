"""The excerpts of one code, all or those that somebody looks for."""

from collections.abc import Sequence
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet

from samverkan.domain.coding.excerpts import Excerpt
from samverkan.domain.coding.sifting import Nearness, Order, Sifting
from samverkan.domain.interviews.mentions import Span
from samverkan.domain.kept import Kept
from samverkan.records.coding.excerpts import NOTHING_HIDDEN, Hidden, keep_rows, seen, standing
from samverkan.records.interviews import Passage
from samverkan.records.models.coding import ExcerptRecord

ALL: Final = Sifting()
ORDERS: Final = {
    Order.PLACE: ("interview_id", "start", "pk"),
    Order.NEWEST: ("-changed_at", "-pk"),
    Order.CODER: ("coder", "interview_id", "start", "pk"),
}


def load_excerpts_of_code(
    code_id: int,
    hidden: Hidden = NOTHING_HIDDEN,
    sifting: Sifting = ALL,
    *,
    after: int = 0,
    limit: int | None = None,
) -> tuple[Kept[Excerpt], ...]:
    """Return excerpts of a code that are not hidden, in the order that is asked for, from the number `after` on."""
    rows = _sift(code_id, hidden, sifting).order_by(*ORDERS[sifting.order])
    return keep_rows(rows[after : None if limit is None else after + limit])


def count_excerpts_of_code(code_id: int, hidden: Hidden = NOTHING_HIDDEN, sifting: Sifting = ALL) -> int:
    """Return how many excerpts of a code are not hidden."""
    return _sift(code_id, hidden, sifting).count()


def list_coders_of_code(code_id: int, hidden: Hidden) -> tuple[str, ...]:
    """Return who has marked something with a code that is not hidden."""
    return tuple(sorted(_sift(code_id, hidden, ALL).order_by().values_list("coder", flat=True).distinct()))


def load_coded_spans(
    study_id: int, passages: Sequence[Passage], code: str, hidden: Hidden
) -> dict[tuple[int, int], tuple[Span, ...]]:
    """Return where a code lies in each of these passages, by interview and turn, counted from where the turn begins."""
    interviews = {one.interview_id for one in passages}
    marked = standing(ExcerptRecord.objects.filter(study_id=study_id, code__key=code, interview__in=interviews))
    spans: dict[int, list[Span]] = {}
    for interview, start, end in (
        seen(marked, hidden).order_by("start", "pk").values_list("interview_id", "start", "end")
    ):
        spans.setdefault(interview, []).append(Span(start, end))
    return {
        (one.interview_id, one.turn): tuple(
            Span(max(span.start, one.start) - one.start, min(span.end, one.end) - one.start)
            for span in spans.get(one.interview_id, ())
            if span.overlaps(Span(one.start, one.end))
        )
        for one in passages
    }


def _sift(code_id: int, hidden: Hidden, sifting: Sifting) -> QuerySet[ExcerptRecord]:
    rows = seen(standing(ExcerptRecord.objects.filter(code_id=code_id)), hidden)
    if sifting.coder:
        rows = rows.filter(coder=sifting.coder)
    if sifting.valence:
        rows = rows.filter(valence=sifting.valence)
    if sifting.concerns:
        rows = rows.filter(concerns__key=sifting.concerns)
    return rows.filter(Exists(_beside(sifting))) if sifting.beside else rows


def _beside(sifting: Sifting) -> QuerySet[ExcerptRecord]:
    """Return what the same coder marked with the other code near the excerpt that is looked at."""
    others = ExcerptRecord.objects.filter(
        code__key=sifting.beside,
        code__is_deleted=False,
        code__study=OuterRef("study"),
        interview=OuterRef("interview"),
        coder=OuterRef("coder"),
    )
    if sifting.nearness is Nearness.WORDS:
        others = others.filter(start__lt=OuterRef("end"), end__gt=OuterRef("start"))
    return standing(others)
