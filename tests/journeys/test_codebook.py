"""Changing the codebook in a real browser: what a page sends is what stood in its form."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from keep import keep_interview, keep_participant
from make import make_excerpt
from samverkan.domain.people import StudyRole
from samverkan.records.coding import find_code, load_codebook, load_excerpts

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def study() -> int:
    study_id, _ = keep_interview(excerpts=(make_excerpt(), make_excerpt(start=3, end=8)))
    keep_participant(study_id, StudyRole.OWNER)
    return study_id


@pytest.fixture
def page(browser: Browser, live_server, study) -> Iterator[Page]:
    visitor = Client()
    visitor.force_login(get_user_model().objects.get(email="owner@example.org"))
    session = visitor.cookies[settings.SESSION_COOKIE_NAME].value
    cookies = {settings.SESSION_COOKIE_NAME: session, settings.LANGUAGE_COOKIE_NAME: "en"}
    context = browser.new_context(base_url=f"{live_server.url}/s/{study}/coding/codebook/")
    context.add_cookies([{"name": name, "value": one, "url": live_server.url} for name, one in cookies.items()])
    yield context.new_page()
    context.close()


def edit(page: Page, study_id: int, key: str) -> None:
    row = find_code(study_id, key)
    assert row
    page.goto(f"{row['id']}/")
    page.get_by_role("link", name="Edit").click()


def test_a_changed_definition_lists_its_excerpts_to_be_looked_at_again(page, study):
    edit(page, study, "TRUST")

    page.locator("[name=definition]").fill("Att lita på varandra, också i efterhand.")
    page.get_by_role("button", name="Save").click()

    expect(page.locator(".message")).to_have_text("The code TRUST is changed.")
    assert load_codebook(study)["TRUST"].definition == "Att lita på varandra, också i efterhand."
    page.goto("./")
    expect(page.get_by_text("2 to look at again")).to_be_visible()
    page.locator("a[href$='/review/']").click()
    ticks = page.get_by_role("checkbox")
    expect(ticks).to_have_count(2)
    ticks.first.check()
    page.get_by_role("button", name="The ticked ones are right as they are").click()
    expect(page.locator(".message")).to_have_text("1 excerpt is right as it is.")
    expect(ticks).to_have_count(1)
    assert len(load_excerpts(study)) == 2


def test_a_code_is_put_under_another_and_changed_once_more(page, study):
    edit(page, study, "TRUST")
    page.locator("[name=parent]").select_option("GOV")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".message")).to_have_text("The code TRUST is changed.")

    edit(page, study, "TRUST")
    expect(page.locator("[name=parent]")).to_have_value("GOV")
    page.locator("[name=parent]").select_option("")
    page.get_by_role("button", name="Save").click()

    expect(page.locator(".message")).to_have_text("The code TRUST is changed.")
    assert load_codebook(study)["TRUST"].parent == ""


def test_what_lacks_in_a_form_is_mended_and_saved(page, study):
    edit(page, study, "TRUST")
    page.locator("[name=name_en]").evaluate("field => { field.removeAttribute('maxlength') }")
    page.locator("[name=name_en]").fill("T" * 201)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_be_visible()

    page.locator("[name=name_en]").fill("Confidence")
    page.get_by_role("button", name="Save").click()

    expect(page.locator(".message")).to_have_text("The code TRUST is changed.")
    assert load_codebook(study)["TRUST"].name_en == "Confidence"
