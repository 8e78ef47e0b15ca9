"""Boolean algebra on models: their negation and intersection, multiplied out and freed of what is absorbed."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from samverkan.methods.qca.errors import ExpressionError, QcaError
from samverkan.methods.qca.sets import ABSENT, Condition, Model, Term, sort_model

MOST_TERMS = 10_000
"""A product of many sums may grow without bound; beyond this it says so instead of filling the memory."""

MOST_LEVELS = 128
"""Room for the levels of one condition in a bit set; a level is stored in one byte."""


def negate_model(model: Model, conditions: Sequence[Condition]) -> Model:
    """Return all prime implicants of the negation of a model.

    By De Morgan's laws the negation is a product of sums, one per term. Multiplied out and absorbed, it holds every
    prime implicant of the negation. The absence of a level of a multi-value condition is the sum of its other levels.

    Parameters
    ----------
    model
        Terms over the conditions; the model without terms is never true, so its negation is the term without literals.
    conditions
        One per place of a term; their numbers of levels decide what the absence of a level is.

    Raises
    ------
    ExpressionError
        A term does not have one place per condition, or asks for a level that does not exist.
    QcaError
        The product grows beyond 10,000 terms.

    References
    ----------
    Nelson (1955), Journal of Symbolic Logic 20(2): a product of sums, multiplied out, gives all prime implicants.
    R: admisc::negate.

    Examples
    --------
    >>> conditions = (Condition("TRUST"), Condition("HOST"), Condition("FORM", 3, is_multivalue=True))
    >>> negate_model(((1, 0, -1),), conditions)
    ((0, -1, -1), (-1, 1, -1))
    >>> negate_model(((-1, -1, 1),), conditions)
    ((-1, -1, 2), (-1, -1, 0))
    """
    check_model(model, conditions)
    product: Model = ((ABSENT,) * len(conditions),)
    for term in model:
        product = intersect_models(product, _negate_term(term, conditions))
    return product


def intersect_models(one: Model, other: Model) -> Model:
    """Return the intersection of two models over the same conditions, multiplied out and absorbed.

    Where both models hold all their prime implicants, so does the result.

    Raises
    ------
    QcaError
        The product grows beyond 10,000 terms.

    References
    ----------
    R: admisc::intersection.

    Examples
    --------
    >>> intersect_models(((1, -1), (-1, 1)), ((0, -1),))
    ((0, 1),)
    """
    met: set[Term] = set()
    for term in one:
        met.update(both for factor in other if (both := meet_terms(term, factor)) is not None)
        if len(met) > MOST_TERMS:
            raise QcaError(f"The expression grows beyond {MOST_TERMS:,} terms when multiplied out. Shorten the model.")
    return absorb(met)


def absorb(terms: Iterable[Term]) -> Model:
    """Return the terms that lie within no other term, in their order.

    References
    ----------
    The law of absorption: A + A*B = A.

    Examples
    --------
    >>> absorb([(1, -1), (1, 0), (-1, 1)])
    ((1, -1), (-1, 1))
    """
    masks = {term: _mask(term) for term in terms}
    kept: list[Term] = []
    wider: list[int] = []
    by_length = sorted(masks, key=lambda term: masks[term].bit_count())
    for _, group in groupby(by_length, key=lambda term: masks[term].bit_count()):
        # Distinct terms of one length never lie within each other, so only shorter ones are looked at.
        lasting = [term for term in group if not any(mask & masks[term] == mask for mask in wider)]
        wider += [masks[term] for term in lasting]
        kept += lasting
    return sort_model(kept)


def meet_terms(one: Term, other: Term) -> Term | None:
    """Return the term in which both hold, or None when they exclude each other.

    References
    ----------
    A*~A = 0.

    Examples
    --------
    >>> meet_terms((1, -1), (-1, 0)), meet_terms((1, -1), (0, -1))
    ((1, 0), None)
    """
    if any(mine != theirs and ABSENT not in (mine, theirs) for mine, theirs in zip(one, other, strict=True)):
        return None
    return tuple(map(max, one, other))


def literals_of(term: Term) -> tuple[tuple[int, int], ...]:
    """Return the literals of a term: (condition, level) for each that is not absent.

    References
    ----------
    `samverkan.methods.qca.sets.Term`.

    Examples
    --------
    >>> literals_of((1, -1, 0))
    ((0, 1), (2, 0))
    """
    return tuple((at, level) for at, level in enumerate(term) if level != ABSENT)


def check_model(model: Model, conditions: Sequence[Condition]) -> None:
    """Raise ExpressionError unless each term has one place per condition, with a level that exists or ABSENT."""
    for index, term in enumerate(model):
        if len(term) != len(conditions):
            raise ExpressionError(f"Term {index} has {len(term)} places, and there are {len(conditions)} conditions.")
        for level, condition in zip(term, conditions, strict=True):
            if not ABSENT <= level < condition.n_levels:
                raise ExpressionError(
                    f"Term {index} asks for level {level} of {condition.name}, which it does not have."
                )


def _mask(term: Term) -> int:
    """Return the term as a bit set: a bit per literal."""
    return sum(1 << (at * MOST_LEVELS + level) for at, level in literals_of(term))


def _negate_term(term: Term, conditions: Sequence[Condition]) -> Model:
    empty = (ABSENT,) * len(term)
    return tuple(
        (*empty[:at], other, *empty[at + 1 :])
        for at, level in literals_of(term)
        for other in range(conditions[at].n_levels)
        if other != level
    )
