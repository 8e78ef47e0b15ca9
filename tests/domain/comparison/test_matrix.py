"""The framework matrix."""

from hypothesis import given
from hypothesis import strategies as st

from make import (
    CLUSTER,
    HOST,
    LARGE,
    SMALL,
    informants_of,
    make_evidence,
    make_excerpt,
    make_interview,
    make_score,
    make_transcript,
)
from samverkan.domain.coding.excerpts import Valence
from samverkan.domain.comparison.informants import leading_coders, leading_excerpts
from samverkan.domain.comparison.matrix import Case, Cell, Standing, build_matrices, sum_up_valence


def cell_of(evidence, case=None, factor="TRUST") -> Cell:
    clusters, members = build_matrices(
        evidence.study,
        evidence.codebook,
        informants_of(evidence),
        evidence.scores,
        leading_excerpts(evidence.excerpts),
    )
    case = case or Case(CLUSTER)
    return (members if case.municipality else clusters).cell(case, factor)


def test_a_case_gets_the_median_of_its_informants():
    evidence = make_evidence(scores=(make_score("R1", 0.33), make_score("R2", 1.0), make_score("R3", 0.67)))

    cell = cell_of(evidence)

    assert (cell.median, cell.values) == (0.67, (0.33, 0.67, 1.0))


def test_silence_and_not_asked_are_no_zeroes():
    scores = (make_score("R1", 1.0), make_score("R2", None), make_score("R3", None, was_asked=False))

    cell = cell_of(make_evidence(scores=scores))

    assert (cell.median, cell.n_silent, cell.n_not_asked) == (1.0, 1, 1)


def test_nobody_with_a_score_leaves_the_cell_unknown():
    cell = cell_of(make_evidence(scores=(make_score("R1", None),)))

    assert (cell.median, cell.standing) == (None, Standing.NOT_KNOWN)


def test_host_and_small_on_opposite_sides_are_two_scores():
    evidence = make_evidence(scores=(make_score("R1", 0.33), make_score("R2", 1.0), make_score("R3", 0.67)))

    cell = cell_of(evidence)

    assert (cell.host_median, cell.small_median, cell.standing) == (1.0, 0.33, Standing.DIVIDED)


def test_a_small_host_is_host_and_not_among_the_small():
    evidence = make_evidence({"R1": HOST, "R2": LARGE}, scores=(make_score("R1", 0.0), make_score("R2", 1.0)))

    cell = cell_of(evidence)

    assert (cell.host_median, cell.small_median, cell.is_divided) == (0.0, None, False)


def test_a_median_of_one_half_is_neither_in_nor_out():
    cell = cell_of(make_evidence(scores=(make_score("R1", 0.33), make_score("R3", 0.67))))

    assert (cell.median, cell.standing) == (0.5, Standing.NOT_KNOWN)


def test_a_members_row_holds_only_its_own_informants():
    evidence = make_evidence(scores=(make_score("R1", 0.33), make_score("R2", 1.0)))

    cell = cell_of(evidence, Case(CLUSTER, SMALL))

    assert [one.informant.respondent for one in cell.scores] == ["R1"]


def test_many_excerpts_by_one_informant_count_once():
    excerpts = tuple(make_excerpt("I1", start=place, end=place + 3, quote="") for place in range(5))

    cell = cell_of(make_evidence(excerpts=excerpts))

    assert (cell.valences, cell.mentioned_by, len(cell.excerpts)) == ({Valence.HELPS: 1}, ("R1",), 5)


def test_figures_rest_on_the_coder_who_read_most():
    excerpts = (
        make_excerpt("I1", coder="KA"),
        make_excerpt("I2", coder="KA"),
        make_excerpt("I1", coder="EL", valence=Valence.HINDERS),
    )

    cell = cell_of(make_evidence(excerpts=excerpts))

    assert {one.coder for one in cell.excerpts} == {"KA"}


def test_coders_with_equally_many_units_are_taken_by_name():
    lead = leading_coders([("I1", "KA"), ("I1", "EL")])

    assert lead == {"I1": "EL"}


def test_a_speaker_who_is_not_named_in_a_group_counts_for_the_cluster_and_for_nobody():
    transcript = make_transcript(("R1", "Vi litar på varandra."), ("Någon", "Det gör vi inte alls."))
    start = transcript.turns[1].start
    evidence = make_evidence(
        interviews=(make_interview("I1", ("R1", "R2")),),
        transcripts={"I1": transcript},
        excerpts=(make_excerpt("I1", start=start, end=start + 5, quote=""),),
    )

    cell = cell_of(evidence)

    assert (len(cell.excerpts), cell.mentioned_by) == (1, ())


def test_one_who_says_both_helps_and_hinders_is_mixed():
    sums = [
        sum_up_valence(one)
        for one in (
            {Valence.HELPS, Valence.HINDERS},
            {Valence.HELPS, Valence.NEUTRAL},
            {Valence.NEUTRAL},
            {Valence.MIXED, Valence.HELPS},
        )
    ]

    assert sums == [Valence.MIXED, Valence.HELPS, Valence.NEUTRAL, Valence.MIXED]


@given(st.permutations([0.0, 0.33, 1.0]))
def test_the_order_of_the_scores_changes_nothing(values):
    scores = tuple(make_score(one, value) for one, value in zip(("R1", "R2", "R3"), values, strict=True))

    cells = [cell_of(make_evidence(scores=order)) for order in (scores, scores[::-1])]

    assert cells[0].median == cells[1].median
    assert set(cells[0].sources) == set(cells[1].sources)


def test_a_standing_that_hangs_on_one_person_is_fragile():
    scores = (make_score("R1", 0.33), make_score("R2", 0.67), make_score("R3", 1.0))
    alike = tuple(make_score(one, 1.0) for one in ("R1", "R2", "R3"))

    assert [cell_of(make_evidence(scores=each)).is_fragile for each in (scores, alike)] == [True, False]
