"""The guides to the workbench call what stands on its pages by the words that stand there."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
GUIDES = {
    "en": ROOT / "docs" / "start" / "first-study-in-the-browser.md",
    "sv": ROOT / "docs" / "sv" / "forsta-studien-i-webblasaren.md",
}


@pytest.fixture(scope="module")
def words():
    """What pages say, by language."""
    found = {"en": set(), "sv": set()}
    for path in (ROOT / "src" / "samverkan" / "locale" / "sv").glob("*.po"):
        with path.open("rb") as source:
            for message in read_po(source):
                if isinstance(message.id, str):
                    found["en"].add(message.id)
                    found["sv"].add(message.string)
    return found


@pytest.mark.parametrize("language", ["en", "sv"])
def test_each_name_in_bold_stands_on_a_page(words, language):
    named = set(re.findall(r"\*\*([^*]+)\*\*", GUIDES[language].read_text(encoding="utf-8")))

    assert len(named) > 20
    assert named - words[language] == set()


def test_both_languages_name_the_same_things(words):
    counts = {language: len(re.findall(r"\*\*[^*]+\*\*", path.read_text("utf-8"))) for language, path in GUIDES.items()}

    assert counts["en"] == counts["sv"]
