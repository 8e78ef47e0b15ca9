"""Matrix and evaluation in a real browser: from a cell to its quote, and from the study to its report."""

import re
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from browse import log_in, open_browser
from keep import keep_account
from samverkan.records.interviews import load_kept_interviews
from samverkan.workbench import history, jobs
from samverkan.workbench.report.runs import start_evaluation
from samverkan.workbench.study.moving import import_study

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "two-clusters"


@pytest.fixture
def study_id() -> int:
    """The example, owned by Kim, with an evaluation that is older than the last deletion."""
    owner = keep_account("kim@example.org", name="Kim Ek", is_staff=True)
    study_id = import_study(EXAMPLE, by=owner)
    start_evaluation(owner, study_id, "sv")
    jobs.do_next("worker", timezone.now())
    history.delete_interview(owner, study_id, load_kept_interviews(study_id)[-1].id)
    return study_id


def test_a_cell_leads_to_its_quotes_and_an_evaluation_to_its_report(browser, live_server, study_id):
    with open_browser(browser, "en") as page:
        log_in(page, live_server.url, "kim@example.org")
        page.goto(f"{live_server.url}/s/{study_id}/comparison/matrix/")
        page.locator(".cell-link").first.click()
        expect(page.locator(".passages blockquote").first).to_be_visible()

        page.goto(f"{live_server.url}/s/{study_id}/report/")
        expect(page.get_by_text("older than the study")).to_be_visible()
        page.get_by_role("button", name="Make it").click()
        expect(page.locator("progress")).to_be_visible()
        jobs.do_next("worker", timezone.now())
        expect(page.get_by_text("up to date")).to_be_visible(timeout=10_000)
        page.get_by_role("link", name="Read the report").first.click()

        expect(page).to_have_url(re.compile("report.html$"))
        expect(page.get_by_role("heading", level=1)).to_be_visible()
