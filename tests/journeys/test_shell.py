"""The frame in a real browser: logging in, being invited, text kept when the session ends."""

from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from browse import faults_of, log_in, open_browser
from keep import keep_account, keep_study
from samverkan.domain.people import StudyRole
from samverkan.records.study import add_participant
from samverkan.workbench.people.invitations import invite
from samverkan.workbench.study.moving import import_study

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "two-clusters"


@pytest.fixture
def study_id() -> int:
    """The example, owned by Kim, who also looks after the workbench."""
    return import_study(EXAMPLE, by=keep_account("kim@example.org", name="Kim Ek", is_staff=True))


def test_the_language_and_the_theme_are_chosen_on_the_log_in_page_and_stay(browser, live_server, study_id):
    with open_browser(browser, "sv") as page:
        page.goto(f"{live_server.url}/accounts/login/")
        page.get_by_role("button", name="English").click()
        page.get_by_text("Look", exact=True).click()
        page.get_by_role("button", name="Dark").click()
        log_in(page, live_server.url, "kim@example.org")

        expect(page.get_by_role("heading", name="Your studies")).to_be_visible()
        assert page.locator("html").get_attribute("data-theme") == "dark"
        assert page.locator("html").get_attribute("lang") == "en"


def test_what_was_typed_is_still_there_when_the_session_has_ended(browser, live_server, study_id):
    with open_browser(browser, "en") as page:
        page.goto(f"{live_server.url}/new/")
        log_in(page, live_server.url, "kim@example.org")
        page.fill("[name=title]", "Typed for long")
        page.fill("[name=question]", "Vad får en liten kommun?")
        Session.objects.all().delete()

        page.click("main .form button.button")
        expect(page.get_by_role("heading", name="Log in")).to_be_visible()
        log_in(page, live_server.url, "kim@example.org")

        expect(page.locator("[name=title]")).to_have_value("Typed for long")
        expect(page.locator("[name=question]")).to_have_value("Vad får en liten kommun?")
        expect(page.get_by_text("What you had typed has come back")).to_be_visible()
        page.click("main .form button.button")
        expect(page.get_by_text("The study is started")).to_be_visible()
        page.goto(f"{live_server.url}/new/")
        expect(page.locator("[name=title]")).to_have_value("")


def test_who_is_invited_makes_an_account_and_sees_the_study(browser, live_server, study_id):
    owner = keep_account("owner@example.org")
    other = keep_study()
    add_participant(other, owner, StudyRole.OWNER)
    link = f"{live_server.url}/join/{invite(owner, other, 'alex@example.org', StudyRole.READER).token}/"

    with open_browser(browser, "en") as page:
        page.goto(link)
        faults = faults_of(page)
        page.fill("[name=name]", "Alex Ny")
        page.fill("[name=password]", "one long sentence of mine")
        page.click("main .form button.button")

        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert page.url == f"{live_server.url}/s/{other}/"
        page.goto(link)
        expect(page.get_by_text("The invitation is no longer good")).to_be_visible()
    assert faults == []


def test_the_frame_works_by_keyboard(browser, live_server, study_id):
    with open_browser(browser, "en") as page:
        log_in(page, live_server.url, "kim@example.org")
        page.goto(f"{live_server.url}/s/{study_id}/")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
        page.locator("[data-menu] > summary").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Log out")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("[data-menu] > summary")).to_be_focused()
        expect(page.get_by_role("button", name="Log out")).to_be_hidden()
