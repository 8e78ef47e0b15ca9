"""Names in running text: which words are offered, what they are taken for, and how much is found."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from make import make_transcript
from samverkan.domain.interviews.mentions import Kind, Span, Verdict
from samverkan.domain.interviews.proposals import Known
from samverkan.domain.interviews.pseudonyms import find_mentions
from samverkan.domain.interviews.wordlists import is_first_name, is_ordinary


def find(text, *municipalities):
    mentions = find_mentions(make_transcript(("R1", text)), Known(municipalities=municipalities))
    return [(one.form, one.kind, one.verdict) for one in mentions]


def masked(text, *municipalities):
    return [form for form, _, verdict in find(text, *municipalities) if verdict is Verdict.ACCEPT]


def persons(text, *municipalities):
    return [form for form, kind, verdict in find(text, *municipalities) if kind is Kind.PERSON]


def test_the_reference_sentences_are_masked_as_they_should(shared):
    cases = json.loads((shared / "reference" / "privacy.json").read_text("utf-8"))["cases"]
    case = next(one for one in cases if one["id"] == "pseudonymise_spans_a")

    assert [masked(text) for text in case["input"]] == case["expected"]


def test_in_reference_news_most_persons_are_found_and_nearly_all_are_offered(shared):
    cases = json.loads((shared / "reference" / "privacy.json").read_text("utf-8"))["cases"]
    case = next(one for one in cases if one["id"] == "ner_person_sample_a")

    by_lists, in_review = recall(case["input"], case["expected"])

    assert by_lists >= case["tolerance"]["min_token_recall_lists_only"]
    assert in_review >= case["tolerance"]["min_token_recall_review_mode"]
    assert (round(by_lists, 2), round(in_review, 2)) == (0.86, 1.0)


def recall(sentences, marks):
    total, by_lists, in_review = 0, 0, 0
    for words, flags in zip(sentences, marks, strict=True):
        text = " ".join(words)
        mentions = find_mentions(make_transcript(("", text)), Known())
        for place, flag in enumerate(flags):
            start = len(" ".join(words[:place])) + (place > 0)
            here = [one for one in mentions if one.span.overlaps(Span(start, start + len(words[place])))]
            total += flag
            in_review += bool(flag and here)
            by_lists += bool(flag and any(one.kind is Kind.PERSON and one.verdict is Verdict.ACCEPT for one in here))
    return by_lists / total, in_review / total


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vi frågade Karin von Essen.", ["Karin von Essen"]),
        ("Det var Anna-Lena Å. Berg som svarade.", ["Anna-Lena Å. Berg"]),
        ("Det sa J.P. Nilsson.", ["J.P. Nilsson"]),
        ("Alla känner Karin\nBerg här.", ["Karin Berg"]),
        ("Sedan kom Ibrahim al Khalil.", ["Ibrahim al Khalil"]),
        ("Frågan gick till KARIN EK.", ["KARIN EK"]),
        ("Vi talade om Karins dator.", ["Karin"]),
        ("Lars bil stod kvar, och Lars var sjuk.", ["Lars", "Lars"]),
        ("Per Andersson ringde.", ["Per Andersson"]),
        ("Poeten Karin Ek läste.", ["Karin Ek"]),
        ("Lindström ringde aldrig.", ["Lindström"]),
        ("Karin-gänget kom.", ["Karin"]),
        ("Det var t.ex. Karin.", ["Karin"]),
        ("Jag heter Zebrowka.", ["Zebrowka"]),
        ("det var kerstin som sa det.", ["kerstin"]),
    ],
)
def test_a_name_is_one_name_from_its_first_word_to_its_last(text, expected):
    assert persons(text) == expected


def test_a_name_at_a_line_end_does_not_run_into_the_next_turn():
    transcript = make_transcript(("R1", "Det var Karin"), ("R2", "Lindström är ny."))

    found = find_mentions(transcript, Known())

    assert [one.form for one in found if one.kind is Kind.PERSON] == ["Karin", "Lindström"]


@pytest.mark.parametrize(
    "text",
    [
        "Per invånare kostar det mer.",
        "Berg- och dalbana var det, och björn såg vi också.",
        "Driften fungerar. Ibland är den dyr. Politikerna bestämmer.",
        "Hon var sen. Hans bil gick sönder.",
        "I mean, it works. So I'm glad, I've said it.",
    ],
)
def test_ordinary_words_that_open_a_sentence_are_not_offered(text):
    assert find(text) == []


def test_a_word_in_a_subtitle_that_goes_on_from_the_one_before_does_not_open_a_sentence():
    transcript = make_transcript(("R1", "Och sedan kom"), ("R1", "Garganas in."), ("R2", "Garganas in."))

    found = find_mentions(transcript, Known())

    assert [one.span.start for one in found] == [len("Och sedan kom") + 2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vi köpte Teams av Microsoft.", [("Teams", Kind.OTHER), ("Microsoft", Kind.OTHER)]),
        ("Det är SKR:s linje, säger HR.", [("SKR", Kind.OTHER), ("HR", Kind.OTHER)]),
        ("De flyttade till Säffle.", [("Säffle", Kind.PLACE)]),
        ("Sedan gick Bergs kommun ur.", [("Berg", Kind.PLACE)]),
        ("Då sa vår it-chef ifrån.", [("it-chef", Kind.POST)]),
    ],
)
def test_what_seldom_points_at_a_person_is_offered_but_kept(text, expected):
    assert find(text) == [(form, kind, Verdict.KEEP) for form, kind in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Det var på Gudrunsgården.", ("Gudrunsgården", Kind.WORKPLACE)),
        ("Gudrunsgården fick datorer.", ("Gudrunsgården", Kind.WORKPLACE)),
        ("Barnen på Ekbackens förskola väntade.", ("Ekbackens förskola", Kind.WORKPLACE)),
        ("Hon var på vårdcentralen Norrskenet.", ("Norrskenet", Kind.WORKPLACE)),
        ("Servern stod på Storgatan 12.", ("Storgatan 12", Kind.PLACE)),
    ],
)
def test_workplaces_and_addresses_are_masked(text, expected):
    assert find(text) == [(*expected, Verdict.ACCEPT)]


def test_municipalities_of_the_study_are_not_offered():
    text = "Vi i Kvarnryd och Kvarnryds grannar, Lilla Edet och samarbetet Kvarnryd-Högsunda."

    assert find(text, "Kvarnryd", "Högsunda", "Lilla Edet") == []


def test_a_person_may_bear_the_name_of_a_municipality():
    assert persons("Då ringde Lars Berg.", "Berg") == ["Lars Berg"]


def test_pseudonyms_that_stand_in_the_text_are_not_offered_again():
    assert find("Då ringde [person 3] om [REDACTED] och [Karin nickar].") == [("Karin", Kind.PERSON, Verdict.ACCEPT)]


WORDS = ("anlände", "berättade", "nya", "sedan", "och", "Zork", "Karin", "Blivia", "Ek", "IT", "Säffle", "Teams")


@given(st.lists(st.sampled_from(WORDS)))
def test_every_capitalised_word_inside_a_sentence_is_offered(words):
    text = " ".join(["Där", "kom", *words])

    found = find_mentions(make_transcript(("R1", text)), Known())

    place = 0
    for word in text.split(" "):
        span = Span(place, place + len(word))
        place += len(word) + 1
        if word[0].isupper() and span.start > 0:
            assert any(one.span.overlaps(span) for one in found), word


def test_the_lists_hold_names_of_several_generations_and_origins():
    names = ("Agda", "Bertil", "Kerstin", "Anders", "Emma", "Liam", "Fatima", "Goran", "Aino", "Eva-Britt")

    assert [one for one in names if not is_first_name(one)] == []
    assert is_ordinary("Därför")
    assert not is_ordinary("Karin")
