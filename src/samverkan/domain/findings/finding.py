"""A finding: a sentence, its sources, and the level of confidence that a person gave it."""

from dataclasses import dataclass
from enum import StrEnum

from samverkan.domain.study import Extra
from samverkan.domain.words import Text, name_in


class Question(StrEnum):
    """Which of the study's five questions a finding answers."""

    FACTORS = "factors"
    GAINS = "gains"
    COSTS = "costs"
    PATTERNS = "patterns"
    CERTAINTY = "certainty"


class Level(StrEnum):
    """How sure one can be, inspired by CERQual; a person sets it and says why."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very-low"


@dataclass(frozen=True, slots=True)
class Finding:
    """One conclusion of a study."""

    id: str
    question: Question | None = None
    text_sv: str = ""
    text_en: str = ""
    sources: tuple[str, ...] = ()
    level: Level | None = None
    concerns: str = ""
    reason: str = ""
    decided_by: str = ""
    decided_at: str = ""
    extra: Extra = ()

    def text(self, language: str) -> str:
        """Return the sentence in the language, in the other when that is missing."""
        return self.words.in_language(language)

    @property
    def words(self) -> Text:
        """The sentence in both languages; where one is missing the other stands in."""
        return name_in(self.text_sv or self.text_en, self.text_en or self.text_sv)
