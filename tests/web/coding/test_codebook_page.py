"""The codebook and the scores as pages: what is typed is kept on an error, and acts go back where they came from."""

import csv
import io
import re

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


@pytest.fixture
def tree(client):
    """A codebook with codes under another: the page of it, as a function of what is asked."""
    codes = (
        Code("MONEY", Kind.FACTOR, name_en="Money"),
        Code("TRUST", Kind.FACTOR, name_en="Trust"),
        Code("OPEN", Kind.FACTOR, parent="TRUST", name_en="Openness", definition="What is told to all."),
        Code("KNOWN", Kind.FACTOR, parent="TRUST", name_en="Acquaintance", name_sv="Ömsesidighet"),
    )
    study_id, _ = keep_interview(
        codebook=Codebook(codes), excerpts=(make_excerpt(code="OPEN"), make_excerpt(code="MONEY"))
    )
    keep_participant(study_id, StudyRole.OWNER)
    client.force_login(get_user_model().objects.get(email="owner@example.org"))
    client.cookies["django_language"] = "en"

    def keys(asked=""):
        page = client.get(f"/s/{study_id}/coding/codebook/{asked}").content.decode()
        return re.findall(r'class="tree-key">(\w+)<', page)

    return keys


@pytest.mark.parametrize(
    ("asked", "keys"),
    [
        ("", ["MONEY", "TRUST", "OPEN", "KNOWN"]),
        ("?q=openness", ["TRUST", "OPEN"]),
        ("?q=told+all", ["TRUST", "OPEN"]),
        ("?q=%C3%B6msesidighet", ["TRUST", "KNOWN"]),
        ("?q=trust", ["TRUST"]),
        ("?q=nothing", []),
        ("?sort=name", ["MONEY", "TRUST", "KNOWN", "OPEN"]),
        ("?sort=-place", ["TRUST", "KNOWN", "OPEN", "MONEY"]),
        ("?sort=-excerpts", ["MONEY", "TRUST", "OPEN", "KNOWN"]),
        ("?sort=excerpts&q=o", ["TRUST", "KNOWN", "OPEN", "MONEY"]),
    ],
)
def test_the_codebook_is_filtered_and_sorted_without_losing_its_tree(tree, asked, keys):
    assert tree(asked) == keys


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("informants=missing", ["R2", "R3"]),
        ("informants=said", []),
        ("informants=done", ["R1"]),
        ("q=r3", ["R3"]),
        ("q=label+r2", ["R2"]),
        ("order=excerpts", ["R1", "R2", "R3"]),
        ("order=home", ["R2", "R1", "R3"]),
        ("order=nonsense", ["R1", "R2", "R3"]),
    ],
)
def test_informants_are_found_by_what_is_missing_and_by_words(study, asked, shown):
    client, _, base = study
    sent = {"factor": "TRUST", "case": CLUSTER, "version": 0, "respondent": "R1", "score": "silent"}
    client.post(f"{base}scores/save/", sent)

    page = client.get(f"{base}scores/?factor=TRUST&{asked}").content.decode()

    assert re.findall(r'id="r-(\w+)"', page) == shown


def test_who_judges_those_that_are_missing_goes_on_with_the_rest(study):
    client, _, base = study
    sent = {"factor": "TRUST", "case": CLUSTER, "version": 0, "respondent": "R1", "score": "silent"}

    saved = client.post(f"{base}scores/save/", {**sent, "informants": "missing", "order": "name"})
    page = client.get(saved.url).content.decode()

    assert saved.url == f"{base}scores/?factor=TRUST&informants=missing&order=name#r-R1"
    assert re.findall(r'id="r-(\w+)"', page) == ["R2", "R3"]


def test_factors_are_offered_by_how_little_is_done(study):
    client, _, base = study
    for one in ("R1", "R2", "R3"):
        sent = {"factor": "TRUST", "case": CLUSTER, "version": 0, "respondent": one, "score": "silent"}
        client.post(f"{base}scores/save/", sent)

    pages = {one: client.get(f"{base}scores/?factors={one}").content.decode() for one in ("", "missing", "done")}

    offered = {one: re.findall(r'href="\?factor=(\w+)', page) for one, page in pages.items()}
    assert {one: sorted(set(keys)) for one, keys in offered.items()} == {
        "": ["GOV", "TRUST"],
        "missing": ["GOV"],
        "done": ["TRUST"],
    }


def test_versions_are_found_by_a_word_that_changed(study):
    client, study_id, base = study
    number, version = trust(study_id)
    for text in ("Litar på.", "Räknar med."):
        sent = {"version": version, "kind": "factor", "name_en": "Trust", "name_sv": "Tillit", "definition": text}
        client.post(f"{base}codebook/{number}/edit/", sent)
        version = trust(study_id)[1]

    pages = [client.get(f"{base}codebook/versions/{asked}").content.decode() for asked in ("?q=litar", "?sort=number")]

    assert ["Litar på." in page for page in pages] == [True, True]
    assert re.findall(r"<h2>\s*Version (\d+)", pages[1]) == sorted(re.findall(r"<h2>\s*Version (\d+)", pages[1]))
    assert pages[0].count('class="version"') < pages[1].count('class="version"')
