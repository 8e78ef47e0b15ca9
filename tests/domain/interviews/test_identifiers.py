"""Identity numbers, phone numbers and e-mail addresses."""

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.domain.interviews.identifiers import NumberKind, check_digit, find_identifiers, read_identity_number
from samverkan.domain.interviews.mentions import Kind, Verdict


def masked(text):
    return [one.form for one in find_identifiers(text) if one.verdict is Verdict.ACCEPT]


def reference(shared, case):
    cases = json.loads((shared / "reference" / "privacy.json").read_text("utf-8"))["cases"]
    return next(one for one in cases if one["id"] == case)


def test_published_numbers_are_judged_as_published(shared):
    case = reference(shared, "personnummer_valid_a")
    kinds = {"ssn": NumberKind.PERSONAL, "con": NumberKind.COORDINATION}

    judged = [read_identity_number(one[form]) for form in ("s", "long") for one in case["input"]]

    assert [one.is_valid for one in judged] == case["expected"] * 2
    assert [one.kind for one in judged] == [kinds[one["type"]] for one in case["input"]] * 2


def test_published_numbers_are_masked_valid_or_not(shared):
    case = reference(shared, "personnummer_valid_a")
    numbers = [one[form] for form in ("s", "long") for one in case["input"]]

    assert [masked(f"Numret {one} stod där.") for one in numbers] == [[one] for one in numbers]


@pytest.mark.parametrize(
    "number",
    [
        "19811218-9876",
        "811218-9876",
        "8112189876",
        "811218 9876",
        "811218–9876",
        "811218+9876",
        "1981-12-18-9876",
        "811218-9875",
        "811318-9876",
        "811232-9876",
        "19900101-T123",
        "900101T123",
    ],
)
def test_an_identity_number_is_found_however_it_is_written(number):
    found = find_identifiers(f"Hon har {number} i systemet.")

    assert [(one.form, one.kind) for one in found] == [(number, Kind.IDENTITY_NUMBER)]


def test_an_organisation_number_is_offered_and_kept():
    found = find_identifiers("Orgnr 802005-1952 står på avtalet.")

    assert [(one.form, one.kind, one.verdict) for one in found] == [("802005-1952", Kind.OTHER, Verdict.KEEP)]


@pytest.mark.parametrize(
    "number",
    [
        "070-174 06 05",
        "0701740605",
        "+46 31-390 06 00",
        "0046 70 174 06 05",
        "+46 (0)70-174 06 05",
        "(031) 390 06 00",
        "031/390 06 00",
        "031 - 390 06 00",
        "08-12 34 56",
        "+47 22 33 44 55",
    ],
)
def test_a_phone_number_is_found_however_it_is_written(number):
    found = find_identifiers(f"Ring {number} i morgon.")

    assert [(one.form, one.kind) for one in found] == [(number, Kind.PHONE)]


def test_an_extension_is_a_phone_number():
    assert masked("Anknytning 4410 går dit.") == ["4410"]


def test_an_address_is_found_with_its_dots():
    assert masked("Skriv till anna.ohman@exempelkommun.se.") == ["anna.ohman@exempelkommun.se"]


@pytest.mark.parametrize(
    "text",
    [
        "Det kostade 12 345 678 kronor 2023.",
        "Mellan 2017 2018 hände inget.",
        "Klockan 08:00-17:00 den 2024-03-15.",
        "Andelen är 0,33 eller 0.67.",
        "[00:01:07] Vi började 2014-01-01 08.",
        "Öppet 08-17.",
        "Av 250000 2024 var hälften.",
    ],
)
def test_amounts_dates_and_times_are_left_alone(text):
    assert masked(text) == []


@given(st.text(alphabet="0123456789", min_size=9, max_size=9))
def test_changing_one_digit_breaks_the_check_digit(digits):
    changed = digits[:4] + str((int(digits[4]) + 1) % 10) + digits[5:]

    assert check_digit(digits) != check_digit(changed)


@given(st.text(max_size=80))
def test_what_is_found_stands_at_its_place_and_never_overlaps(text):
    found = find_identifiers(text)

    assert all(" ".join(text[one.span.start : one.span.end].split()) == one.form for one in found)
    assert all(left.span.end <= right.span.start for left, right in pairwise(found))


@pytest.mark.parametrize("words", ["", "811218", "nummer", "1981-12-18"])
def test_other_words_are_no_identity_number(words):
    assert read_identity_number(words) is None
