"""What each page of a study costs: every address in the table of rights that answers a GET, as its owner sees it."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

REPEATS: Final = 3
WHOLE_FILES: Final = frozenset({"study:export"})
"""Addresses that send all that there is, and are measured otherwise."""


@dataclass(frozen=True, slots=True)
class PageCost:
    """An address, its least processor time in milliseconds, its queries, and the size of its answer in kB."""

    name: str
    spent_ms: float
    n_queries: int
    size_kb: float


def number_rows(study_id: int, interview: int, code: int) -> dict[str, int]:
    """Return the number of a row for each thing that an address may take."""
    from samverkan.records.models.interviews import RespondentRecord
    from samverkan.records.rows import numbers_by_key
    from samverkan.records.study import editing

    municipality, collaboration, membership = (
        load(study_id)[0].id
        for load in (
            editing.load_kept_municipalities,
            editing.load_kept_collaborations,
            editing.load_kept_memberships,
        )
    )
    return {
        "interview_id": interview,
        "code_id": code,
        "respondent_id": next(iter(numbers_by_key(RespondentRecord, study_id).values())),
        **dict.fromkeys(("study:municipality", "study:municipality_remove"), municipality),
        **dict.fromkeys(("study:collaboration", "study:collaboration_remove"), collaboration),
        **dict.fromkeys(("study:membership", "study:membership_remove"), membership),
    }


def measure_every_page(client: Any, study_id: int, numbers: Mapping[str, int]) -> Iterator[PageCost]:
    """Yield what each page costs; `numbers` are those of the rows that addresses take, by what they call them.

    `number` may be said of one address alone: by the address's name, as in `{"study:membership": 3}`.
    """
    from django.urls import get_resolver, reverse

    from samverkan.web.rights import RIGHTS

    taken = dict(_take(get_resolver().url_patterns))
    for name in RIGHTS:
        if "study_id" not in taken[name] or name in WHOLE_FILES:
            continue
        wanted = {one: study_id if one == "study_id" else numbers.get(name, numbers.get(one, 0)) for one in taken[name]}
        address = reverse(name, kwargs=wanted)
        if client.get(address).status_code == 200:
            yield _measure(name, partial(client.get, address))


def _measure(name: str, get: Callable[[], Any]) -> PageCost:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        answer = get()
    n_queries = len(asked)
    spent = []
    for _ in range(REPEATS):
        start = time.process_time()
        get()
        spent.append(1000 * (time.process_time() - start))
    return PageCost(name, min(spent), n_queries, len(answer.getvalue()) / 1000)


def _take(patterns: Any, room: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each address's name and the names of what it takes."""
    for one in patterns:
        inner = getattr(one, "url_patterns", None)
        taken = tuple(one.pattern.regex.groupindex)
        if inner is None:
            yield f"{room}{one.name}", taken
        else:
            within = f"{one.namespace}:" if one.namespace else ""
            yield from ((name, taken + own) for name, own in _take(inner, room + within))
