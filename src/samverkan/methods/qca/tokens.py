"""The signs and literals of a Boolean expression as text, each with its place, and what is wrong with each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from samverkan.methods.qca.errors import Fault, FaultKind
from samverkan.methods.qca.sets import ABSENT, Condition, Model, Term

SPACE = re.compile(r"\s*")
WORDS = re.compile(r"[^*+~(){}\[\]]+")
BRACED = re.compile(r"\s*(?:\{([^{}]*)\}|\[([^\[\]]*)\])")
UNBRACED = re.compile(r"\s*[{\[][^*+~()]*")
LEVELS = re.compile(r"\s*\d+\s*(?:[,;]\s*\d+\s*)*")
ENDING = re.compile(r"\s*(?:[*+~(){\[]|$)")
"""What may follow a name."""


class Sign(StrEnum):
    """The signs of an expression: and, or, not, and parentheses."""

    AND = "*"
    OR = "+"
    NOT = "~"
    OPEN = "("
    CLOSE = ")"


SIGNS = frozenset(Sign)
CONSTANTS = {"0": False, "1": True}


@dataclass(frozen=True, slots=True)
class Token:
    """A sign, or (`sign` None) an operand with the model that it stands for; `start` to before `end` in the text."""

    sign: Sign | None
    start: int
    end: int
    model: Model = ()


@dataclass(frozen=True, slots=True)
class Tokens:
    """An expression in its parts, and what is wrong with each part on its own."""

    tokens: tuple[Token, ...]
    faults: tuple[Fault, ...]


def read_tokens(text: str, conditions: Sequence[Condition]) -> Tokens:
    """Return the parts of an expression.

    Where an operand cannot be read a token stands for it all the same, so that its neighbours are still understood.
    """
    return _Reader(text, conditions).read()


class _Reader:
    def __init__(self, text: str, conditions: Sequence[Condition]) -> None:
        self._text = text
        self._conditions = conditions
        self._places = {one.name: at for at, one in enumerate(conditions)}
        # A name may hold another, so the longest that fits is meant.
        self._names = sorted(self._places, key=len, reverse=True)
        self._faults: list[Fault] = []

    def read(self) -> Tokens:
        tokens = tuple(self._read_tokens())
        return Tokens(tokens, tuple(self._faults))

    def _read_tokens(self) -> Iterator[Token]:
        at = _skip(SPACE, self._text, 0)
        while at < len(self._text):
            one = self._text[at]
            token = Token(Sign(one), at, at + 1) if one in SIGNS else self._read_operand(at)
            yield token
            at = _skip(SPACE, self._text, token.end)

    def _read_operand(self, start: int) -> Token:
        name = self._find_name(start)
        if not name:
            # A brace without a name, or one that closes nothing.
            self._tell(FaultKind.STRAY, start, start + 1)
            return Token(None, start, start + 1)
        end = start + len(name)
        braced = BRACED.match(self._text, end)
        if braced is None and (torn := UNBRACED.match(self._text, end)) is not None:
            self._tell(FaultKind.LEVEL_UNREADABLE, end, torn.end())
            return Token(None, start, torn.end())
        whole = end if braced is None else braced.end()
        if name in CONSTANTS and name not in self._places and braced is None:
            return Token(None, start, end, ((ABSENT,) * len(self._conditions),) if CONSTANTS[name] else ())
        if name not in self._places:
            self._tell(FaultKind.UNKNOWN, start, end)
            return Token(None, start, whole)
        levels = None if braced is None else next(one for one in braced.groups() if one is not None)
        return Token(None, start, whole, self._read_levels(self._places[name], levels, (start, end, whole)))

    def _find_name(self, start: int) -> str:
        """Return the name that begins here: a known one, else all words up to the next sign; '' where a brace is."""
        for name in self._names:
            if self._text.startswith(name, start) and ENDING.match(self._text, start + len(name)):
                return name
        found = WORDS.match(self._text, start)
        words = found[0].rstrip() if found else ""
        return self._first_of(words) or words

    def _first_of(self, words: str) -> str:
        """Return the first of several known names with nothing but space between them; '' when they are not."""
        for name in self._names:
            rest = words.removeprefix(name)
            if rest != words and (not rest or (rest[0].isspace() and self._first_of(rest.lstrip()))):
                return name
        return ""

    def _read_levels(self, at: int, levels: str | None, place: tuple[int, int, int]) -> Model:
        """Return the literals of a condition; `place` is where its name starts and ends, and its levels end."""
        condition, (start, end, whole) = self._conditions[at], place
        if levels is None:
            if condition.is_multivalue:
                self._tell(FaultKind.LEVEL_MISSING, start, end)
                return ()
            return (self._literal(at, 1),)
        if LEVELS.fullmatch(levels) is None:
            self._tell(FaultKind.LEVEL_UNREADABLE, end, whole)
            return ()
        asked = [int(level) for level in re.findall(r"\d+", levels)]
        if max(asked) >= condition.n_levels:
            self._tell(FaultKind.LEVEL_UNKNOWN, start, whole)
            return ()
        return tuple(self._literal(at, level) for level in dict.fromkeys(asked))

    def _literal(self, at: int, level: int) -> Term:
        empty = (ABSENT,) * len(self._conditions)
        return (*empty[:at], level, *empty[at + 1 :])

    def _tell(self, kind: FaultKind, start: int, end: int) -> None:
        start = _skip(SPACE, self._text, start)
        self._faults.append(Fault(kind, start, end, self._text[start:end].rstrip()))


def _skip(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return at if found is None else found.end()
