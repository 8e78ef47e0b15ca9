"""Writing findings: what they may stand on, who decided, and what comes back after a fault, a conflict or a removal."""

import html
import re

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from keep import keep_participant, keep_study
from make import CLUSTER, make_excerpt, make_score
from samverkan.domain.findings.finding import Finding, Level, Question
from samverkan.domain.history import DeletedKind
from samverkan.domain.people import StudyRole
from samverkan.files.study_folder import read_study_folder
from samverkan.records.findings import load_findings, load_kept_findings
from samverkan.workbench.history import restore, show_deleted
from samverkan.workbench.study.moving import export_study

pytestmark = pytest.mark.django_db
SOURCES = "excerpt:I1:0-10\nscore:NORD:TRUST"
SENT = {"key": "F1", "text_sv": "Tillit bär.", "level": "moderate", "reason": "Tre av tre.", "sources": SOURCES}


@pytest.fixture
def desk(client):
    """An editor who codes as KA, the study, and the address of its findings."""
    study_id = keep_study(excerpts=(make_excerpt(),), scores=(make_score(),))
    actor = keep_participant(study_id, StudyRole.EDITOR, "KA")
    client.force_login(get_user_model().objects.get(pk=actor))
    client.cookies["django_language"] = "en"
    return client, study_id, f"/s/{study_id}/findings/", actor


def write(desk, **changes):
    client, study_id, base, _ = desk
    answer = client.post(f"{base}add/", {**SENT, **changes})
    return answer, load_findings(study_id)


def test_a_finding_is_kept_with_who_decided_and_when(desk):
    answer, found = write(desk, answers="factors", concerns=CLUSTER)

    assert answer.status_code == 302
    assert found == (
        Finding(
            "F1",
            Question.FACTORS,
            "Tillit bär.",
            sources=tuple(SOURCES.split()),
            level=Level.MODERATE,
            concerns=CLUSTER,
            reason="Tre av tre.",
            decided_by="KA",
            decided_at=timezone.localdate().isoformat(),
        ),
    )


def test_all_faults_come_at_once_and_what_was_typed_stays(desk):
    answer, found = write(desk, text_sv="", reason="", sources="excerpt:I1:0-11 quote:I1 score:NORD:TRUST")
    page = html.unescape(answer.content.decode())

    assert (answer.status_code, found) == (422, ())
    assert "Write the finding in at least one language." in page
    assert "Say why the confidence is what it is" in page
    assert '"excerpt:I1:0-11" names nothing in excerpts.csv. Did you mean "excerpt:I1:0-10"?' in page
    assert '"quote:I1" is not a source.' in page
    assert "excerpt:I1:0-11 quote:I1 score:NORD:TRUST</textarea>" in page


def test_an_id_is_used_once_and_the_next_one_is_proposed(desk):
    client, _, base, _ = desk
    write(desk)

    answer, found = write(desk, text_sv="En annan.")

    assert "There is already a finding F1." in answer.content.decode()
    assert len(found) == 1
    assert 'value="F2"' in client.get(f"{base}add/").content.decode()


def test_the_cell_of_a_matrix_offers_what_it_shows(desk):
    client, study_id, _, _ = desk
    cell = client.get(f"/s/{study_id}/comparison/cell/?case={CLUSTER}&code=TRUST").content.decode()
    way = html.unescape(re.search(r'href="([^"]+/findings/add/\?[^"]+)"', cell)[1])

    page = client.get(way).content.decode()

    assert f"score:{CLUSTER}:TRUST\nexcerpt:I1:0-10</textarea>" in page


def test_a_change_keeps_the_id_and_somebody_faster_is_not_overwritten(desk):
    client, study_id, base, _ = desk
    write(desk)
    (kept,) = load_kept_findings(study_id)
    change = {**SENT, "text_sv": "Tillit bär inte.", "version": kept.version}

    first = client.post(f"{base}{kept.id}/", change)
    second = client.post(f"{base}{kept.id}/", {**change, "text_sv": "För sent."})

    assert (first.status_code, second.status_code) == (302, 409)
    assert [(one.id, one.text_sv) for one in load_findings(study_id)] == [("F1", "Tillit bär inte.")]
    assert "För sent." in second.content.decode()


def test_what_is_removed_comes_back_from_what_is_deleted(desk):
    client, study_id, base, actor = desk
    _, before = write(desk)
    (kept,) = load_kept_findings(study_id)

    client.post(f"{base}{kept.id}/remove/", {"version": kept.version})
    (gone,) = [one for one in show_deleted(actor, study_id).deleted if one.kind is DeletedKind.FINDING]
    left = load_findings(study_id)
    restore(actor, study_id, DeletedKind.FINDING, gone.id)

    assert (left, gone.key) == ((), "F1")
    assert load_findings(study_id) == before


def test_a_removal_of_what_has_changed_since_is_refused(desk):
    client, study_id, base, _ = desk
    write(desk)
    (kept,) = load_kept_findings(study_id)

    answer = client.post(f"{base}{kept.id}/remove/", {"version": kept.version + 1})

    assert answer.status_code == 409
    assert len(load_findings(study_id)) == 1


def test_what_is_written_in_the_browser_stands_in_the_study_folder(desk, tmp_path):
    _, study_id, _, _ = desk
    _, found = write(desk)

    export_study(study_id, tmp_path / "study")

    assert read_study_folder(tmp_path / "study").evidence.findings == found
