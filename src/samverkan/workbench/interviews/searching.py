"""Searching all interviews of a study: what is found, in its context, with the place where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db import transaction

from samverkan.domain.coding.codebook import Code
from samverkan.domain.interviews.mentions import Span
from samverkan.domain.interviews.searching import (
    Piece,
    Query,
    QueryError,
    read_query,
    show_hits,
    show_spans,
)
from samverkan.domain.interviews.transcript import Respondent
from samverkan.domain.people import Right
from samverkan.domain.study import Role
from samverkan.domain.words import say
from samverkan.records.coding import Hidden, load_codebook, load_coded_spans
from samverkan.records.interviews import (
    Passage,
    Wanted,
    count_not_searchable,
    find_interviews_of,
    find_passages,
    index_some,
    load_labels,
    load_passages,
    load_respondents,
)
from samverkan.records.jobs import has_open_job
from samverkan.records.study import load_memberships, load_municipalities
from samverkan.workbench import jobs
from samverkan.workbench.access import find_hidden, require
from samverkan.workbench.jobs import Task

MOST_COUNTED: Final = 500
ON_A_PAGE: Final = 25
INDEX_AT_ONCE: Final = 25
INDEX_IN_A_STEP: Final = 20
AFTER_CODED: Final = 600
"""How many characters of a turn are shown from where it is coded, where no words are sought."""
KIND: Final = "index-interviews"


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is narrowed to, '' for everything: a code where it lies, and whose interviews.

    `municipality` is the respondent's, `function` the respondent's, `role` host or member of the municipality. Turns
    come as they came in, or the last first.
    """

    code: str = ""
    municipality: str = ""
    function: str = ""
    role: str = ""
    has_last_first: bool = False

    @property
    def are_of_people(self) -> bool:
        """Whether interviews are chosen by who was interviewed."""
        return bool(self.municipality or self.function or self.role)


@dataclass(frozen=True, slots=True)
class Hit:
    """A turn that was found, around the first place of what was sought; `role` says who a speaker is that is an id."""

    interview_id: int
    interview: str
    turn: int
    speaker: str
    pieces: tuple[Piece, ...]
    role: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found. `count` stops at MOST_COUNTED; `not_searchable` interviews are not known yet."""

    hits: tuple[Hit, ...] = ()
    count: int = 0
    page: int = 1
    not_searchable: int = 0

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.count // ON_A_PAGE))

    @property
    def is_more(self) -> bool:
        """Whether there is more than was counted."""
        return self.count >= MOST_COUNTED


@dataclass(frozen=True, slots=True)
class Choices:
    """What a search can be narrowed to in this study."""

    municipalities: tuple[tuple[str, str], ...]
    functions: tuple[str, ...]
    codes: tuple[Code, ...]


def list_choices(actor: int, study_id: int) -> Choices:
    """Return the municipalities and functions of those who were interviewed, and the codes."""
    require(actor, study_id, Right.READ)
    respondents = load_respondents(study_id)
    used = {one.municipality for one in respondents}
    places = tuple((one.id, one.name or one.id) for one in load_municipalities(study_id) if one.id in used)
    functions = dict.fromkeys(sorted(one.function for one in respondents if one.function))
    return Choices(places, tuple(functions), load_codebook(study_id).codes)


def search_interviews(actor: int, study_id: int, words: str, filters: Filters = Filters(), page: int = 1) -> Found:
    """Return a page of the turns that hold every word in some form, and every quoted phrase as it stands.

    A code is looked for among the excerpts that the actor may see. With a code and no words every turn where it lies
    is found.

    Raises
    ------
    QueryError
        There is no word in what was typed, it is not well-formed, or it says only what is to be left out.
    """
    place = require(actor, study_id, Right.READ)
    query = Query() if filters.code and not words.strip() else read_query(words)
    if not query.every and not filters.code:
        raise QueryError(say("A word with - before it only leaves out. Write also what is to be found."))
    hidden = find_hidden(place) if filters.code else Hidden()
    among = _choose_interviews(study_id, filters)
    wanted = Wanted(among, filters.code, hidden.interviews, hidden.coder, filters.has_last_first)
    numbers = find_passages(study_id, query, wanted, MOST_COUNTED)
    page = min(max(page, 1), max(1, -(-len(numbers) // ON_A_PAGE)))
    shown = load_passages(numbers[(page - 1) * ON_A_PAGE : page * ON_A_PAGE])
    spans = {} if query.every else load_coded_spans(study_id, shown, filters.code, hidden)
    roles = load_labels(study_id, {one.speaker for one in shown})
    hits = tuple(
        Hit(
            one.interview_id,
            one.interview,
            one.turn,
            one.speaker,
            _show(one, query, spans.get((one.interview_id, one.turn), ())),
            roles.get(one.speaker, ""),
        )
        for one in shown
    )
    return Found(hits, len(numbers), page, count_not_searchable(study_id))


def _show(one: Passage, query: Query, coded: Sequence[Span]) -> tuple[Piece, ...]:
    """Return the pieces of a turn with the words that were sought, or where only a code was, with what is coded."""
    return show_spans(one.text, coded, AFTER_CODED) if coded else show_hits(one.text, query)


def _choose_interviews(study_id: int, filters: Filters) -> tuple[int, ...] | None:
    if not filters.are_of_people:
        return None
    memberships = load_memberships(study_id) if filters.role else ()
    hosts = frozenset(one.municipality for one in memberships if one.role is Role.HOST)
    chosen = [one.id for one in load_respondents(study_id) if _is_chosen(one, filters, hosts)]
    return find_interviews_of(study_id, chosen)


def _is_chosen(one: Respondent, filters: Filters, hosts: frozenset[str]) -> bool:
    if filters.municipality and one.municipality != filters.municipality:
        return False
    if filters.function and one.function != filters.function:
        return False
    return not filters.role or (bool(one.municipality) and (one.municipality in hosts) is (filters.role == Role.HOST))


def prepare_search(actor: int, study_id: int) -> None:
    """Let the search know interviews that came in with a whole study: some at once, many by the worker."""
    require(actor, study_id, Right.READ)
    # Most often nothing lacks, and who only searches must not wait for those who write.
    lacking = count_not_searchable(study_id)
    if not lacking:
        return
    with transaction.atomic():
        if lacking <= INDEX_AT_ONCE:
            index_some(study_id, INDEX_AT_ONCE)
        elif not has_open_job(study_id, KIND):
            jobs.ask(KIND, {}, study_id=study_id)


def index_interviews(task: Task) -> None:
    """Do the job: index a study's interviews some at a time, each step whole or not at all."""
    study_id = task.job.study_id
    if study_id is None:
        return
    total, done = count_not_searchable(study_id), 0
    while True:
        with transaction.atomic():
            step = index_some(study_id, INDEX_IN_A_STEP)
        done += step
        if not step:
            break
        task.reach(done / max(total, done))
