"""What the matrix rests on: figures need neither words nor every passage."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import product

import pytest

from keep import keep_study
from make import EXAMPLES, make_excerpt
from samverkan.domain.coding.codebook import Kind
from samverkan.domain.coding.excerpts import Valence
from samverkan.domain.report.framework import Choice, frame_evidence
from samverkan.files.study_folder import read_study_folder
from samverkan.records.coding import load_what_is_said
from samverkan.records.evidence import add_evidence
from samverkan.records.framework import gather_coding
from samverkan.records.study import add_study

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def figures(evidence, choice):
    """Everything that the table of a matrix shows: whether a cell has excerpts, but not which."""
    shown = frame_evidence(evidence, choice)
    cells = [[replace(one, excerpts=(), counts=dict(one.counts)) for one in row] for _, row in shown.rows]
    has_excerpts = [[bool(one.excerpts) for one in row] for _, row in shown.rows]
    return shown.codes, cells, has_excerpts


def test_the_figures_without_words_are_those_of_all_excerpts():
    given = read_study_folder(EXAMPLES / "two-clusters").evidence
    study_id = add_study(given.study, "two-clusters", "", NOW)
    add_evidence(study_id, given, NOW)

    whole, light = gather_coding(study_id), gather_coding(study_id, has_words=False)

    assert 0 < len(light.excerpts) < len(whole.excerpts)
    for kind, by_member in product((Kind.FACTOR, Kind.GAIN, Kind.COST), (False, True)):
        choice = Choice(kind, by_member)
        assert figures(light, choice) == figures(whole, choice)


def test_what_a_coder_says_twice_alike_is_one_and_what_differs_stays_apart():
    alike = [make_excerpt("I1", start=0, end=10), make_excerpt("I1", start=12, end=20)]
    others = [
        make_excerpt("I1", start=3, end=8, valence=Valence.HINDERS),
        make_excerpt("I1", start=3, end=8, coder="BO"),
        make_excerpt("I2", start=3, end=8),
    ]
    study_id = keep_study(excerpts=(*alike, *others))

    found = load_what_is_said(study_id, ())

    assert [(one.interview, one.start, one.end, one.coder) for one in found] == [
        ("I1", 0, 20, alike[0].coder),
        ("I1", 3, 8, alike[0].coder),
        ("I1", 3, 8, "BO"),
        ("I2", 3, 8, alike[0].coder),
    ]
    assert {one.quote for one in found} == {""}


def test_each_passage_of_an_interview_with_several_speakers_stays():
    study_id = keep_study(excerpts=(make_excerpt("I1", start=0, end=10), make_excerpt("I1", start=12, end=20)))

    found = load_what_is_said(study_id, {"I1"})

    assert [(one.start, one.end) for one in found] == [(0, 10), (12, 20)]
