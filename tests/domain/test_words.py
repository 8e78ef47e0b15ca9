"""Words in Swedish and English."""

from samverkan.domain.words import Text, as_is, join_words, list_words, name_in, number, say, say_count


def test_numbers_take_the_form_of_the_language():
    text = Text("{share:.0%} of {count:,} at {score:.2f}", {"share": 0.25, "count": 12500, "score": 0.67})

    assert text.in_language("en") == "25% of 12,500 at 0.67"
    assert text.in_language("sv") == "25\u00a0% of 12\u202f500 at 0,67"


def test_a_number_below_nothing_has_a_true_minus_sign():
    text = Text("{agreement:.2f} and {change:+,}", {"agreement": -0.01, "change": -1200})

    assert text.in_language("en") == "−0.01 and −1,200"
    assert text.in_language("sv") == "−0,01 and −1\u202f200"
    assert number(-1e-05, "en", "g") == "−1e-05"


def test_a_text_within_a_text_is_said_in_the_same_language():
    inner = name_in("förtroende", "trust")

    assert [say("«{inner}»", inner=inner).in_language(one) for one in ("sv", "en")] == ["«förtroende»", "«trust»"]


def test_a_count_chooses_singular_or_plural():
    texts = [say_count("{count} key figure is missing.", "{count} key figures are missing.", n) for n in (1, 2)]

    assert [str(one) for one in texts] == ["1 key figure is missing.", "2 key figures are missing."]
    assert [one.in_language("sv") for one in texts] == ["1 nyckeltal saknas.", "2 nyckeltal saknas."]


def test_braces_in_a_name_are_left_alone():
    assert as_is("{TRUST}").in_language("sv") == "{TRUST}"


def test_a_yes_or_no_is_not_written_as_a_number():
    assert say("{flag}", flag=True).in_language("en") == "True"
    assert number(-0.5, "sv") == "−0,5"


def test_words_are_listed_with_commas_and_an_and_before_the_last():
    texts = [as_is(one) for one in "ABC"]

    assert [str(list_words(texts[:n])) for n in (1, 2, 3)] == ["A", "A and B", "A, B and C"]
    assert list_words(texts).in_language("sv") == "A, B och C"


def test_very_many_words_are_joined_in_their_order():
    names = [str(number) for number in range(5_000)]

    assert str(join_words([as_is(one) for one in names])) == ", ".join(names)
