"""Editing the study, comparing coders, and what was given, in a real browser."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from browse import PHONE, log_in, open_browser
from keep import keep_account
from samverkan.records.study.editing import load_kept_municipalities
from samverkan.workbench.study.moving import import_study

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "two-clusters"


@pytest.fixture
def owner() -> int:
    """Kim, who owns every study here."""
    return keep_account("kim@example.org", name="Kim Ek")


@pytest.fixture
def study_id(owner: int) -> int:
    """The example."""
    return import_study(EXAMPLE, by=owner)


def enter(page, url):
    """Log in as Kim, and wait for the first page."""
    log_in(page, url, "kim@example.org")
    page.wait_for_url(lambda address: "/login/" not in address)


def test_a_municipality_is_added_changed_and_removed_by_keyboard_alone(browser, live_server, study_id):
    with open_browser(browser, "en") as page:
        enter(page, live_server.url)
        page.goto(f"{live_server.url}/s/{study_id}/study/municipalities/")
        page.get_by_label("Id").focus()
        page.keyboard.type("VIK")
        page.keyboard.press("Tab")
        page.keyboard.type("Vikbo")
        page.keyboard.press("Enter")
        page.get_by_role("link", name="Vikbo").focus()
        page.keyboard.press("Enter")
        page.get_by_label("Name").focus()
        page.keyboard.press("End")
        page.keyboard.type("da")
        page.keyboard.press("Enter")
        page.get_by_role("link", name="Vikboda").focus()
        page.keyboard.press("Enter")
        page.get_by_text("so it can be removed").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")

        expect(page.get_by_text("It is removed.")).to_be_visible()
        expect(page.get_by_role("link", name="Vikboda")).to_have_count(0)


def test_what_is_named_stays_and_the_page_says_by_what(browser, live_server, study_id):
    with open_browser(browser, "sv", PHONE) as page:
        enter(page, live_server.url)
        number = load_kept_municipalities(study_id)[0].id
        page.goto(f"{live_server.url}/s/{study_id}/study/municipalities/{number}/")

        expect(page.get_by_text("kan inte tas bort: hit hänvisar 1 medlemskap")).to_be_visible()
        expect(page.get_by_role("button", name="Ta bort kommunen")).to_have_count(0)


def test_from_a_pair_of_coders_to_the_passage_that_one_of_them_left_out(browser, live_server, study_id):
    with open_browser(browser, "en") as page:
        enter(page, live_server.url)
        page.goto(f"{live_server.url}/s/{study_id}/coding/agreement/")
        page.locator("table").first.locator("thead a").last.click()
        expect(page.locator("th[aria-sort=ascending]")).to_be_visible()
        page.locator("table").first.locator("thead a").last.click()
        expect(page.locator("th[aria-sort=descending]")).to_be_visible()
        page.locator("table").first.locator("tbody a").first.click()
        expect(page.get_by_role("heading", name="Only by one of them:")).to_be_visible()
        quote = page.locator("blockquote").first.inner_text()
        page.locator("blockquote").first.locator("xpath=ancestor::tr").locator("a").click()

        expect(page.locator(".turn").first).to_be_visible()
        expect(page.locator("#main")).to_contain_text(quote.rstrip("…").split("\n")[0][:40])


def test_tables_are_brought_in_after_every_error_was_told(browser, live_server, study_id):
    wrong = b"finding,level,text_en\nF1,sure,Trust carries.\n"
    with open_browser(browser, "en") as page:
        enter(page, live_server.url)
        page.goto(f"{live_server.url}/s/{study_id}/study/tables/")
        page.get_by_label("What a file holds replaces").check()
        page.locator("input[type=file]").set_input_files(
            {"name": "findings.csv", "mimeType": "text/csv", "buffer": wrong}
        )
        page.get_by_role("button", name="Take in").click()
        expect(page.get_by_role("alert")).to_contain_text("findings.csv, row 2, column level")
        right = wrong.replace(b"sure", b"low")
        page.locator("input[type=file]").set_input_files(
            {"name": "findings.csv", "mimeType": "text/csv", "buffer": right}
        )
        page.get_by_role("button", name="Take in").click()
        expect(page.get_by_text("findings.csv: 1 row is in.")).to_be_visible()
        page.get_by_role("link", name="Findings", exact=True).first.click()

        expect(page.get_by_text("Trust carries.")).to_be_visible()


def test_an_interview_is_deleted_from_the_list(browser, live_server, study_id):
    with open_browser(browser, "en", PHONE) as page:
        enter(page, live_server.url)
        page.goto(f"{live_server.url}/s/{study_id}/interviews/")
        page.get_by_label("Host or member").select_option("host")
        page.get_by_role("button", name="Show only").click()
        key = page.locator("tbody th a").first.inner_text()
        page.get_by_role("button", name=re.compile(f"Delete ?: {key}")).click()

        expect(page.get_by_text("The interview is deleted")).to_be_visible()
        expect(page.locator("tbody").get_by_role("link", name=key, exact=True)).to_have_count(0)
