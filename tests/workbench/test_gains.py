"""Gains and costs counted in the tables are those that the study folder counts from the excerpts themselves."""

import pytest

from keep import keep_participant, keep_study
from keep_mixed import evidence_seen, keep_mixed
from make import CLUSTER, HOST, SMALL, make_excerpt
from samverkan.domain.coding.excerpts import Status, Valence
from samverkan.domain.comparison.informants import leading_excerpts
from samverkan.domain.gains import CountedClaim, Presence, Relation, gather_claims
from samverkan.domain.people import Right, StudyRole
from samverkan.domain.report.people import place_people
from samverkan.files.study_folder import read_study_folder
from samverkan.records.study import load_study
from samverkan.workbench.access import NotAllowedError, require
from samverkan.workbench.gains import show_gains
from samverkan.workbench.study.moving import export_study

pytestmark = pytest.mark.django_db


def figures_of(claims):
    return [
        (one.code, one.kind, one.collaboration, one.municipality, [one.count(each) for each in Presence], one.relation)
        for one in claims
    ]


def claims_of(evidence):
    sizes, people = place_people(evidence)
    excerpts = leading_excerpts(evidence.excerpts)
    return gather_claims(evidence.study, evidence.codebook, people, sizes, excerpts)


@pytest.mark.parametrize("role", [StudyRole.OWNER, StudyRole.READER])
@pytest.mark.parametrize("seed", range(6))
def test_the_page_counts_what_the_excerpts_themselves_say(seed, role):
    study_id = keep_mixed(seed)
    actor = keep_participant(study_id, role, coder="KA")
    expected = figures_of(claims_of(evidence_seen(require(actor, study_id, Right.READ))))

    shown = show_gains(actor, study_id).claims

    assert figures_of(shown) == expected
    assert expected


def test_the_page_counts_what_the_study_folder_counts(tmp_path):
    marked = [
        make_excerpt("I1", "G_KNOW", valence=Valence.HINDERS, concerns=SMALL),
        make_excerpt("I2", "G_KNOW", valence=Valence.HELPS, concerns=SMALL, status=Status.OBTAINED),
        make_excerpt("I3", "G_KNOW", valence=Valence.HELPS, concerns=SMALL, status=Status.EXPECTED),
        make_excerpt("I3", "G_KNOW", valence=None, concerns=SMALL, start=1),
        make_excerpt("I3", "C_MONEY", coder="BO", concerns=HOST, start=2),
    ]
    study_id = keep_study(excerpts=tuple(marked))
    actor = keep_participant(study_id, StudyRole.OWNER, coder="KA")

    shown = show_gains(actor, study_id).claims
    export_study(study_id, tmp_path / "folder")

    evidence = read_study_folder(tmp_path / "folder").evidence
    assert figures_of(shown) == figures_of(claims_of(evidence))
    assert [(one.code, one.collaboration, one.municipality, one.relation) for one in shown] == [
        ("G_KNOW", CLUSTER, SMALL, Relation.CONTRADICT)
    ]


def test_what_is_only_expected_contradicts_nobody():
    marked = [
        make_excerpt("I1", "G_KNOW", valence=Valence.HINDERS, concerns=SMALL),
        make_excerpt("I2", "G_KNOW", valence=Valence.HELPS, concerns=SMALL, status=Status.EXPECTED),
    ]
    study_id = keep_study(excerpts=tuple(marked))
    reader = keep_participant(study_id, StudyRole.READER)

    (claim,) = show_gains(reader, study_id).claims

    assert isinstance(claim, CountedClaim)
    assert (claim.relation, claim.count(Presence.PRESENT), claim.count(Presence.ABSENT)) == (Relation.MIXED, 1, 1)


def test_without_gains_and_costs_the_page_has_no_claims():
    study_id = keep_study(excerpts=(make_excerpt(),))
    reader = keep_participant(study_id, StudyRole.READER)

    page = show_gains(reader, study_id)

    assert (page.claims, page.study) == ((), load_study(study_id))


def test_a_blind_reader_is_not_told_who_says_what():
    study_id = keep_mixed(1)
    blind = keep_participant(study_id, StudyRole.BLIND_READER)

    with pytest.raises(NotAllowedError):
        show_gains(blind, study_id)
