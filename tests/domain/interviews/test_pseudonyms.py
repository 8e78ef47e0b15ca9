"""Proposals, pseudonyms and what becomes of the transcript."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from make import make_transcript
from samverkan.domain.interviews.mentions import Kind, Verdict, find_forms
from samverkan.domain.interviews.proposals import Decision, Known, ReplacementError, clean_replacement
from samverkan.domain.interviews.pseudonyms import apply_decisions, propose_for_all, propose_replacements
from samverkan.domain.interviews.review import decide_by_default
from samverkan.domain.interviews.transcript import Transcript, Turn


def propose(*turns, **known):
    return propose_replacements(make_transcript(*turns), Known(**known))


def pseudonyms(proposals):
    return {one.original: one.replacement for one in proposals if one.verdict is Verdict.ACCEPT}


def accept(original, replacement="[person 1]", kind=Kind.PERSON):
    return Decision(original, kind, Verdict.ACCEPT, replacement)


def keep(original, kind=Kind.OTHER):
    return Decision(original, kind, Verdict.KEEP)


def test_a_proposal_gathers_every_place_where_a_form_stands():
    transcript = make_transcript(("R01", "Vi frågade Karin. Karins svar kom."))

    (proposal,) = propose_replacements(transcript, Known())

    places = [transcript.text[one.span.start : one.span.end + 1] for one in proposal.occurrences]
    assert places == ["Karin.", "Karins"]
    assert (proposal.count, proposal.replacement, proposal.verdict) == (2, "[person 1]", Verdict.ACCEPT)


def test_speakers_come_first_then_what_is_replaced_then_what_is_kept():
    proposals = propose(("Intervjuare", "Använder ni Teams, med Karin?"), ("Bo Ek", "Ja."), respondents=("R01",))

    assert [(one.original, one.turns, one.verdict) for one in proposals] == [
        ("Bo Ek", 1, Verdict.ACCEPT),
        ("Karin", 0, Verdict.ACCEPT),
        ("Teams", 0, Verdict.KEEP),
    ]


@pytest.mark.parametrize(
    "speaker", ["Intervjuare", "Interviewer 1", "Respondent", "Talare 2", "R01", "IT-chef, liten", ""]
)
def test_roles_and_respondents_are_no_names(speaker):
    assert propose((speaker, "ja, så är det."), respondents=("R01", "IT-chef, liten")) == ()


def test_numbers_follow_the_kind_and_the_language():
    turn = ("R01", "Fråga Karin eller Bertil på Gudrunsgården, 070-174 06 05, karin@exempel.se, 811218-9876.")

    swedish, english = pseudonyms(propose(turn)), pseudonyms(propose(turn, language="en"))

    assert list(swedish.values()) == [
        "[person 1]",
        "[person 2]",
        "[arbetsplats 1]",
        "[telefonnummer]",
        "[e-postadress]",
        "[personnummer]",
    ]
    assert list(english.values())[2:] == [
        "[workplace 1]",
        "[phone number]",
        "[e-mail address]",
        "[personal identity number]",
    ]


def test_part_of_exactly_one_full_name_is_suggested_as_the_same_person():
    proposals = propose(("R01", "Då kom Karin von Essen. Jag sa till Karin att von Essen är fint. Essen log."))

    assert set(pseudonyms(proposals).values()) == {"[person 1]"}
    assert {one.original: one.alike for one in proposals} == {
        "Karin von Essen": (),
        "Karin": ("Karin von Essen",),
        "von Essen": ("Karin von Essen",),
        "Essen": ("Karin von Essen", "von Essen"),
    }


def test_a_first_name_of_two_persons_is_given_its_own_number_and_names_both():
    proposals = propose(("R01", "Där satt Karin Ek och Karin Alm. Sedan gick Karin."))

    assert pseudonyms(proposals) == {"Karin Ek": "[person 1]", "Karin Alm": "[person 2]", "Karin": "[person 3]"}
    assert proposals[2].alike == ("Karin Ek", "Karin Alm")


def test_the_same_person_bears_the_same_pseudonym_in_every_transcript():
    first, second = make_transcript(("R01", "Vi frågade Karin.")), make_transcript(("R02", "Hit kom Bo Ek med Karin."))

    proposals = propose_for_all((first, second), Known())

    assert pseudonyms(proposals) == {"Karin": "[person 1]", "Bo Ek": "[person 2]"}
    assert [one.transcript for one in proposals[0].occurrences] == [0, 1]


def test_a_speaker_who_is_a_respondent_bears_the_respondents_id_in_the_text_too():
    turns = (("Intervjuare", "Vad säger du, Anna?"), ("Anna", "Jag, Anna Ek, är nöjd."))

    proposals = propose(*turns, speakers={"Anna": "R03"})

    assert pseudonyms(proposals) == {"Anna": "[R03]", "Anna Ek": "[R03]"}


def test_remembered_decisions_come_back_and_numbers_go_on():
    decisions = (accept("Karin", "[kollega]"), accept("Bo", "[person 7]"), keep("Teams"))

    proposals = propose(("R01", "I Teams sa Karin att Bertil skulle komma."), decisions=decisions)

    assert [(one.original, one.verdict, one.replacement, one.is_remembered) for one in proposals] == [
        ("Karin", Verdict.ACCEPT, "[kollega]", True),
        ("Bertil", Verdict.ACCEPT, "[person 8]", False),
        ("Teams", Verdict.KEEP, "[namn 1]", True),
    ]


def test_what_nobody_reviewed_keeps_its_pseudonym_but_is_asked_about_again():
    earlier = Decision("Karin", Kind.PERSON, Verdict.ACCEPT, "[person 4]", is_reviewed=False)

    (proposal,) = propose(("R01", "Vi frågade Karin."), decisions=(earlier,))

    assert (proposal.replacement, proposal.is_remembered) == ("[person 4]", False)


def test_a_remembered_name_is_found_where_the_rules_would_not_offer_it():
    (proposal,) = propose(("R01", "Zork kom. Då gick vi."), decisions=(accept("Zork"),))

    assert proposal.count == 1


def test_the_full_name_of_a_known_first_name_is_suggested_as_the_same_person():
    proposals = propose(("R01", "Då ringde Karin Ek."), decisions=(accept("Karin"),))

    assert [(one.original, one.replacement, one.alike) for one in proposals] == [("Karin Ek", "[person 1]", ("Karin",))]


def test_numbers_that_the_study_has_used_are_not_used_again():
    proposals = propose(("R01", "Vi frågade Karin."), used=("… sa [person 11] …", "[person 2]"))

    assert pseudonyms(proposals) == {"Karin": "[person 12]"}


def test_decisions_change_text_turns_and_speakers_together():
    transcript = make_transcript(("Anna Ek", "Karins chef heter Karin Alm."), ("R01", "Ja, Anna."))
    decisions = [accept("Anna Ek", "[R03]"), accept("Karin"), accept("Karin Alm", "[kollega]"), accept("Anna", "[R03]")]

    masked = apply_decisions(transcript, decisions)

    assert masked.text == "[person 1]s chef heter [kollega].\n\nJa, [R03]."
    assert [(one.speaker, masked.text[one.start : one.end]) for one in masked.turns] == [
        ("R03", "[person 1]s chef heter [kollega]."),
        ("R01", "Ja, [R03]."),
    ]


def test_a_kept_form_is_kept_whole():
    masked = apply_decisions(
        make_transcript(("", "Karin Boye-priset gick till Karin.")), [keep("Karin Boye"), accept("Karin")]
    )

    assert masked.text == "Karin Boye-priset gick till [person 1]."


def test_a_name_within_a_word_or_a_longer_name_is_left():
    masked = apply_decisions(make_transcript(("", "Karinas bok, Ek, _Ek_ och Eken.")), [accept("Ek"), accept("Karin")])

    assert masked.text == "Karinas bok, [person 1], _[person 1]_ och Eken."


def test_a_speaker_whose_label_holds_a_name_loses_the_name():
    transcript = Transcript("ja", (Turn(0, 2, "Karin, ekonom"),))

    assert apply_decisions(transcript, [accept("Karin")]).turns == (Turn(0, 2, "person 1, ekonom"),)


def test_a_transcript_without_names_stays_as_it_is():
    transcript = make_transcript(("R01", "vi litar på varandra."))

    assert propose_replacements(transcript, Known(respondents=("R01",))) == ()
    assert apply_decisions(transcript, ()) == transcript


NAMES = ("Karin Ek", "Bertil", "Anna-Lena", "Zorkin Blivia")
SENTENCES = st.lists(
    st.tuples(
        st.sampled_from(["vi frågade {}.", "det var {}s tanke.", "ja, {}!", "inget namn här."]), st.sampled_from(NAMES)
    ),
    min_size=1,
    max_size=8,
)


@given(SENTENCES)
def test_no_accepted_form_is_left_and_every_turn_keeps_its_words(sentences):
    transcript = make_transcript(*((f"R{place}", one.format(name)) for place, (one, name) in enumerate(sentences)))
    known = Known(respondents=tuple(f"R{place}" for place in range(len(sentences))))

    decisions = decide_by_default(propose_replacements(transcript, known))
    masked = apply_decisions(transcript, decisions)

    accepted = [one.original for one in decisions if one.verdict is Verdict.ACCEPT]
    assert not any(find_forms(masked.text, accepted).values())
    assert [masked.text[one.start : one.end] for one in masked.turns] == masked.text.split("\n\n")
    assert apply_decisions(masked, decide_by_default(propose_replacements(masked, known))) == masked


@pytest.mark.parametrize(
    ("words", "expected"), [("kollega", "[kollega]"), ("[R03]", "[R03]"), ("  en \n kollega ", "[en kollega]")]
)
def test_a_replacement_stands_in_brackets(words, expected):
    assert clean_replacement(words, "Karin") == expected


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (" [ ] ", "The replacement is empty. Write one, for example [colleague]."),
        ("a [b", "The replacement has brackets inside it. Write it without."),
        ("karin på kontoret", "The replacement holds what it is to replace. Write other words."),
    ],
)
def test_a_replacement_that_cannot_stand_says_why(words, message):
    with pytest.raises(ReplacementError) as caught:
        clean_replacement(words, "Karin")

    assert str(caught.value) == message
