"""Faults in a real browser: the session ends, the server is killed, the database is locked; what was typed stays."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, Page, expect

from browse import faults_of, log_in, open_browser
from keep import keep_account, keep_interview
from keep_states import keep_every_state
from make import make_excerpt, make_transcript
from samverkan.domain.people import StudyRole
from samverkan.records.coding import load_excerpts_of_interview, load_kept_codes
from samverkan.records.study import add_participant
from samverkan.workbench.interviews.uploading import discard_upload
from serve import Place, Server, make_place

pytestmark = pytest.mark.browser
TALK = make_transcript(("R1", "Vi litar på varandra i allt."), ("Frågare", "Alltid?"))
TYPED = "Jämför med vad den andra kommunen sade."
MEMO = "[data-card] textarea"


@pytest.fixture
def study() -> tuple[int, int]:
    marked = make_excerpt(start=3, end=20, quote="litar på varandra")
    study_id, interview_id = keep_interview(transcripts={"I1": TALK}, excerpts=(marked,))
    add_participant(study_id, keep_account("kim@example.org"), StudyRole.OWNER, "KA")
    return study_id, interview_id


def pages_of(study_id, interview_id):
    """Where one types for long: the page, the field, and what sends it."""
    code = load_kept_codes(study_id)[0].id
    excerpt = load_excerpts_of_interview(interview_id)[0].id
    base = f"/s/{study_id}"
    return {
        "the memo on the board": (f"{base}/coding/{interview_id}/?x={excerpt}", MEMO, "Save the memo"),
        "the reason of a score": (f"{base}/coding/scores/?factor=TRUST", "[name=reason]", "Save"),
        "a code": (f"{base}/coding/codebook/{code}/edit/", "[name=definition]", "Save"),
        "a new code": (f"{base}/coding/codebook/add/", "[name=definition]", "Add the code"),
        "a split": (f"{base}/coding/codebook/{code}/", "[name=new_key]", "Let them follow"),
        "the transcript": (f"{base}/interviews/{interview_id}/text/", "[name=text]", "Save as a new version"),
    }


KINDS = ["the memo on the board", "the reason of a score", "a code", "a new code", "a split", "the transcript"]


def open_all(page: Page) -> None:
    """Open what is folded."""
    page.evaluate("document.querySelectorAll('main details:not([data-menu])').forEach(one => { one.open = true; })")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", KINDS)
def test_what_was_typed_is_there_when_the_session_ended_and_one_has_logged_in_again(browser, live_server, study, kind):
    address, field, button = pages_of(*study)[kind]
    with open_browser(browser, "en") as page:
        page.goto(f"{live_server.url}{address}")
        log_in(page, live_server.url, "kim@example.org")
        page.wait_for_url(f"**{address}")
        open_all(page)
        page.locator(field).first.fill(TYPED)
        Session.objects.all().delete()

        page.get_by_role("button", name=button, exact=True).first.click()
        expect(page.get_by_role("heading", name="Log in")).to_be_visible()
        log_in(page, live_server.url, "kim@example.org")

        expect(page.locator(field).first).to_have_value(TYPED)
        expect(page.locator(field).first).to_be_visible()
        expect(page.get_by_text("What you had typed has come back").first).to_be_visible()


@pytest.mark.django_db(transaction=True)
def test_the_board_leads_to_the_log_in_page_by_itself_but_nobody_who_writes(browser, live_server, study):
    address, field, _ = pages_of(*study)["the memo on the board"]
    with open_browser(browser, "en") as page:
        page.goto(f"{live_server.url}{address}")
        log_in(page, live_server.url, "kim@example.org")
        page.wait_for_url(f"**{address}")
        open_all(page)
        page.locator(field).press_sequentially(TYPED)
        Session.objects.all().delete()

        with page.expect_response("**/changes/**", timeout=10_000) as asked:
            pass
        assert asked.value.headers["hx-redirect"]
        expect(page.locator(field)).to_have_value(TYPED)
        page.locator(field).fill("")
        page.locator("[data-reading]").focus()

        expect(page.get_by_role("heading", name="Log in")).to_be_visible(timeout=10_000)


@contextmanager
def open_board(browser: Browser, place: Place, server: Server) -> Iterator[Page]:
    """The board of the place in a browser, as its first person, with the card of the first excerpt open."""
    with open_browser(browser, "en") as page:
        cookies = {"sessionid": place.sessions[0], "django_language": "en"}
        page.context.add_cookies([{"name": name, "value": one, "url": server.address} for name, one in cookies.items()])
        page.goto(f"{server.address}{place.board}")
        page.wait_for_selector("[data-ready]")
        page.locator(".chip").first.click()
        expect(page.locator("[data-card]")).to_have_count(1)
        yield page


def memos_of(place: Place) -> list[str]:
    with sqlite3.connect(place.database) as database:
        return [memo for (memo,) in database.execute("SELECT memo FROM records_excerptrecord ORDER BY id")]


def test_the_board_goes_on_when_the_server_was_killed_and_came_back(browser, tmp_path):
    place = make_place(tmp_path / "home", text="Vi litar på varandra. Alltid?")
    with Server(place, processes=1) as first, open_board(browser, place, first) as page:
        open_all(page)
        page.locator(MEMO).fill(TYPED)

        first.kill()
        page.get_by_role("button", name="Save the memo").click()
        expect(page.locator("[data-said]")).to_have_text(
            "The server does not answer. It is sent again by itself. Leave the page open."
        )
        expect(page.locator(MEMO)).to_have_value(TYPED)
        with Server(place, first.port, processes=1):
            expect(page.locator("[data-said]")).to_have_text("Saved.", timeout=60_000)
            expect(page.locator(".chip", has_text="✎")).to_have_count(1)

    assert memos_of(place) == [TYPED]


def test_the_board_waits_for_a_locked_database_and_a_plain_form_keeps_what_was_typed(browser, tmp_path):
    place = make_place(tmp_path / "home", text="Vi litar på varandra. Alltid?", timeout=0.3)
    holder = sqlite3.connect(place.database, isolation_level=None)
    with Server(place, processes=1) as server, open_board(browser, place, server) as page:
        open_all(page)
        page.locator(MEMO).fill(TYPED)
        holder.execute("BEGIN IMMEDIATE")

        page.get_by_role("button", name="Save the memo").click()
        expect(page.locator("[data-said]")).to_contain_text("What you sent has not been saved.")
        holder.execute("ROLLBACK")
        expect(page.locator("[data-said]")).to_have_text("Saved.", timeout=30_000)
        assert memos_of(place) == [TYPED]

        page.goto(f"{server.address}/s/{place.study_id}/coding/codebook/add/")
        page.locator("[name=key]").fill("NEW")
        page.locator("[name=definition]").fill(TYPED)
        holder.execute("BEGIN IMMEDIATE")
        page.get_by_role("button", name="Add the code").click()
        expect(page.get_by_role("heading", name="The workbench is busy")).to_be_visible()
        expect(page.locator("main")).to_contain_text(TYPED)
        holder.execute("ROLLBACK")
        page.goto(f"{server.address}/s/{place.study_id}/coding/codebook/add/")

        expect(page.locator("[name=definition]")).to_have_value(TYPED)
        page.get_by_role("button", name="Add the code").click()
        expect(page.get_by_text("The code NEW is in the codebook.")).to_be_visible()
        page.goto(f"{server.address}/s/{place.study_id}/coding/codebook/add/")
        expect(page.locator("[name=definition]")).to_have_value("")
    holder.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("language", "silent", "sentence"),
    [
        ("en", "The server does not answer; nothing was changed.", "No such upload waits for a review"),
        ("sv", "Servern svarar inte; inget har ändrats.", "Ingen sådan uppladdning väntar på granskning"),
    ],
)
def test_a_part_of_a_page_that_cannot_be_had_is_told_in_an_alert(
    browser, live_server, tmp_path, settings, language, silent, sentence
):
    settings.SAMVERKAN_HOME = tmp_path
    states = keep_every_state(keep_account("kim@example.org"))
    address = f"/s/{states.full}/interviews/review/{states.upload}/"
    with open_browser(browser, language) as page:
        page.goto(f"{live_server.url}{address}")
        log_in(page, live_server.url, "kim@example.org")
        page.wait_for_url(f"**{address}")
        expect(page.locator("#review")).to_be_focused()
        before = page.locator(".review-form").inner_text()

        page.context.set_offline(True)
        page.keyboard.press("a")
        expect(page.get_by_role("alert")).to_contain_text(silent)
        assert faults_of(page) == []
        page.context.set_offline(False)
        page.keyboard.press("a")
        expect(page.locator(".review-form")).not_to_have_text(before)
        expect(page.get_by_role("alert")).to_have_count(0)
        discard_upload(states.owner, states.full, states.upload)
        page.keyboard.press("a")

        expect(page.get_by_role("alert")).to_contain_text(sentence)


NAMES = "Intervjuare: Hur gick det?\n\nKarin Lindqvist: Vi frågade Anna Berg i Åmål, och sedan Karl Öberg.\n"
FULL = """
from samverkan import settings
settings.DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA max_page_count={pages};"
"""


@contextmanager
def open_review(browser: Browser, place: Place, server: Server, language: str) -> Iterator[Page]:
    """The review of the names in an uploaded file, with one name being written over."""
    with open_browser(browser, language) as page:
        cookies = {"sessionid": place.sessions[0], "django_language": language}
        page.context.add_cookies([{"name": name, "value": one, "url": server.address} for name, one in cookies.items()])
        page.goto(f"{server.address}/s/{place.study_id}/interviews/upload/")
        if not page.locator("[data-upload-line]").count():
            page.set_input_files("#files", {"name": "ett.txt", "mimeType": "text/plain", "buffer": NAMES.encode()})
            page.locator("main form button[type=submit]").click()
        page.locator("[data-upload-line] a[href*=review]").click()
        expect(page.locator("#review")).to_be_focused()
        yield page


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ["held the database for a long while", "has not been saved.", "then try again."]),
        ("sv", ["har hållit databasen länge", "har inte sparats.", "Vänta en stund och försök igen."]),
    ],
)
def test_a_part_of_a_page_that_meets_a_locked_database_says_so_and_keeps_what_was_typed(
    browser, tmp_path, language, sentences
):
    place = make_place(tmp_path / "home", timeout=0.3)
    holder = sqlite3.connect(place.database, isolation_level=None)
    with Server(place, processes=1) as server, open_review(browser, place, server, language) as page:
        name = page.locator(".review-form").inner_text()
        page.locator("#replacement").fill("[chefen]")
        holder.execute("BEGIN IMMEDIATE")

        with page.expect_response("**/review/**") as refused:
            page.keyboard.press("Enter")
        assert refused.value.status == 503
        alert = page.get_by_role("alert")
        for sentence in sentences:
            expect(alert).to_contain_text(sentence)
        expect(page.locator("#replacement")).to_have_value("[chefen]")
        expect(page.locator("#replacement")).to_be_focused()
        assert faults_of(page) == []

        holder.execute("ROLLBACK")
        page.keyboard.press("Enter")
        expect(page.locator(".review-form")).not_to_have_text(name)
        expect(page.locator(".review-list")).to_contain_text("[chefen]")
        expect(alert).to_have_count(0)
    holder.close()


def test_a_part_of_a_page_that_meets_a_full_disk_says_so_and_keeps_what_was_typed(browser, tmp_path):
    place = make_place(tmp_path / "home")
    with Server(place, processes=1) as server, open_review(browser, place, server, "en"):
        port = server.port
    with sqlite3.connect(place.database) as database:
        (pages,) = database.execute("PRAGMA page_count").fetchone()
    full = Server(place, port, before=FULL.format(pages=pages), processes=1)
    with full, open_review(browser, place, full, "en") as page:
        typed, status = "", 200
        for number in range(200):
            typed = f"[chefen {number}{' som alla litar på' * 9}]"
            page.locator("#replacement").fill(typed)
            with page.expect_response("**/review/**") as answer:
                page.keyboard.press("Enter")
            status = answer.value.status
            if status != 200:
                break
            page.locator(".review-list li a").first.click()

        assert status == 507
        expect(page.get_by_role("alert")).to_contain_text("The disk of the workbench is full.")
        expect(page.get_by_role("alert")).to_contain_text("has not been saved.")
        expect(page.locator("#replacement")).to_have_value(typed)
        full.kill()
        with Server(place, port, processes=1):
            with page.expect_response("**/review/**") as answer:
                page.keyboard.press("Enter")

            expect(page.locator(".review-list")).to_contain_text(typed)
            expect(page.get_by_role("alert")).to_have_count(0)
