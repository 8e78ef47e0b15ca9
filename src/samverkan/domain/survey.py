"""The survey: its instrument, its answers, and what may be said of a scale."""

from dataclasses import dataclass
from enum import StrEnum

from samverkan.domain.study import Extra


class About(StrEnum):
    """Whom an item asks about."""

    SELF = "self"
    OTHER = "other"
    COLLABORATION = "collaboration"


@dataclass(frozen=True, slots=True)
class Item:
    """One question of the instrument."""

    id: str
    scale: str = ""
    text_en: str = ""
    text_sv: str = ""
    is_reversed: bool = False
    lowest: float = 1
    highest: float = 5
    about: About = About.SELF
    extra: Extra = ()

    def text(self, language: str) -> str:
        """Return the question in the language, in the other when that is missing."""
        first, second = (self.text_sv, self.text_en) if language == "sv" else (self.text_en, self.text_sv)
        return first or second


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `value` is None when the question was put and not answered; it is as given, never reversed."""

    respondent: str
    item: str
    about: str = ""
    wave: str = ""
    value: float | None = None
    extra: Extra = ()
