"""Scores in a real browser: after a judgement the focus is where one goes on."""

import pytest
from playwright.sync_api import expect

from browse import log_in, open_browser
from keep import keep_participant, keep_study
from samverkan.domain.people import StudyRole

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_focus_is_on_what_is_to_be_mended_and_after_a_save_on_the_informant(browser, live_server):
    study_id = keep_study()
    keep_participant(study_id, StudyRole.EDITOR)
    with open_browser(browser, "en") as page:
        log_in(page, live_server.url, "editor@example.org")
        page.goto(f"{live_server.url}/s/{study_id}/coding/scores/?factor=TRUST")
        form = page.locator(".informant form").last
        section = f"#r-{form.locator('[name=respondent]').get_attribute('value')}"

        form.get_by_role("button", name="Save").click()
        expect(page.locator("[data-problem]")).to_be_focused()
        expect(page.locator("[data-problem]")).to_be_in_viewport()

        again = page.locator("form", has=page.locator("[data-problem]"))
        again.locator(".levels label").first.click()
        again.locator("[name=reason]").fill("They say so.")
        again.get_by_role("button", name="Save").click()
        expect(page.locator("#messages")).to_contain_text("Saved.")
        expect(page.locator(section)).to_be_focused()
