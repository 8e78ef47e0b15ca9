"""The door of the matrix: what its cells count, and which codes lie where."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Aggregate, F, Func, IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Coalesce

from samverkan.domain.coding.codebook import Kind
from samverkan.domain.coding.excerpts import Status, Valence
from samverkan.domain.comparison.mentions import Account, Mention, Told
from samverkan.domain.comparison.together import Span
from samverkan.domain.findings.evidence import Evidence
from samverkan.domain.interviews.transcript import Interview
from samverkan.records.coding import load_codebook, number_interviews
from samverkan.records.coding.excerpts import VALENCES, standing_in
from samverkan.records.indicators import load_indicators
from samverkan.records.interviews import load_interviews, load_respondents, load_turns_of
from samverkan.records.models.coding import CodeRecord, ExcerptRecord
from samverkan.records.models.study import MunicipalityRecord
from samverkan.records.rows import keys_by_number, stream
from samverkan.records.study import load_study

BETWEEN, WITHIN = ",", " "
EXPECTED: Final = Status.EXPECTED.value


class JoinedTexts(Aggregate):
    """Texts one after the other in any order, with a comma between."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        """Return the same for PostgreSQL."""
        template = f"%(function)s(%(expressions)s, '{BETWEEN}')"
        return self.as_sql(compiler, connection, function="STRING_AGG", template=template, **context)


def gather_frame(study_id: int) -> Evidence:
    """Return what the matrix, and gains and costs, rest on beside the excerpts and scores, which are many.

    There are no texts, but turns where several speak together.
    """
    interviews = load_interviews(study_id)
    shared = find_shared(interviews)
    return Evidence(
        study=load_study(study_id),
        respondents=load_respondents(study_id),
        interviews=interviews,
        transcripts=load_turns_of(study_id, shared) if shared else {},
        codebook=load_codebook(study_id),
        indicators=load_indicators(study_id),
    )


def find_shared(interviews: Iterable[Interview]) -> tuple[str, ...]:
    """Return the interviews with several people, in which who speaks follows from where."""
    return tuple(one.id for one in interviews if len(one.respondents) > 1)


def load_mentions(study_id: int, kind: Kind, shared: Iterable[str]) -> Iterator[Mention]:
    """Yield what every coder marked with codes of a kind: by interview, and by excerpt in the `shared` interviews."""
    keys = _load_keys(study_id, [kind])
    known: dict[str, frozenset[Valence | None]] = {}
    for interview, coder, code, concerns, start, written in _read_marked(keys, shared, _write_directions):
        if interview in keys.interviews:
            if written not in known:
                known[written] = frozenset(VALENCES[one] for one in written.split(BETWEEN))
            concerned = keys.municipalities.get(concerns, "")
            yield Mention(keys.interviews[interview], start, keys.codes[code], coder, concerned, known[written])


def load_accounts(study_id: int, shared: Iterable[str]) -> Iterator[Account]:
    """Yield what every coder marked of gains and costs: by interview, and by excerpt in the `shared` interviews."""
    keys = _load_keys(study_id, [Kind.GAIN, Kind.COST])
    known: dict[str, Told] = {}
    for interview, coder, start, written in _read_marked(keys, shared, _write_told):
        if interview in keys.interviews:
            parts = written.split(BETWEEN)
            known.update((one, _read_told(one, keys)) for one in parts if one not in known)
            yield Account(keys.interviews[interview], start, coder, [known[one] for one in parts])


@dataclass(frozen=True, slots=True)
class _Keys:
    """The keys of what excerpts name, by the numbers of their rows: the codes wanted, and interviews that stand."""

    study_id: int
    interviews: Mapping[int, str]
    codes: Mapping[int, str]
    municipalities: Mapping[int, str]


def _load_keys(study_id: int, kinds: Sequence[Kind]) -> _Keys:
    codes = CodeRecord.objects.filter(study_id=study_id, kind__in=kinds, is_deleted=False).values_list("pk", "key")
    interviews = {number: key for key, number in number_interviews(study_id).items()}
    return _Keys(study_id, interviews, dict(codes), keys_by_number(MunicipalityRecord, study_id))


def _read_marked(
    keys: _Keys, shared: Iterable[str], read: Callable[[QuerySet[ExcerptRecord], F | Value], Iterator[tuple[Any, ...]]]
) -> Iterator[tuple[Any, ...]]:
    """Yield what is read of excerpts with the codes: by interview, the start being 0, and by start in some."""
    names = frozenset(shared)
    apart = [number for number, key in keys.interviews.items() if key in names]
    rows = standing_in(keys.study_id).filter(code__in=list(keys.codes))
    yield from read(rows.exclude(interview__in=apart) if apart else rows, Value(0, IntegerField()))
    if apart:
        yield from read(rows.filter(interview__in=apart), F("start"))


def load_spans(study_id: int, kinds: Iterable[Kind]) -> Iterator[Span]:
    """Yield where every coder marked codes of these kinds."""
    keys = _load_keys(study_id, list(kinds))
    rows = standing_in(study_id).filter(code__in=list(keys.codes))
    for interview, start, end, code, coder in stream(
        rows.values_list("interview_id", "start", "end", "code_id", "coder")
    ):
        if interview in keys.interviews:
            yield Span(keys.interviews[interview], start, end, keys.codes[code], coder)


def _write_told(rows: QuerySet[ExcerptRecord], start: F | Value) -> Iterator[tuple[Any, ...]]:
    """Yield interview, coder, start, and what `_read_told` reads of each excerpt there, in one text.

    To hand a row of columns to Python takes far longer than to find it, and most gains and costs stand alone.
    """
    columns = ("code_id", Coalesce("concerns_id", 0), "valence", "status")
    written = Func(*columns, template="%(expressions)s", arg_joiner=f" || '{WITHIN}' || ", output_field=TextField())
    grouped = rows.values("interview_id", "coder", place=start).annotate(told=JoinedTexts(written))
    return stream(grouped.values_list("interview_id", "coder", "place", "told"))


def _read_told(written: str, keys: _Keys) -> Told:
    code, concerns, valence, status = written.split(WITHIN)
    return Told(
        keys.codes[int(code)], keys.municipalities.get(int(concerns), ""), VALENCES[valence], status == EXPECTED
    )


def _write_directions(rows: QuerySet[ExcerptRecord], start: F | Value) -> Iterator[tuple[Any, ...]]:
    """Yield interview, coder, code, municipality concerned, start, and the directions of the excerpts in one text."""
    keys = ("interview_id", "coder", "code_id", "concerns_id")
    grouped = rows.values(*keys, place=start).annotate(directions=JoinedTexts("valence"))
    return stream(grouped.values_list(*keys, "place", "directions"))
