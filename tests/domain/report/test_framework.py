"""The matrix as one looks at it: chosen, and with small groups hidden."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from make import CLUSTER, HOST, LARGE, SMALL, make_evidence, make_excerpt, make_score, make_study
from samverkan.domain.coding.codebook import Kind
from samverkan.domain.coding.excerpts import Valence
from samverkan.domain.coding.scores import Scored
from samverkan.domain.comparison.informants import leading_coders, leading_excerpts
from samverkan.domain.comparison.matrix import Standing
from samverkan.domain.comparison.mentions import Mention
from samverkan.domain.gains import Presence
from samverkan.domain.report.choice import Choice
from samverkan.domain.report.framework import Counted, frame_counted, hide_few
from samverkan.domain.study import Role, SizeClass


def make_people(hosts=0, small=0, large=0):
    """Informants by number and municipality, each with an interview of the same number."""
    homes = [HOST] * hosts + [SMALL] * small + [LARGE] * large
    return {f"R{number}": home for number, home in enumerate(homes, 1)}


def make_material(scores, *, smallest=5, **groups):
    """Evidence in which each informant has a score on trust and a passage that says it helps."""
    people = make_people(**groups)
    return make_evidence(
        people,
        study=make_study(smallest_group=smallest),
        scores=tuple(make_score(one, score) for one, score in zip(people, scores, strict=True)),
        excerpts=tuple(make_excerpt(f"I{number}") for number in range(1, len(people) + 1)),
    )


def frame_evidence(evidence, choice):
    """The matrix of excerpts and scores that are at hand."""
    excerpts = leading_excerpts([one for one in evidence.excerpts if choice.coder in {None, one.coder}])
    scores = [
        Scored(one.case, one.factor, one.respondent, one.coder, one.score, one.was_asked)
        for one in evidence.scores
        if choice.coder in {None, one.coder}
    ]
    lead = leading_coders((one.respondent, one.coder) for one in scores)
    leading = [one for one in scores if lead[one.respondent] == one.coder]
    mentions = [
        Mention(one.interview, one.start, one.code, one.coder, one.concerns, frozenset({one.valence}))
        for one in excerpts
    ]
    return frame_counted(evidence, Counted(mentions, leading, lead.keys()), choice)


def told(evidence, choice, smallest=5):
    whole = frame_evidence(evidence, Choice(choice.kind, choice.by_member, choice.collaboration))
    return hide_few(frame_evidence(evidence, choice), smallest, whole)


def shown_ns(shown):
    return {case.id: None if cells[0].is_hidden else cells[0].n for case, cells in shown.rows}


def test_a_cell_counts_informants_and_shows_their_median():
    evidence = make_material([1.0, 0.33, 0.67], hosts=1, small=2)

    cell = frame_evidence(evidence, Choice()).by_id()[CLUSTER, "TRUST"]

    assert (cell.n, cell.n_scored, cell.median) == (3, 3, 0.67)
    assert cell.counts == {Valence.HELPS: 3}


def test_a_role_chooses_whose_voices_count_in_the_row_of_a_collaboration():
    evidence = make_material([1.0, 0.0, 0.0], hosts=1, small=2)

    hosts = frame_evidence(evidence, Choice(role=Role.HOST)).by_id()[CLUSTER, "TRUST"]
    small = frame_evidence(evidence, Choice(size=SizeClass.SMALL)).by_id()[CLUSTER, "TRUST"]

    assert (hosts.n, hosts.median) == (1, 1.0)
    assert (small.n, small.median) == (2, 0.0)


def test_a_role_chooses_the_rows_of_members():
    evidence = make_material([1.0, 0.0, 0.0], hosts=1, small=2)

    shown = frame_evidence(evidence, Choice(by_member=True, role=Role.HOST))

    assert [case.municipality for case, _ in shown.rows] == [HOST]


def test_a_coder_shows_what_that_one_marked_and_judged():
    scores = (make_score("R1", 1.0, coder="KA"), make_score("R1", 0.0, coder="BO"))
    evidence = make_evidence({"R1": SMALL}, scores=scores, excerpts=(make_excerpt(coder="BO"),))

    cells = [frame_evidence(evidence, Choice(coder=one)).by_id()[CLUSTER, "TRUST"] for one in ("KA", "BO")]

    assert [(cell.median, cell.has_passages) for cell in cells] == [(1.0, False), (0.0, True)]


def test_a_gain_counts_who_says_that_it_is_there_for_the_municipality_concerned():
    excerpts = (
        make_excerpt("I1", "G_KNOW", concerns=SMALL, valence=Valence.HELPS),
        make_excerpt("I2", "G_KNOW", concerns=SMALL, valence=Valence.HINDERS),
    )
    evidence = make_evidence({"R1": SMALL, "R2": HOST}, excerpts=excerpts)

    cells = frame_evidence(evidence, Choice(Kind.GAIN, by_member=True)).by_id()

    assert cells[f"{CLUSTER}/{SMALL}", "G_KNOW"].counts == {Presence.PRESENT: 1, Presence.ABSENT: 1}
    assert cells[f"{CLUSTER}/{HOST}", "G_KNOW"].n == 0


@pytest.mark.parametrize(("n", "is_hidden"), [(4, True), (5, False)])
def test_a_group_smaller_than_the_smallest_is_hidden(n, is_hidden):
    evidence = make_material([0.67] * n, small=n)

    cell = told(evidence, Choice()).by_id()[CLUSTER, "TRUST"]

    assert (cell.is_hidden, cell.median) == (is_hidden, None if is_hidden else 0.67)


def test_a_choice_of_voices_that_leaves_few_out_is_hidden_too():
    evidence = make_material([0.67] * 7, hosts=2, small=5)

    cell = told(evidence, Choice(size=SizeClass.SMALL, role=Role.MEMBER)).by_id()[CLUSTER, "TRUST"]

    assert cell.is_hidden


def test_a_member_goes_too_when_the_hidden_one_would_follow_from_the_whole():
    evidence = make_material([0.67] * 13, hosts=2, small=5, large=6)

    shown = told(evidence, Choice(by_member=True))

    assert shown_ns(shown) == {f"{CLUSTER}/{HOST}": None, f"{CLUSTER}/{SMALL}": None, f"{CLUSTER}/{LARGE}": 6}


def test_a_choice_of_rows_shows_no_more_than_all_rows_do():
    evidence = make_material([0.67] * 13, hosts=2, small=5, large=6)

    shown = told(evidence, Choice(by_member=True, size=SizeClass.SMALL))

    assert shown_ns(shown) == {f"{CLUSTER}/{SMALL}": None}


def test_divided_is_not_told_for_the_host_may_be_one_person():
    evidence = make_material([1.0, 0.0, 0.0, 0.0, 0.0, 0.0], hosts=1, small=5)

    seen = frame_evidence(evidence, Choice()).by_id()[CLUSTER, "TRUST"]
    cell = told(evidence, Choice()).by_id()[CLUSTER, "TRUST"]

    assert seen.standing is Standing.DIVIDED
    assert (cell.standing, cell.host_median, cell.small_median, cell.has_passages, cell.has_scores) == (
        None,
        None,
        None,
        False,
        False,
    )


@settings(max_examples=25, deadline=None)
@given(
    groups=st.fixed_dictionaries({"hosts": st.integers(0, 7), "small": st.integers(0, 7), "large": st.integers(0, 7)}),
    smallest=st.integers(1, 6),
)
def test_no_group_that_is_shown_or_follows_is_smaller_than_the_smallest(groups, smallest):
    evidence = make_material([0.67] * sum(groups.values()), smallest=smallest, **groups)

    whole = shown_ns(told(evidence, Choice(), smallest))[CLUSTER] if sum(groups.values()) else None
    members = shown_ns(told(evidence, Choice(by_member=True), smallest)) if sum(groups.values()) else {}

    seen = [n for n in members.values() if n]
    assert all(n >= smallest for n in seen)
    rest = (whole or 0) - sum(seen)
    assert whole is None or rest == 0 or rest >= smallest
