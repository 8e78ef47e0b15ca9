"""The pages on one's own account in a real browser, those too that no link leads to; and the fields for files."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from addresses import TAKES
from browse import DESK, PHONE, faults_of, is_too_wide, log_in, open_browser
from keep import keep_account
from keep_ways_in import keep_ways_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = (
    "account_logout",
    "mfa_index",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "usersessions_list",
)


@pytest.fixture
def kim() -> int:
    """The number of Kim's account."""
    return keep_account("kim@example.org", name="Kim Ek")


def let_in(page, url, account_id):
    """Log somebody in without the second step."""
    visitor = Client()
    visitor.force_login(get_user_model().objects.get(pk=account_id))
    page.context.add_cookies([{"name": "sessionid", "value": visitor.cookies["sessionid"].value, "url": url}])


def find_faults(page):
    return faults_of(page) + (["too wide"] if is_too_wide(page) else [])


@pytest.mark.parametrize(("language", "width", "theme"), [("sv", DESK, "light"), ("en", PHONE, "dark")])
def test_the_pages_of_who_has_every_way_in_are_read_aloud_and_fit(browser, live_server, kim, language, width, theme):
    faults = {}

    with open_browser(browser, language, width, theme) as page:
        log_in(page, live_server.url, "kim@example.org")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        key = keep_ways_in(kim)
        for name in PAGES:
            path = reverse(name, kwargs=dict.fromkeys(TAKES[name], key))
            page.goto(f"{live_server.url}{path}")
            faults[name] = find_faults(page) if page.url.endswith(path) else [page.url]
        page.context.clear_cookies()
        log_in(page, live_server.url, "kim@example.org")
        expect(page.locator("[name=code]")).to_be_visible()
        faults["second step"] = find_faults(page)

    assert {name: found for name, found in faults.items() if found} == {}


def test_no_tab_is_out_of_sight_on_a_telephone(browser, live_server, kim):
    with open_browser(browser, "sv", PHONE) as page:
        let_in(page, live_server.url, kim)
        page.goto(f"{live_server.url}/account/")

        boxes = [tab.bounding_box() for tab in page.locator(".tabs a").all()]

    assert len(boxes) == 4
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= PHONE for box in boxes)


def test_a_key_that_is_broken_off_says_so_in_the_language_of_the_page(browser, live_server, kim):
    with open_browser(browser, "sv") as page:
        log_in(page, live_server.url, "kim@example.org")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.goto(f"{live_server.url}/accounts/two-factor/webauthn/add/")
        page.evaluate("() => { navigator.credentials.create = () => Promise.reject(new Error('broken off')); }")
        page.get_by_role("button", name="Lägg till nyckeln").click()

        expect(page.get_by_role("alert").filter(has_text="Nyckeln användes inte")).to_be_visible()


def test_a_field_for_files_speaks_the_language_of_the_page(browser, live_server, kim):
    with open_browser(browser, "sv") as page:
        let_in(page, live_server.url, kim)
        page.goto(f"{live_server.url}/take-in/")
        field = page.get_by_label("Studiemappen som zipfil")
        place = page.locator("[data-file]")
        expect(place).to_have_text("Välj en fil Inget är valt")

        field.set_input_files({"name": "studie.zip", "mimeType": "application/zip", "buffer": b"PK"})
        expect(place).to_have_text("Välj en fil studie.zip")
        field.focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Shift+Tab")
        expect(field).to_be_focused()
        outline = page.locator("[data-file] .button-second").evaluate("one => getComputedStyle(one).outlineStyle")
        with page.expect_file_chooser():
            page.keyboard.press("Space")

    assert outline == "solid"


def test_without_scripts_a_field_for_files_is_that_of_the_browser(browser, live_server, kim):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    let_in(page, live_server.url, kim)
    page.goto(f"{live_server.url}/take-in/")

    expect(page.locator("[type=file]")).to_have_css("opacity", "1")
    expect(page.locator("[data-file] .button-second")).to_be_hidden()
    context.close()
