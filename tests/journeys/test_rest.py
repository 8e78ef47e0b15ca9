"""Matrix, evaluation, history and health in a real browser: read aloud, on a phone, and from a cell to its quote."""

import os
import re
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from browse import LOOKS, faults_of, is_too_wide, log_in, open_browser, picture
from keep import keep_account
from samverkan.records.interviews import load_kept_interviews
from samverkan.workbench import history, jobs
from samverkan.workbench.report.runs import start_evaluation
from samverkan.workbench.study.moving import import_study

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "two-clusters"
PICTURES = os.environ.get("SAMVERKAN_PICTURES")


@pytest.fixture
def study_id() -> int:
    """The example, owned by Kim, with an evaluation that is older than the last deletion."""
    owner = keep_account("kim@example.org", name="Kim Ek", is_staff=True)
    study_id = import_study(EXAMPLE, by=owner)
    start_evaluation(owner, study_id, "sv")
    jobs.do_next("worker", timezone.now())
    history.delete_interview(owner, study_id, load_kept_interviews(study_id)[-1].id)
    return study_id


def pages_of(study_id: int) -> dict[str, str]:
    return {
        "matrix": f"/s/{study_id}/comparison/matrix/",
        "members-matrix": f"/s/{study_id}/comparison/matrix/?rows=member",
        "gains": f"/s/{study_id}/comparison/matrix/?kind=gain&rows=member",
        "no-choice": f"/s/{study_id}/comparison/matrix/?coder=nobody",
        "evaluation": f"/s/{study_id}/report/",
        "history": f"/s/{study_id}/history/",
        "deleted": f"/s/{study_id}/history/deleted/",
        "health": "/health/",
    }


@pytest.mark.parametrize(("width", "theme"), LOOKS)
def test_axe_finds_nothing_on_these_pages_and_none_is_too_wide(browser, live_server, study_id, width, theme):
    with open_browser(browser, "sv", width, theme) as page:
        log_in(page, live_server.url, "kim@example.org")
        faults = {}
        for name, address in pages_of(study_id).items():
            page.goto(f"{live_server.url}{address}")
            faults[name] = faults_of(page) + ([("too wide", name)] if is_too_wide(page) else [])
            if PICTURES:
                picture(page, Path(PICTURES), f"{name}-{width}-{theme}")
        page.goto(f"{live_server.url}{pages_of(study_id)['matrix']}")
        page.locator(".cell-link").first.click()
        faults["cell"] = faults_of(page) + ([("too wide", "cell")] if is_too_wide(page) else [])
        if PICTURES:
            picture(page, Path(PICTURES), f"cell-{width}-{theme}")

    assert {name: found for name, found in faults.items() if found} == {}


def test_a_cell_leads_to_its_quotes_and_an_evaluation_to_its_report(browser, live_server, study_id):
    with open_browser(browser, "en") as page:
        log_in(page, live_server.url, "kim@example.org")
        page.goto(f"{live_server.url}{pages_of(study_id)['matrix']}")
        page.locator(".cell-link").first.click()
        expect(page.locator(".passages blockquote").first).to_be_visible()

        page.goto(f"{live_server.url}{pages_of(study_id)['evaluation']}")
        expect(page.get_by_text("older than the study")).to_be_visible()
        page.get_by_role("button", name="Make it").click()
        expect(page.locator("progress")).to_be_visible()
        jobs.do_next("worker", timezone.now())
        expect(page.get_by_text("up to date")).to_be_visible(timeout=10_000)
        page.get_by_role("link", name="Read the report").first.click()

        expect(page).to_have_url(re.compile("report.html$"))
        expect(page.get_by_role("heading", level=1)).to_be_visible()
