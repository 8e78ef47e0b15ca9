"""The board as a page: readable without scripts, changed by plain forms and by scripts."""

import json
import re
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model

from keep import keep_interview, keep_participant
from make import SMALL, make_excerpt, make_transcript
from samverkan.domain.coding.agreed import AGREED
from samverkan.domain.coding.codebook import Kind
from samverkan.domain.people import StudyRole
from samverkan.records.coding import load_excerpts, load_excerpts_of_interview
from samverkan.web.coding import drawing
from samverkan.workbench.coding.codebook import lock_codebook
from samverkan.workbench.interviews.listing import list_interviews

pytestmark = pytest.mark.django_db
SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def board(client):
    talk = make_transcript(("R1", "Vi litar på <varandra>."), ("Q", "Alltid?"))
    marked = (make_excerpt(start=3, end=8, quote="litar", memo="Se I2."), make_excerpt(coder="BO", start=0, end=11))
    study_id, interview_id = keep_interview(excerpts=marked, transcripts={"I1": talk})
    keep_participant(study_id)
    client.force_login(get_user_model().objects.get(email="editor@example.org"))
    client.cookies["django_language"] = "en"
    return client, f"/s/{study_id}/coding/{interview_id}/", interview_id


def seen_of(interview_id, coder="KA"):
    one = load_excerpts_of_interview(interview_id, coder)[0]
    return {"excerpt": one.id, "version": one.version}


def test_the_text_carries_its_codes_without_scripts(board):
    client, address, interview_id = board

    page = client.get(address).content.decode()

    own, other = (load_excerpts_of_interview(interview_id, coder)[0].id for coder in ("KA", "BO"))
    text = re.search(r'<p class="turn-text".*?</p>', page).group()
    assert re.sub(r"<[^>]+>", "", text) == "Vi litar på &lt;varandra&gt;."
    assert f'tabindex="0" aria-describedby="x{other} x{own}">litar</mark>' in text
    assert ', helps, has a memo, coded by KA">' in page


def test_a_page_of_one_code_says_so_and_goes_on_showing_it(board):
    client, address, _ = board

    page = client.get(f"{address}?only=GOV&others=hide").content.decode()
    every = client.get(address).content.decode()
    sent = {"start": 0, "end": 2, "code": "TRUST"}
    answer = client.post(f"{address}mark/?only=GOV", sent, headers=SCRIPT).json()

    assert "<mark" not in page
    assert "<mark" in every
    assert "Only GOV en" in re.sub(r"\s+", " ", page)
    assert 'data-query="?others=hide&amp;only=GOV"' in page
    assert 'href="?only=GOV"' in page
    assert 'href="?others=hide"' in page
    assert "Only GOV en" not in re.sub(r"\s+", " ", every)
    assert answer["said"].endswith(", which is not among the codes shown now.")
    assert "<mark" not in answer["turns"][0]["html"]


def test_what_was_agreed_on_is_called_so_and_counted_once(client):
    marked = (make_excerpt(), make_excerpt(coder="BO"), make_excerpt(coder=AGREED))
    study_id, interview_id = keep_interview(excerpts=marked)
    actor = keep_participant(study_id)
    client.force_login(get_user_model().objects.get(pk=actor))
    client.cookies["django_language"] = "sv"

    board = client.get(f"/s/{study_id}/coding/{interview_id}/").content.decode()
    scores = client.get(f"/s/{study_id}/coding/scores/?factor=TRUST").content.decode()
    coded = list_interviews(actor, study_id)[0].coded

    assert "den gemensamma kodningen" in board
    assert AGREED not in re.sub(r"<[^>]+>", "", board)
    assert "den gemensamma kodningen" not in scores
    assert (coded.excerpts, coded.coders) == (2, 2)


def test_a_printed_board_says_what_is_left_out_of_it(board):
    client, address, _ = board
    asked = ("", "?only=GOV", "?others=hide", "?only=GOV&others=hide")

    pages = [client.get(f"{address}{one}").content.decode() for one in asked]

    told = [
        [" ".join(one.split()) for one in re.findall(r'<p class="in-print">(.*?)</p>', page, re.S)] for page in pages
    ]
    code, others = "Only excerpts with this are shown: GOV en.", "Others' excerpts are not shown."
    assert told == [[], [code], [others], [code, others]]


def test_a_piece_has_a_line_for_each_lane_up_to_its_lowest(board):
    client, address, _ = board

    page = client.get(address).content.decode()

    looks = re.findall(r'<mark class="([^"]*)"[^>]*>([^<]*)</mark>', page)
    assert [(text, look.split()[-1]) for look, text in looks] == [("Vi ", "m0"), ("litar", "m1"), (" på", "m0")]


def test_the_style_sheet_knows_every_height_of_a_turn_out_of_sight():
    sheet = (Path(drawing.__file__).parent / "static" / "coding" / "board.css").read_text("utf-8")

    known = re.findall(r"\.h(\d) { contain-intrinsic-size: auto (\d+)rem; }", sheet)

    assert known == [(str(place), str(height)) for place, height in enumerate(drawing.HEIGHTS_REM)]


def test_a_passage_is_marked_by_a_script_and_only_its_turn_comes_back(board):
    client, address, interview_id = board

    answer = client.post(f"{address}mark/", {"start": 25, "end": 32, "code": "GOV"}, headers=SCRIPT)

    body = answer.json()
    assert (answer.status_code, [turn["id"] for turn in body["turns"]], body["said"]) == (
        200,
        ["t2"],
        "Marked with GOV en.",
    )
    assert 'data-card="' in body["panel"]
    assert [one.value.quote for one in load_excerpts_of_interview(interview_id)][-1] == "Alltid?"


def test_a_page_has_all_codes_to_choose_from_and_a_script_fills_them_in(board):
    client, address, interview_id = board
    number = seen_of(interview_id)["excerpt"]

    page = client.get(address, {"x": number}).content.decode()
    part = client.get(f"{address}excerpts/", {"x": number}, headers=SCRIPT).content.decode()

    assert [re.findall(r'<option value="(\w+)"', one) for one in (page, part)] == [
        [
            "TRUST",
            "GOV",
            "G_KNOW",
            "C_MONEY",
            "TRUST",
            "TRUST",
            "GOV",
            "G_KNOW",
            "C_MONEY",
            *(kind.value for kind in Kind),
        ],
        ["TRUST"],
    ]


def test_a_change_from_an_old_version_shows_both_to_a_script_and_on_a_page(board):
    client, address, interview_id = board
    seen = seen_of(interview_id)
    client.post(f"{address}change/", {**seen, "valence": "mixed"})

    by_script = client.post(f"{address}change/", {**seen, "memo": "Min egen text."}, headers=SCRIPT)
    by_form = client.post(f"{address}change/", {**seen, "memo": "Min egen text."})

    panel = by_script.json()["panel"]
    assert (by_script.status_code, by_form.status_code) == (409, 409)
    assert "Min egen text." in panel
    assert 'value="" aria-pressed="true" data-key="*"' in re.sub(r"\s+", " ", panel)
    assert "Min egen text." in by_form.content.decode()


def test_a_plain_form_goes_back_to_the_page_with_the_excerpt_open(board):
    client, address, interview_id = board
    seen = seen_of(interview_id)

    answer = client.post(f"{address}change/", {**seen, "valence": "hinders"})

    assert answer.url == f"{address}?x={seen['excerpt']}#x{seen['excerpt']}"
    assert "hinders" in client.get(answer.url).content.decode()


@pytest.mark.parametrize(
    "sent", [{}, {"start": "x", "end": 3}, {"start": 0, "end": 4}, {"start": 0, "end": 4, "code": "NO"}]
)
def test_what_makes_no_sense_is_told_and_changes_nothing(board, sent):
    client, address, interview_id = board

    answer = client.post(f"{address}mark/", sent, headers=SCRIPT)

    assert answer.status_code == 422
    assert answer.json()["said"]
    assert len(load_excerpts_of_interview(interview_id)) == 2


def test_nothing_new_is_304_and_something_new_comes_once(board):
    client, address, _ = board
    page = client.get(address).content.decode()
    tag, seen = re.search(r'data-tag="(\w+)"', page).group(1), re.search(r'data-seen="([^"]+)"', page).group(1)

    quiet = client.get(f"{address}changes/", {"seen": seen}, headers={"If-None-Match": f'"{tag}"'})
    client.post(f"{address}mark/", {"start": 25, "end": 32, "code": "GOV"}, headers=SCRIPT)
    loud = client.get(f"{address}changes/", {"seen": seen}, headers={"If-None-Match": f'"{tag}"'})
    again = client.get(f"{address}changes/", {"seen": seen}, headers={"If-None-Match": loud["ETag"]})

    assert (quiet.status_code, quiet.content, loud.status_code, again.status_code) == (304, b"", 200, 304)
    assert "t2" in [turn["id"] for turn in json.loads(loud.content)["turns"]]


def test_undo_and_redo_by_plain_forms(board):
    client, address, interview_id = board
    client.post(f"{address}delete/", seen_of(interview_id))
    assert len(load_excerpts_of_interview(interview_id)) == 1

    client.post(f"{address}undo/")
    assert len(load_excerpts_of_interview(interview_id)) == 2
    client.post(f"{address}redo/")
    assert len(load_excerpts_of_interview(interview_id)) == 1


def test_a_double_coding_hides_the_other_coder_on_every_address(board):
    client, address, interview_id = board
    study_id = int(address.split("/")[2])
    keep_participant(study_id, StudyRole.OWNER, coder="AN")
    other = load_excerpts_of_interview(interview_id, "BO")[0]
    client.force_login(get_user_model().objects.get(email="owner@example.org"))
    client.post(f"{address}double/", {"double": "on"})
    client.force_login(get_user_model().objects.get(email="editor@example.org"))

    pages = [client.get(address), client.get(f"{address}excerpts/?x={other.id}"), client.get(f"{address}changes/")]
    code = client.get(f"/s/{study_id}/coding/scores/?factor=TRUST")

    assert [f'x{other.id}"' in page.content.decode() or ">BO<" in page.content.decode() for page in pages] == [
        False
    ] * 3
    assert "· BO" not in code.content.decode()


def test_a_reader_sees_no_buttons_that_change(board):
    client, address, interview_id = board
    study_id = int(address.split("/")[2])
    keep_participant(study_id, StudyRole.READER, coder="")
    client.force_login(get_user_model().objects.get(email="reader@example.org"))

    page = client.get(f"{address}?x={load_excerpts_of_interview(interview_id)[0].id}").content.decode()

    assert "/change/" not in page
    assert "/undo/" not in page


def test_an_excerpt_of_another_study_cannot_be_reached_through_ones_own(board):
    client, address, _ = board
    _, elsewhere = keep_interview(excerpts=(make_excerpt(memo="Hemligt."),))
    theirs = load_excerpts_of_interview(elsewhere)[0]

    seen = client.get(f"{address}excerpts/?x={theirs.id}").content.decode()
    answer = client.post(f"{address}delete/", {"excerpt": theirs.id, "version": 1}, headers=SCRIPT)

    assert "Hemligt." not in seen
    assert answer.status_code == 409
    assert len(load_excerpts_of_interview(elsewhere)) == 1
    assert len(load_excerpts(int(address.split("/")[2]))) == 2


@pytest.mark.parametrize("seen", ["yesterday", "2026-01-01", "9" * 40])
def test_a_time_that_makes_no_sense_gives_every_turn(board, seen):
    client, address, _ = board

    answer = client.get(f"{address}changes/", {"seen": seen})

    assert [turn["id"] for turn in answer.json()["turns"]] == ["t1", "t2"]


def test_numbers_beyond_all_rows_are_told_like_any_other_nonsense(board):
    client, address, _ = board

    seen = client.get(f"{address}excerpts/", {"x": "9" * 30})
    sent = client.post(f"{address}change/", {"excerpt": "9" * 30, "version": 1, "memo": "a"}, headers=SCRIPT)

    assert (seen.status_code, sent.status_code) == (200, 422)


NEW = {"start": 3, "end": 8, "name": "Lokal stolthet", "key": "PRIDE", "kind": "factor", "parent": "TRUST"}


def test_a_passage_is_marked_with_a_code_that_is_made_for_it(board):
    client, address, interview_id = board

    page = client.get(address).content.decode()
    answer = json.loads(client.post(f"{address}mark-new/", NEW, headers=SCRIPT).content)

    assert f'action="{address}mark-new/"' in page
    assert [one.value.code for one in load_excerpts_of_interview(interview_id, "KA")] == ["TRUST", "PRIDE"]
    assert answer["said"] == "Marked with the new code Lokal stolthet, which is in the codebook now."
    assert (answer["code"]["kind"], answer["code"]["after"]) == ("factor", "TRUST")
    assert 'data-code="PRIDE"' in answer["code"]["choice"]
    assert 'data-about="PRIDE"' in answer["code"]["about"]


@pytest.mark.parametrize(
    ("sent", "words"),
    [({"key": "TRUST"}, "There is already a code TRUST"), ({"end": 99}, "falls outside"), ({"kind": "x"}, "what kind")],
)
def test_a_new_code_that_cannot_be_is_refused_and_leaves_nothing(board, sent, words):
    client, address, interview_id = board

    answer = client.post(f"{address}mark-new/", {**NEW, **sent}, headers=SCRIPT)

    assert (answer.status_code, words in json.loads(answer.content)["said"]) == (422, True)
    assert len(load_excerpts_of_interview(interview_id, "KA")) == 1
    assert "PRIDE" not in client.get(address).content.decode()


def test_a_locked_codebook_offers_no_new_code(board):
    client, address, _ = board
    study_id = int(address.split("/")[2])
    lock_codebook(keep_participant(study_id, StudyRole.OWNER, coder="OL"), study_id, is_locked=True)

    page = client.get(address).content.decode()
    answer = client.post(f"{address}mark-new/", NEW, headers=SCRIPT)

    assert "mark-new" not in page
    assert "The codebook is locked" in json.loads(answer.content)["said"]


def test_a_speaker_that_is_an_id_is_told_by_role_and_whom_a_gain_concerns_by_name(client):
    talk = make_transcript(("R1", "Vi lär av varandra."), ("Q", "Alltid?"))
    marked = (make_excerpt(code="G_KNOW", concerns=SMALL, start=0, end=6, quote="Vi lär"),)
    study_id, interview_id = keep_interview(excerpts=marked, transcripts={"I1": talk}, people={"R1": SMALL})
    keep_participant(study_id)
    client.force_login(get_user_model().objects.get(email="editor@example.org"))
    client.cookies["django_language"] = "en"

    board = client.get(f"/s/{study_id}/coding/{interview_id}/").content.decode()
    text = " ".join(client.get(f"/s/{study_id}/interviews/{interview_id}/").content.decode().split())

    heads = re.findall(r'<h2 class="turn-head">(.*?) </h2>', board)
    assert heads == ['R1 <span class="role">label R1</span>', "Q"]
    assert "· Lill</a>" in board
    assert "concerns Lill, coded by KA" in board
    assert '<span class="speaker">R1</span> <span>label R1</span>' in text
