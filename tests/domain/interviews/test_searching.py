"""Searching what was said: word forms, phrases, å ä ö, and hits in their context."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samverkan.domain.interviews.mentions import Span
from samverkan.domain.interviews.searching import (
    MOST_PARTS,
    Query,
    QueryError,
    Sought,
    find_hits,
    lemma_of,
    pair_marks,
    read_query,
    show_hits,
    show_spans,
    words_of_passage,
)


def found(text: str, query: str) -> list[str]:
    return [text[one.start : one.end] for one in find_hits(text, read_query(query))]


def test_a_word_finds_its_other_forms():
    assert found("De samverkade länge. Samverkar ni? En samverkan.", "samverka") == ["samverkade", "Samverkar"]


@pytest.mark.parametrize(
    ("sought", "text"), [("al", "En ål."), ("ål", "En al."), ("för", "For dit."), ("it", "Se det.")]
)
def test_letters_are_kept_apart_and_short_words_are_no_others(sought, text):
    assert found(text, sought) == []


def test_a_phrase_is_found_just_as_it_stands_across_punctuation_and_lines():
    text = "En gemensam nämnd. En gemensam\nnämnd, gemensamma nämnder."

    assert found(text, '"gemensam nämnd"') == ["gemensam nämnd", "gemensam\nnämnd"]


def test_swedish_quotation_marks_make_a_phrase_too():
    assert read_query("drift ”en gemensam”") == Query(
        ((Sought(("drift",)),), (Sought(("en", "gemensam"), is_phrase=True),))
    )


@pytest.mark.parametrize(
    ("sought", "words"),
    [
        ("kommun*", ["Kommunen", "kommunstyrelsen"]),
        ("*kommun", ["värdkommun"]),
        ("*kommun*", ["Kommunen", "kommunstyrelsen", "värdkommun", "värdkommunernas"]),
        ("*män", []),
    ],
)
def test_a_star_stands_for_the_rest_of_a_word(sought, words):
    assert found("Kommunen är kommunstyrelsen, en värdkommun, värdkommunernas.", sought) == words


@pytest.mark.parametrize("sought", ["*", "ko*", "*ko*"])
def test_a_star_beside_too_few_letters_is_refused(sought):
    with pytest.raises(QueryError):
        read_query(sought)


@pytest.mark.parametrize(
    "sought", ["a*b", "små*kommuner", '"*kost*"', '"små kommun*"', "*små-kommuner", "-a*b", "*x*y*"]
)
def test_a_star_that_would_find_nothing_is_refused_and_says_where_it_may_stand(sought):
    with pytest.raises(QueryError, match="the rest of a single word"):
        read_query(f"avtal {sought}")


def test_a_star_alone_between_words_is_passed_over():
    assert read_query("små * kommuner") == read_query("små kommuner")


def test_a_word_of_the_help_finds_its_other_forms():
    assert found("Avtalet och avtalen är avtal.", "avtal") == ["Avtalet", "avtalen", "avtal"]


def test_a_phrase_narrows_by_a_mark_for_each_pair_of_its_words():
    (sought,) = read_query('"det är driften"').parts

    held = list(pair_marks(words_of_passage("Nu är det så, det är driften.")))

    assert len(sought.lemmas) == 2
    assert set(sought.lemmas) < set(held)
    assert len(set(held)) == 6


def test_a_phrase_of_one_word_narrows_by_its_lemma():
    (sought,) = read_query('"driften"').parts

    assert sought.lemmas == (lemma_of("driften"),)


@pytest.mark.parametrize("words", ["", "  ", '""', "– !", '"'])
def test_a_query_without_a_word_says_so(words):
    with pytest.raises(QueryError, match="There is no word to look for"):
        read_query(words)


def word(*words: str) -> Sought:
    return Sought(words, is_phrase=len(words) > 1)


@pytest.mark.parametrize("sign", ["eller", "ELLER", "OR", "|"])
def test_of_two_with_or_between_them_one_is_enough(sign):
    query = read_query(f"kostnad avtal {sign} nämnd")

    assert query == Query(((word("kostnad"),), (word("avtal"), word("nämnd"))))


def test_or_joins_as_many_as_stand_in_a_row_and_takes_phrases_and_words_with_a_hyphen_as_one():
    query = read_query('avtal|"gemensam nämnd"|VA-frågor drift')

    assert query.every == ((word("avtal"), word("gemensam", "nämnd"), word("va", "frågor")), (word("drift"),))


def test_a_minus_leaves_out_a_word_a_phrase_and_a_part_of_a_word():
    query = read_query('kommun -skola -"gemensam nämnd" −*bolag* -VA-frågor')

    assert query.every == ((word("kommun"),),)
    assert query.none == (
        word("skola"),
        word("gemensam", "nämnd"),
        Sought(("bolag",), goes_on_before=True, goes_on_after=True),
        word("va", "frågor"),
    )


def test_a_hyphen_within_a_word_leaves_nothing_out():
    assert read_query("VA-frågor - drift").none == ()


def test_a_quoted_or_is_a_word():
    assert read_query('"eller"') == Query(((Sought(("eller",), is_phrase=True),),))


@pytest.mark.parametrize(
    ("words", "sign"),
    [("eller avtal", "eller"), ("avtal OR", "OR"), ("avtal | eller nämnd", "eller"), ("avtal | -nämnd", r"\|")],
)
def test_an_or_without_a_word_on_either_side_says_so(words, sign):
    with pytest.raises(QueryError, match=f'on either side of "{sign}"'):
        read_query(words)


def test_a_phrase_without_its_end_says_so():
    with pytest.raises(QueryError, match="not closed"):
        read_query('avtal "gemensam nämnd')


def test_what_is_left_out_is_no_hit_and_each_of_an_or_is_one():
    assert found("Avtal, nämnd och skola.", "avtal eller nämnd -skola") == ["Avtal", "nämnd"]


def test_a_query_of_very_many_words_is_refused():
    with pytest.raises(QueryError, match="more words than"):
        read_query(" ".join(f"ord{number}" for number in range(MOST_PARTS + 1)))


def test_a_hit_is_shown_in_its_context_with_whole_words():
    text = " ".join(["före"] * 60 + ["samverkade"] + ["efter"] * 80)

    pieces = show_hits(text, read_query("samverka"))

    assert [one.text for one in pieces if one.is_hit] == ["samverkade"]
    assert pieces[0].text == "… "
    assert pieces[1].text.split() == ["före"] * len(pieces[1].text.split())
    assert pieces[-1].text == " …"


def test_a_stretch_longer_than_what_is_shown_is_shown_as_far_as_that():
    text = "kort " * 100

    pieces = show_spans(text, [Span(5, 480), Span(490, 495)], after=50)

    assert [(one.text, one.is_hit) for one in pieces] == [
        ("kort ", False),
        (text[5:54], True),
        (" …", False),
    ]


@settings(max_examples=50, deadline=None)
@given(st.text("abåäö .\n", max_size=400), st.sampled_from(["a", "ö", '"a b"', "å ä"]))
def test_a_passage_in_pieces_is_a_stretch_of_itself(text, query):
    pieces = [one.text for one in show_hits(text, read_query(query)) if one.text not in {"… ", " …"}]

    assert "".join(pieces) in text
