"""Who is said to gain or give up what."""

import pytest

from make import HOST, SMALL, informants_of, make_evidence, make_excerpt
from samverkan.domain.coding.codebook import Kind
from samverkan.domain.coding.excerpts import Status, Valence
from samverkan.domain.gains import Claim, Presence, Relation, gather_claims


def claims_of(*excerpts) -> tuple[Claim, ...]:
    evidence = make_evidence(excerpts=excerpts)
    informants = informants_of(evidence)
    return gather_claims(evidence.study, evidence.codebook, informants, {}, evidence.excerpts)


def gain(interview, valence=Valence.HELPS, **fields):
    return make_excerpt(interview, "G_KNOW", valence=valence, concerns=SMALL, **fields)


def test_a_gain_that_others_claim_and_the_municipality_denies_is_a_contradiction():
    (claim,) = claims_of(gain("I1", Valence.HINDERS), gain("I2", Valence.HELPS))

    assert claim.relation is Relation.CONTRADICT
    assert [(one.informant.municipality, one.presence, one.is_own) for one in claim.voices] == [
        (SMALL, Presence.ABSENT, True),
        (HOST, Presence.PRESENT, False),
    ]


@pytest.mark.parametrize(
    ("said", "relation"),
    [
        ((("I1", Valence.HELPS), ("I2", Valence.HELPS)), Relation.AGREE),
        ((("I2", Valence.HELPS), ("I3", Valence.HELPS)), Relation.ONE_SIDE),
        ((("I1", Valence.HELPS),), Relation.ONE_VOICE),
        ((("I1", Valence.MIXED), ("I2", Valence.HELPS)), Relation.MIXED),
    ],
)
def test_the_relation_says_who_speaks_and_whether_they_agree(said, relation):
    (claim,) = claims_of(*(gain(interview, valence) for interview, valence in said))

    assert claim.relation is relation


def test_one_who_says_both_is_mixed_and_contradicts_nobody():
    (claim,) = claims_of(gain("I1", Valence.HELPS), gain("I1", Valence.HINDERS, start=11, end=14))

    assert [one.presence for one in claim.voices] == [Presence.MIXED]
    assert claim.relation is Relation.ONE_VOICE


def test_what_is_only_mentioned_or_hoped_for_contradicts_nobody():
    mentioned = claims_of(gain("I1", Valence.NEUTRAL), gain("I2", Valence.HINDERS))
    hoped = claims_of(gain("I1", status=Status.EXPECTED), gain("I2", Valence.HINDERS))

    assert [one.relation for one in (*mentioned, *hoped)] == [Relation.MIXED, Relation.MIXED]
    assert mentioned[0].count(Presence.PRESENT) == 0


def test_one_without_reservation_against_one_with_is_a_contradiction():
    doubting = gain("I1", Valence.HELPS), gain("I1", Valence.HINDERS, start=11, end=14)

    against = claims_of(*doubting, gain("I2", Valence.HELPS))
    alike = claims_of(*doubting, gain("I2", Valence.HELPS), gain("I2", Valence.HINDERS, start=11, end=14))

    assert [one.relation for one in (*against, *alike)] == [Relation.CONTRADICT, Relation.MIXED]


def test_a_cost_that_helps_is_a_cost_that_is_spared():
    (claim,) = claims_of(make_excerpt("I1", "C_MONEY", valence=Valence.HELPS, concerns=SMALL))

    assert (claim.kind, claim.voices[0].presence) == (Kind.COST, Presence.ABSENT)


def test_obtained_and_expected_are_counted_apart():
    (claim,) = claims_of(gain("I1", status=Status.OBTAINED), gain("I2", status=Status.EXPECTED), gain("I3"))

    counts = [claim.count(Presence.PRESENT, status) for status in (None, Status.OBTAINED, Status.EXPECTED)]

    assert counts == [3, 1, 1]


def test_factors_make_no_claims():
    assert claims_of(make_excerpt("I1", "TRUST", concerns=SMALL)) == ()
