"""Expressions as a person writes them: what they come to, or all that is wrong with them, each pointed at."""

from collections.abc import Sequence
from typing import Final

from samverkan.domain.errors import WorkbenchError, suggest
from samverkan.domain.words import ENGLISH, Text, as_is, say
from samverkan.methods.qca.errors import ExpressionError, Fault, FaultKind, QcaError
from samverkan.methods.qca.expressions import parse_model
from samverkan.methods.qca.negation import negate_model
from samverkan.methods.qca.sets import Condition, Model

INDENT: Final = "  "
FAULTS: Final = {
    FaultKind.SIGN_MISSING: say("there is no sign before this: write * (and) or + (or)."),
    FaultKind.LEFT_MISSING: say("there is no condition before this."),
    FaultKind.RIGHT_MISSING: say("there is no condition after this."),
    FaultKind.NEVER_CLOSED: say("this parenthesis is never closed."),
    FaultKind.NEVER_OPENED: say("this parenthesis closes nothing."),
    FaultKind.NOTHING_INSIDE: say("there is nothing between these parentheses."),
    FaultKind.LEVEL_UNREADABLE: say("these are no levels: write for example {1} or {1,2}."),
    FaultKind.STRAY: say("this means nothing here."),
}


class ExpressingError(WorkbenchError):
    """An expression cannot be read: each fault stands below the expression, with a mark under what is wrong."""

    def __init__(self, option: Text, expression: str, faults: Sequence[tuple[Fault, Text]]) -> None:
        self._option = option
        # A tab or a line break would move the marks.
        self._expression = "".join(" " if one.isspace() else one for one in expression)
        self._faults = tuple(faults)
        super().__init__(Text(""))
        self.args = (self.in_language(ENGLISH),)

    def in_language(self, language: str) -> str:
        """Return the expression, a line for each fault, and how it is written."""
        lines = [
            say("{option} cannot be read:", option=self._option).in_language(language),
            f"{INDENT}{self._expression}",
            *(_point(fault, words.in_language(language)) for fault, words in self._faults),
            say("Write * for and, + for or, ~ for not, as in A*~B + C, ~(A + B)*C or X{2}.").in_language(language),
        ]
        return "\n".join(lines)


class BoundlessError(WorkbenchError):
    """An expression can be read, and says nothing that an analysis can use."""


def _point(fault: Fault, words: str) -> str:
    return f"{INDENT}{' ' * fault.start}{'^' * max(1, fault.end - fault.start)} {words}"


def read_expression(text: str, conditions: Sequence[Condition], option: Text) -> Model:
    """Return the model that an expression comes to; `option` is where it was written, for messages.

    Raises ExpressingError with all that is wrong in it, or BoundlessError when it grows without bound.
    """
    try:
        return parse_model(text, conditions)
    except ExpressionError as error:
        faults = [(one, _explain(one, conditions)) for one in error.faults]
        raise ExpressingError(option, text, faults) from error
    except QcaError as error:
        raise _grown(text, option) from error


def check_theory(text: str, conditions: Sequence[Condition]) -> str:
    """Return the theory as it was written.

    Raises ExpressingError when it cannot be read over these conditions, and BoundlessError when it can never hold, or
    it or its opposite, with which the solution is compared too, grows without bound.
    """
    option = as_is("--theory")
    model = read_expression(text, conditions, option)
    if not model:
        raise BoundlessError(
            say(
                '"{text}" in --theory can never hold: it asks for a condition and for its absence. Write another.',
                text=text,
            )
        )
    try:
        negate_model(model, conditions)
    except QcaError as error:
        raise _grown(text, option) from error
    return text


def _grown(text: str, option: Text) -> BoundlessError:
    return BoundlessError(
        say(
            '"{text}" in {option} grows beyond 10,000 combinations when it, or what is not in it, is multiplied out. '
            "Shorten it.",
            text=text,
            option=option,
        )
    )


def _explain(fault: Fault, conditions: Sequence[Condition]) -> Text:
    if fault.kind is FaultKind.UNKNOWN:
        return tell_unknown(fault.words, [one.name for one in conditions])
    if fault.kind in FAULTS:
        return FAULTS[fault.kind]
    known = max((one for one in conditions if fault.words.startswith(one.name)), key=lambda one: len(one.name))
    if fault.kind is FaultKind.LEVEL_MISSING:
        return say('"{name}" has levels: say which, as in {name}{{1}}.', name=known.name)
    return say('"{name}" has the levels 0 to {highest}.', name=known.name, highest=known.n_levels - 1)


def tell_unknown(name: str, names: Sequence[str]) -> Text:
    """Return that a name is not one of the conditions, with the nearest one and all of them."""
    return say(
        '"{name}" is not one of the conditions.{suggestion} They are: {conditions}.',
        name=name,
        suggestion=suggest(name, names),
        conditions=", ".join(names),
    )
