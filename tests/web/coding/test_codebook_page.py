"""The codebook and the scores as pages: what is typed is kept on an error, and acts go back where they came from."""

import csv
import io
import re
import shutil

import pytest
from django.contrib.auth import get_user_model

from keep import keep_account, keep_interview, keep_participant, let_wait
from make import CLUSTER, EXAMPLES, make_excerpt
from samverkan.domain.coding.codebook import Anchor, Code, Codebook, Kind
from samverkan.domain.people import StudyRole
from samverkan.files.study_folder import StudyStart
from samverkan.records.coding import find_code, load_codebook, load_excerpts, load_kept_codes, load_scores
from samverkan.workbench.coding import scoring
from samverkan.workbench.coding.board import start_double_coding
from samverkan.workbench.coding.codebook import lock_codebook
from samverkan.workbench.study.founding import start_study_here
from samverkan.workbench.study.moving import export_study, import_study

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


SWEDISH = (("anchors_sv", "1: Öppna siffror|0: Slutna siffror"), ("owner", "Kim"))


@pytest.fixture
def translated(client):
    """A code with levels in both languages; the client of an owner, its row, and the address where it is edited."""
    code = Code("TRUST", Kind.FACTOR, anchors=(Anchor(1.0, "Open figures"),), extra=SWEDISH)
    study_id, _ = keep_interview(codebook=Codebook((code,)))
    keep_participant(study_id, StudyRole.OWNER)
    client.force_login(get_user_model().objects.get(email="owner@example.org"))
    client.cookies["django_language"] = "en"
    number, version = trust(study_id)
    sent = {"version": version, "kind": "factor", "anchor_100": "Open figures"}
    return client, study_id, f"/s/{study_id}/coding/codebook/{number}/edit/", sent


def test_each_swedish_level_has_a_field_of_its_own_and_the_english_ones_are_called_so(translated):
    client, _, address, _ = translated

    page = " ".join(client.get(address).content.decode().split())

    assert page.index("Written level 1, Swedish") < page.index("Written level 1, English")
    assert 'name="anchor_100_sv" cols="40" rows="2" id="id_anchor_100_sv"> Öppna siffror</textarea>' in page
    assert "1: Öppna" not in page


def test_a_changed_swedish_level_is_written_into_its_column_and_own_columns_stay(translated):
    client, study_id, address, sent = translated

    client.post(address, {**sent, "anchor_100_sv": "Alla siffror", "anchor_67_sv": "De flesta"})

    assert load_codebook(study_id)["TRUST"].extra == (("anchors_sv", "1: Alla siffror|0.67: De flesta"), SWEDISH[1])


def test_swedish_levels_that_are_not_changed_stay_to_the_letter(translated):
    client, study_id, address, sent = translated
    levels = {"anchor_100_sv": "Öppna siffror", "anchor_0_sv": "Slutna siffror"}

    client.post(address, {**sent, **levels, "definition": "Ny."})

    assert load_codebook(study_id)["TRUST"].extra == SWEDISH


def test_a_code_made_here_gets_its_swedish_beside_its_english_and_none_where_none_is_written(study):
    client, study_id, base = study
    made = client.post(f"{base}codebook/add/", {"key": "MADE", "kind": "factor", "definition": "Whole."}).url
    first = load_codebook(study_id)["MADE"]
    sent = {"version": 1, "kind": "factor", "definition": "Whole.", "anchor_100": "All."}
    client.post(f"{made}edit/", {**sent, "example_sv": " ", "anchor_0_sv": ""})
    empty = load_codebook(study_id)["MADE"]

    client.post(f"{made}edit/", {**sent, "version": 2, "definition_sv": "Hel.", "anchor_100_sv": "Alla."})

    code = load_codebook(study_id)["MADE"]
    assert (first.extra, empty.extra, [one.words for one in empty.anchors]) == ((), (), ["All."])
    assert code.extra == (("definition_sv", "Hel."), ("anchors_sv", "1: Alla."))
    assert (code.define("sv"), code.levels("sv")[0].words) == ("Hel.", "Alla.")
    assert "Definition, English" in client.get(f"{made}edit/").content.decode()


def test_a_study_in_one_language_calls_no_field_english(study):
    client, study_id, base = study

    page = client.get(f"{base}codebook/{trust(study_id)[0]}/edit/").content.decode()

    assert ("Definition, Swedish" in page, "Definition, English" in page) == (True, False)
    assert 'name="anchor_33_sv"' in page


def test_a_study_folder_without_swedish_comes_back_as_it_was_after_an_edit_that_changes_nothing(client, tmp_path):
    folder = tmp_path / "study"
    shutil.copytree(EXAMPLES / "two-clusters", folder)
    with (folder / "codebook.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    left = [name for name in rows[0] if not name.endswith("_sv") or name == "name_sv"]
    lines = io.StringIO()
    writer = csv.DictWriter(lines, left, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    (folder / "codebook.csv").write_text(lines.getvalue(), encoding="utf-8", newline="")
    owner = keep_account("owner@example.org")
    study_id = import_study(folder, by=owner)
    lock_codebook(owner, study_id, is_locked=False)
    client.force_login(get_user_model().objects.get(pk=owner))
    number = load_kept_codes(study_id)[0].id
    address = f"/s/{study_id}/coding/codebook/{number}/edit/"
    form = client.get(address).context["form"]

    sent = {one.html_name: "" if one.value() is None else one.value() for one in form if one.name != "is_same_meaning"}
    answer = client.post(address, sent)
    export_study(study_id, tmp_path / "back")

    assert answer.status_code == 302
    assert (tmp_path / "back" / "codebook.csv").read_bytes() == (folder / "codebook.csv").read_bytes()


def test_a_level_with_a_bar_is_refused_and_kept(translated):
    client, _, address, sent = translated

    answer = client.post(address, {**sent, "anchor_100_sv": "Öppna | siffror"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Write it without the bar |." in page
    assert "Öppna | siffror</textarea>" in page


def look_again(study_id, client, base):
    number, version = trust(study_id)
    client.post(f"{base}codebook/{number}/edit/", {"version": version, "kind": "factor", "definition": "Ny."})
    return [" ".join(client.get(f"{base}codebook/{page}").content.decode().split()) for page in ("", "review/")]


def test_what_waits_for_a_place_is_not_counted_among_what_is_to_be_looked_at_again_and_is_told_of(study):
    client, study_id, base = study
    let_wait(study_id)

    book, review = look_again(study_id, client, base)

    assert "to look at again" not in book
    assert "There is nothing to look at again" in review
    assert "2 more excerpts wait for places in edited transcripts" in review


def test_what_others_marked_comes_to_be_looked_at_again_when_the_double_coding_is_over(client):
    marked = (make_excerpt(), make_excerpt(start=3, end=8, coder="BO"))
    study_id, interview_id = keep_interview(excerpts=marked)
    actor = keep_participant(study_id, StudyRole.OWNER)
    client.force_login(get_user_model().objects.get(pk=actor))
    client.cookies["django_language"] = "en"
    start_double_coding(actor, study_id, interview_id, is_on=True)

    book, review = look_again(study_id, client, f"/s/{study_id}/coding/")

    assert "1 to look at again" in book
    assert review.count('<li class="quote-line">') == 1
    assert "come here when the double coding is ended" in review


def test_who_only_reads_ticks_nothing(client):
    study_id, _ = keep_interview(excerpts=(make_excerpt(),))
    owner = keep_participant(study_id, StudyRole.OWNER)
    client.force_login(get_user_model().objects.get(pk=owner))
    client.cookies["django_language"] = "en"
    look_again(study_id, client, f"/s/{study_id}/coding/")
    client.force_login(get_user_model().objects.get(pk=keep_participant(study_id, StudyRole.READER, "")))

    page = client.get(f"/s/{study_id}/coding/codebook/review/").content.decode()

    assert '<li class="quote-line">' in page
    assert 'type="checkbox"' not in page
    assert "right as they are" not in page


def test_a_code_that_is_merged_is_called_by_its_name(study):
    client, study_id, base = study
    number, version = trust(study_id)
    client.post(f"{base}codebook/{number}/edit/", {"version": version, "kind": "factor", "name_en": "Confidence"})

    page = " ".join(client.get(f"{base}codebook/{number}/merge/").content.decode().split())

    assert "<h1> Merge Confidence into another code </h1>" in page


def test_scores_of_a_study_without_interviews_lead_to_where_they_are_uploaded(client):
    study_id = start_study_here(keep_account("kim@example.org"), StudyStart("Ny"))
    client.force_login(get_user_model().objects.get(email="kim@example.org"))

    page = client.get(f"/s/{study_id}/coding/scores/").content.decode()

    assert f'<a class="button" href="/s/{study_id}/interviews/upload/">' in page
