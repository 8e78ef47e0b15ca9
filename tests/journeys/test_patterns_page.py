"""The page of patterns in a real browser: read aloud, on a phone and on paper, and a case one click away."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from make_patterns import make_analysis, make_told_table
from samverkan.files.patterns_html import render_patterns_html
from samverkan.workbench.pattern_pictures import draw_pattern_pictures

pytestmark = pytest.mark.browser

DESK, PHONE = 1440, 390


@pytest.fixture(scope="module", params=["sv", "en"])
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    language = request.param
    path = tmp_path_factory.mktemp(language) / "patterns.html"
    analysis = make_analysis(make_told_table())
    path.write_text(render_patterns_html(analysis, language, draw_pattern_pictures(analysis, language)), "utf-8")
    return path.as_uri()


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_axe_finds_nothing_and_the_page_never_scrolls_sideways(open_page, width):
    open_page.set_viewport_size({"width": width, "height": 900})

    found = Axe().run(open_page)

    assert [(one["id"], one["nodes"][0]["html"]) for one in found.response["violations"]] == []
    assert open_page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_asks_for_nothing_and_the_browser_has_no_complaint(open_page, messages):
    open_page.wait_for_load_state("networkidle")

    assert messages == []


def test_a_case_leads_to_its_memberships_with_one_click(open_page):
    open_page.locator("#row-present-8 a").first.click()

    expect(open_page.locator("#case-1")).to_be_in_viewport()


def test_the_page_prints_on_paper(open_page):
    printed = open_page.pdf(prefer_css_page_size=True)

    assert printed.startswith(b"%PDF")
    assert len(printed) > 30_000
