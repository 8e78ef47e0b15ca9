"""Editing the study, comparing coders, and what was given, in a real browser: read aloud, and on a phone."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from browse import LOOKS, PHONE, faults_of, is_too_wide, log_in, open_browser, picture
from keep import keep_account, keep_study
from samverkan.domain.people import StudyRole
from samverkan.records.study import add_participant
from samverkan.records.study.editing import (
    load_kept_collaborations,
    load_kept_memberships,
    load_kept_municipalities,
)
from samverkan.workbench.study.moving import import_study

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "two-clusters"
PICTURES = os.environ.get("SAMVERKAN_PICTURES")


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


def pages_of(study_id: int) -> dict[str, str]:
    base = f"/s/{study_id}"
    return {
        "overview": f"{base}/",
        "municipality": f"{base}/study/municipalities/{load_kept_municipalities(study_id)[0].id}/",
        "collaboration": f"{base}/study/collaborations/{load_kept_collaborations(study_id)[0].id}/",
        "membership": f"{base}/study/cases/{load_kept_memberships(study_id)[0].id}/",
        "cases": f"{base}/study/cases/",
        "tables": f"{base}/study/tables/",
        "interviews": f"{base}/interviews/?role=member",
        "agreement": f"{base}/coding/agreement/?code=TRUST&sort=-alpha",
        "survey": f"{base}/survey/",
        "indicators": f"{base}/indicators/",
        "costs": f"{base}/indicators/?show=costs",
        "findings": f"{base}/findings/",
        "gains": f"{base}/gains/",
    }


def look_at(page, url, pages, suffix):
    faults = {}
    for name, address in pages.items():
        page.goto(f"{url}{address}")
        faults[name] = faults_of(page) + ([("too wide", name)] if is_too_wide(page) else [])
        if PICTURES:
            picture(page, Path(PICTURES), f"{name}-{suffix}")
    return {name: found for name, found in faults.items() if found}


@pytest.mark.parametrize(("width", "theme"), LOOKS)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_axe_finds_nothing_on_these_pages_and_none_is_too_wide(browser, live_server, study_id, width, theme, language):
    with open_browser(browser, language, width, theme) as page:
        enter(page, live_server.url)

        assert look_at(page, live_server.url, pages_of(study_id), f"{width}-{theme}-{language}") == {}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_axe_finds_nothing_on_the_empty_pages(browser, live_server, owner, language):
    study_id = keep_study(people={}, indicators=())
    add_participant(study_id, owner, StudyRole.OWNER, "KE")
    rooms = ("coding/agreement/", "survey/", "indicators/", "findings/", "gains/")
    with open_browser(browser, language, PHONE) as page:
        enter(page, live_server.url)

        assert look_at(page, live_server.url, {one: f"/s/{study_id}/{one}" for one in rooms}, f"empty-{language}") == {}


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
        page.goto(f"{live_server.url}{pages_of(study_id)['municipality']}")

        expect(page.get_by_text("kan inte tas bort: hit hänvisar 1 medlemskap")).to_be_visible()
        expect(page.get_by_role("button", name="Ta bort kommunen")).to_have_count(0)


def test_from_a_pair_of_coders_to_the_passage_that_one_of_them_left_out(browser, live_server, study_id):
    with open_browser(browser, "en") as page:
        enter(page, live_server.url)
        page.goto(f"{live_server.url}/s/{study_id}/coding/agreement/")
        page.locator("thead a").last.click()
        expect(page.locator("th[aria-sort=ascending]")).to_be_visible()
        page.locator("thead a").last.click()
        expect(page.locator("th[aria-sort=descending]")).to_be_visible()
        page.locator("tbody a").first.click()
        expect(page.get_by_role("heading", name="Only by one of them:")).to_be_visible()
        quote = page.locator("blockquote").first.inner_text()
        page.locator("#main .rows a").first.click()

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
