"""Factored forms of a model: A*B + A*C as A*(B + C)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from samverkan.methods.qca.expressions import format_model, format_term
from samverkan.methods.qca.negation import absorb, check_model, literals_of
from samverkan.methods.qca.sets import ABSENT, Condition, Model, Term, sort_model

Literals: TypeAlias = frozenset[tuple[int, int]]
Grouping: TypeAlias = tuple[tuple[Term, ...], ...]

MOST_TRIED = 2_000
"""Groupings tried at most, unless asked otherwise: more than the models of small studies have."""
INNER_TRIED = 50
MOST_LITERALS = 200
"""So many literals can share so much that no search ends, and nobody reads either form."""


@dataclass(frozen=True, slots=True)
class _Form:
    """A form as text, and how many literals it writes."""

    text: str
    n_literals: int


def factor_model(model: Model, conditions: Sequence[Condition], most_tried: int = MOST_TRIED) -> tuple[str, ...]:
    """Return the factored forms of a model, the shortest first; the model itself when nothing is shared.

    A model that writes more than 200 literals is returned as it is.

    Each form divides the terms into groups that share a literal, takes all that a group shares out of it, and leaves
    no term outside a group whose factor it has. What stands inside the parentheses is factored in its shortest form.
    Groups with the same inside become a product of sums.

    Parameters
    ----------
    model
        Terms over the conditions; terms that lie within others are left out first.
    conditions
        One per place of a term.
    most_tried
        How many groupings are tried. The first ones take out the most, so that a few dozen do where only a short form
        is wanted of each of many models.

    Returns
    -------
    tuple of str
        Ordered by the number of literals written.

    Raises
    ------
    ExpressionError
        A term does not fit the conditions.

    References
    ----------
    The law of distribution: A*B + A*C = A*(B + C). R: admisc::factorize (also with pos = TRUE).

    Examples
    --------
    >>> conditions = (Condition("A"), Condition("B"), Condition("C"), Condition("D"))
    >>> factor_model(((1, 1, -1, -1), (1, -1, 0, -1)), conditions)
    ('A*(B + ~C)',)
    >>> factor_model(((1, -1, 1, -1), (1, -1, -1, 1), (-1, 1, 1, -1), (-1, 1, -1, 1)), conditions)
    ('(A + B)*(C + D)',)
    """
    check_model(model, conditions)
    kept = absorb(model)
    if sum(len(literals_of(term)) for term in kept) > MOST_LITERALS:
        return (format_model(kept, conditions),)
    forms = _forms(kept, tuple(conditions), most_tried)
    return tuple(form.text for form in forms)


@lru_cache(maxsize=10_000)
def _forms(model: Model, conditions: tuple[Condition, ...], most_tried: int) -> tuple[_Form, ...]:
    """Return the distinct forms, the shortest first."""
    if not model:
        return (_plain(model, conditions),)
    found: dict[str, _Form] = {}
    for tried, grouping in enumerate(_groupings(model)):
        if tried >= most_tried:
            break
        if _is_complete(grouping):
            form = _write(grouping, conditions)
            found.setdefault(form.text, form)
    if not found:
        found[""] = _plain(model, conditions)
    return tuple(sorted(found.values(), key=lambda form: (form.n_literals, len(form.text))))


def _groupings(terms: tuple[Term, ...]) -> Iterator[Grouping]:
    """Yield the divisions of the terms into groups that share a literal, and single terms; large groups first."""
    if not terms:
        yield ()
        return
    first, rest = terms[0], terms[1:]
    for group in _groups_with(first, rest):
        left = tuple(term for term in rest if term not in group)
        for others in _groupings(left):
            yield ((first, *group), *others)


def _groups_with(first: Term, rest: tuple[Term, ...]) -> list[tuple[Term, ...]]:
    """Return which other terms may stand with the first one: all that have some of its literals; last, none."""
    mine = _literals(first)
    shared = {mine & _literals(term) for term in rest} - {frozenset()}
    while (closed := shared | {one & other for one in shared for other in shared} - {frozenset()}) != shared:
        shared = closed
    groups = {tuple(term for term in rest if factor <= _literals(term)): len(factor) for factor in shared}
    return [*sorted(groups, key=lambda group: (-len(group) * groups[group], rest.index(group[0]))), ()]


def _is_complete(grouping: Grouping) -> bool:
    """Whether no single term could have joined a group, or another single term."""
    singles = [_literals(group[0]) for group in grouping if len(group) == 1]
    factors = [_factor(group) for group in grouping if len(group) > 1]
    if any(factor <= single for factor in factors for single in singles):
        return False
    return not any(one & other for at, one in enumerate(singles) for other in singles[:at])


def _write(grouping: Grouping, conditions: tuple[Condition, ...]) -> _Form:
    """Return the form of a grouping; groups with the same inside are written as one product of sums."""
    insides: dict[str, tuple[_Form, list[Term]]] = {}
    parts: list[_Form] = []
    for group in grouping:
        if len(group) == 1:
            parts.append(_plain(group, conditions))
            continue
        factor = _factor(group)
        inner = _forms(sort_model(_without(term, factor) for term in group), conditions, INNER_TRIED)[0]
        insides.setdefault(inner.text, (inner, []))[1].append(_term_of(factor, len(group[0])))
    products = [_multiply(factors, inner, conditions) for inner, factors in insides.values()]
    return _add([*products, *parts])


def _multiply(factors: Sequence[Term], inner: _Form, conditions: tuple[Condition, ...]) -> _Form:
    outer = _forms(sort_model(factors), conditions, INNER_TRIED)[0] if len(factors) > 1 else None
    if outer is None:
        plain = _plain(factors, conditions)
        return _Form(f"{plain.text}*({inner.text})", plain.n_literals + inner.n_literals)
    sums = sorted((outer.text, inner.text))
    return _Form(f"({sums[0]})*({sums[1]})", outer.n_literals + inner.n_literals)


def _add(forms: Sequence[_Form]) -> _Form:
    return _Form(" + ".join(form.text for form in forms), sum(form.n_literals for form in forms))


def _plain(terms: Sequence[Term], conditions: Sequence[Condition]) -> _Form:
    text = format_term(terms[0], conditions) if len(terms) == 1 else format_model(terms, conditions)
    return _Form(text, sum(len(literals_of(term)) for term in terms))


def _literals(term: Term) -> Literals:
    return frozenset(literals_of(term))


def _factor(group: Sequence[Term]) -> Literals:
    return frozenset.intersection(*map(_literals, group))


def _without(term: Term, factor: Literals) -> Term:
    return tuple(ABSENT if (at, level) in factor else level for at, level in enumerate(term))


def _term_of(literals: Literals, n_conditions: int) -> Term:
    levels = dict(literals)
    return tuple(levels.get(at, ABSENT) for at in range(n_conditions))
