"""Elimination: which factors can, by themselves, not explain how the clusters went. A table, never a proof."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from samverkan.domain.comparison.matrix import Case, Matrix, Standing
from samverkan.domain.study import Outcome, Study


class Logic(StrEnum):
    """Mill's two methods, by what the outcomes are; the design that was planned does not change the logic."""

    DIFFERENCE = "difference"
    AGREEMENT = "agreement"
    NONE = "none"


class Verdict(StrEnum):
    """What the table says of one factor."""

    FOLLOWS = "follows the outcome"
    OPPOSES = "goes against the outcome"
    SAME_THROUGHOUT = "same throughout"
    ELIMINATED = "eliminated"
    CANNOT_SAY = "cannot say"


@dataclass(frozen=True, slots=True)
class Row:
    """One factor over the clusters."""

    factor: str
    standings: tuple[Standing, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Elimination:
    """The clusters with a known outcome, the logic that their outcomes allow, and a row for each factor."""

    cases: tuple[Case, ...]
    outcomes: tuple[Outcome, ...]
    left_out: tuple[Case, ...]
    logic: Logic
    rows: tuple[Row, ...]


def eliminate(study: Study, clusters: Matrix) -> Elimination:
    """Return the elimination table over the clusters whose outcome is success or failure.

    When outcomes differ (method of difference) a factor that stands the same in all of them, or that does not part
    successes from failures, is eliminated as sole explanation. When all went the same way (method of agreement) a
    factor that differs between them is eliminated. A cluster that is divided or without score cannot eliminate.
    """
    known = {Case(one.id): study.outcome_of(one) for one in study.collaborations}
    cases = tuple(case for case, outcome in known.items() if outcome is not Outcome.NOT_KNOWN)
    outcomes = tuple(known[case] for case in cases)
    left_out = tuple(case for case in known if case not in cases)
    logic = _choose_logic(outcomes)
    if logic is Logic.NONE:
        return Elimination(cases, outcomes, left_out, logic, ())
    rows = []
    for factor in clusters.factors:
        standings = tuple(clusters.cell(case, factor).standing for case in cases)
        rows.append(Row(factor, standings, _judge(logic, standings, outcomes)))
    return Elimination(cases, outcomes, left_out, logic, tuple(rows))


def _choose_logic(outcomes: Sequence[Outcome]) -> Logic:
    if len(outcomes) < 2:
        return Logic.NONE
    return Logic.DIFFERENCE if len(set(outcomes)) > 1 else Logic.AGREEMENT


def _judge(logic: Logic, standings: Sequence[Standing], outcomes: Sequence[Outcome]) -> Verdict:
    clear = [(s, o) for s, o in zip(standings, outcomes, strict=True) if s in (Standing.IN, Standing.OUT)]
    kinds = {standing for standing, _ in clear}
    unclear = len(clear) < len(standings)
    if logic is Logic.AGREEMENT:
        if len(kinds) > 1:
            return Verdict.ELIMINATED
        return Verdict.CANNOT_SAY if unclear else Verdict.SAME_THROUGHOUT
    agree = {(standing is Standing.IN) == (outcome is Outcome.SUCCESS) for standing, outcome in clear}
    if len(agree) > 1:
        return Verdict.ELIMINATED
    if unclear:
        return Verdict.CANNOT_SAY
    return Verdict.FOLLOWS if agree == {True} else Verdict.OPPOSES
