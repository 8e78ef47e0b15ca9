"""Everything that a person sees is in Swedish and English."""

import re
import string
from collections import defaultdict

from babel.messages.pofile import read_po

from translations import SOURCE, texts_in_code, texts_not_literal, translations


def fields_of(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name} - {"count"}


def test_every_text_has_a_swedish_translation():
    known = translations("sv")

    missing = [f"{place}: {text}" for text, place in texts_in_code().items() if not all(known.get(text, ("",)))]

    assert missing == []


def test_no_translation_is_left_over():
    said = texts_in_code()

    assert [text for text in translations("sv") if text not in said] == []


def test_no_text_means_one_thing_in_one_room_and_another_in_the_next():
    meanings: defaultdict[str, set[str]] = defaultdict(set)
    for path in (SOURCE / "locale" / "sv").glob("*.po"):
        with path.open("rb") as source:
            for message in read_po(source, locale="sv"):
                meanings[str(message.id)].add(str(message.string))

    assert {text: found for text, found in meanings.items() if text and len(found) > 1} == {}


def test_every_text_is_written_out_where_it_is_said():
    assert texts_not_literal() == []


def test_a_translation_fills_in_the_same_values():
    said = texts_in_code()

    other = [
        text
        for text, forms in translations("sv").items()
        if text in said
        and not said[text].endswith(".html")
        and any(fields_of(form) - fields_of(text) for form in forms)
    ]

    assert other == []


def test_a_percent_sign_stands_as_the_language_writes_it():
    ends = r"%{1,2}(?=[ ),.;]|$)"
    found = [word for texts in translations("sv").values() for word in texts]

    english = [text for text in texts_in_code() if re.search(rf"(\d|\)s) {ends}", text)]
    swedish = [text for text in found if re.search(rf"(\d|\)s) ?{ends}", text)]

    assert (english, swedish) == ([], [])
