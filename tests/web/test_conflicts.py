"""Somebody else was faster: the page shows both versions field by field, in words."""

import pytest
from django.contrib.auth import get_user_model

from keep import keep_participant, keep_study
from make import make_evidence
from samverkan.domain.people import StudyRole
from samverkan.records.coding import load_kept_codes
from samverkan.records.interviews import load_kept_interviews

pytestmark = pytest.mark.django_db
PYTHON = ("Excerpt(", "Code(", "FactorScore(", "Kept(", "Interview(", "Respondent(", "Valence.", "Status.", "None")


@pytest.fixture
def study(client):
    study_id = keep_study()
    keep_participant(study_id, StudyRole.OWNER, coder="KA")
    client.force_login(get_user_model().objects.get(email="owner@example.org"))
    client.cookies["django_language"] = "en"
    return client, study_id


def read(answer) -> str:
    page = answer.content.decode()
    assert answer.status_code == 409
    assert [word for word in PYTHON if word in page] == []
    assert "data-not-saved" in page
    return page


def test_a_code_that_somebody_else_changed_shows_both_definitions(study):
    client, study_id = study
    code = load_kept_codes(study_id)[0]
    address = f"/s/{study_id}/coding/codebook/{code.id}/edit/"
    sent = {"version": code.version, "kind": code.value.kind.value, "definition": "Hers.", "anchor_100": "Fully."}
    assert client.post(address, sent).status_code == 302

    page = read(
        client.post(address, {**sent, "definition": "His."}, headers={"Referer": f"http://testserver{address}"})
    )

    assert page.index("His.") < page.index("<strong>Hers.</strong>")
    assert ">Definition<" in page
    assert f'href="{address}"' in page


def test_a_code_cannot_be_merged_on_what_one_saw_before_it_changed(study):
    client, study_id = study
    first, second = load_kept_codes(study_id)[:2]
    sent = {"version": first.version, "kind": first.value.kind.value, "definition": "Changed meanwhile."}
    client.post(f"/s/{study_id}/coding/codebook/{first.id}/edit/", sent)

    merged = {"version": first.version, "into": second.value.id}
    page = read(client.post(f"/s/{study_id}/coding/codebook/{first.id}/merge/", merged))

    assert "Changed meanwhile." in page
    assert page.index("The code that stays") < page.index(f"<td>{second.value.id}</td>") < page.index("The rest of")
    assert len(load_kept_codes(study_id)) == len(make_evidence().codebook.codes)


def test_a_score_that_somebody_else_gave_shows_both_reasons_in_the_language_of_the_page(study):
    client, study_id = study
    client.cookies["django_language"] = "sv"
    respondent = make_evidence().respondents[0].id
    case = make_evidence().study.collaborations[0].id
    sent = {"factor": "TRUST", "respondent": respondent, "case": case, "version": "0"}
    address = f"/s/{study_id}/coding/scores/save/"
    assert client.post(address, {**sent, "score": "67", "reason": "Hon sade så."}).status_code == 302

    page = read(client.post(address, {**sent, "score": "silent", "reason": "Han sade så."}))

    assert page.index("Han sade så.") < page.index("Hon sade så.")
    assert ("0,67" in page, "Skäl" in page) == (True, True)


def test_facts_of_an_interview_show_both_dates(study):
    client, study_id = study
    interview = load_kept_interviews(study_id)[0]
    address = f"/s/{study_id}/interviews/{interview.id}/facts/"
    sent = {"version": interview.version, "respondents": list(interview.value.respondents), "date": "2024-01-01"}
    assert client.post(address, sent).status_code == 302

    page = read(client.post(address, {**sent, "date": "2024-02-02"}))

    assert page.index("2024-02-02") < page.index("<strong>2024-01-01</strong>")
