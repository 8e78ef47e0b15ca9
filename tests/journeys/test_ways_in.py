"""The ways into the workbench beside the password: the municipality's single sign-on, and a passkey."""

import re
import sqlite3
from contextlib import contextmanager
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from browse import faults_of, log_in, open_browser
from identity import identity_provider
from served import ADMIN, make_machine

pytestmark = pytest.mark.browser


@pytest.fixture
def sign_on(tmp_path):
    """What opens a workbench whose people are known to a provider that says this of them."""

    @contextmanager
    def open_workbench(**claims):
        with identity_provider(**claims) as names:
            machine = make_machine(tmp_path / "home")
            with replace(machine, environment={**machine.environment, **names}).serve() as url:
                yield url

    return open_workbench


def go_by_the_municipality(page, url):
    page.goto(f"{url}/accounts/login/")
    page.get_by_role("link", name="Kvarnryd").click()
    page.locator("main form button").last.click()


def test_who_is_signed_on_at_the_municipality_is_let_in_as_the_account_with_that_address(browser, sign_on):
    with sign_on(email=ADMIN, email_verified=True, name="Kim Ek") as url, open_browser(browser, "en") as page:
        go_by_the_municipality(page, url)

        expect(page.get_by_role("heading", name="Your studies")).to_be_visible()


def close_every_account(home):
    """Close the accounts, as who looks after the workbench does with those of others."""
    with sqlite3.connect(home / "samverkan.sqlite3") as database:
        database.execute("UPDATE records_account SET is_active = 0")


def test_a_closed_account_is_not_let_in_by_single_sign_on(browser, sign_on, tmp_path):
    with sign_on(email=ADMIN, email_verified=True) as url, open_browser(browser, "en") as page:
        close_every_account(tmp_path / "home")
        go_by_the_municipality(page, url)
        expect(page.get_by_role("heading", name="closed")).to_be_visible()
        faults = faults_of(page)

        page.goto(url)
        expect(page.get_by_role("heading", name="Log in")).to_be_visible()
    assert faults == []


def test_who_has_no_account_is_not_let_in_by_single_sign_on(browser, sign_on):
    with sign_on(email="stranger@example.org", email_verified=True) as url, open_browser(browser, "en") as page:
        go_by_the_municipality(page, url)
        expect(page.get_by_role("heading", name="You have no account here")).to_be_visible()
        faults = faults_of(page)

        page.goto(url)
        expect(page.get_by_role("heading", name="Log in")).to_be_visible()
    assert faults == []


def test_a_passkey_is_added_and_logs_in_without_a_password_until_the_account_is_closed(browser, tmp_path):
    with make_machine(tmp_path / "home").serve() as address, open_browser(browser, "en") as page:
        url = address.replace("127.0.0.1", "localhost")
        give_a_security_key(page)
        log_in(page, url, ADMIN)
        expect(page.get_by_role("heading", name="Your studies")).to_be_visible()
        page.goto(f"{url}/accounts/two-factor/webauthn/add/")
        page.fill("[name=name]", "Laptop")
        page.check("[name=passwordless]")
        page.locator("main form button").last.click()
        expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()

        page.context.clear_cookies()
        page.goto(f"{url}/accounts/login/")
        page.get_by_role("button", name="passkey").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Your studies|Dina studier"))

        page.context.clear_cookies()
        close_every_account(tmp_path / "home")
        page.goto(f"{url}/accounts/login/")
        page.get_by_role("button", name="passkey").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("closed|stängt"))


def give_a_security_key(page):
    """A key that Chromium plays itself, and that somebody has just touched."""
    key = page.context.new_cdp_session(page)
    key.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    touch = {"isUserVerified": True, "automaticPresenceSimulation": True}
    key.send("WebAuthn.addVirtualAuthenticator", {"options": {**kind, **touch}})
