"""The elimination table."""

import pytest

from make import HOST, LARGE, SMALL, informants_of, make_evidence, make_score, make_study
from samverkan.domain.comparison.elimination import Elimination, Logic, Verdict, eliminate
from samverkan.domain.comparison.matrix import build_matrices
from samverkan.domain.study import Collaboration


def table_of(outcomes, scores) -> Elimination:
    """Two clusters with one informant each, the outcomes in words and a score on trust each."""
    study = make_study({"NORD": (HOST,), "SYD": (LARGE,)})
    collaborations = tuple(
        Collaboration(one, one.title(), outcome=word) for one, word in zip(("NORD", "SYD"), outcomes, strict=True)
    )
    evidence = make_evidence(
        {"R1": HOST, "R2": LARGE},
        study=make_study({"NORD": (HOST,), "SYD": (LARGE,)}, collaborations=collaborations),
        scores=tuple(
            make_score(who, score, case=case)
            for who, case, score in zip(("R1", "R2"), ("NORD", "SYD"), scores, strict=True)
        ),
    )
    assert study.members("NORD")
    clusters, _ = build_matrices(evidence.study, evidence.codebook, informants_of(evidence), evidence.scores, ())
    return eliminate(evidence.study, clusters)


@pytest.mark.parametrize(
    ("outcomes", "scores", "verdict"),
    [
        (("continues", "ended"), (1.0, 0.0), Verdict.FOLLOWS),
        (("continues", "ended"), (0.0, 1.0), Verdict.OPPOSES),
        (("continues", "ended"), (1.0, 0.67), Verdict.ELIMINATED),
        (("continues", "ended"), (1.0, None), Verdict.CANNOT_SAY),
        (("continues", "continues"), (1.0, 0.67), Verdict.SAME_THROUGHOUT),
        (("continues", "continues"), (1.0, 0.0), Verdict.ELIMINATED),
        (("ended", "ended"), (None, 0.0), Verdict.CANNOT_SAY),
    ],
)
def test_a_factor_is_judged_by_whether_it_parts_success_from_failure(outcomes, scores, verdict):
    table = table_of(outcomes, scores)

    assert [row.verdict for row in table.rows] == [verdict]


def test_one_known_outcome_is_too_little_to_eliminate_anything():
    table = table_of(("continues", "planned"), (1.0, 0.0))

    assert (table.logic, table.rows, [case.id for case in table.left_out]) == (Logic.NONE, (), ["SYD"])


def test_a_small_place_is_part_of_no_cluster_it_never_joined():
    assert make_study({"NORD": (HOST,)}).role_of(SMALL, "NORD") is None
