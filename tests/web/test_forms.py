"""Every form on every page sends each of its fields once: of a name sent twice only the last would be heard."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.urls import Resolver404, resolve

from keep import keep_account
from keep_states import keep_every_state

pytestmark = pytest.mark.django_db
FIELDS = {"input", "select", "textarea"}
SENT_IF_CHOSEN = {"checkbox", "radio", "submit", "button", "reset", "image"}
"""Of these several with one name make one choice."""


class FormReader(HTMLParser):
    """Gathers the links of a page, and the names of the fields of each of its forms."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._form = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a":
            self.links.append(given.get("href") or "")
        elif tag == "form":
            self._form = given.get("id") or f"form {len(self.forms)}: {given.get('action') or ''}"
            self.forms[self._form].update()
        elif tag in FIELDS and given.get("name") and given.get("type") not in SENT_IF_CHOSEN:
            self.forms[given.get("form") or self._form][str(given["name"])] += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = ""

    @property
    def doubled(self) -> list[tuple[str, str]]:
        """The fields that a form has more than once."""
        return [
            (form, name) for form, names in self.forms.items() if form for name, count in names.items() if count > 1
        ]


def read_forms(page: str) -> FormReader:
    reader = FormReader()
    reader.feed(page)
    return reader


def walk(client, *starts: str) -> Iterator[tuple[str, FormReader]]:
    """Each page that a link leads to, one of each kind."""
    seen = set()
    waiting = list(starts)
    while waiting:
        path = waiting.pop(0)
        kind = kind_of(path)
        if not kind or kind in seen:
            continue
        seen.add(kind)
        answer = client.get(path)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            reader = read_forms(answer.content.decode())
            yield kind, reader
            waiting += [urljoin(path, link).split("#", maxsplit=1)[0] for link in reader.links]


def kind_of(path: str) -> str:
    """The study, the name of the page and which questions are asked of it; '' for what is no page of ours."""
    parts = urlsplit(path)
    try:
        found = resolve(parts.path)
    except Resolver404:
        return ""
    return f"{found.kwargs.get('study_id', '')} {found.view_name} {' '.join(sorted(parse_qs(parts.query)))}".strip()


def test_no_form_on_any_page_has_a_field_twice(client, tmp_path, settings):
    settings.SAMVERKAN_HOME = tmp_path
    owner = keep_account("kim@example.org", name="Kim Ek", is_staff=True)
    states = keep_every_state(owner)
    client.force_login(get_user_model().objects.get(pk=owner))

    read = list(walk(client, "/", f"/s/{states.full}/", f"/s/{states.empty}/"))

    kinds = {kind.split()[1] for kind, _ in read if " " in kind}
    assert {"coding:board", "coding:code_edit", "coding:code", "coding:review"} <= kinds
    assert sum(len(reader.forms) for _, reader in read) > 100
    assert {kind: reader.doubled for kind, reader in read if reader.doubled} == {}


def test_a_field_that_stands_twice_is_found():
    twice = '<form action="a"><input name="version" value="3"><input type="hidden" name="version"></form>'
    ticks = '<form><input type="checkbox" name="a"><input type="checkbox" name="a"></form><form><input name="a"></form>'

    assert read_forms(twice).doubled == [("form 0: a", "version")]
    assert read_forms(ticks).doubled == []
