"""Settling what coders differ in, in a real browser and by keyboard alone."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from browse import faults_of
from keep import keep_interview, keep_participant
from make import make_excerpt, make_score, make_transcript
from samverkan.domain.coding.agreed import AGREED
from samverkan.records.coding import load_excerpts, load_scores, load_settlements

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TALK = make_transcript(("Q", "Hur går det?"), ("R1", "Vi litar på varandra och på driften."), ("Q", "Alltid?"))


def mark(coder, start, end, code="TRUST"):
    return make_excerpt(coder=coder, start=start, end=end, code=code, quote=TALK.text[start:end])


@pytest.fixture
def study() -> tuple[int, int]:
    excerpts = (mark("KA", 14, 34), mark("BO", 17, 34), mark("KA", 35, 49, code="GOV"), mark("BO", 52, 58))
    scores = (make_score("R1", 0.67, reason="Ja."), make_score("R1", 0.33, coder="BO", reason="Nja."))
    study_id, interview_id = keep_interview(excerpts=excerpts, scores=scores, transcripts={"I1": TALK})
    keep_participant(study_id)
    return study_id, interview_id


@pytest.fixture
def page(browser: Browser, live_server, study) -> Iterator[Page]:
    visitor = Client()
    visitor.force_login(get_user_model().objects.get(email="editor@example.org"))
    session = visitor.cookies[settings.SESSION_COOKIE_NAME].value
    cookies = {settings.SESSION_COOKIE_NAME: session, settings.LANGUAGE_COOKIE_NAME: "en"}
    context = browser.new_context()
    context.add_cookies([{"name": name, "value": one, "url": live_server.url} for name, one in cookies.items()])
    shown = context.new_page()
    shown.goto(f"{live_server.url}/s/{study[0]}/coding/agreement/")
    yield shown
    context.close()


def tab_to(page: Page, name: str) -> None:
    """Tab on until what says just this has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == name:
            return
    raise AssertionError(f"Nothing called {name} can be tabbed to.")


def test_a_team_settles_everything_without_a_mouse_and_the_agreed_coding_counts(page, study):
    study_id, _ = study
    come_to_the_differences(page)
    assert faults_of(page) == []

    settle_with_other_ends(page, "varandra och på driften", "Också driften.")
    press(page, "1", "Enter")
    expect_at(page, 3)
    press(page, "2", "Enter")
    expect_at(page, 4)
    undo_and_settle_again(page)
    settle_the_score(page)
    tab_to(page, "Let the agreed coding count")
    press(page, "Enter")

    expect(page.get_by_text("It counts: 2 passages.")).to_be_visible()
    agreed = [(one.start, one.end, one.code) for one in load_excerpts(study_id) if one.coder == AGREED]
    assert agreed == [(26, 49, "TRUST"), (35, 49, "GOV")]
    assert [one.score for one in load_scores(study_id) if one.coder == AGREED] == [0.33]
    assert [one.reason for one in load_settlements(study_id)] == ["Också driften.", "Också driften.", "", ""]
    assert faults_of(page) == []


def press(page: Page, *keys: str) -> None:
    """Press keys one after the other."""
    for key in keys:
        page.keyboard.press(key)


def expect_at(page: Page, position: int) -> None:
    """Be at a difference, with the focus on it."""
    heading = page.locator("#difference")
    expect(heading).to_have_text(f"Difference {position} of 4")
    expect(heading).to_be_focused()


def come_to_the_differences(page: Page) -> None:
    """From the agreement page to the first difference of the interview, on to the second and back."""
    tab_to(page, "Settle the differences")
    press(page, "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Differences between coders")
    tab_to(page, "I1")
    press(page, "Enter")
    expect(page.locator("#difference")).to_have_text("Difference 1 of 4")
    tab_to(page, "Next →")
    press(page, "Enter")
    expect_at(page, 2)
    press(page, "p")
    expect_at(page, 1)


def settle_with_other_ends(page: Page, words: str, reason: str) -> None:
    """Choose other ends, write the passage and why, and settle."""
    press(page, "5")
    for _ in range(10):
        press(page, "Tab")
        if page.evaluate("document.activeElement.name") == "words":
            break
    press(page, "Control+a")
    page.keyboard.type(words)
    press(page, "Tab")
    page.keyboard.type(reason)
    press(page, "Control+Enter")
    expect(page.locator(".message")).to_contain_text("3 are left")
    expect_at(page, 2)


def undo_and_settle_again(page: Page) -> None:
    """Take the last decision back, and make it once more."""
    press(page, "u")
    expect(page.locator(".message")).to_contain_text("Undone: settling a difference.")
    expect(page.get_by_text("2 of 4 settled")).to_be_visible()
    expect_at(page, 4)
    press(page, "p")
    expect_at(page, 3)
    press(page, "2", "Enter")
    expect_at(page, 4)


def settle_the_score(page: Page) -> None:
    """Choose a level, be asked why, and say it."""
    press(page, "3", "Enter")
    expect(page.get_by_role("alert")).to_contain_text("Write why")
    page.get_by_label("Reason").focus()
    page.keyboard.type("Nja, tillsammans.")
    press(page, "Control+Enter")
    expect(page.locator(".message")).to_contain_text("Nothing is left")


def test_words_selected_in_the_text_become_the_passage_only_when_other_ends_are_chosen(page, study, live_server):
    page.goto(f"{live_server.url}/s/{study[0]}/coding/{study[1]}/settle/")
    mark = page.locator("[data-around] mark.by-all")
    words = page.get_by_label("The passage with other ends")
    page.keyboard.press("1")
    mark.dblclick(position={"x": 60, "y": 10})
    expect(page.locator("[name=choice][data-key='1']")).to_be_checked()
    expect(words).to_be_hidden()

    page.keyboard.press("6")
    expect(page.locator("[name=choice][value='adjusted:KA']")).to_be_checked()
    mark.dblclick(position={"x": 60, "y": 10})

    expect(words).to_be_visible()
    picked = words.input_value()
    assert picked in {"litar", "på", "varandra"}
    expect(page.locator("[name=choice][value='adjusted:KA']")).to_be_checked()
    select_from_within(page, "litar på varandra", 2, 10)
    expect(words).to_have_value("litar på varandra")


def select_from_within(page: Page, text: str, start: int, end: int) -> None:
    """Select a part of a stretch of the text, and let the mouse go."""
    page.locator("[data-around]").evaluate(
        """(around, [text, start, end]) => {
          const mark = around.querySelector("mark.by-all");
          const node = [...mark.childNodes].find((one) => one.data === text);
          getSelection().setBaseAndExtent(node, start, node, end);
          around.dispatchEvent(new Event("mouseup"));
        }""",
        [text, start, end],
    )


def test_keys_work_from_the_start_and_after_an_error(page, study, live_server):
    page.goto(f"{live_server.url}/s/{study[0]}/coding/{study[1]}/settle/")
    press(page, "Enter")
    problem = page.get_by_role("alert")
    expect(problem).to_contain_text("Choose how it is to be settled.")
    expect(problem).to_be_focused()

    press(page, "1", "Enter")
    expect_at(page, 2)
    page.goto(f"{live_server.url}/s/{study[0]}/coding/{study[1]}/settle/?kind=score")
    press(page, "3", "Enter")
    expect(page.get_by_role("alert")).to_contain_text("Write why")
    expect(page.get_by_role("alert")).to_be_focused()
    press(page, "5")
    expect(page.locator("[name=score][value=silent]")).to_be_checked()
