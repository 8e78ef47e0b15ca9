"""Numbers as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.files.study_folder.numbers import read_number, read_score, read_whole_number, write_number
from samverkan.files.study_folder.readings import CellError


@pytest.mark.parametrize(
    ("text", "value"), [("0", 0.0), ("0.330", 0.33), ("-1.5", -1.5), ("1e3", 1000.0), (".5", 0.5), ("007", 7.0)]
)
def test_a_standard_number_is_read_without_a_note(text, value):
    reading = read_number(text)

    assert (reading.value, reading.standard, reading.note) == (value, None, None)


@pytest.mark.parametrize(
    ("text", "value", "standard"),
    [
        ("0,33", 0.33, "0.33"),
        ("-0,5", -0.5, "-0.5"),
        ("12,5", 12.5, "12.5"),
        ("1 200", 1200, "1200"),
        ("1\u00a0234\u202f567,8", 1234567.8, "1234567.8"),
        ("−3", -3, "-3"),
        (" 4 ", 4, "4"),
    ],
)
def test_a_swedish_number_is_read_with_a_note(text, value, standard):
    reading = read_number(text)

    assert (reading.value, reading.standard) == (value, standard)
    assert str(reading.note) == f'"{text}" is read as {standard}. Numbers have a decimal point.'


def test_a_comma_before_three_digits_can_be_two_numbers():
    with pytest.raises(CellError) as caught:
        read_number("1,200")

    assert str(caught.value) == (
        '"1,200" can be 1.200 or 1200. Write it with a decimal point and nothing between the thousands.'
    )


def test_a_comma_before_three_digits_is_decimal_where_the_columns_are_separated_by_semicolons():
    assert read_number("1,200", comma_is_decimal=True).value == 1.2


@pytest.mark.parametrize("text", ["many", "nan", "inf", "1_000", "12 34", "1.2.3", "12 %", "1e999", "0x10", "a5", "٣"])
def test_what_is_not_a_number_is_an_error(text):
    with pytest.raises(CellError) as caught:
        read_number(text)

    assert str(caught.value) == f'"{text}" is not a number. Write digits and a decimal point, such as 1200.5.'


@pytest.mark.parametrize(("text", "value"), [("0.3333", 0.33), (".66", 0.67), ("0,33", 0.33), ("0.995", 1.0)])
def test_a_score_rounded_otherwise_becomes_the_anchored_one_with_a_note(text, value):
    reading = read_score(text)

    assert (reading.value, reading.standard) == (value, write_number(value))
    assert reading.note is not None


def test_half_is_no_score():
    with pytest.raises(CellError) as caught:
        read_score("0.5")

    assert str(caught.value) == (
        '"0.5" is not an anchored score. Write 0, 0.33, 0.67 or 1; leave it empty for silence. '
        "0.5 is left out on purpose: it says neither in nor out."
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [("1.5", '"1.5" is not a whole number.'), ("-3", '"-3" is below 0. Positions count from 0.')],
)
def test_a_position_is_a_whole_number_from_0(text, message):
    with pytest.raises(CellError) as caught:
        read_whole_number(text)

    assert str(caught.value) == message


def test_a_position_that_a_spreadsheet_wrote_with_decimals_is_read_with_a_note():
    reading = read_whole_number("12.0")

    assert (reading.value, reading.standard, str(reading.note)) == (12, "12", '"12.0" is read as 12.')


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_written_number_reads_back_as_itself(value):
    assert read_number(write_number(value)).value == value
