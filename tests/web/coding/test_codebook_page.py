"""The codebook and the scores as pages: what is typed is kept on an error, and acts go back where they came from."""

import csv
import io

import pytest
from django.contrib.auth import get_user_model

from keep import keep_interview, keep_participant
from make import CLUSTER, make_excerpt
from samverkan.domain.coding.codebook import Anchor, Code, Codebook, Kind
from samverkan.domain.people import StudyRole
from samverkan.records.coding import find_code, load_codebook, load_excerpts, load_scores
from samverkan.workbench.coding import scoring

pytestmark = pytest.mark.django_db


@pytest.fixture
def study(client):
    study_id, _ = keep_interview(excerpts=(make_excerpt(), make_excerpt(start=3, end=8)))
    keep_participant(study_id, StudyRole.OWNER)
    client.force_login(get_user_model().objects.get(email="owner@example.org"))
    client.cookies["django_language"] = "en"
    return client, study_id, f"/s/{study_id}/coding/"


def trust(study_id):
    row = find_code(study_id, "TRUST")
    return row["id"], row["version"]


def test_a_code_with_a_taken_id_keeps_what_was_typed(study):
    client, _, base = study

    page = client.post(f"{base}codebook/add/", {"key": "TRUST", "kind": "factor", "definition": "Mina ord."})

    assert page.status_code == 422
    assert "Mina ord." in page.content.decode()
    assert "There is already a code TRUST" in page.content.decode()


def test_all_excerpts_of_a_code_are_a_file_that_a_spreadsheet_opens(study):
    client, study_id, base = study

    answer = client.get(f"{base}codebook/{trust(study_id)[0]}/file/")

    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert answer["Content-Disposition"] == 'attachment; filename="TRUST.csv"'
    assert [(row["Interview"], row["Text"], row["Start"], row["End"]) for row in rows] == [
        (one.interview, one.quote, str(one.start), str(one.end))
        for one in sorted(load_excerpts(study_id), key=lambda each: each.start)
    ]


def test_a_code_is_edited_with_its_levels(study):
    client, study_id, base = study
    number, version = trust(study_id)
    sent = {"version": version, "kind": "factor", "name_en": "Trust", "definition": "Ny.", "anchor_100": "Full tillit."}

    answer = client.post(f"{base}codebook/{number}/edit/", sent)
    again = client.post(f"{base}codebook/{number}/edit/", {**sent, "definition": "Annan."})

    code = load_codebook(study_id)["TRUST"]
    assert (answer.url, code.definition, [one.words for one in code.anchors]) == (
        f"{base}codebook/{number}/",
        "Ny.",
        ["Full tillit."],
    )
    assert again.status_code == 409
    assert "2 to look at again" in " ".join(client.get(f"{base}codebook/").content.decode().split())


def test_ticked_excerpts_follow_to_a_new_code(study):
    client, study_id, base = study
    number, version = trust(study_id)
    page = client.get(f"{base}codebook/{number}/").content.decode()
    tick = page.split('id="tick-')[1].split('"')[0]

    client.post(
        f"{base}codebook/{number}/split/",
        {"version": version, "excerpt": tick, "new_key": "CARE", "new_name": "Omsorg", "kind": "factor"},
    )

    assert sorted(one.code for one in load_excerpts(study_id)) == ["CARE", "TRUST"]
    client.post(f"{base}codebook/undo/")
    assert {one.code for one in load_excerpts(study_id)} == {"TRUST"}


def test_a_code_is_merged_from_its_page(study):
    client, study_id, base = study
    number, version = trust(study_id)

    page = client.post(f"{base}codebook/{number}/merge/", {"version": version, "into": "GOV"}, follow=True)

    assert "Merged: 2 excerpts followed, 0 were there already." in page.content.decode()
    assert {one.code for one in load_excerpts(study_id)} == {"GOV"}


def test_a_score_without_a_reason_keeps_the_choice(study):
    client, study_id, base = study
    sent = {"factor": "TRUST", "respondent": "R1", "case": CLUSTER, "version": 0, "score": "67", "reason": ""}

    page = client.post(f"{base}scores/save/", sent)
    saved = client.post(f"{base}scores/save/", {**sent, "reason": "Öppna siffror."})

    assert page.status_code == 422
    text = " ".join(page.content.decode().split())
    assert "Write why" in text
    assert 'value="67" checked>' in text
    assert saved.url == f"{base}scores/?factor=TRUST#r-R1"
    assert [(one.score, one.reason) for one in load_scores(study_id)] == [(0.67, "Öppna siffror.")]


def test_many_informants_come_page_by_page_and_a_score_leads_back_to_its_own(study, monkeypatch):
    client, _, base = study
    monkeypatch.setattr(scoring, "ON_A_PAGE", 2)

    pages = [client.get(f"{base}scores/?factor=TRUST&page={number}").content.decode() for number in (1, 2, 7)]
    sent = {"factor": "TRUST", "respondent": "R3", "case": CLUSTER, "version": 0, "score": "silent", "page": 2}
    saved = client.post(f"{base}scores/save/", sent)

    shown = [[one for one in ("R1", "R2", "R3") if f'id="r-{one}"' in page] for page in pages]
    assert shown == [["R1", "R2"], ["R3"], ["R3"]]
    assert saved.url == f"{base}scores/?factor=TRUST&page=2#r-R3"


def test_silent_and_not_asked_are_different_buttons(study):
    client, study_id, base = study
    sent = {"factor": "TRUST", "case": CLUSTER, "version": 0}

    for respondent, choice in (("R1", "silent"), ("R2", "not-asked")):
        client.post(f"{base}scores/save/", {**sent, "respondent": respondent, "score": choice})

    assert [(one.score, one.was_asked) for one in load_scores(study_id)] == [(None, True), (None, False)]


@pytest.mark.parametrize(("language", "words"), [("sv", "Öppna siffror"), ("en", "Open figures")])
def test_the_levels_stand_in_the_language_of_the_page(client, language, words):
    code = Code(
        "TRUST",
        Kind.FACTOR,
        anchors=(Anchor(1.0, "Open figures"), Anchor(0.0, "Closed figures")),
        extra=(("anchors_sv", "1: Öppna siffror|nonsense|0:"),),
    )
    study_id, _ = keep_interview(codebook=Codebook((code,)))
    keep_participant(study_id, StudyRole.OWNER)
    client.force_login(get_user_model().objects.get(email="owner@example.org"))
    client.cookies["django_language"] = language

    sheet = client.get(f"/s/{study_id}/coding/scores/").content.decode()
    page = client.get(f"/s/{study_id}/coding/codebook/{find_code(study_id, 'TRUST')['id']}/").content.decode()

    assert words in sheet
    assert "Closed figures" in sheet
    assert words in page
