"""The report in a real browser: read aloud, on a phone and on paper, and one click from its evidence."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from samverkan.domain.report.evaluation import Evaluation, evaluate_evidence
from samverkan.files.report_html import render_report
from samverkan.files.study_folder import read_study_folder
from samverkan.workbench.report.pictures import draw_pictures

pytestmark = pytest.mark.browser

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "two-clusters"
DESK, PHONE = 1440, 390
DEAD_LINKS = """() => [...document.querySelectorAll('a[href^="#"]')]
    .map(link => link.getAttribute('href')).filter(href => !document.getElementById(href.slice(1)))"""


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    return evaluate_evidence(read_study_folder(EXAMPLE).evidence)


@pytest.fixture(scope="module", params=["sv", "en"])
def address(request: pytest.FixtureRequest, evaluation: Evaluation, tmp_path_factory: pytest.TempPathFactory) -> str:
    language = request.param
    path = tmp_path_factory.mktemp(language) / "report.html"
    page = render_report(evaluation, draw_pictures(evaluation, language), language, "2026-11-24 09:00")
    path.write_text(page, encoding="utf-8")
    return path.as_uri()


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_axe_finds_nothing(open_page, width):
    open_page.set_viewport_size({"width": width, "height": 900})

    found = Axe().run(open_page)

    assert [(one["id"], one["nodes"][0]["html"]) for one in found.response["violations"]] == []


def test_every_link_within_the_page_has_a_target(open_page):
    assert open_page.evaluate(DEAD_LINKS) == []


def test_the_page_asks_for_nothing_and_the_browser_has_no_complaint(open_page, messages):
    open_page.wait_for_load_state("networkidle")

    assert messages == []


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_the_page_never_scrolls_sideways(open_page, width):
    open_page.set_viewport_size({"width": width, "height": 844})

    assert open_page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_wide_table_scrolls_in_a_region_that_the_keyboard_reaches(open_page):
    open_page.set_viewport_size({"width": PHONE, "height": 844})
    region = open_page.locator("#factors .dense").first

    region.focus()
    open_page.keyboard.press("ArrowRight")

    expect(region).to_be_focused()
    expect(region).to_have_js_property("tabIndex", 0)
    assert region.evaluate("one => one.scrollWidth > one.clientWidth")


def test_a_cell_leads_to_its_quotes_with_one_click(open_page):
    open_page.locator("#in-cell-KUST-TRUST a").first.click()

    expect(open_page.locator("#cell-KUST-TRUST")).to_be_in_viewport()
    expect(open_page.locator("#cell-KUST-TRUST blockquote").first).to_be_visible()


def test_the_contents_open_on_a_phone_and_lead_to_a_chapter(open_page):
    open_page.set_viewport_size({"width": PHONE, "height": 844})
    contents = open_page.locator("details.contents")

    contents.locator("summary").click()
    contents.locator("a[href='#gains']").click()

    expect(open_page.locator("#gains h2")).to_be_in_viewport()


def test_the_first_tab_leads_past_the_contents(open_page):
    open_page.keyboard.press("Tab")
    open_page.keyboard.press("Enter")

    expect(open_page.locator("#main")).to_be_focused()


def test_the_report_prints_on_paper(open_page):
    printed = open_page.pdf(prefer_css_page_size=True)

    assert printed.startswith(b"%PDF")
    assert len(printed) > 50_000
