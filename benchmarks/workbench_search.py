"""What does a search over all interviews of a large study cost, and what its index?

Run: .venv/bin/python benchmarks/workbench_search.py [interviews]; DATABASE_URL names another database than SQLite.
Processor time of this process, and the time on the clock, in which a PostgreSQL server's own work is too.
"""

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import Any

from samverkan.domain.coding.codebook import Code, Codebook, Kind
from samverkan.domain.coding.excerpts import Excerpt
from samverkan.domain.interviews.transcript import Interview, Respondent, Spoken, Transcript, join_turns
from samverkan.domain.interviews.wordlists import word_list
from samverkan.domain.study import Collaboration, Membership, Municipality, Role, Study

HOME = tempfile.TemporaryDirectory(prefix="samverkan-benchmark-")
os.environ["SAMVERKAN_HOME"] = str(Path(HOME.name) / "home")
REPEATS = 10
LISTS = ("ordinary_words", "places", "surnames", "first_names")
EXCERPTS_OF_AN_INTERVIEW = 200
WORDS_OF_AN_INTERVIEW = 8_400
NOW = datetime(2026, 1, 1, tzinfo=UTC)
COMMON = (
    "det är och vi att i som har en på inte för man så med de om till den ju av var jag då samverkan kommunen driften "
    "litade samverkade gemensamma nämnden kostnaderna beslutades stödet lokala värdkommunen åkte över älven öppnade"
).split()
SEARCHES: tuple[tuple[str, dict[str, str]], ...] = (
    ("samverkar", {}),
    ("kommunernas drift", {}),
    ("det", {}),
    ('"det är"', {}),
    ('"det är inte vi"', {}),
    ('"gemensamma nämnden"', {}),
    ("finnsinte", {}),
    ("samverkar", {"code": "C7"}),
    ("samverkar", {"municipality": "M3"}),
    ("samverkar", {"role": "host"}),
    ("finnsinte", {"role": "host"}),
)


def timed(name: str, act: Callable[[], Any], repeats: int = 1) -> Any:
    """Do an act and print the mean time that it took."""
    start, start_on_clock = time.process_time(), time.perf_counter()
    for _ in range(repeats):
        result = act()
    spent = 1000 * (time.process_time() - start) / repeats
    on_clock = 1000 * (time.perf_counter() - start_on_clock) / repeats
    print(f"{name:<52} {spent:>10.1f} ms {on_clock:>10.1f} ms")
    return result


def make_transcript(rng: random.Random, words: list[str], weights: list[float]) -> Transcript:
    """Return an invented interview: turns of 5 to 115 words, the common ones as common as in speech."""
    spoken, left = [], WORDS_OF_AN_INTERVIEW
    while left > 0:
        length = rng.randrange(5, 116)
        turn = " ".join(rng.choices(words, cum_weights=weights, k=length))
        spoken.append(Spoken(f"{turn}.", "R1" if len(spoken) % 2 else "Intervjuare"))
        left -= length
    return join_turns(spoken)


def make_study(n_interviews: int) -> int:
    """Return the number of an invented study in the tables."""
    from samverkan.records.coding import add_codes, add_excerpts
    from samverkan.records.interviews import add_interviews, add_respondents, add_transcripts
    from samverkan.records.study import add_collaborations, add_memberships, add_municipalities, add_study

    rng = random.Random(1)
    places = [Municipality(f"M{number}", f"Ort {number}") for number in range(10)]
    study_id = add_study(Study(title="Large"), "large", "", NOW)
    add_municipalities(study_id, places)
    add_collaborations(study_id, [Collaboration("NORD", "Nord")])
    add_memberships(
        study_id,
        [
            Membership("NORD", one.id, None, None, Role.MEMBER if number else Role.HOST)
            for number, one in enumerate(places)
        ],
    )
    names = [f"I{number:04}" for number in range(n_interviews)]
    add_respondents(study_id, (Respondent(f"R{one}", f"M{place % 10}") for place, one in enumerate(names)))
    add_interviews(study_id, (Interview(one, f"{one}.txt", (f"R{one}",)) for one in names))
    words = list(dict.fromkeys((*COMMON, *(one for name in LISTS for one in sorted(word_list(name))))))
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(words))))
    texts = [make_transcript(rng, words, weights) for _ in range(50)]
    add_transcripts(study_id, {one: texts[place % 50] for place, one in enumerate(names)}, NOW)
    add_codes(study_id, Codebook(tuple(Code(f"C{number}", kind=Kind.FACTOR) for number in range(40))))
    lengths = [len(one.text) for one in texts]
    excerpts = {}
    for number in range(EXCERPTS_OF_AN_INTERVIEW * n_interviews):
        which, start = number % n_interviews, rng.randrange(min(lengths) - 400)
        one = Excerpt(names[which], start, start + rng.randrange(40, 400), f"C{number % 40}", f"K{number % 5}")
        excerpts[(which, one.start, one.end, one.code, one.coder)] = one
    add_excerpts(study_id, excerpts.values())
    return study_id


def main(n_interviews: int) -> None:
    """Print the table."""
    from samverkan.workbench.opening import open_workbench

    open_workbench()
    from django.db import connection

    from samverkan.domain.people import StudyRole
    from samverkan.records.interviews import index_some
    from samverkan.records.people import add_account
    from samverkan.records.study import add_participant
    from samverkan.workbench.interviews.searching import Filters, search_interviews

    study_id = make_study(n_interviews)
    actor = add_account("search@example.org", "a long password for a benchmark")
    add_participant(study_id, actor, StudyRole.READER)
    print(f"{'':<52} {'processor':>13} {'clock':>13}")
    timed("index one interview, the lists of words read first", lambda: index_some(study_id, 1))
    timed("index one interview", lambda: index_some(study_id, 1), REPEATS)
    timed("index the rest", lambda: index_some(study_id, n_interviews))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    for words, filters in SEARCHES:
        name = f"{words} {' '.join(filters.values())}"
        act = partial(search_interviews, actor, study_id, words, Filters(**filters))
        found = timed(name, act, REPEATS)
        print(f"    {found.count} turns{' or more' if found.is_more else ''}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
