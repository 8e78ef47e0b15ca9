"""Labels: broken where a reader would break them."""

from hypothesis import given
from hypothesis import strategies as st

from samverkan.charts.labels import cut, measure, wrap


def test_a_name_that_fits_stays_on_one_line():
    assert wrap("Teknik", 190, 12) == ["Teknik"]


def test_a_long_name_is_broken_between_words():
    assert wrap("Organisationskultur, referensramar", 150, 12) == ["Organisationskultur,", "referensramar"]


def test_a_word_with_dashes_is_broken_after_a_dash():
    assert wrap("Nora–Hällefors–Lindesberg–Ljusnarsberg", 190, 12) == ["Nora–Hällefors–Lindesberg–", "Ljusnarsberg"]


def test_a_word_that_is_too_long_is_hyphenated():
    assert wrap("Samordningskostnad", 80, 12) == ["Samordning-", "skostnad"]


def test_what_does_not_fit_on_the_last_line_is_cut():
    lines = wrap("Gemensam nämnd för drift och support i norr", 90, 12)

    assert len(lines) == 2
    assert lines[-1].endswith("…")


def test_no_words_give_one_empty_line():
    assert wrap("", 90, 12) == [""]


@given(st.text(alphabet="abcåäö –-", max_size=60), st.floats(min_value=30, max_value=300))
def test_no_line_is_wider_than_asked_for(words, width):
    assert all(measure(line, 12) <= width for line in wrap(words, width, 12, 3))


@given(st.text(max_size=40))
def test_words_that_fit_are_never_cut(words):
    assert cut(words, measure(words, 12), 12) == words
