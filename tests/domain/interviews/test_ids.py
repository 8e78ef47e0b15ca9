"""The id of an interview that comes in."""

import pytest

from samverkan.domain.interviews.ids import choose_interview_id, is_interview_id


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("I04-kontoret", "I04-kontoret"),
        ("it-chef, Kvarnryd", "it-chef-Kvarnryd"),
        ("Intervju Karin", "I03"),
        ("intervju_lindstrom_Lindström", "I03"),
        ("samtal zork", "I03"),
        ("811218-9876", "I03"),
        ("…", "I03"),
    ],
)
def test_the_files_name_is_the_id_unless_it_names_somebody(stem, expected):
    assert choose_interview_id(stem, names=("Zork Blivia",), taken=("I01", "I02", "kontoret")) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("I01", True), ("å_b-1", True), ("", False), ("../x", False), ("a;b", False)]
)
def test_an_id_is_a_plain_name_of_a_file(text, expected):
    assert is_interview_id(text) is expected
