"""The language of a text is guessed only when it is clear."""

import pytest

from samverkan.domain.interviews.language import guess_language, language_of

SWEDISH = "Vi litar på varandra, och det är inte för att vi måste. När jag frågar blir det ett svar från dem också."
ENGLISH = "We trust each other, and that is not because they are forced to. When you ask, there is an answer with it."
NORWEGIAN = "Vi stoler på hverandre, og det er ikke fordi vi må. Når jeg spør, får jeg et svar fra dem også. " * 4
DANISH = "Vi stoler på hinanden, og det er ikke fordi vi skal. Når jeg spørger, får jeg et svar fra dem nu. " * 4
GERMAN = "Wir vertrauen einander, und das ist nicht so, weil wir es müssen. Was not tut, das weiß man hier. " * 4


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (SWEDISH, "sv"),
        (SWEDISH.upper(), "sv"),
        (ENGLISH, "en"),
        (SWEDISH * 9 + "It was the best of them.", "sv"),
        (SWEDISH + ENGLISH, ""),
        (NORWEGIAN, ""),
        (DANISH, ""),
        (GERMAN, ""),
        ("Ja, och inte att.", ""),
        ("Kommun IT-drift åmål " * 80 + SWEDISH, ""),
        ("", ""),
    ],
)
def test_a_language_is_guessed_only_when_it_is_clear(text, language):
    assert guess_language(text) == language


def test_what_is_stated_goes_before_the_guess_and_the_guess_before_the_study():
    assert language_of("en", SWEDISH, "en") == "en"
    assert language_of("", SWEDISH, "en") == "sv"
    assert language_of("", "Ja.", "en") == "en"
