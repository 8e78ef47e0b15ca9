"""Passages for the search: every turn of the current transcripts by its lemmas; the same hits on either database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, Final

from django.db import connection
from django.db.models import BooleanField, F, Func, Q, QuerySet, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Concat, StrIndex, Substr
from django.db.models.lookups import GreaterThan

from samverkan.domain.interviews.searching import Query, Sought, lemma_of, pair_marks, words_of_passage
from samverkan.domain.interviews.transcript import Transcript
from samverkan.records.interviews.given import read_turns
from samverkan.records.models.interviews import (
    InterviewRecord,
    InterviewRespondentRecord,
    PassageRecord,
    TranscriptRecord,
)
from samverkan.records.rows import add_rows

CODED: Final = """SELECT heard.id
    FROM records_excerptrecord marked CROSS JOIN records_passagerecord heard
    WHERE marked.study_id = %s AND NOT marked.is_deleted
    AND marked.code_id IN (SELECT id FROM records_coderecord WHERE study_id = %s AND key = %s)
    AND heard.transcript_id = marked.transcript_id AND heard.start < marked."end" AND heard."end" > marked.start
    AND heard.start >= COALESCE((SELECT MAX(earlier.start) FROM records_passagerecord earlier
        WHERE earlier.transcript_id = marked.transcript_id AND earlier.start <= marked.start), 0)
    AND (marked.coder = %s OR marked.interview_id NOT IN ({hidden}))"""
"""The passages that share a character with an excerpt of a code: from the excerpts, each to the turn where it begins.

In hidden interviews only one coder's excerpts are looked at. An excerpt on an older version of a transcript lies over
none: passages are of the current ones.
"""


MATCHES: Final = {
    order: f"""records_passagerecord.id IN (SELECT rowid FROM records_passage_lemmas
        WHERE records_passage_lemmas MATCH %s ORDER BY rowid {way} LIMIT %s)"""
    for order, way in (("pk", "ASC"), ("-pk", "DESC"))
}
STANDS: Final = "strpos(records_passagerecord.lemmas, %s) > 0"
HOLDS_ALL: Final = "string_to_array(records_passagerecord.lemmas, ' ') @> %s::text[]"
NO_INTERVIEW: Final = -1
"""Stands where no interview is hidden: SQL knows no empty list."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A turn that was found: whose interview it is, which turn, where it lies, who takes it, and its text."""

    interview_id: int
    interview: str
    turn: int
    start: int
    end: int
    speaker: str
    text: str


def index_transcript(study_id: int, interview_id: int, transcript_id: int, transcript: Transcript) -> None:
    """Let the search find the turns of a transcript, and no longer those of an earlier version of it."""
    PassageRecord.objects.filter(interview_id=interview_id).delete()
    rows = (
        PassageRecord(
            study_id=study_id,
            interview_id=interview_id,
            transcript_id=transcript_id,
            turn=number,
            start=turn.start,
            end=turn.end,
            words=f" {' '.join(words)} ",
            lemmas=" ".join(dict.fromkeys((mark_of(study_id), *map(lemma_of, words), *pair_marks(words)))),
        )
        for number, turn in enumerate(transcript.turns)
        if (words := words_of_passage(transcript.text[turn.start : turn.end]))
    )
    add_rows(PassageRecord, rows)
    TranscriptRecord.objects.filter(pk=transcript_id).update(is_searchable=True)


def count_not_searchable(study_id: int) -> int:
    """Return how many interviews of a study the search does not know yet."""
    return _not_searchable(study_id).count()


def index_some(study_id: int, limit: int) -> int:
    """Index so many transcripts of a study that the search does not know yet; return how many there were."""
    rows = _not_searchable(study_id).order_by("pk")[:limit]
    found = list(rows.values_list("interview_id", "pk", "text", "turns"))
    for interview_id, transcript_id, text, turns in found:
        index_transcript(study_id, interview_id, transcript_id, Transcript(text, read_turns(turns)))
    return len(found)


def _not_searchable(study_id: int) -> QuerySet[TranscriptRecord]:
    return TranscriptRecord.objects.filter(
        interview__study_id=study_id, interview__is_deleted=False, is_current=True, is_searchable=False
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a search is held to: some interviews by their numbers (None for all), a code by its key ('' for any).

    In the interviews `hidden` (keys) nobody's excerpts of the code are looked at but those of `coder`. Passages come
    as they came in, or the last first.
    """

    interviews: tuple[int, ...] | None = None
    code: str = ""
    hidden: frozenset[str] = frozenset()
    coder: str = ""
    has_last_first: bool = False

    @property
    def is_all(self) -> bool:
        """Whether the search is held to nothing."""
        return self.interviews is None and not self.code


def find_passages(study_id: int, query: Query, wanted: Wanted, most: int) -> list[int]:
    """Return the numbers of the passages that hold what is sought, in their order; at most `most`."""
    deleted = InterviewRecord.objects.filter(study_id=study_id, is_deleted=True).order_by("pk")
    left_out = tuple(deleted.values_list("pk", flat=True))
    is_plain = wanted.is_all and not left_out and query.is_of_words
    order = "-pk" if wanted.has_last_first else "pk"
    rows = _narrow(study_id, query, wanted).exclude(interview_id__in=left_out).order_by(order)
    if wanted.code:
        rows = rows.filter(_is_coded(study_id, wanted))
    if _asks_index(query) or not wanted.code:
        rows = rows.filter(_holds(study_id, query, order, most if is_plain else -1))
    return list(rows.values_list("pk", flat=True)[:most])


def _is_coded(study_id: int, wanted: Wanted) -> RawSQL:
    """Return the condition that a passage shares a character with an excerpt of a code.

    PostgreSQL would look for the words in passage after passage; as an array the coded ones are found first.
    """
    held = "= ANY(ARRAY({}))" if connection.vendor == "postgresql" else "IN ({})"
    hidden = InterviewRecord.objects.filter(study_id=study_id, key__in=wanted.hidden).values_list("pk", flat=True)
    unseen = tuple(hidden) or (NO_INTERVIEW,)
    coded = CODED.format(hidden=", ".join(["%s"] * len(unseen)))
    values = (study_id, study_id, wanted.code, wanted.coder, *unseen)
    return RawSQL(f"records_passagerecord.id {held.format(coded)}", values, BooleanField())


def find_interviews_of(study_id: int, respondents: Iterable[str]) -> tuple[int, ...]:
    """Return the numbers of the interviews in which one of these respondents took part."""
    rows = InterviewRespondentRecord.objects.filter(
        interview__study_id=study_id, respondent__key__in=tuple(respondents)
    ).order_by("pk")
    return tuple(dict.fromkeys(rows.values_list("interview_id", flat=True)))


def mark_of(study_id: int) -> str:
    """Return what stands among the lemmas of each passage of a study: no word, for no word holds `_`."""
    return f"study_{study_id}"


def _asks_index(query: Query) -> bool:
    """Whether the index of the lemmas knows some part of a query, so that it need not be asked for all passages."""
    return any(_known(group) for group in query.every)


def _known(group: Sequence[Sought]) -> tuple[tuple[str, ...], ...]:
    """Return the lemmas of each of a group, of which one must stand; nothing when the index does not know them all."""
    return tuple(one.lemmas for one in group) if all(one.lemmas for one in group) else ()


def _holds(study_id: int, query: Query, order: str, most: int) -> RawSQL:
    """Return the condition that a passage holds the lemmas, for at most so many passages when that is not -1.

    A common word stands in most passages: where nothing else is asked, SQLite's full-text table need not go on.
    """
    groups = [((mark_of(study_id),),), *(known for group in query.every if (known := _known(group)))]
    none = [one.lemmas[0] for one in query.none if not one.stretch]
    if connection.vendor != "sqlite":
        return _holds_on_postgresql(groups, none)
    match = " AND ".join(f"({' OR '.join(map(_all_of, group))})" for group in groups)
    if none:
        match = f"({match}) NOT ({' OR '.join(map(_all_of, zip(none)))})"
    return RawSQL(MATCHES[order], (match, most), BooleanField())


def _all_of(lemmas: Sequence[str]) -> str:
    quoted = " AND ".join(f'"{lemma}"' for lemma in lemmas)
    return f"({quoted})"


def _holds_on_postgresql(groups: Sequence[Sequence[Sequence[str]]], none: Sequence[str]) -> RawSQL:
    """Return the condition for PostgreSQL.

    Taking a passage's lemmas apart is slow: first leave out those in which a word does not stand at all.
    """
    conditions, values = list[str](), list[Any]()
    single = list(dict.fromkeys(lemma for group in groups if len(group) == 1 for lemma in group[0]))
    conditions += [STANDS] * (len(single) - 1)
    values += single[1:]
    for group in groups:
        if len(group) > 1:
            conditions.append(f"({' OR '.join([STANDS] * len(group))})")
            values += [lemmas[0] for lemmas in group]
    conditions.append(HOLDS_ALL)
    values.append(single)
    for group in groups:
        if len(group) > 1:
            conditions.append(f"({' OR '.join([HOLDS_ALL] * len(group))})")
            values += [list(lemmas) for lemmas in group]
    for lemma in none:
        conditions.append(f"NOT ({STANDS} AND {HOLDS_ALL})")
        values += [lemma, [lemma]]
    return RawSQL(" AND ".join(conditions), tuple(values), BooleanField())


def load_passages(numbers: Sequence[int]) -> tuple[Passage, ...]:
    """Return passages by their numbers, in the order of these."""
    shown = PassageRecord.objects.filter(pk__in=numbers).order_by("pk")
    text = Substr("transcript__text", F("start") + 1, F("end") - F("start"))
    columns = shown.values_list("pk", "interview_id", "interview__key", "turn", "start", "end", SPEAKER, text)
    found = {number: Passage(*one) for number, *one in columns}
    return tuple(found[number] for number in numbers if number in found)


class _Speaker(Func):
    """Who takes a turn: the third of what a transcript keeps of it. Reading all turns of 25 interviews takes longer."""

    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Return it for SQLite."""
        return super().as_sql(
            compiler, connection, template="JSON_EXTRACT(%(expressions)s || '][2]')", arg_joiner=", '$[' || ", **context
        )

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Return it for PostgreSQL."""
        return super().as_sql(compiler, connection, template="(%(expressions)s ->> 2)", arg_joiner=" -> ", **context)


SPEAKER: Final = _Speaker("transcript__turns", "turn")


def _narrow(study_id: int, query: Query, wanted: Wanted) -> QuerySet[PassageRecord]:
    """Return the passages that hold what the index of the lemmas does not know: phrases and parts of words."""
    rows = PassageRecord.objects.filter(study_id=study_id)
    if wanted.interviews is not None:
        rows = rows.filter(interview_id__in=wanted.interviews)
    for group in query.every:
        if any(one.stretch for one in group):
            rows = rows.filter(reduce(or_, (Q(_stands(one)) for one in group)))
    for one in query.none:
        if one.stretch or not _asks_index(query):
            rows = rows.exclude(_stands(one))
    return rows


def _stands(one: Sought) -> GreaterThan:
    """Return the condition that a part of a query stands among the words of a passage, or its lemma among theirs."""
    if one.stretch:
        return GreaterThan(StrIndex(F("words"), Value(one.stretch)), 0)
    lemmas = Concat(Value(" "), F("lemmas"), Value(" "), output_field=TextField())
    return GreaterThan(StrIndex(lemmas, Value(f" {one.lemmas[0]} ")), 0)
