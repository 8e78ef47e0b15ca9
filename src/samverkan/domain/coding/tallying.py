"""Tallies of settling: how many differences there are of each kind and code, and whose coding it went by."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from samverkan.domain.coding.settling import (
    Difference,
    Differing,
    ScoreDifference,
    Settlement,
    Verdict,
    is_settled,
)


@dataclass(frozen=True, slots=True)
class Tally:
    """Differences and how many of them are settled; by kind, by code, and in all.

    A difference of two kinds or codes counts for both. `went_by` is how many were settled just as a coder had it,
    out of those `judged` in which that coder took part; adjusted and joint ones went by nobody.
    """

    n: int = 0
    n_settled: int = 0
    kinds: Mapping[Differing, tuple[int, int]] = field(default_factory=dict)
    codes: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    went_by: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def tally(
    differences: Iterable[tuple[Difference, Mapping[int, Settlement]]], scores: Iterable[ScoreDifference]
) -> Tally:
    """Return the tally of differences, each with what was settled by the numbers of excerpts, and of scores."""
    n, n_settled = 0, 0
    kinds, codes, went_by = Counter[Differing](), Counter[str](), Counter[str]()
    kinds_settled, codes_settled, judged = Counter[Differing](), Counter[str](), Counter[str]()
    for kinds_of, codes_of, outcome in (*map(_of_passage, differences), *map(_of_score, scores)):
        n += 1
        kinds.update(kinds_of)
        codes.update(codes_of)
        if outcome is None:
            continue
        n_settled += 1
        kinds_settled.update(kinds_of)
        codes_settled.update(codes_of)
        judged.update(outcome.keys())
        went_by.update(coder for coder, is_so in outcome.items() if is_so)
    return Tally(
        n,
        n_settled,
        {one: (kinds[one], kinds_settled[one]) for one in Differing if one in kinds},
        {one: (count, codes_settled[one]) for one, count in codes.most_common()},
        {one: (went_by[one], judged[one]) for one in sorted(judged)},
    )


Parts = tuple[tuple[Differing, ...], tuple[str, ...], Mapping[str, bool] | None]
"""The kinds and codes of a difference, and whether it went by each coder; None when it is not settled."""


def _of_passage(given: tuple[Difference, Mapping[int, Settlement]]) -> Parts:
    one, settled = given
    outcome = {coder: is_as_marked(one, coder, settled) for coder in one.sides} if is_settled(one, settled) else None
    return one.kinds, one.codes, outcome


def _of_score(one: ScoreDifference) -> Parts:
    outcome = None
    if one.agreed is not None:
        level = one.agreed.value.score, one.agreed.value.was_asked
        outcome = {each.value.coder: (each.value.score, each.value.was_asked) == level for each in one.scores}
    return (Differing.SCORE,), (one.cell[1],), outcome


def is_as_marked(one: Difference, coder: str, settled: Mapping[int, Settlement]) -> bool:
    """Tell whether just what a coder marked was kept: of who marked nothing here, that nothing was."""
    own = {each.id for each in one.sides.get(coder, ())}
    verdicts = {each.id: settled[each.id].verdict for each in one.excerpts}
    return all(verdict is (Verdict.KEPT if number in own else Verdict.DROPPED) for number, verdict in verdicts.items())
