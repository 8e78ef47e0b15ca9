"""The chapters about the shared cost: who pays and whether it would hold, or why it is not said."""

import json

import pytest
from lxml import html

from make import EXAMPLES, make_evidence
from samverkan.domain.report.evaluation import evaluate_evidence
from samverkan.domain.report.sheets.workbook import list_sheets
from samverkan.files.report_html.render import render_report
from samverkan.files.report_json import write_json
from samverkan.files.study_folder import read_study_folder
from samverkan.workbench.report.pictures import draw_pictures


@pytest.fixture(scope="module")
def evaluations():
    names = ("two-clusters", "skane-water", "swedish-collaborations")
    return {name: evaluate_evidence(read_study_folder(EXAMPLES / name).evidence) for name in names}


def page_of(evaluation, language="en", pictures=None):
    pictures = {} if pictures is None else pictures
    return html.fromstring(render_report(evaluation, pictures, language, "2026-11-29 22:00"))


def text_of(page, anchor):
    return " ".join(page.get_element_by_id(anchor).text_content().split())


def test_a_study_without_costs_says_why_nothing_is_said_of_who_pays():
    page = page_of(evaluate_evidence(make_evidence()))

    for chapter in ("pays", "holds"):
        assert "The study states no costs and no section [sharing]" in text_of(page, chapter)
        assert page.get_element_by_id(chapter).xpath(".//table") == []


def test_a_study_with_a_plan_says_what_each_member_pays_and_what_it_rests_on(evaluations):
    page = page_of(evaluations["two-clusters"])

    row = page.get_element_by_id("share-avtal2020-STEN")

    assert " ".join(row.text_content().split()).startswith("Stenskäla 5,877,499 8.9% 1,679")
    links = row.xpath(".//a/@href")
    assert "#cost-KVARN-Personal-2024" in links
    assert [one for one in links if one[1:] not in page.xpath("//@id")] == []


def test_the_key_in_use_stands_beside_the_others_and_the_rules(evaluations):
    page = page_of(evaluations["two-clusters"])

    assert "in use yes" in text_of(page, "standing-avtal2020")
    assert "no Kvarnryd and Högsunda +3,215,059" in text_of(page, "standing-invanare")
    assert "Nucleolus yes" in text_of(page, "standing-nucleolus")


def test_the_lines_for_the_hasty_say_whether_the_key_holds(evaluations):
    lines = [str(one) for one in evaluations["two-clusters"].highlights]

    assert [one for one in lines if "The key in use would hold." in one] != []


def test_a_study_without_a_key_in_use_still_compares_the_keys(evaluations):
    page = page_of(evaluations["skane-water"], "sv")

    assert "Vem som betalar är inte beräknat" not in text_of(page, "pays")
    assert "Malmögruppen" in text_of(page, "pays")
    assert "nej" in text_of(page, "standing-population")


def test_every_link_has_a_target_and_no_heading_skips_a_level(evaluations):
    for name, evaluation in evaluations.items():
        page = page_of(evaluation, "sv", draw_pictures(evaluation, "sv"))
        ids = page.xpath("//@id")
        assert (name, [one for one in page.xpath("//@href") if one[0] == "#" and one[1:] not in ids]) == (name, [])
        assert (name, len(ids)) == (name, len(set(ids)))


def test_no_saving_is_said_to_be_observed(evaluations):
    said = [str(one.text) for one in evaluations["two-clusters"].unknowns]

    assert [one for one in said if "against what somebody has stated" in one] != []


def test_the_workbook_and_the_results_have_the_tables_with_their_trace(evaluations):
    sheets = {one.key for one in list_sheets(evaluations["two-clusters"])}
    results = json.loads("".join(write_json(evaluations["two-clusters"])))

    assert {"sharing", "sharing_shares", "sharing_stability"} <= sheets
    rows = results["tables"]["sharing_shares"]["rows"]
    assert len(rows) >= 4 * 8
    assert all(row["trace"] for row in rows)


def test_the_study_of_others_has_no_tables_of_sharing_but_its_reason(evaluations):
    results = json.loads("".join(write_json(evaluations["swedish-collaborations"])))

    assert [one["kind"] for one in results["tables"]["sharing"]["rows"]] == ["Why there is no analysis"]
    assert "sharing_shares" not in results["tables"]
