"""The agreed coding leads where there is one, and agreement is measured without it."""

import numpy as np

from make import SMALL, make_evidence, make_excerpt, make_score
from samverkan.domain.coding.agreed import AGREED, choose_scores, name_coder
from samverkan.domain.coding.agreement import compare_coders
from samverkan.domain.coding.pairs import list_pairs
from samverkan.domain.comparison.informants import leading_coders, leading_excerpts
from samverkan.domain.comparison.opposing import find_opposed
from samverkan.domain.report.evaluation import evaluate_evidence


def test_the_agreed_coding_leads_where_it_stands_and_nowhere_else():
    lead = leading_coders([("I1", "KA"), ("I1", "BO"), ("I1", AGREED), ("I2", "KA"), ("I3", "BO"), ("I3", "KA")])

    assert lead == {"I1": AGREED, "I2": "KA", "I3": "KA"}


def test_an_agreed_score_counts_in_its_own_cell_only():
    scores = [
        make_score("R1", 0.67),
        make_score("R1", 0.33, coder="BO"),
        make_score("R1", 1.0, coder=AGREED),
        make_score("R1", 0.33, factor="GOV"),
        make_score("R1", 0.67, coder="BO", factor="GOV"),
    ]

    counted = choose_scores(scores, {"R1": "KA"})

    assert counted == (scores[2], scores[3])


def test_agreement_is_the_same_with_and_without_what_was_settled():
    excerpts = [make_excerpt(), make_excerpt(coder="BO", start=3), make_excerpt("I2"), make_excerpt("I2", coder="BO")]
    scores = [make_score("R1", 0.67), make_score("R1", 0.33, coder="BO")]
    settled = [make_excerpt(coder=AGREED), make_excerpt("I2", coder=AGREED)]
    transcripts = make_evidence().transcripts

    before = compare_coders(excerpts, scores, transcripts, np.random.default_rng(1))
    after = compare_coders(
        [*settled, *excerpts], [make_score("R1", 1.0, coder=AGREED), *scores], transcripts, np.random.default_rng(1)
    )

    assert repr(after) == repr(before)


def test_nobody_is_paired_with_the_agreed_coding():
    marks = [("I1", "KA"), ("I1", AGREED), ("I2", "KA"), ("I2", "BO"), ("I2", AGREED)]

    assert [(one.coders, one.interviews) for one in list_pairs(marks)] == [(("BO", "KA"), ("I2",))]


def test_coders_are_opposed_to_the_agreed_score_where_it_counts():
    scores = [
        make_score("R1", 0.67),
        make_score("R1", 0.33, coder="BO"),
        make_score("R1", 0.0, coder=AGREED),
    ]

    assert find_opposed(scores, {"R1": "KA"}, {("NORD", "TRUST", "R1")}) == (scores[0],)


def test_the_figures_rest_on_the_agreed_coding_and_the_agreed_score():
    own = (make_excerpt(), make_excerpt("I2"))
    other = (make_excerpt(coder="BO", start=3, end=8, quote="litar"), make_excerpt("I2", coder="BO", code="GOV"))
    agreed = make_excerpt(coder=AGREED, code="GOV")
    scores = (make_score("R1", 0.67), make_score("R1", 0.33, coder="BO"), make_score("R1", 0.33, coder=AGREED))
    people = {"R1": SMALL, "R2": SMALL}

    shown = evaluate_evidence(make_evidence(people, excerpts=(*own, *other, agreed), scores=scores))

    assert leading_excerpts(shown.evidence.excerpts) == (other[1], agreed)
    assert [one.score for one in shown.clusters.row(shown.clusters.cases[0])[0].scores] == [0.33]
    assert shown.agreement.coders == ("BO", "KA")


def test_the_agreed_coding_is_called_what_it_is_where_people_read():
    assert name_coder(AGREED).in_language("sv") == "den gemensamma kodningen"
    assert str(name_coder(AGREED)) == "the agreed coding"
    assert str(name_coder("KA")) == "KA"
