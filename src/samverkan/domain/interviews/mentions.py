"""A mention: a stretch of a text that may point at somebody, what kind it is, and what is proposed for it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

GAP = r"(?:[^\S\n]+\n?[^\S\n]*|\n[^\S\n]*)"
"""White space between the words of one name: it may pass a line end, never a blank line."""


class Kind(StrEnum):
    """What a mention points at. A post is a function that only one person holds."""

    PERSON = "person"
    IDENTITY_NUMBER = "personal-identity-number"
    PHONE = "phone"
    EMAIL = "e-mail"
    WORKPLACE = "workplace"
    PLACE = "place"
    POST = "post"
    OTHER = "other"


class Verdict(StrEnum):
    """Whether a mention is replaced or kept as it stands."""

    ACCEPT = "accept"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch `[start, end)` of a text in code points."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """Say whether the two share a code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Mention:
    """A form as it stands in the text, without the genitive's -s, and the verdict proposed for it."""

    form: str
    span: Span
    kind: Kind
    verdict: Verdict = Verdict.ACCEPT


def mention(match: re.Match[str], kind: Kind, verdict: Verdict = Verdict.ACCEPT, group: int | str = 0) -> Mention:
    """Return the mention that a pattern found."""
    return Mention(one_line(match[group]), Span(match.start(group), match.end(group)), kind, verdict)


def one_line(form: str) -> str:
    """Return the form with single spaces."""
    return " ".join(form.split())


def find_forms(text: str, forms: Iterable[str]) -> dict[str, tuple[Span, ...]]:
    """Return where each form stands as whole words, also before the genitive's -s; of two at one place, the longer.

    >>> find_forms("Karins bil. Karin Berg kom.", ["Karin", "Karin Berg"])
    {'Karin': (Span(start=0, end=5),), 'Karin Berg': (Span(start=12, end=22),)}
    """
    found: dict[str, list[Span]] = {form: [] for form in forms}
    by_length = sorted(found, key=lambda form: (-len(form), form))
    if not by_length:
        return {}
    either = "|".join(GAP.join(re.escape(part) for part in form.split()) for form in by_length)
    for match in re.finditer(rf"(?<![^\W_])(?:{either})(?=s?(?![^\W_]))", text):
        found[one_line(match[0])].append(Span(match.start(), match.end()))
    return {form: tuple(spans) for form, spans in found.items()}
