"""Boolean expressions as text: DEV*~IND + LIT, and DEV{2}*IND{0} for multi-value conditions."""

from collections.abc import Iterable, Sequence

from samverkan.methods.qca.errors import ExpressionError
from samverkan.methods.qca.sets import ABSENT, Condition, Model, Term
from samverkan.methods.qca.syntax import expand_expression

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
    """Return the one term that an expression comes to.

    Raises
    ------
    ExpressionError
        It cannot be read, as in `parse_model`, or does not come to exactly one term.

    Examples
    --------
    >>> parse_term("~URB*DEV", [Condition("DEV"), Condition("URB")])
    (1, 0)
    """
    model = parse_model(text, conditions)
    if len(model) != 1:
        raise ExpressionError(f'"{text.strip()}" comes to {len(model)} terms, not to one: join conditions with * only.')
    return model[0]


def parse_model(text: str, conditions: Sequence[Condition]) -> Model:
    """Return the model that an expression comes to: multiplied out, and freed of what is absorbed.

    `*` is and, `+` is or, `~` is not, of a condition or of a parenthesis; parentheses may be nested. `~` binds before
    `*`, and `*` before `+`. Levels stand in braces or brackets, and several mean any of them: FORM{1}, FORM[0,2].
    `1` always holds and `0` never does. A condition's own name comes before the signs that it may contain. Between
    two conditions a sign is always needed. A product of a condition and its absence is left out, as in R; of fuzzy sets
    it may have members, never above .5.

    Parameters
    ----------
    text
        The expression.
    conditions
        One per place of a term; their names are taken to the letter.

    Raises
    ------
    ExpressionError
        It cannot be read, or names a condition or a level that there is not; `faults` has all that is wrong.
    QcaError
        It grows beyond 10,000 terms when multiplied out.

    References
    ----------
    R: admisc::expandBrackets, with negate for a parenthesis after ~.

    Examples
    --------
    >>> parse_model("URB + DEV*~URB", [Condition("DEV"), Condition("URB")])
    ((1, 0), (-1, 1))
    >>> conditions = [Condition("DEV"), Condition("URB"), Condition("FORM", 3, is_multivalue=True)]
    >>> format_model(parse_model("DEV*~(URB*FORM{1})", conditions), conditions)
    'DEV*~URB + DEV*FORM{2} + DEV*FORM{0}'
    """
    return expand_expression(text, conditions)


def _format_literal(condition: Condition, level: int) -> str:
    if condition.is_multivalue:
        return f"{condition.name}{{{level}}}"
    return condition.name if level == 1 else f"~{condition.name}"
