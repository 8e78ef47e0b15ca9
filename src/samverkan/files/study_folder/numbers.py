"""Numbers as people and spreadsheets write them: taken only when they can be read in one way."""

import math
import re

from samverkan.domain.coding.codebook import SCORES
from samverkan.domain.words import say
from samverkan.files.study_folder.readings import CellError, Reading

PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
LOOSE = re.compile(r"[+\-−]?\d{1,3}(?:[ \u00a0\u202f]\d{3})*(?:[.,]\d+)?|[+\-−]?\d*(?:[.,]\d+)|[+\-−]\d+", re.ASCII)
TWO_WAYS = re.compile(r"[+\-−]?[1-9]\d{0,2},\d{3}", re.ASCII)
SCORE_TOLERANCE = 0.01 + 1e-9
"""A hundredth, and the error of a binary fraction: .66 is read as .67."""


def read_number(text: str, comma_is_decimal: bool = False) -> Reading:
    """Return the number; with a note when it has a decimal comma or spaces between thousands.

    `1,200` can be 1.2 or 1200, and is an error unless the table itself says that its comma is decimal.
    """
    if PLAIN.fullmatch(text):
        value = float(text)
        if math.isfinite(value):
            return Reading(value)
    stripped = text.strip()
    if not LOOSE.fullmatch(stripped):
        raise CellError(say('"{found}" is not a number. Write digits and a decimal point, such as 1200.5.', found=text))
    if TWO_WAYS.fullmatch(stripped) and not comma_is_decimal:
        raise CellError(
            say(
                '"{found}" can be {small} or {large}. Write it with a decimal point and nothing between the thousands.',
                found=text,
                small=stripped.replace(",", "."),
                large=stripped.replace(",", ""),
            )
        )
    standard = re.sub(r"[\s\u00a0\u202f]", "", stripped).replace(",", ".").replace("−", "-")
    note = say('"{found}" is read as {standard}. Numbers have a decimal point.', found=text, standard=standard)
    return Reading(float(standard), standard, note)


def read_whole_number(text: str) -> Reading:
    """Return the whole number; with a note when it was written like 12.0."""
    if text.isascii() and text.isdigit():
        return Reading(int(text))
    reading = read_number(text)
    if not float(reading.value).is_integer():
        raise CellError(say('"{found}" is not a whole number.', found=text))
    if reading.value < 0:
        raise CellError(say('"{found}" is below 0. Positions count from 0.', found=text))
    value = int(reading.value)
    note = reading.note or say('"{found}" is read as {standard}.', found=text, standard=str(value))
    return Reading(value, str(value), note)


def read_score(text: str, comma_is_decimal: bool = False) -> Reading:
    """Return the anchored score that the number stands for; with a note when it was rounded otherwise."""
    reading = read_number(text, comma_is_decimal)
    nearest = min(SCORES, key=lambda score: abs(score - reading.value))
    if nearest == reading.value:
        return reading
    if abs(nearest - reading.value) > SCORE_TOLERANCE:
        raise CellError(
            say(
                '"{found}" is not an anchored score. Write 0, 0.33, 0.67 or 1; leave it empty for silence. '
                "0.5 is left out on purpose: it says neither in nor out.",
                found=text,
            )
        )
    standard = write_number(nearest)
    note = say('"{found}" is read as the anchored score {standard}.', found=text, standard=standard)
    return Reading(nearest, standard, note)


def write_number(value: float) -> str:
    """Return the shortest text that reads back as the same number."""
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(float(value))
