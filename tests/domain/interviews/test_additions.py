"""What an edited transcript names anew: new names only, with their place, and what is known of them."""

import pytest

from make import make_transcript
from samverkan.domain.interviews.additions import find_additions
from samverkan.domain.interviews.mentions import Kind, Verdict
from samverkan.domain.interviews.proposals import Decision, Known

BEFORE = make_transcript(("R1", "Vi frågade Sune Ek om driften."), ("R2", "Ja."))


NOTHING = Known()


def add(words: str, known: Known = NOTHING):
    after = make_transcript(("R1", "Vi frågade Sune Ek om driften."), ("R2", words))
    return find_additions(BEFORE, after, known)


def test_each_new_name_and_number_is_found_with_its_place():
    found = add("Ja. Tack Karin Lindqvist, ring 070-123 45 67. Hälsa Karin Lindqvist.")

    assert [(one.form, one.kind, one.count, one.turn) for one in found] == [
        ("Karin Lindqvist", Kind.PERSON, 2, 1),
        ("070-123 45 67", Kind.PHONE, 1, 1),
    ]
    assert found[0].context.form == "Karin Lindqvist"
    assert found[0].context.before.endswith("Tack ")


@pytest.mark.parametrize(
    ("words", "known"),
    [
        ("Ja, och driften fungerar.", Known()),
        ("Ja, Sune Eks bil. Sune Ek kom.", Known()),
        ("Vi frågade [person 4].", Known()),
        ("Ja, i Lerum.", Known(municipalities=("Lerum",))),
        ("Tack Karin Ek.", Known(decisions=(Decision("Karin Ek", Kind.PERSON, Verdict.KEEP),))),
        (
            "Vi frågade [Norra Lunden].",
            Known(decisions=(Decision("A", Kind.PERSON, Verdict.ACCEPT, "[Norra Lunden]"),)),
        ),
    ],
)
def test_nothing_is_found_where_no_new_name_stands(words, known):
    assert add(words, known) == ()


def test_a_word_that_only_the_key_knows_is_found_with_its_pseudonym():
    known = Known(decisions=(Decision("hajen", Kind.PERSON, Verdict.ACCEPT, "[person 3]"),))

    (found,) = add("Ja, hajen sa det.", known)

    assert (found.form, found.pseudonym) == ("hajen", "[person 3]")


def test_a_new_speaker_is_found_at_the_turn():
    after = make_transcript(("R1", "Vi frågade Sune Ek om driften."), ("Karin Ek", "Ja."))

    (found,) = find_additions(BEFORE, after, Known(respondents=("R1", "R2")))

    assert (found.form, found.turn, found.context) == ("Karin Ek", 1, None)
