"""Enhanced standard analysis: remainders that may not be assumed, as terms to be taken out before minimising."""

from collections.abc import Iterator, Sequence

from samverkan.methods.qca.minimisation.minimise import PLAIN, minimise
from samverkan.methods.qca.minimisation.negatives import without_rows
from samverkan.methods.qca.minimisation.result import Minimised, Minimising, Solution
from samverkan.methods.qca.sets import ABSENT, Condition, Model, Term, sort_model
from samverkan.methods.qca.truth_table import Out, TruthTable


def find_contradictory(present: TruthTable, absent: TruthTable, asked: Minimising = PLAIN) -> Model:
    """Return the contradictory simplifying assumptions: remainders that both parsimonious solutions assume.

    Parameters
    ----------
    present, absent
        The truth tables of the outcome and of its negation, over the same cases and conditions.
    asked
        How each is minimised; `limits.listed` bounds how many models of each are compared.

    Returns
    -------
    Model
        Terms, without the observed rows in them. An assumption of any listed model counts.

    References
    ----------
    Schneider & Wagemann (2012), Set-Theoretic Methods for the Social Sciences, ch. 8: enhanced standard analysis.

    Examples
    --------
    >>> from samverkan.methods.qca.sets import make_outcome, make_sets
    >>> from samverkan.methods.qca.truth_table import build_truth_table
    >>> sets = make_sets([[1, 1], [0, 0]], ["A", "B"])
    >>> tables = [build_truth_table(sets, make_outcome(y, 2)) for y in ([1, 0], [0, 1])]
    >>> find_contradictory(*tables)
    ((1, 0), (0, 1))
    """
    ours = _assumed(minimise(present, Solution.PARSIMONIOUS, asked))
    theirs = _assumed(minimise(absent, Solution.PARSIMONIOUS, asked))
    observed = [row.configuration for row in present.rows if row.out is not Out.REMAINDER]
    both = {meet for one in ours for other in theirs if (meet := _meet(one, other)) is not None}
    parts = (part for term in both for part in without_rows(term, observed, present.sets.conditions))
    return sort_model(parts)


def contradicting_necessity(necessary: Sequence[Term], conditions: Sequence[Condition]) -> Model:
    """Return what a statement of necessity makes untenable for the outcome: every remainder outside the necessary set.

    `necessary` are the terms of one statement, joined by OR (a single literal, a disjunction, or a conjunction).

    References
    ----------
    Schneider & Wagemann (2012), Set-Theoretic Methods for the Social Sciences, ch. 8.

    Examples
    --------
    >>> contradicting_necessity([(1, -1)], [Condition("A"), Condition("B")])
    ((0, -1),)
    """
    outside: list[Term] = [(ABSENT,) * len(conditions)]
    for term in necessary:
        outside = [piece for part in outside for piece in _outside(part, term, conditions)]
    return sort_model(outside)


def _assumed(solution: Minimised) -> Model:
    return sort_model(term for model in solution.models for term in model)


def _meet(one: Term, other: Term) -> Term | None:
    """Return what two terms have in common; None when nothing."""
    if any(ABSENT not in (mine, theirs) and mine != theirs for mine, theirs in zip(one, other, strict=True)):
        return None
    return tuple(theirs if mine == ABSENT else mine for mine, theirs in zip(one, other, strict=True))


def _outside(part: Term, term: Term, conditions: Sequence[Condition]) -> Iterator[Term]:
    """Give the part without the term, as disjoint terms."""
    if _meet(part, term) is None:
        yield part
        return
    fixed = list(part)
    for at, level in enumerate(term):
        if level == ABSENT or part[at] != ABSENT:
            continue
        for other in range(conditions[at].n_levels):
            if other != level:
                yield (*fixed[:at], other, *fixed[at + 1 :])
        fixed[at] = level
