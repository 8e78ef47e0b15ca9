"""The door of the matrix: what its cells count, and which codes lie where."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import reduce
from itertools import chain
from operator import add
from typing import Any, Final

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When

from samverkan.domain.coding.codebook import Kind
from samverkan.domain.coding.excerpts import Valence
from samverkan.domain.comparison.mentions import Mention
from samverkan.domain.comparison.together import Span
from samverkan.domain.findings.evidence import Evidence
from samverkan.records.coding import load_codebook, load_excerpts, load_scores, number_interviews
from samverkan.records.coding.excerpts import VALENCES
from samverkan.records.indicators import load_indicators
from samverkan.records.interviews import load_interviews, load_respondents, load_turns_of
from samverkan.records.models.coding import CodeRecord, ExcerptRecord
from samverkan.records.models.interviews import TranscriptRecord
from samverkan.records.models.study import MunicipalityRecord
from samverkan.records.rows import CHUNK, empty_if_none, keys_by_number
from samverkan.records.study import load_study

DIRECTIONS: Final[tuple[Valence | None, ...]] = tuple(VALENCES.values())
SETS: Final = tuple(
    frozenset(one for place, one in enumerate(DIRECTIONS) if bits >> place & 1) for bits in range(2 ** len(DIRECTIONS))
)
"""By the bits of its members, in the order of DIRECTIONS, each set of directions."""


def gather_coding(study_id: int) -> Evidence:
    """Return what gains and costs rest on: no survey, no costs, no texts; turns where several speak together."""
    return replace(gather_frame(study_id), excerpts=load_excerpts(study_id), scores=load_scores(study_id))


def gather_frame(study_id: int) -> Evidence:
    """Return what the matrix rests on beside the excerpts and scores, which are many."""
    interviews = load_interviews(study_id)
    shared = [one.id for one in interviews if len(one.respondents) > 1]
    return Evidence(
        study=load_study(study_id),
        respondents=load_respondents(study_id),
        interviews=interviews,
        transcripts=load_turns_of(study_id, shared) if shared else {},
        codebook=load_codebook(study_id),
        indicators=load_indicators(study_id),
    )


def load_mentions(study_id: int, kind: Kind, shared: Iterable[str]) -> Iterator[Mention]:
    """Yield what every coder marked with codes of a kind: by interview, and by excerpt in the `shared` interviews."""
    codes = dict(CodeRecord.objects.filter(study_id=study_id, kind=kind, is_deleted=False).values_list("pk", "key"))
    municipalities = keys_by_number(MunicipalityRecord, study_id)
    interviews = {number: key for key, number in number_interviews(study_id).items()}
    names = frozenset(shared)
    apart = [number for number, key in interviews.items() if key in names]
    rows = _standing(study_id).filter(code__in=list(codes)).order_by()
    together = _sum_up(rows.exclude(interview__in=apart) if apart else rows, Value(0, IntegerField()))
    single = _sum_up(rows.filter(interview__in=apart), F("start")) if apart else ()
    for interview, coder, code, concerns, start, bits in chain(together, single):
        if interview in interviews:
            yield Mention(
                interviews[interview], start, codes[code], coder, municipalities.get(concerns, ""), SETS[bits]
            )


def load_spans(study_id: int, kinds: Iterable[Kind]) -> Iterator[Span]:
    """Yield where every coder marked codes of these kinds."""
    codes = dict(
        CodeRecord.objects.filter(study_id=study_id, kind__in=list(kinds), is_deleted=False).values_list("pk", "key")
    )
    interviews = {number: key for key, number in number_interviews(study_id).items()}
    rows = _standing(study_id).filter(code__in=list(codes)).order_by()
    columns = rows.values_list("interview_id", "start", "end", "code_id", "coder")
    for interview, start, end, code, coder in columns.iterator(chunk_size=CHUNK):
        if interview in interviews:
            yield Span(interviews[interview], start, end, codes[code], coder)


def _sum_up(rows: QuerySet[ExcerptRecord], start: F | Value) -> Iterator[tuple[Any, ...]]:
    """Yield interview, coder, code, municipality concerned, start, and the bits of the directions that there are."""
    counts = {f"n_{bit}": Count("pk", filter=Q(valence=empty_if_none(one))) for bit, one in enumerate(DIRECTIONS)}
    bits = [Case(When(**{f"n_{bit}__gt": 0, "then": 1 << bit}), default=0) for bit in range(len(DIRECTIONS))]
    keys = ("interview_id", "coder", "code_id", "concerns_id")
    grouped = rows.values(*keys, place=start).alias(**counts).annotate(bits=reduce(add, bits))
    yield from grouped.values_list(*keys, "place", "bits").iterator(chunk_size=CHUNK)


def _standing(study_id: int) -> QuerySet[ExcerptRecord]:
    """Return the excerpts on current transcripts; a caller leaves out interviews that are deleted."""
    rows = ExcerptRecord.objects.filter(study_id=study_id, is_deleted=False)
    older = TranscriptRecord.objects.filter(interview__study_id=study_id, is_current=False)
    return rows.exclude(transcript__in=older.values("pk")) if older.exists() else rows
