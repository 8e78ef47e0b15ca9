"""Enhanced standard analysis: remainders that may not be assumed, as terms to be taken out before minimising."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from samverkan.methods.qca.minimisation.minimise import PLAIN, minimise
from samverkan.methods.qca.minimisation.negatives import without_rows
from samverkan.methods.qca.minimisation.result import Minimised, Minimising, Solution
from samverkan.methods.qca.sets import ABSENT, Condition, Model, Term, sort_model
from samverkan.methods.qca.truth_table import Out, TruthTable


@dataclass(frozen=True, slots=True)
class Untenable:
    """What neither side may assume, for the two to agree: terms for each side, without the observed rows in them.

    `is_whole` is False when a limit ended a minimisation on the way, so that some may be missing.
    """

    present: Model
    absent: Model
    is_whole: bool


def find_contradictory(present: TruthTable, absent: TruthTable, asked: Minimising = PLAIN) -> Model:
    """Return the contradictory simplifying assumptions: remainders that parsimonious models of both sides assume.

    Parameters
    ----------
    present, absent
        The truth tables of the outcome and of its negation, over the same cases and conditions.
    asked
        How each is minimised. An assumption of any model counts, listed or not.

    Returns
    -------
    Model
        Terms, without the observed rows in them.

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
    return _compare(
        present, minimise(present, Solution.PARSIMONIOUS, asked), minimise(absent, Solution.PARSIMONIOUS, asked)
    )


def find_untenable(
    present: TruthTable, absent: TruthTable, asked: tuple[Minimising, Minimising] = (PLAIN, PLAIN)
) -> Untenable:
    """Return what has to be taken out until the parsimonious solutions of both sides assume no remainder in common.

    Taking remainders out changes both solutions, which may then meet in others; so it is repeated until they do not.

    Parameters
    ----------
    present, absent
        The truth tables of the outcome and of its negation, over the same cases and conditions.
    asked
        How each side is minimised; what is `impossible` there (also against a statement of necessity) stays out.

    References
    ----------
    Schneider & Wagemann (2012), Set-Theoretic Methods for the Social Sciences, ch. 8: enhanced standard analysis.

    Examples
    --------
    >>> from samverkan.methods.qca.sets import make_outcome, make_sets
    >>> from samverkan.methods.qca.truth_table import build_truth_table
    >>> sets = make_sets([[1, 1], [0, 0]], ["A", "B"])
    >>> find_untenable(*[build_truth_table(sets, make_outcome(y, 2)) for y in ([1, 0], [0, 1])]).present
    ((1, 0), (0, 1))
    """
    found: Model = ()
    while True:
        sides = [replace(one, impossible=(*one.impossible, *found)) for one in asked]
        ours, theirs = (
            minimise(table, Solution.PARSIMONIOUS, one) for table, one in zip((present, absent), sides, strict=True)
        )
        more = _compare(present, ours, theirs)
        if not set(more) - set(found):
            return Untenable(sides[0].impossible, sides[1].impossible, ours.is_whole and theirs.is_whole)
        found = sort_model((*found, *more))


def find_simultaneous(present: TruthTable, absent: TruthTable) -> tuple[Term, ...]:
    """Return the configurations that pass as sufficient for the outcome and for its absence, which cannot be.

    References
    ----------
    Schneider & Wagemann (2012), Set-Theoretic Methods for the Social Sciences, ch. 9: simultaneous subset relations.

    Examples
    --------
    >>> from samverkan.methods.qca.sets import make_outcome, make_sets
    >>> from samverkan.methods.qca.truth_table import Cutoffs, build_truth_table
    >>> sets = make_sets([[0.6], [0.4]], ["A"])
    >>> tables = [build_truth_table(sets, make_outcome(y, 2), Cutoffs(0.8)) for y in ([0.6, 0.5], [0.4, 0.5])]
    >>> find_simultaneous(*tables)
    ((0,), (1,))
    """
    also = {row.configuration for row in absent.rows_with(Out.POSITIVE)}
    return tuple(row.configuration for row in present.rows_with(Out.POSITIVE) if row.configuration in also)


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


def _compare(table: TruthTable, ours: Minimised, theirs: Minimised) -> Model:
    """Return what models of both sides cover and no case shows."""
    observed = [row.configuration for row in table.rows if row.out is not Out.REMAINDER]
    both = {meet for one in _assumed(ours) for other in _assumed(theirs) if (meet := _meet(one, other)) is not None}
    return sort_model(part for term in both for part in without_rows(term, observed, table.sets.conditions))


def _assumed(solution: Minimised) -> list[Term]:
    return [solution.prime_implicants[at] for at in sorted(solution.used)]


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
