"""A Boolean expression with parentheses and negations, checked as a whole and multiplied out."""

from collections.abc import Iterator, Sequence
from typing import Final

from samverkan.methods.qca.errors import ExpressionError, Fault, FaultKind
from samverkan.methods.qca.negation import absorb, intersect_models, negate_model
from samverkan.methods.qca.sets import Condition, Model
from samverkan.methods.qca.tokens import Sign, Token, read_tokens

BINDING: Final = {Sign.OPEN: 0, Sign.OR: 1, Sign.AND: 2, Sign.NOT: 3}
"""How strongly a sign holds what is beside it."""
JOINING: Final = (Sign.AND, Sign.OR)
BEGINNING: Final = (None, Sign.NOT, Sign.OPEN)
"""What may stand where an operand is due; None is a literal."""


def expand_expression(text: str, conditions: Sequence[Condition]) -> Model:
    """Return an expression multiplied out: a sum of products, freed of what is absorbed or can never hold.

    Raises
    ------
    ExpressionError
        It cannot be read; `faults` has all that is wrong, each with its place.
    QcaError
        It grows beyond 10,000 terms.
    """
    read = read_tokens(text, conditions)
    faults = sorted((*read.faults, *_find_faults(text, read.tokens)), key=lambda one: (one.start, one.end))
    if faults:
        said = "; ".join(str(one) for one in faults)
        raise ExpressionError(f'"{text.strip()}" cannot be read. {said[:1].upper()}{said[1:]}.', faults)
    if not read.tokens:
        raise ExpressionError("The expression is empty. Write for example A*~B + C.")
    return _expand(read.tokens, conditions)


def _find_faults(text: str, tokens: Sequence[Token]) -> Iterator[Fault]:
    """Yield where tokens do not follow on each other."""
    opened: list[Token] = []
    before: Token | None = None
    for token in tokens:
        kind = _wrong_between(before, token)
        if kind is not None:
            at = before if before is not None and kind in (FaultKind.RIGHT_MISSING, FaultKind.NOTHING_INSIDE) else token
            yield _fault(text, kind, at, token if kind is FaultKind.NOTHING_INSIDE else at)
        if token.sign is Sign.OPEN:
            opened.append(token)
        elif token.sign is Sign.CLOSE and opened:
            opened.pop()
        elif token.sign is Sign.CLOSE:
            yield _fault(text, FaultKind.NEVER_OPENED, token, token)
        before = token
    if before is not None and before.sign in (*JOINING, Sign.NOT):
        yield _fault(text, FaultKind.RIGHT_MISSING, before, before)
    for token in opened:
        yield _fault(text, FaultKind.NEVER_CLOSED, token, token)


def _wrong_between(before: Token | None, token: Token) -> FaultKind | None:
    """Return what is wrong with a token after the one before it (None at the beginning); None when nothing is."""
    is_due = before is None or before.sign in (*JOINING, Sign.NOT, Sign.OPEN)
    if token.sign in BEGINNING:
        return None if is_due else FaultKind.SIGN_MISSING
    if not is_due:
        return None
    if before is not None and before.sign is not Sign.OPEN:
        return FaultKind.RIGHT_MISSING
    if token.sign is not Sign.CLOSE:
        return FaultKind.LEFT_MISSING
    # A parenthesis that closes nothing is told of where the open ones are counted.
    return None if before is None else FaultKind.NOTHING_INSIDE


def _fault(text: str, kind: FaultKind, first: Token, last: Token) -> Fault:
    return Fault(kind, first.start, last.end, text[first.start : last.end])


def _expand(tokens: Sequence[Token], conditions: Sequence[Condition]) -> Model:
    """Return the model of tokens that are known to follow on each other.

    References
    ----------
    Dijkstra (1961), Algol-60 translation: signs wait on a stack until one that binds less comes.
    """
    models: list[Model] = []
    waiting: list[Sign] = []

    def apply(sign: Sign) -> None:
        last = models.pop()
        if sign is Sign.NOT:
            models.append(negate_model(last, conditions))
        elif sign is Sign.AND:
            models.append(intersect_models(models.pop(), last))
        else:
            models.append(absorb((*models.pop(), *last)))

    for token in tokens:
        if token.sign is None:
            models.append(token.model)
        elif token.sign in BEGINNING:
            waiting.append(token.sign)
        else:
            least = BINDING.get(token.sign, 1)
            while waiting and BINDING[waiting[-1]] >= least:
                apply(waiting.pop())
            if token.sign is Sign.CLOSE:
                waiting.pop()
            else:
                waiting.append(token.sign)
    while waiting:
        apply(waiting.pop())
    return absorb(models.pop())
