"""The chapter about patterns: why there is no analysis, or limits first and a way back to every source."""

import pytest
from lxml import html

from make import EXAMPLES, make_evidence
from samverkan.domain.findings.evidence import Evidence
from samverkan.domain.report.evaluation import evaluate_evidence
from samverkan.files.report_html.render import render_report
from samverkan.files.study_folder import read_study_folder


def chapter_of(evidence: Evidence, language: str = "en") -> html.HtmlElement:
    """The chapter of a study's report."""
    page = render_report(evaluate_evidence(evidence), {}, language, "2026-01-01 12:00")
    return html.fromstring(page).get_element_by_id("patterns")


def text_of(element: html.HtmlElement) -> str:
    """The words of an element, in one line."""
    return " ".join(element.text_content().split())


def test_a_study_without_calibration_says_why_nothing_was_compared():
    chapter = chapter_of(make_evidence())

    assert "No calibration is stated: nobody has said when a case has each condition" in text_of(chapter)
    assert chapter.xpath(".//table") == []


@pytest.mark.parametrize("name", ["swedish-collaborations", "two-clusters"])
def test_the_limits_that_the_study_states_are_said_first(name):
    evidence = read_study_folder(EXAMPLES / name).evidence
    assert evidence.calibration is not None

    chapter = chapter_of(evidence)

    heads = [text_of(one) for one in chapter.xpath(".//h3")]
    said = [text_of(one) for one in chapter.xpath(".//ul[@class='gaps']/li")]
    assert heads[:2] == ["What this cannot carry", "When a case counts, and who decided it"]
    assert tuple(said[: len(evidence.calibration.limits_en)]) == evidence.calibration.limits_en


def test_the_calibration_says_who_set_it_and_why():
    chapter = chapter_of(read_study_folder(EXAMPLES / "swedish-collaborations").evidence)

    row = text_of(chapter.get_element_by_id("calibration-MANY"))

    assert "1 from 3 and up, otherwise 0" in row
    assert "projektet Samverkan: Med två medlemmar upphör samarbetet om en går" in row


def test_each_case_leads_to_its_sources_and_each_row_to_its_cases():
    evidence = read_study_folder(EXAMPLES / "swedish-collaborations").evidence
    page = html.fromstring(render_report(evaluate_evidence(evidence), {}, "en", "2026-01-01 12:00"))

    links = page.get_element_by_id("patterns").xpath(".//a/@href")

    places = {f"#{one}" for one in page.xpath("//@id")}
    assert {"#case-0", "#collaboration-itsam"} <= set(links)
    assert set(links) <= places


def test_a_case_on_the_other_side_of_its_row_is_marked():
    chapter = chapter_of(read_study_folder(EXAMPLES / "two-clusters").evidence)

    row = text_of(chapter.get_element_by_id("row-present-3"))

    assert "Högsunda other side , Ekhamra" in row or "Högsunda other side, Ekhamra" in row


def test_the_chapter_is_written_in_swedish():
    chapter = chapter_of(read_study_folder(EXAMPLES / "two-clusters").evidence, "sv")

    assert "Mönster: vilka kombinationer följer utfallet" in text_of(chapter)
    assert "helt utanför vid 5, övergång 2, helt innanför vid 1; logistisk" in text_of(chapter)
