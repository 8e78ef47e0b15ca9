"""Every page that a link leads to, in a real browser: read aloud, none too wide, nothing asked of another host.

`SAMVERKAN_PICTURES=folder` keeps a picture of each page; with `SAMVERKAN_LOOKS=all` in both languages, both themes
and three widths.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import resolve, reverse
from playwright.sync_api import Page

from addresses import address_of
from browse import DESK, LAPTOP, PHONE, faults_of, is_too_wide, log_in, open_browser, picture
from keep import keep_account
from keep_states import States, keep_every_state
from samverkan.web.rights import RIGHTS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PICTURES = os.environ.get("SAMVERKAN_PICTURES")
ALL = list(product(("sv", "en"), (DESK, LAPTOP, PHONE), ("light", "dark")))
LOOKS = ALL if os.environ.get("SAMVERKAN_LOOKS") == "all" else [("sv", DESK, "light"), ("en", PHONE, "dark")]
OUTSIDE = ("/", "/accounts/login/")
SAME_PAGE = {"sort", "page", "at", "before", "beyond", "object", "factor", "version", "a", "b", "coder"}
"""Questions whose answer is the same page with other lines; another list on it has a word and `-` before them."""
ASKED_BY_FORM = (
    "",
    "interviews/search/?q=samverka",
    "interviews/search/?q=finnsinte&code=TRUST",
    "comparison/matrix/?kind=gain&rows=member",
    "comparison/matrix/?coder=nobody&kind=factor&rows=case",
    "interviews/?role=member",
    "interviews/search/?code=TRUST",
    "history/?q=kommun&order=oldest",
    "coding/codebook/?q=tillit&sort=-excerpts",
    "coding/scores/?informants=missing&order=name&factors=missing",
)
"""What people come to by a form rather than by a link, with something in it and without."""
FILES = {
    "coding:code_file": "the excerpts of a code",
    "comparison:export": "the matrix",
    "comparison:together_file": "the codes that lie together",
    "report:file": "the report, which has journeys of its own, and its tables",
}
"""What a link leads to that is no page of the workbench."""
ONE_MUST_BE_SOMEWHERE = "asked for in the middle of logging in or of confirming who one is"
NO_SUCH_ACCOUNT = "needs an account with that: a second factor, an address of another organisation, no password"
PART = "a part of a page, which the page asks for"
NO_LINK = {
    "account_set_password": NO_SUCH_ACCOUNT,
    "coding:changes": PART,
    "coding:excerpts": PART,
    "mfa_authenticate": ONE_MUST_BE_SOMEWHERE,
    "mfa_deactivate_totp": NO_SUCH_ACCOUNT,
    "mfa_download_recovery_codes": NO_SUCH_ACCOUNT,
    "mfa_edit_webauthn": NO_SUCH_ACCOUNT,
    "mfa_generate_recovery_codes": NO_SUCH_ACCOUNT,
    "mfa_login_webauthn": ONE_MUST_BE_SOMEWHERE,
    "mfa_reauthenticate": ONE_MUST_BE_SOMEWHERE,
    "mfa_reauthenticate_webauthn": ONE_MUST_BE_SOMEWHERE,
    "mfa_remove_webauthn": NO_SUCH_ACCOUNT,
    "mfa_view_recovery_codes": NO_SUCH_ACCOUNT,
    "openid_connect_callback": ONE_MUST_BE_SOMEWHERE,
    "openid_connect_login": ONE_MUST_BE_SOMEWHERE,
    "people:join": "for who is invited and has no account: test_shell.py looks at it",
    "report:line": PART,
    "shell:healthz": "no page: one word for a machine",
    "socialaccount_login_error": ONE_MUST_BE_SOMEWHERE,
    "socialaccount_signup": ONE_MUST_BE_SOMEWHERE,
}
"""What answers GET and is not looked at here, and why."""


@dataclass
class Walk:
    """What a walk over the pages has found: the names of the pages seen and what is wrong with each."""

    page: Page
    url: str
    seen: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    faults: dict[str, list[object]] = field(default_factory=dict)
    others: list[object] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", self._look_at_host)
        self.page.on("console", lambda line: self.others.append(line.text) if line.type == "error" else None)

    def _look_at_host(self, request) -> None:
        if not request.url.startswith((self.url, "data:", "blob:")):
            self.others.append(request.url)

    def follow(self, *starts: str) -> None:
        """Open each page that a link leads to, one of each kind."""
        waiting = list(starts)
        while waiting:
            path = waiting.pop(0)
            kind = kind_of(path)
            if kind in self.seen or name_of(kind) in FILES:
                continue
            self.seen.add(kind)
            if self.open(path, kind):
                waiting += self.links()

    def open(self, path: str, kind: str) -> bool:
        """Look at one page; whether it is one."""
        self.names.add(name_of(kind))
        answer = self.page.goto(f"{self.url}{path}")
        if not (answer and answer.headers["content-type"].startswith("text/html")):
            return False
        if answer.status != 200:
            self.others.append((path, answer.status))
        self.look_at(kind)
        return True

    def look_at(self, kind: str) -> None:
        """Note what is wrong with the page as it stands, and with what is folded away on it."""
        keep_picture(self.page, kind)
        found: list[object] = ["too wide"] if is_too_wide(self.page) else []
        self.page.evaluate("document.querySelectorAll('details:not([data-menu])').forEach(one => one.open = true)")
        found += faults_of(self.page) + self.others
        self.others.clear()
        if found:
            self.faults[kind] = found

    def links(self) -> Iterator[str]:
        """The addresses on this host that the page leads to."""
        for href in self.page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)"):
            parts = urlsplit(href)
            if href.startswith(self.url):
                yield parts.path + (f"?{parts.query}" if parts.query else "")


def kind_of(path: str) -> str:
    """The study, the name of the page, and which questions are asked of it."""
    parts = urlsplit(path)
    found = resolve(parts.path)
    asked = sorted(one for one in parse_qs(parts.query) if one.rpartition("-")[2] not in SAME_PAGE)
    return f"{found.kwargs.get('study_id', '')} {found.view_name}" + (f"?{'&'.join(asked)}" if asked else "")


def name_of(kind: str) -> str:
    """The name of the page, as in the table of rights."""
    return kind.split(" ")[-1].split("?")[0]


def keep_picture(page: Page, kind: str) -> None:
    if PICTURES:
        size = page.viewport_size or {"width": 0}
        theme = "dark" if page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") else "light"
        folder = f"{page.locator('html').get_attribute('lang')}-{size['width']}-{theme}"
        picture(page, Path(PICTURES) / folder, re.sub(r"\W+", "-", kind).strip("-"))


@pytest.fixture
def states(tmp_path, settings) -> States:
    """The studies of Kim, who also looks after the workbench."""
    settings.SAMVERKAN_HOME = tmp_path
    return keep_every_state(keep_account("kim@example.org", name="Kim Ek", is_staff=True))


@pytest.mark.parametrize(("language", "width", "theme"), LOOKS)
def test_every_page_is_read_aloud_fits_and_asks_nothing_of_another_host(
    browser, live_server, states, language, width, theme
):
    with open_browser(browser, language, width, theme) as page:
        page.goto(f"{live_server.url}/accounts/login/")
        walk = Walk(page, live_server.url)
        walk.look_at("login")
        log_in(page, live_server.url, "kim@example.org")
        page.goto(f"{live_server.url}/s/999/")
        walk.others.clear()
        walk.look_at("lost")

        walk.follow("/", *(f"/s/{states.full}/{rest}" for rest in ASKED_BY_FORM), f"/s/{states.empty}/")
        walk.follow(*without_links(states))

    assert walk.faults == {}
    assert pages_of_the_table(states) - walk.names - set(FILES) == set(NO_LINK)


def without_links(states: States) -> tuple[str, ...]:
    """Pages that one comes to by an act, by a link that is sent, or from elsewhere."""
    names = (
        "account_logout",
        "account_inactive",
        "account_reauthenticate",
        "mfa_list_webauthn",
        "socialaccount_connections",
    )
    return (
        reverse("interviews:take_in", args=[states.full, states.upload]),
        reverse("people:password", args=[states.reset.account_id, states.reset.token]),
        reverse("socialaccount_login_cancelled"),
        f"{reverse('coding:settle', args=[states.full, states.settled])}?kind=score",
        *map(reverse, names),
    )


def pages_of_the_table(states: States) -> set[str]:
    """The names in the table of rights that answer GET; what only takes in a form answers 405."""
    visitor = Client()
    visitor.force_login(get_user_model().objects.get(pk=states.owner))
    return {name for name in RIGHTS if visitor.get(address_of(name, states.full)).status_code != 405}
