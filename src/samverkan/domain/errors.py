"""What a person can mend: errors that say what happened, where, and what to do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from samverkan.domain.words import ENGLISH, Text, join_words, say


class WorkbenchError(Exception):
    """Something that the person at the door can mend. A page shows it, a command prints it and ends with status 2."""

    def __init__(self, text: Text) -> None:
        super().__init__(str(text))
        self.text = text

    def in_language(self, language: str) -> str:
        """Return the message in the language."""
        return self.text.in_language(language)


class FaultsError(WorkbenchError):
    """Several things that one can mend, in what was sent at once: `faults` are all of them."""

    def __init__(self, faults: Sequence[Text]) -> None:
        super().__init__(join_words(faults))
        self.faults = tuple(faults)


class Severity(StrEnum):
    """An error stops the work; a note says what was understood, or what is missing."""

    ERROR = "error"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the input: a file, a row as a spreadsheet counts it (the header is 1), a column."""

    file: str
    row: int | None = None
    column: str | None = None

    def in_language(self, language: str) -> str:
        """Return for example `scores.csv, row 12, column score`."""
        parts = [self.file]
        if self.row is not None:
            parts.append(say("row {row}", row=str(self.row)).in_language(language))
        if self.column is not None:
            parts.append(say("column {column}", column=self.column).in_language(language))
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing found in the input: where, what, and what to do about it."""

    place: Place
    text: Text
    severity: Severity = Severity.ERROR

    def in_language(self, language: str) -> str:
        """Return `place: text`."""
        return f"{self.place.in_language(language)}: {self.text.in_language(language)}"

    def __str__(self) -> str:
        return self.in_language(ENGLISH)


def errors_of(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return what must be mended before the work can go on."""
    return tuple(one for one in problems if one.severity is Severity.ERROR)


def notes_of(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return what was understood though it was written otherwise, and what is missing."""
    return tuple(one for one in problems if one.severity is Severity.NOTE)


class ProblemsError(WorkbenchError):
    """All the errors of one input, together."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(Text(""))
        self.args = ("\n".join(str(problem) for problem in self.problems),)

    def in_language(self, language: str) -> str:
        """Return one line per problem."""
        return "\n".join(problem.in_language(language) for problem in self.problems)


def suggest(word: str, known: Iterable[str] | Mapping[str, str], cutoff: float = 0.6) -> Text:
    """Return ` Did you mean "…"?` for the nearest known word, or nothing; a mapping says what each word stands for."""
    by_fold = {one.casefold(): known[one] if isinstance(known, Mapping) else one for one in known}
    near = get_close_matches(word.casefold(), by_fold, n=1, cutoff=cutoff)
    return say(' Did you mean "{nearest}"?', nearest=by_fold[near[0]]) if near else Text("")
