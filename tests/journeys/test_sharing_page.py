"""The page of a shared cost in a real browser: read aloud, on a phone, on paper, and a cost one click away."""

from functools import cache

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from make import EXAMPLES
from samverkan.domain.report.sharing import material_of_sharing
from samverkan.domain.sharing.analyse import analyse_sharing
from samverkan.domain.sharing.analysis import SharingAnalysis, SharingSettings
from samverkan.files.sharing_html import render_sharing_html
from samverkan.files.study_folder import read_study_folder
from samverkan.workbench.sharing_pictures import draw_sharing_pictures

pytestmark = pytest.mark.browser

DESK, PHONE = 1440, 390


@cache
def analyse() -> SharingAnalysis:
    material = material_of_sharing(read_study_folder(EXAMPLES / "two-clusters").evidence)
    return analyse_sharing(material, SharingSettings(draws=50))


@pytest.fixture(scope="module", params=["sv", "en"])
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    language = request.param
    path = tmp_path_factory.mktemp(language) / "share.html"
    page = render_sharing_html(analyse(), language, draw_sharing_pictures(analyse(), language))
    path.write_text(page, "utf-8")
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


def test_a_line_of_the_bill_leads_to_its_cost_with_one_click(open_page):
    open_page.locator("#bill a", has_text="Licenser").first.click()

    expect(open_page.locator("#cost-KVARN-Licenser-2024")).to_be_in_viewport()


def test_the_page_prints_on_paper(open_page):
    printed = open_page.pdf(prefer_css_page_size=True)

    assert printed.startswith(b"%PDF")
    assert len(printed) > 30_000
