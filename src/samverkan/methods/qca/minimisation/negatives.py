"""Which rows a solution must cover, and what it may not: negative rows, contradictions, and what is taken out."""

from collections.abc import Iterator, Sequence

from samverkan.methods.qca.errors import QcaError
from samverkan.methods.qca.minimisation.result import Minimising
from samverkan.methods.qca.sets import ABSENT, Condition, Term, covers
from samverkan.methods.qca.truth_table import Out, TruthTable


def positive_rows(table: TruthTable, asked: Minimising) -> list[Term]:
    """Return the configurations that a solution must cover."""
    excluded = set(asked.excluded)
    rows = [row.configuration for row in table.rows_with(Out.POSITIVE)]
    return [row for row in rows if row not in excluded]


def negative_terms(table: TruthTable, asked: Minimising) -> list[Term]:
    """Return negative, contradictory and excluded rows, and the impossible terms without the positive rows in them."""
    positives = positive_rows(table, asked)
    negatives = [row.configuration for row in table.rows_with(Out.NEGATIVE, Out.CONTRADICTION)]
    negatives += [row.configuration for row in table.rows_with(Out.POSITIVE) if row.configuration in asked.excluded]
    n_conditions = len(table.sets.conditions)
    for term in asked.impossible:
        if len(term) != n_conditions:
            raise QcaError(f"An impossible term has {len(term)} places; there are {n_conditions} conditions.")
        negatives += without_rows(term, positives, table.sets.conditions)
    return negatives


def without_rows(term: Term, rows: Sequence[Term], conditions: Sequence[Condition]) -> list[Term]:
    """Return disjoint terms that together are the term without the rows."""
    parts = [term]
    for row in rows:
        parts = [piece for part in parts for piece in (_sharp(part, row, conditions) if covers(part, row) else (part,))]
    return parts


def _sharp(term: Term, row: Term, conditions: Sequence[Condition]) -> Iterator[Term]:
    """Give the term without one of its configurations, as disjoint terms."""
    fixed = list(term)
    for at, condition in enumerate(conditions):
        if term[at] != ABSENT:
            continue
        for level in range(condition.n_levels):
            if level != row[at]:
                yield (*fixed[:at], level, *term[at + 1 :])
        fixed[at] = row[at]
