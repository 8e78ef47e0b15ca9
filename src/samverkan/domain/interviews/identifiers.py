"""Identifiers that a pattern gives away: personal identity numbers, also mistyped, phone numbers, e-mail addresses."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samverkan.domain.interviews.mentions import Kind, Mention, Verdict, mention

COORDINATION_DAYS = 60
"""A coordination number adds 60 to the day of birth."""

INTERIM_LETTERS = "TRSUWXJKLMN"

IDENTITY = re.compile(
    rf"(?<![\w+-])(?P<date>(?P<century>\d\d)?(?P<year>\d\d)[ .-]?(?P<month>\d\d)[ .-]?(?P<day>\d\d))"
    rf"(?P<sign>\s?[-+–−]\s?|[^\S\n]|)(?P<serial>[\d{INTERIM_LETTERS}]\d\d)(?P<check>\d)(?![\w])",
    re.IGNORECASE,
)
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
DIGIT_GAP = r"[ \u00a0\u202f/.–-]?"
PHONE = re.compile(
    rf"(?<![\w.,:/+-])(?:(?:\+|00)\d{{1,3}}{DIGIT_GAP}(?:\(0\){DIGIT_GAP})?|\(?0)\d{{1,3}}\)?(?: ?- ?|{DIGIT_GAP})"
    rf"\d{{1,3}}(?:{DIGIT_GAP}\d{{2,4}}){{1,4}}(?![\w]|[,.:]\d)"
)
EXTENSION = re.compile(r"\b(?:anknytning|ankn\.?|extension|ext\.?)\s+(?P<number>\d{3,5})\b", re.IGNORECASE)
FEWEST_DIGITS, MOST_DIGITS = 7, 15


class NumberKind(StrEnum):
    """What a number that looks like a personal identity number is."""

    PERSONAL = "personal identity number"
    COORDINATION = "coordination number"
    INTERIM = "interim number"
    ORGANISATION = "organisation number"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class IdentityNumber:
    """A number in the form of a personal identity number, and whether its date and its check digit hold."""

    kind: NumberKind
    is_valid: bool


def read_identity_number(text: str) -> IdentityNumber | None:
    """Return what the number is, or None when it has not the form of one; a mistyped one is there and not valid.

    >>> read_identity_number("19090527+1474")
    IdentityNumber(kind=<NumberKind.PERSONAL: 'personal identity number'>, is_valid=True)
    """
    match = IDENTITY.fullmatch(text)
    return _judge(match) if match is not None else None


def _judge(match: re.Match[str]) -> IdentityNumber:
    month, day = int(match["month"]), int(match["day"])
    digits = match["year"] + match["month"] + match["day"] + match["serial"] + match["check"]
    if not match["serial"].isdigit():
        return IdentityNumber(NumberKind.INTERIM, _is_date(match, day))
    # Birth numbers begin at 001.
    has_check = check_digit(digits[:9]) == int(digits[9]) and match["serial"] != "000"
    if month >= 20 and match["century"] in {None, "16"}:
        return IdentityNumber(NumberKind.ORGANISATION if has_check else NumberKind.UNCLEAR, has_check)
    if _is_date(match, day):
        return IdentityNumber(NumberKind.PERSONAL, has_check)
    if _is_date(match, day - COORDINATION_DAYS):
        return IdentityNumber(NumberKind.COORDINATION, has_check)
    return IdentityNumber(NumberKind.UNCLEAR, False)


def _is_date(match: re.Match[str], day: int) -> bool:
    # Without a century any may be meant, and 2000 was a leap year where 1900 was not.
    centuries = (match["century"],) if match["century"] else ("18", "19", "20")
    return any(_exists(int(century + match["year"]), int(match["month"]), day) for century in centuries)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return 1800 <= year < 2100


def check_digit(digits: str) -> int:
    """Return the check digit of nine digits by the Luhn rule (ISO/IEC 7812-1), the first digit doubled."""
    total = 0
    for place, digit in enumerate(digits):
        product = int(digit) * (2 - place % 2)
        total += product // 10 + product % 10
    return -total % 10


def find_identifiers(text: str) -> tuple[Mention, ...]:
    """Return every e-mail address, identity number and phone number; no two overlap."""
    found = [mention(match, Kind.EMAIL) for match in EMAIL.finditer(text)]
    found += [one for match in IDENTITY.finditer(text) if (one := _as_identity(match)) is not None]
    found += [mention(match, Kind.PHONE) for match in PHONE.finditer(text) if _has_length(match[0])]
    found += [mention(match, Kind.PHONE, group="number") for match in EXTENSION.finditer(text)]
    alone: list[Mention] = []
    for one in found:
        if not any(one.span.overlaps(other.span) for other in alone):
            alone.append(one)
    return tuple(sorted(alone, key=lambda one: one.span.start))


def _as_identity(match: re.Match[str]) -> Mention | None:
    number = _judge(match)
    if number.kind is NumberKind.ORGANISATION:
        return mention(match, Kind.OTHER, Verdict.KEEP)
    return mention(match, Kind.IDENTITY_NUMBER) if _is_likely(match, number) else None


def _is_likely(match: re.Match[str], number: IdentityNumber) -> bool:
    # Amounts, dates with hours and phone numbers have as many digits: what is oddly written must make more sense.
    hyphen = match["sign"].strip()
    if hyphen:
        return True
    if not match["date"].isdigit():
        return number.is_valid
    if match["sign"]:
        return number.kind is not NumberKind.UNCLEAR
    return number.is_valid or not match[0].startswith("0")


def _has_length(number: str) -> bool:
    return FEWEST_DIGITS <= sum(sign.isdigit() for sign in number) <= MOST_DIGITS
