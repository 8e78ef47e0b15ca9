"""Boolean expressions as text: DEV*~IND + LIT, and DEV{2}*IND{0} for multi-value conditions."""

import re
from collections.abc import Iterable, Sequence

from samverkan.methods.qca.errors import ExpressionError
from samverkan.methods.qca.sets import ABSENT, Condition, Model, Term, sort_model

LITERAL = re.compile(r"\s*(?P<absent>~?)\s*(?P<name>[^~*+{}\s][^~*+{}]*?)\s*(?:\{(?P<level>\d+)\})?\s*")
ALWAYS = "1"
NEVER = "0"


def format_term(term: Term, conditions: Sequence[Condition]) -> str:
    """Return the term as text; the term without literals, which covers everything, is `1`.

    Examples
    --------
    >>> format_term((1, -1, 0), [Condition("DEV"), Condition("URB"), Condition("IND")])
    'DEV*~IND'
    """
    literals = [_format_literal(conditions[at], level) for at, level in enumerate(term) if level != ABSENT]
    return "*".join(literals) or ALWAYS


def format_model(model: Iterable[Term], conditions: Sequence[Condition]) -> str:
    """Return the model as text, its terms joined by ` + `; the model without terms is `0`.

    Examples
    --------
    >>> format_model([(1, 0), (0, -1)], [Condition("DEV"), Condition("FORM", 3, is_multivalue=True)])
    'DEV*FORM{0} + ~DEV'
    """
    return " + ".join(format_term(term, conditions) for term in model) or NEVER


def parse_term(text: str, conditions: Sequence[Condition]) -> Term:
    """Return the term that a text names.

    Raises
    ------
    ExpressionError
        A condition is not known, its level does not exist, it is named twice, or the text is no product.

    Examples
    --------
    >>> parse_term("~URB*DEV", [Condition("DEV"), Condition("URB")])
    (1, 0)
    """
    levels = [ABSENT] * len(conditions)
    if text.strip() == ALWAYS:
        return tuple(levels)
    at_by_name = {one.name: at for at, one in enumerate(conditions)}
    for part in text.split("*"):
        found = LITERAL.fullmatch(part)
        if found is None:
            raise ExpressionError(f'"{part.strip()}" in "{text.strip()}" is not a condition: write for example A*~B.')
        at = at_by_name.get(found["name"])
        if at is None:
            known = ", ".join(at_by_name)
            raise ExpressionError(f'"{found["name"]}" is not one of the conditions: {known}.')
        if levels[at] != ABSENT:
            raise ExpressionError(f'"{found["name"]}" stands twice in "{text.strip()}". Name it once.')
        levels[at] = _parse_level(found, conditions[at])
    return tuple(levels)


def parse_model(text: str, conditions: Sequence[Condition]) -> Model:
    """Return the model that a text names, its terms joined by `+`; ExpressionError as in `parse_term`.

    Examples
    --------
    >>> parse_model("URB + DEV*~URB", [Condition("DEV"), Condition("URB")])
    ((1, 0), (-1, 1))
    """
    if text.strip() == NEVER:
        return ()
    return sort_model(parse_term(part, conditions) for part in text.split("+"))


def _format_literal(condition: Condition, level: int) -> str:
    if condition.is_multivalue:
        return f"{condition.name}{{{level}}}"
    return condition.name if level == 1 else f"~{condition.name}"


def _parse_level(found: re.Match[str], condition: Condition) -> int:
    if not condition.is_multivalue:
        if found["level"] is not None and int(found["level"]) > 1:
            raise ExpressionError(f'"{condition.name}" has no level {found["level"]}: it is present or absent.')
        present = found["level"] != "0"
        return int(present is not bool(found["absent"]))
    if found["absent"] or found["level"] is None:
        raise ExpressionError(f'"{condition.name}" is multi-value: name its level, as in {condition.name}{{1}}.')
    level = int(found["level"])
    if level >= condition.n_levels:
        raise ExpressionError(f'"{condition.name}" has the levels 0 to {condition.n_levels - 1}, not {level}.')
    return level
