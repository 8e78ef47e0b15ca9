"""The coding: the codebook's tree, excerpts of gains and costs, overlapping excerpts, and factor scores."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from samverkan.domain.coding.codebook import Code, Codebook, Kind, find_loops
from samverkan.domain.errors import Place, Problem, Severity, suggest
from samverkan.domain.words import Text, say
from samverkan.files.study_folder.given import Given
from samverkan.files.study_folder.readings import problem_in_rows
from samverkan.files.study_folder.tables import CODEBOOK

EXCERPTS, SCORES = "excerpts.csv", "scores.csv"


def check_coding(given: Given) -> Iterator[Problem]:
    """Yield what is wrong with codes, excerpts and scores."""
    codebook = given.codebook
    yield from _check_tree(given)
    yield from _check_receivers(given, codebook)
    yield from _note_overlaps(given)
    yield from _check_scores(given, codebook)


def _check_tree(given: Given) -> Iterator[Problem]:
    codes: tuple[Code, ...] = given.values(CODEBOOK)
    loops = find_loops(codes)
    if loops:
        rows = [(row, code.id) for row, code in given.rows(CODEBOOK) if code.id in loops]
        text = say(
            "the codes {codes} lie above themselves. Give one of them another parent.",
            codes=", ".join(code for _, code in rows),
        )
        yield problem_in_rows(Place(CODEBOOK, column="parent"), [row for row, _ in rows], text)


def _check_receivers(given: Given, codebook: Codebook) -> Iterator[Problem]:
    kinds = {code.id: code.kind for code in codebook.codes if code.kind in (Kind.GAIN, Kind.COST)}
    missing: dict[str, list[int]] = defaultdict(list)
    for row, excerpt in given.rows(EXCERPTS):
        if not excerpt.concerns and excerpt.code in kinds:
            missing[excerpt.code].append(row)
    for code, rows in missing.items():
        text = (
            say("{code} is a gain. Write the municipality that gets it.", code=code)
            if kinds[code] is Kind.GAIN
            else say("{code} is a cost. Write the municipality that bears it.", code=code)
        )
        yield problem_in_rows(Place(EXCERPTS, column="concerns"), rows, text)


def _note_overlaps(given: Given) -> Iterator[Problem]:
    by_code: dict[tuple[str, str, str], list[tuple[int, int, int]]] = defaultdict(list)
    for row, one in given.rows(EXCERPTS):
        by_code[one.interview, one.code, one.coder].append((one.start, one.end, row))
    for (interview, code, _), marked in by_code.items():
        pairs = list(_find_overlaps(sorted(marked)))
        if pairs:
            text = say(
                "the same coder has marked {code} on some of the same words of interview {interview} in row {row}. "
                "Keep one of them if it is the same passage.",
                code=code,
                interview=interview,
                row=str(pairs[0][0]),
            )
            rows = list(dict.fromkeys(later for _, later in pairs))
            yield problem_in_rows(Place(EXCERPTS, column="start"), rows, text, Severity.NOTE)


def _find_overlaps(marked: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the rows, lower first, of passages that begin before an earlier one ends."""
    reach, reach_row = -1, 0
    for start, end, row in marked:
        if start < reach:
            yield min(row, reach_row), max(row, reach_row)
        if end > reach:
            reach, reach_row = end, row


def _check_scores(given: Given, codebook: Codebook) -> Iterator[Problem]:
    not_factors: dict[str, list[int]] = defaultdict(list)
    contradictory: list[int] = []
    for row, score in given.rows(SCORES):
        if score.factor in codebook and codebook[score.factor].kind is not Kind.FACTOR:
            not_factors[score.factor].append(row)
        if score.score is not None and not score.was_asked:
            contradictory.append(row)
    factors = [code.id for code in codebook.of_kind(Kind.FACTOR)]
    for factor, rows in not_factors.items():
        yield problem_in_rows(Place(SCORES, column="factor"), rows, _not_a_factor(codebook[factor], factors))
    if contradictory:
        text = say("there is a score, but asked is no. Write yes, or empty the score.")
        yield problem_in_rows(Place(SCORES, column="asked"), contradictory, text)


def _not_a_factor(code: Code, factors: list[str]) -> Text:
    return say(
        "{code} is not a factor in the codebook but a {kind}. Only factors are scored.{suggestion}",
        code=code.id,
        kind=code.kind.value,
        suggestion=suggest(code.id, factors),
    )
