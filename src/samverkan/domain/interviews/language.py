"""The language of a text when nobody states it: guessed from frequent function words, and only when it is clear."""

import re
from typing import Final

from samverkan.domain.words import ENGLISH, SWEDISH

OF_SWEDISH: Final = (
    "och att är inte jag för ett från när också mycket vad där hur då ju blir blev någon något några måste väldigt "
    "ganska mellan utan eftersom kanske därför"
)
OF_ENGLISH: Final = (
    "the and that this they are not you with would there what which when from been have because could should their "
    "these those about very more who how did does your"
)
FUNCTION_WORDS: Final = {SWEDISH: frozenset(OF_SWEDISH.split()), ENGLISH: frozenset(OF_ENGLISH.split())}
"""Words of the one language that are none of the other, and as few as can be of their neighbours'."""
WORD: Final = re.compile(r"[^\W\d_]+")
SAMPLE: Final = 6_000
"""From how many code points at the beginning the language is guessed."""
FEWEST: Final = 5
SMALLEST_SHARE: Final = 0.05
CLEAR_SHARE: Final = 0.9


def guess_language(text: str) -> str:
    """Return the language of a text, '' when it is not clear.

    It is clear when at least `FEWEST` function words of one language stand there, they are at least `SMALLEST_SHARE` of
    all words, and at least `CLEAR_SHARE` of the function words found are its own.

    >>> guess_language("Vi litar på varandra och det är inte för att vi måste, och när jag frågar blir det ett svar.")
    'sv'
    """
    words = [word.casefold() for word in WORD.findall(text[:SAMPLE])]
    counts = {language: sum(word in own for word in words) for language, own in FUNCTION_WORDS.items()}
    found = max(counts, key=lambda language: counts[language])
    is_clear = counts[found] >= max(FEWEST, SMALLEST_SHARE * len(words), CLEAR_SHARE * sum(counts.values()))
    return found if is_clear else ""


def language_of(stated: str, text: str, study: str) -> str:
    """Return the language that a text is taken to be in: the stated one, else the guessed one, else the study's."""
    return stated or guess_language(text) or study
