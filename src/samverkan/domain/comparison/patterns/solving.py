"""From cases to the truth tables of both sides, and from a table to a solution with what may not be assumed."""

from collections.abc import Iterator
from dataclasses import replace

from samverkan.domain.comparison.patterns.case_table import CaseTable
from samverkan.domain.comparison.patterns.settings import PatternSettings
from samverkan.domain.errors import WorkbenchError
from samverkan.domain.trace import fingerprint, fingerprint_all
from samverkan.domain.words import say
from samverkan.methods.qca.errors import QcaError
from samverkan.methods.qca.minimisation.minimise import minimise
from samverkan.methods.qca.minimisation.result import Minimised, Minimising, Solution
from samverkan.methods.qca.minimisation.untenable import contradicting_necessity, find_contradictory
from samverkan.methods.qca.sets import ABSENT, Model, Term, sort_model
from samverkan.methods.qca.supersets import NecessityCutoffs, Statement, search_supersets
from samverkan.methods.qca.truth_table import TruthTable, build_truth_table

MOST_COMPARED = 100
"""So many models of each side are compared for assumptions that contradict each other."""


class PatternError(WorkbenchError):
    """The cases or the choices do not make an analysis."""


def build_tables(data: CaseTable, settings: PatternSettings) -> tuple[TruthTable, TruthTable]:
    """Return the truth tables of the outcome and of its absence; PatternError when a cut-off is out of range."""
    check_settings(settings)
    try:
        present = build_truth_table(data.sets, data.outcome, settings.cutoffs)
        absent = build_truth_table(data.sets, 1 - data.outcome, settings.cutoffs)
    except QcaError as error:
        raise PatternError(say("The truth table cannot be made: {reason}", reason=str(error))) from error
    return present, absent


def check_settings(settings: PatternSettings) -> None:
    """Raise PatternError when the choices contradict each other or are out of range."""
    cutoffs = settings.cutoffs
    if not 0 <= cutoffs.inclusion <= 1 or not 0 <= cutoffs.pri <= 1:
        raise PatternError(say("--inclusion and --pri are shares: give them between 0 and 1."))
    if cutoffs.contradiction is not None and not 0 <= cutoffs.contradiction <= cutoffs.inclusion:
        raise PatternError(
            say(
                "--contradiction {low} must be between 0 and --inclusion {high}: rows between the two are "
                "contradictions.",
                low=cutoffs.contradiction,
                high=cutoffs.inclusion,
            )
        )
    if cutoffs.frequency < 1:
        raise PatternError(say("--frequency counts cases: give at least 1."))
    if settings.solution is Solution.INTERMEDIATE and not any(settings.expectations):
        raise PatternError(
            say(
                "The intermediate solution assumes only what is expected. Say with --expect which conditions are "
                "expected to contribute, as in --expect A,~B, or choose another --solution."
            )
        )


def solve_table(
    table: TruthTable, settings: PatternSettings, solution: Solution, impossible: tuple[Term, ...]
) -> Minimised:
    """Return one solution of a truth table; `impossible` has what may not be assumed."""
    asked = Minimising(settings.listing, settings.expectations, impossible, settings.limits)
    return minimise(table, solution, asked)


def find_untenable_of(tables: tuple[TruthTable, TruthTable], settings: PatternSettings) -> tuple[Model, Model]:
    """Return the untenable assumptions of each side (enhanced standard analysis); none when they may stay.

    Remainders are untenable that the parsimonious solutions of both sides assume, and those that contradict a
    statement of necessity for their side.
    """
    if not settings.is_enhanced:
        return (), ()
    limits = replace(settings.limits, listed=MOST_COMPARED)
    asked = Minimising(settings.listing, impossible=settings.impossible, limits=limits)
    contradictory = find_contradictory(*tables, asked)
    present, absent = (sort_model((*contradictory, *_against_necessity(table, settings))) for table in tables)
    return present, absent


def necessary_statements(table: TruthTable, settings: PatternSettings) -> tuple[Statement, ...]:
    """Return the conjunctions and disjunctions that are necessary above the cut-offs."""
    cutoffs = NecessityCutoffs(inclusion=settings.necessity_inclusion, relevance=settings.necessity_relevance)
    return search_supersets(table.sets, table.outcome, cutoffs).statements


def _against_necessity(table: TruthTable, settings: PatternSettings) -> Iterator[Term]:
    for statement in necessary_statements(table, settings):
        yield from contradicting_necessity(_alternatives(statement), table.sets.conditions)


def _alternatives(statement: Statement) -> Model:
    """Return the terms that a statement joins by OR: its literals, or the whole conjunction."""
    if not statement.is_disjunction:
        return (statement.term,)
    empty = (ABSENT,) * len(statement.term)
    return tuple((*empty[:at], level, *empty[at + 1 :]) for at, level in enumerate(statement.term) if level != ABSENT)


def fingerprint_analysis(data: CaseTable, settings: PatternSettings) -> str:
    """Return the fingerprint of what an analysis rests on: its files, its cases and every choice."""
    cases = repr((data.cases, data.columns, data.sets.values.tolist(), data.outcome.tolist()))
    parts = {"cases": fingerprint(cases.encode()), "settings": fingerprint(repr(settings).encode())}
    return fingerprint_all({**data.fingerprints, **parts})
