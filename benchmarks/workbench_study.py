"""An invented study of any size in the tables: the data of `workbench.py` and `workbench_people.py`.

Turns of 5 to 115 words, the common words as common as in speech, so that a search has something to look for. Of the 40
codes 24 are factors, 8 gains and 8 costs; every interview has all of them, every tenth is coded by two, and every
respondent is scored on every factor.
"""

import os
import random
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path

from samverkan.domain.coding.codebook import SCORES, Code, Codebook, Kind
from samverkan.domain.coding.excerpts import Excerpt, Valence
from samverkan.domain.coding.scores import FactorScore
from samverkan.domain.dates import Period
from samverkan.domain.indicators import POPULATION, Indicator
from samverkan.domain.interviews.transcript import Interview, Respondent, Spoken, Transcript, join_turns
from samverkan.domain.interviews.wordlists import word_list
from samverkan.domain.study import Collaboration, Membership, Municipality, Role, Study

HOME = tempfile.TemporaryDirectory(prefix="samverkan-benchmark-")
os.environ["SAMVERKAN_HOME"] = str(Path(HOME.name) / "home")
LISTS = ("ordinary_words", "places", "surnames", "first_names")
EXCERPTS_OF_AN_INTERVIEW = 200
WORDS_OF_AN_INTERVIEW = 8_400
DENSE_LENGTH, DENSE_EXCERPTS = 57_000, 3_000
N_CODES, N_FACTORS, N_GAINS = 40, 24, 8
NOW = datetime(2026, 1, 1, tzinfo=UTC)
COMMON = (
    "det är och vi att i som har en på inte för man så med de om till den ju av var jag då samverkan kommunen driften "
    "litade samverkade gemensamma nämnden kostnaderna beslutades stödet lokala värdkommunen åkte över älven öppnade"
).split()


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
    from samverkan.records.coding import add_codes, add_excerpts, add_scores
    from samverkan.records.indicators import add_indicators
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
    add_indicators(
        study_id,
        [Indicator(one.id, "", POPULATION, Period.read("2024"), 4000.0 * 2**place) for place, one in enumerate(places)],
    )
    names = [f"I{number:04}" for number in range(n_interviews)]
    add_respondents(study_id, (Respondent(f"R{one}", f"M{place % 10}") for place, one in enumerate(names)))
    add_interviews(study_id, (Interview(one, f"{one}.txt", (f"R{one}",)) for one in names))
    words = list(dict.fromkeys((*COMMON, *(one for name in LISTS for one in sorted(word_list(name))))))
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(words))))
    texts = [make_transcript(rng, words, weights) for _ in range(50)]
    add_transcripts(study_id, {one: texts[place % 50] for place, one in enumerate(names)}, NOW)
    add_codes(study_id, Codebook(tuple(Code(f"C{number}", kind=kind_of(number)) for number in range(N_CODES))))
    add_excerpts(study_id, make_excerpts(rng, names, min(len(one.text) for one in texts) - 400))
    add_scores(study_id, make_scores(rng, names))
    return study_id


def kind_of(number: int) -> Kind:
    """Return the kind of the code with a number."""
    return Kind.FACTOR if number < N_FACTORS else Kind.GAIN if number < N_FACTORS + N_GAINS else Kind.COST


def make_excerpts(rng: random.Random, names: list[str], last: int) -> Iterable[Excerpt]:
    """Return excerpts over all interviews and codes; every tenth interview has a second coder."""
    valences = (*Valence, None)
    found = {}
    for number in range(EXCERPTS_OF_AN_INTERVIEW * len(names)):
        turn, which = divmod(number, len(names))
        start, code = rng.randrange(last), (which + turn) % N_CODES
        coder = f"K{(which + (turn % 2 if which % 10 == 0 else 0)) % 5}"
        concerns = "" if code < N_FACTORS else f"M{rng.randrange(10)}"
        one = Excerpt(
            names[which], start, start + rng.randrange(40, 400), f"C{code}", coder, rng.choice(valences), concerns
        )
        found[which, one.start, one.end, one.code, one.coder] = one
    return found.values()


def make_scores(rng: random.Random, names: list[str]) -> Iterable[FactorScore]:
    """Return a score of each respondent on each factor."""
    return (
        FactorScore("NORD", f"C{number}", f"R{one}", f"K{place % 5}", rng.choice(SCORES), True, "")
        for place, one in enumerate(names)
        for number in range(N_FACTORS)
    )


def make_dense(study_id: int, interview_id: int, actor: int, *, has_turns: bool) -> None:
    """Give an interview a text of 57,000 characters with 3,000 excerpts, in turns or as one giant turn."""
    from samverkan.records.coding import add_excerpts, load_kept_codes
    from samverkan.records.interviews import add_transcript_version, load_interview

    rng = random.Random(2)
    turns, length = [], 0
    while length < DENSE_LENGTH:
        said = " ".join(rng.choice(COMMON) for _ in range(rng.randrange(20, 110))) + "."
        turns.append(Spoken(said.capitalize(), f"R{len(turns) % 2}"))
        length += len(said) + 2
    if not has_turns:
        turns = [Spoken(" ".join(one.words for one in turns), "R1")]
    text = join_turns(turns)
    add_transcript_version(interview_id, text, NOW, actor)
    key = load_interview(interview_id).value.id
    codes = [one.value.id for one in load_kept_codes(study_id)]
    places = {}
    while len(places) < DENSE_EXCERPTS:
        start = rng.randrange(len(text.text) - 400)
        end = start + rng.randrange(10, 300)
        places[start, end, rng.choice(codes), f"K{rng.randrange(5)}"] = text.text[start:end]
    add_excerpts(
        study_id, [Excerpt(key, *place[:2], place[2], place[3], quote=quote) for place, quote in places.items()]
    )
