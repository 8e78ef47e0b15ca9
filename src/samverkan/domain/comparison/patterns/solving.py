"""From cases to the truth tables of both sides, and from a table to a solution with what may not be assumed."""

from collections.abc import Iterator
from dataclasses import dataclass

from samverkan.domain.comparison.patterns.case_table import CaseTable
from samverkan.domain.comparison.patterns.settings import PatternSettings
from samverkan.domain.errors import WorkbenchError
from samverkan.domain.trace import fingerprint, fingerprint_all
from samverkan.domain.words import say
from samverkan.methods.qca.errors import QcaError
from samverkan.methods.qca.minimisation.minimise import minimise
from samverkan.methods.qca.minimisation.result import Minimised, Minimising, Solution
from samverkan.methods.qca.minimisation.untenable import (
    contradicting_necessity,
    find_simultaneous,
    find_untenable,
)
from samverkan.methods.qca.sets import ABSENT, Model, Term, sort_model
from samverkan.methods.qca.supersets import NecessityCutoffs, Statement, search_supersets
from samverkan.methods.qca.truth_table import Out, Row, TruthTable, build_truth_table


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


def find_both(present: TruthTable, absent: TruthTable) -> tuple[Row, ...]:
    """Return the rows of the outcome's table that are positive for its absence too."""
    also = {row.configuration for row in absent.rows_with(Out.POSITIVE)}
    return tuple(row for row in present.rows_with(Out.POSITIVE) if row.configuration in also)


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


@dataclass(frozen=True, slots=True)
class TakenOut:
    """What one side may not use: remainders that may not be assumed, and rows that count as contradictions.

    `is_whole` is False when a limit ended the search for assumptions that contradict each other.
    """

    untenable: Model = ()
    simultaneous: tuple[Term, ...] = ()
    is_whole: bool = True


def ask(settings: PatternSettings, taken_out: TakenOut) -> Minimising:
    """Return what a minimisation is asked for."""
    impossible = (*settings.impossible, *taken_out.untenable)
    return Minimising(settings.listing, settings.expectations, impossible, settings.limits, taken_out.simultaneous)


def solve_table(table: TruthTable, settings: PatternSettings, solution: Solution, taken_out: TakenOut) -> Minimised:
    """Return one solution of a truth table."""
    return minimise(table, solution, ask(settings, taken_out))


def take_out(tables: tuple[TruthTable, TruthTable], settings: PatternSettings) -> tuple[TakenOut, TakenOut]:
    """Return what the enhanced standard analysis takes out on each side; nothing when it was not asked for.

    That is: rows that pass for the outcome and for its absence; remainders against a statement of necessity; and
    remainders that both sides would assume, until they assume none in common.
    """
    if not settings.is_enhanced:
        return TakenOut(), TakenOut()
    rows = find_simultaneous(*tables)
    against = [sort_model(_against_necessity(table, settings)) for table in tables]
    asked = [ask(settings, TakenOut(terms, rows)) for terms in against]
    found = find_untenable(*tables, (asked[0], asked[1]))
    own = set(settings.impossible)
    present, absent = (tuple(term for term in side if term not in own) for side in (found.present, found.absent))
    return TakenOut(present, rows, found.is_whole), TakenOut(absent, rows, found.is_whole)


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
