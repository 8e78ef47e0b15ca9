"""study.toml: read, and written so that what has not changed stays."""

from dataclasses import replace

import pytest

from samverkan.domain.study import ComparisonPlan, Design, SizeRule, Study
from samverkan.files.study_folder.settings import read_settings, write_settings

FULL = """\
# Our study
[study]
title = "Two clusters"   # short
question = "Why?"
language = "en"
design = "most-different"
invented = true

[size]
rule = "population"
large_from = 25000

[comparison]
outcome = "went"
success = ["continues"]
failure = ["ended", "sold"]
conditions = ["TRUST"]

[comparison.calibration]
TRUST = [0.1, 0.5, 0.9]

[privacy]
smallest_group = 3

[own]
key = 1
"""


def test_every_key_is_read():
    reading = read_settings(FULL.encode())

    assert reading.problems == ()
    assert reading.study == Study(
        "Two clusters",
        "Why?",
        "en",
        Design.MOST_DIFFERENT,
        is_invented=True,
        size_rule=SizeRule.POPULATION,
        large_from=25000,
        comparison=ComparisonPlan("went", ("continues",), ("ended", "sold"), ("TRUST",)),
        smallest_group=3,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 'the study has no title. Write [study] and below it title = "…".'),
        (
            '[study]\ntitle = "T\n',
            (
                "the file is not TOML at line 2, column 11 (Illegal character '\\n'). Words stand in quotes, lists in "
                "brackets, and each key once."
            ),
        ),
        (
            '[study]\ntitle = "T"\ntitle = "U"\n',
            (
                "the file is not TOML at line 3, column 12 (Cannot overwrite a value). Words stand in quotes, lists in "
                "brackets, and each key once."
            ),
        ),
        (
            "[study]\ntitle = [",
            "the file is not TOML: it ends too early (Invalid value). Close quotes and brackets.",
        ),
        ('study = "T"\n[size]\n', "study must be a section: [study]."),
        ("[study]\ntitle = 5\n", "[study] title = 5 is not words. Put it in quotes."),
        (
            '[study]\ntitle = "T"\ninvented = "yes"\n',
            "[study] invented = 'yes' must be true or false, without quotes.",
        ),
        (
            '[study]\ntitle = "T"\ndesign = "most-diferent"\n',
            (
                "[study] design = 'most-diferent' is not one of: most-similar, most-different, descriptive. "
                'Did you mean "most-different"?'
            ),
        ),
        ('[study]\ntitle = "T"\nlanguage = "fi"\n', "[study] language = 'fi' is not one of: sv, en."),
        (
            '[study]\ntitle = "T"\n[size]\nrule = "population"\n',
            (
                '[size] rule = "population" needs large_from: the number of inhabitants from which a '
                "municipality is large."
            ),
        ),
        (
            '[study]\ntitle = "T"\n[privacy]\nsmallest_group = 0\n',
            "[privacy] smallest_group = 0 must be a whole number from 1, without quotes.",
        ),
        (
            '[study]\ntitle = "T"\n[comparison]\nsuccess = "continues"\n',
            "[comparison] success = 'continues' must be a list of words, such as [\"continues\"].",
        ),
        (
            '[study]\ntitle = "T"\n[comparison]\nsuccess = ["a"]\nfailure = ["b", "a"]\n',
            "[comparison] a stands under both success and failure. Keep it in one.",
        ),
    ],
)
def test_what_is_wrong_is_said(text, expected):
    problems = [str(one) for one in read_settings(text.encode()).problems]

    assert f"study.toml: {expected}" in problems


def test_a_file_in_another_encoding_is_an_error():
    problems = read_settings('[study]\ntitle = "Åre"\n'.encode("cp1252")).problems

    assert [str(one) for one in problems] == ["study.toml: the file is not UTF-8. Save it as UTF-8."]


def test_an_unchanged_study_leaves_the_document_as_it_is():
    study = read_settings(FULL.encode()).study

    assert write_settings(study, FULL) == FULL


def test_a_changed_key_leaves_the_rest_as_it_is():
    study = read_settings(FULL.encode()).study

    written = write_settings(replace(study, title="Three", large_from=None, smallest_group=9), FULL)

    assert written == (
        FULL.replace('"Two clusters"', '"Three"')
        .replace("large_from = 25000\n", "")
        .replace("smallest_group = 3", "smallest_group = 9")
    )


def test_a_new_document_says_what_a_study_is():
    written = write_settings(Study("Ny", "Varför?"))

    assert written == (
        '[study]\ntitle = "Ny"\nquestion = "Varför?"\nlanguage = "sv"\ndesign = "descriptive"\ninvented = false\n'
    )
    assert read_settings(written.encode()).study == Study("Ny", "Varför?")
