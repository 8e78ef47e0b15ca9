"""Who counts as small, who is host, and how a collaboration went."""

from dataclasses import replace

from make import CLUSTER, HOST, INHABITANTS, LARGE, SMALL, make_study
from samverkan.domain.dates import Period
from samverkan.domain.study import Collaboration, Membership, Outcome, Role, SizeClass, SizeRule, classify_sizes


def test_a_host_can_be_small_and_a_guest_large():
    study = make_study({CLUSTER: (SMALL, LARGE)})

    sizes = classify_sizes(study, INHABITANTS)

    assert sizes == {(CLUSTER, SMALL): SizeClass.SMALL, (CLUSTER, LARGE): SizeClass.LARGE}
    assert study.role_of(SMALL, CLUSTER) is Role.HOST
    assert study.role_of(LARGE, CLUSTER) is Role.MEMBER


def test_only_the_largest_is_large_by_the_rule_of_the_largest():
    study = make_study(size_rule=SizeRule.LARGEST_IN_COLLABORATION)

    sizes = classify_sizes(study, INHABITANTS)

    assert {key[1] for key, size in sizes.items() if size is SizeClass.LARGE} == {LARGE}


def test_no_member_is_called_small_when_the_inhabitants_of_one_are_missing():
    study = make_study(size_rule=SizeRule.LARGEST_IN_COLLABORATION)

    sizes = classify_sizes(study, {HOST: 30_000, SMALL: 4_000})

    assert sizes == {}


def test_members_equally_large_are_both_large():
    study = make_study({CLUSTER: (HOST, SMALL)}, size_rule=SizeRule.LARGEST_IN_COLLABORATION)

    sizes = classify_sizes(study, {HOST: 9_000, SMALL: 9_000})

    assert set(sizes.values()) == {SizeClass.LARGE}


def test_the_largest_is_sought_among_those_that_remain():
    left = Membership(CLUSTER, LARGE, None, Period.read("2020"), Role.MEMBER)
    study = make_study({CLUSTER: (HOST, SMALL)}, size_rule=SizeRule.LARGEST_IN_COLLABORATION)

    sizes = classify_sizes(replace(study, memberships=(*study.memberships, left)), INHABITANTS)

    assert [sizes[CLUSTER, one] for one in (HOST, SMALL, LARGE)] == [SizeClass.LARGE, SizeClass.SMALL, SizeClass.LARGE]


def test_a_population_rule_leaves_out_only_the_municipality_without_inhabitants():
    study = make_study()

    sizes = classify_sizes(study, {HOST: 30_000, SMALL: 4_000})

    assert sizes == {(CLUSTER, HOST): SizeClass.LARGE, (CLUSTER, SMALL): SizeClass.SMALL}


def test_an_outcome_in_words_that_the_study_does_not_name_is_not_known():
    study = make_study()

    outcomes = [
        study.outcome_of(Collaboration("X", "X", outcome=word)) for word in ("continues", "ended", "planned", "")
    ]

    assert outcomes == [Outcome.SUCCESS, Outcome.FAILURE, Outcome.NOT_KNOWN, Outcome.NOT_KNOWN]


def test_a_municipality_in_two_collaborations_has_no_single_home():
    study = make_study({"NORD": (HOST, SMALL), "SYD": (LARGE, SMALL)})

    assert [study.home_of(one) for one in (HOST, SMALL, "ELSEWHERE")] == ["NORD", "", ""]
