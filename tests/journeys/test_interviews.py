"""Interviews in a real browser: three files uploaded, their names reviewed by keyboard, the words found again."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browse import faults_of, log_in, open_browser
from keep import keep_account
from samverkan.domain.people import StudyRole
from samverkan.records.interviews import load_kept_interviews, load_transcript
from samverkan.records.study import add_participant
from samverkan.workbench.interviews.searching import prepare_search
from samverkan.workbench.study.moving import import_study

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "two-clusters"
NAMES = (
    "Intervjuare: Hur samverkade ni?\n\n"
    "Karin Lindqvist: Vi frågade Anna Berg i Åmål. Sedan kom hajen, som alla kallar henne.\n"
)
FILES = [
    {"name": "ett.txt", "mimeType": "text/plain", "buffer": NAMES.encode()},
    {"name": "tva.vtt", "mimeType": "text/vtt", "buffer": b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Kim>Ja.\n"},
    {"name": "bild.txt", "mimeType": "text/plain", "buffer": b"a\0b" * 40},
]


COLOUR = """(place) => {
  const { color, backgroundColor } = getComputedStyle(place);
  return { color, background: backgroundColor };
}"""
SELECT = """(turn) => {
  const range = document.createRange();
  range.setStart(turn.querySelector("[data-speaks]").firstChild, 0);
  const words = [...turn.childNodes].find((one) => one.textContent.includes("Vi frågade"));
  range.setEnd(words, words.textContent.indexOf("frågade") + "frågade".length);
  window.getSelection().removeAllRanges();
  window.getSelection().addRange(range);
}"""


@pytest.fixture
def home(tmp_path, settings) -> Path:
    """A data folder of the test's own."""
    settings.SAMVERKAN_HOME = tmp_path
    return tmp_path


@pytest.fixture
def kim() -> int:
    """Who owns the example."""
    return keep_account("kim@example.org", name="Kim Ek")


@pytest.fixture
def study_id(kim, home) -> int:
    """The example, which the search knows."""
    study = import_study(EXAMPLE, by=kim)
    prepare_search(kim, study)
    return study


def open_room(page: Page, url: str, study_id: int, path: str = "") -> None:
    page.goto(f"{url}/s/{study_id}/interviews/{path}")
    if "/accounts/login/" in page.url:
        log_in(page, url, "kim@example.org")
        page.goto(f"{url}/s/{study_id}/interviews/{path}")


def test_files_are_uploaded_reviewed_by_keyboard_taken_in_and_found(browser, live_server, study_id, home):
    with open_browser(browser, "en") as page:
        open_room(page, live_server.url, study_id, "upload/")
        page.set_input_files("#files", FILES)
        page.get_by_role("button", name="Upload", exact=True).click()

        expect(page.locator("[data-upload-line]")).to_have_count(3)
        expect(page.locator(".upload .error")).to_be_visible()
        assert faults_of(page) == []
        page.locator("[data-upload-line]", has_text="ett.txt").get_by_role("link", name="Review names").click()

        expect(page.locator("#review")).to_be_focused()
        first = page.locator(".review-form").inner_text()
        page.keyboard.press("e")
        page.keyboard.press("Control+a")
        page.keyboard.type("[it-chefen]")
        page.keyboard.press("Enter")
        expect(page.locator(".review-form")).not_to_have_text(first)
        expect(page.locator("#review")).to_be_focused()
        expect(page.locator("[data-transcript]")).to_contain_text("it-chefen")
        expect(page.locator("[data-transcript]")).not_to_contain_text(first)
        assert words_to_be_missed(page) == f"{first} Vi frågade"
        page.locator("#review").focus()
        page.keyboard.press("p")
        expect(page.locator(".review-form")).to_have_text(first)
        page.fill("#missed", "hajen")
        page.keyboard.press("Enter")
        expect(page.locator(".review-form")).to_have_text("hajen")
        page.keyboard.press("a")
        while page.locator("[data-done]").count() == 0:
            before = page.get_by_role("status").filter(has_text="decided").inner_text()
            page.keyboard.press("a")
            expect(page.get_by_role("status").filter(has_text="decided")).not_to_have_text(before)
        expect(page.locator("[data-done]")).to_be_focused()
        key, button = (page.locator(place).evaluate(COLOUR) for place in ("[data-done] kbd", "[data-done]"))
        assert (key["color"], key["background"]) == (button["color"], "rgba(0, 0, 0, 0)")
        for name in ("Karin", "Anna", "hajen"):
            expect(page.locator("[data-transcript]")).not_to_contain_text(name)
        page.keyboard.press("Enter")

        take_in_and_find(page, live_server.url, study_id)
    interview = next(one for one in load_kept_interviews(study_id) if one.value.id == "I-ny")
    assert interview.value.is_reviewed
    assert "[it-chefen]" in load_transcript(interview.id).value.text or "it-chefen" in {
        turn.speaker for turn in load_transcript(interview.id).value.turns
    }


def words_to_be_missed(page: Page) -> str:
    """What M takes of a turn whose speaker is shown by a pseudonym: the words of the file."""
    page.locator("[data-transcript] .turn").nth(1).evaluate(SELECT)
    page.locator("[data-transcript]").focus()
    page.keyboard.press("m")
    found = page.locator("#missed").input_value()
    page.fill("#missed", "")
    return " ".join(found.split())


def take_in_and_find(page: Page, url: str, study_id: int) -> None:
    page.get_by_label("Id of the interview").fill("I-ny")
    page.get_by_label("A person has read the transcript").check()
    page.get_by_role("button", name="Take in").click()
    expect(page.get_by_text("The interview is taken in")).to_be_visible()
    expect(page.get_by_text("2 files are still on the way")).to_be_visible()
    open_room(page, url, study_id)
    page.get_by_role("link", name="I-ny", exact=True).click()
    expect(page.locator(".turns")).not_to_contain_text("Karin")
    expect(page.locator(".turns")).not_to_contain_text("hajen")

    open_room(page, url, study_id, "search/")
    page.fill("[name=q]", "samverka fråga")
    page.keyboard.press("Enter")
    page.fill("[name=q]", '"hur samverkade ni"')
    page.keyboard.press("Enter")
    page.get_by_role("link", name="I-ny, turn 1").click()
    expect(page.locator("#t0 mark")).to_have_text("Hur samverkade ni")
    assert page.url.endswith("#t0")


def test_a_reader_is_not_offered_what_only_an_editor_may_do(browser, live_server, study_id):
    reader = keep_account("reader@example.org")
    add_participant(study_id, reader, StudyRole.READER)
    with open_browser(browser, "en") as page:
        log_in(page, live_server.url, "reader@example.org")
        page.goto(f"{live_server.url}/s/{study_id}/interviews/")
        expect(page.get_by_role("heading", name="Interviews")).to_be_visible()
        expect(page.get_by_role("link", name="Upload interviews")).to_have_count(0)
        expect(page.get_by_role("link", name="Edit")).to_have_count(0)


def test_names_written_into_a_text_are_asked_about_and_kept_with_a_tick(browser, live_server, study_id):
    interview = next(one for one in load_kept_interviews(study_id) if one.value.is_reviewed)
    with open_browser(browser, "sv") as page:
        open_room(page, live_server.url, study_id, f"{interview.id}/text/")
        before = page.locator("#id_text").input_value()
        page.fill("#id_text", f"{before}\n\nTack Karin Lindqvist, ring 070-123 45 67.")
        page.get_by_role("button", name="Spara som ny version").click()

        expect(page.locator("[data-problem]")).to_be_focused()
        expect(page.locator(".additions li strong")).to_have_text(["Karin Lindqvist", "070-123 45 67"])
        assert page.locator("#id_text").input_value().endswith("ring 070-123 45 67.")
        assert faults_of(page) == []
        page.get_by_role("link", name="Behåll texten").click()
        page.get_by_label("Det är inte någons namn").check()
        page.get_by_role("button", name="Spara som ny version").click()

        expect(page.get_by_text("räknas som inte granskad")).to_be_visible()
    assert not next(one for one in load_kept_interviews(study_id) if one.id == interview.id).value.is_reviewed
