"""The kinds of cells: how each is read, written, and described in a Table Schema."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from samverkan.domain.coding.codebook import Anchor
from samverkan.domain.errors import suggest
from samverkan.domain.interviews.transcript import normalise
from samverkan.domain.words import say
from samverkan.files.study_folder.numbers import read_number, read_score, read_whole_number, write_number
from samverkan.files.study_folder.periods import read_period
from samverkan.files.study_folder.readings import CellError, Reading

Schema = dict[str, Any]
BETWEEN = ";"
PERIOD_PATTERN = r"\d{4}(-(Q[1-4]|\d\d(-\d\d)?))?"


class Cell(Protocol):
    """One kind of cell. `read` gets a text that is not empty; `write` a value that is not missing."""

    def read(self, text: str) -> Reading:
        """Return the value; CellError says what is wrong."""

    def write(self, value: Any) -> str:
        """Return the standard text of the value."""

    def schema(self) -> Schema:
        """Return type and constraints as Table Schema names them."""


@dataclass(frozen=True, slots=True)
class TextCell:
    """Free words, kept as they are."""

    def read(self, text: str) -> Reading:
        """Return the words."""
        return Reading(text)

    def write(self, value: Any) -> str:
        """Return the words."""
        return str(value)

    def schema(self) -> Schema:
        """Return a string."""
        return {"type": "string"}


@dataclass(frozen=True, slots=True)
class QuoteCell(TextCell):
    """Words that are compared with a transcript, and so have its normal form and line ends."""

    def read(self, text: str) -> Reading:
        """Return the words as a transcript would have them."""
        if "\r" not in text and unicodedata.is_normalized("NFC", text):
            return Reading(text)
        words = normalise(text)
        return Reading(words, words, say("letters or line ends are written in another form than the transcript's."))


@dataclass(frozen=True, slots=True)
class IdCell(TextCell):
    """A short id. Spaces around it do not count."""

    def read(self, text: str) -> Reading:
        """Return the id."""
        key = unicodedata.normalize("NFC", text.strip())
        if BETWEEN in key:
            raise CellError(
                say('"{found}" has a semicolon, which stands between ids. Choose an id without.', found=key)
            )
        if key == text:
            return Reading(key)
        return Reading(key, key, say('"{found}" is read as "{standard}".', found=text, standard=key))

    def write(self, value: Any) -> str:
        """Return the id; CellError when it would not be read back as one."""
        self.read(value)
        return str(value)


@dataclass(frozen=True, slots=True)
class NumberCell:
    """A number with a decimal point."""

    lowest: float | None = None
    comma_is_decimal: bool = False

    def read(self, text: str) -> Reading:
        """Return the number."""
        reading = read_number(text, self.comma_is_decimal)
        if self.lowest is not None and reading.value < self.lowest:
            raise CellError(
                say(
                    "{found} is below {lowest}, which is the lowest there can be. Correct it, or leave the cell empty.",
                    found=text,
                    lowest=write_number(self.lowest),
                )
            )
        return reading

    def write(self, value: Any) -> str:
        """Return the shortest text that reads back as the same number."""
        return write_number(value)

    def schema(self) -> Schema:
        """Return a number, with its least value."""
        bounds = {} if self.lowest is None else {"constraints": {"minimum": self.lowest}}
        return {"type": "number", **bounds}


@dataclass(frozen=True, slots=True)
class PositionCell:
    """A position in a text: a whole number."""

    def read(self, text: str) -> Reading:
        """Return the position."""
        return read_whole_number(text)

    def write(self, value: Any) -> str:
        """Return its digits."""
        return str(value)

    def schema(self) -> Schema:
        """Return a whole number from 0."""
        return {"type": "integer", "constraints": {"minimum": 0}}


@dataclass(frozen=True, slots=True)
class ScoreCell:
    """An anchored score: 0, 0.33, 0.67 or 1."""

    comma_is_decimal: bool = False

    def read(self, text: str) -> Reading:
        """Return the score."""
        return read_score(text, self.comma_is_decimal)

    def write(self, value: Any) -> str:
        """Return the score."""
        return write_number(value)

    def schema(self) -> Schema:
        """Return a number with its four values."""
        return {"type": "number", "constraints": {"enum": ["0", "0.33", "0.67", "1"]}}


@dataclass(frozen=True, slots=True)
class PeriodCell:
    """A year, a quarter, a month or a day."""

    def read(self, text: str) -> Reading:
        """Return the period."""
        return read_period(text)

    def write(self, value: Any) -> str:
        """Return it as it was given."""
        return str(value)

    def schema(self) -> Schema:
        """Return a string of that pattern: Table Schema has no date of unknown day."""
        return {"type": "string", "constraints": {"pattern": PERIOD_PATTERN}}


@dataclass(frozen=True, slots=True)
class WordCell:
    """One word of a list. `others` are words that people write for them, in lower case."""

    values: Mapping[str, Any]
    others: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, words: type[StrEnum], **others: str) -> "WordCell":
        """Return the cell for the words of an enumeration; in `others` a space or hyphen is written `_`."""
        return cls(
            {word.value: word for word in words}, {key.replace("_", " "): value for key, value in others.items()}
        )

    def read(self, text: str) -> Reading:
        """Return what the word stands for."""
        if text in self.values:
            return Reading(self.values[text])
        folded = text.strip().casefold()
        standard = self.others.get(folded) or next((word for word in self.values if word.casefold() == folded), None)
        if standard is None:
            raise CellError(
                say(
                    '"{found}" is not one of: {allowed}.{suggestion}',
                    found=text,
                    allowed=", ".join(self.values),
                    suggestion=suggest(text, {**dict(zip(self.values, self.values, strict=True)), **self.others}),
                )
            )
        note = say('"{found}" is read as "{standard}".', found=text, standard=standard)
        return Reading(self.values[standard], standard, note)

    def write(self, value: Any) -> str:
        """Return the word for the value."""
        return next(word for word, one in self.values.items() if one == value)

    def schema(self) -> Schema:
        """Return a string with its words, or a truth value."""
        if set(self.values) == {"yes", "no"}:
            return {"type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]}
        return {"type": "string", "constraints": {"enum": list(self.values)}}


@dataclass(frozen=True, slots=True)
class HabitCell(TextCell):
    """Free words of which a few mean something; another case of those few is mended."""

    words: tuple[str, ...] = ()

    def read(self, text: str) -> Reading:
        """Return the words."""
        folded = text.strip().casefold()
        if text in self.words or folded not in self.words:
            return Reading(text)
        return Reading(folded, folded, say('"{found}" is read as "{standard}".', found=text, standard=folded))


@dataclass(frozen=True, slots=True)
class ListCell:
    """Several ids with a semicolon between them."""

    def read(self, text: str) -> Reading:
        """Return the ids in their order."""
        ids = tuple(unicodedata.normalize("NFC", part.strip()) for part in text.split(BETWEEN) if part.strip())
        twice = next((one for one in ids if ids.count(one) > 1), None)
        if twice is not None:
            raise CellError(say('"{found}" is named more than once. Name it once.', found=twice))
        return Reading(ids)

    def write(self, value: Any) -> str:
        """Return the ids with a semicolon between them."""
        inside = next((one for one in value if BETWEEN in one), None)
        if inside is not None:
            raise CellError(
                say('"{found}" has a semicolon, which stands between ids. Choose an id without.', found=inside)
            )
        return BETWEEN.join(value)

    def schema(self) -> Schema:
        """Return a string: version 1 of Table Schema has no list."""
        return {"type": "string"}


@dataclass(frozen=True, slots=True)
class AnchorsCell:
    """The written levels of a factor: `1: …|0.67: …|0.33: …|0: …`."""

    def read(self, text: str) -> Reading:
        """Return the anchors in their order."""
        return Reading(tuple(self._read_one(part) for part in text.split("|") if part.strip()))

    def _read_one(self, part: str) -> Anchor:
        score, colon, words = part.partition(":")
        try:
            if not colon:
                raise CellError(say("a colon is missing"))
            return Anchor(read_score(score.strip()).value, words.strip())
        except CellError as error:
            raise CellError(
                say(
                    'anchor "{found}" is not written like "0.67: words". Write 1, 0.67, 0.33 or 0, a colon and the '
                    "level in words, with | between the levels.",
                    found=part.strip(),
                )
            ) from error

    def write(self, value: Any) -> str:
        """Return the anchors with a bar between them."""
        inside = next((one.words for one in value if "|" in one.words), None)
        if inside is not None:
            raise CellError(
                say('anchor "{found}" has a bar, which stands between anchors. Write it without.', found=inside)
            )
        return "|".join(f"{write_number(one.score)}: {one.words}" for one in value)

    def schema(self) -> Schema:
        """Return a string."""
        return {"type": "string"}
