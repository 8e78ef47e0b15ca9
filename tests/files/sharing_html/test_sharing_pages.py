"""The pages of a shared cost: they stand on their own, every link has a target, and every member finds its figures."""

from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest
from lxml import html

from make import CLUSTER, EXAMPLES, SMALL, make_indicators, make_study
from make_bills import YEAR, make_accounts, make_key, make_plan
from samverkan.domain.report.sharing import material_of_sharing
from samverkan.domain.sharing.analyse import analyse_sharing
from samverkan.domain.sharing.analysis import SharingMaterial, SharingSettings
from samverkan.domain.sharing.plan import Amount
from samverkan.domain.study import Membership, Municipality, Role
from samverkan.files.sharing_html import render_sharing_html, render_whatif_html
from samverkan.files.study_folder import read_study_folder
from samverkan.workbench.sharing_pictures import draw_sharing_pictures, draw_whatif_pictures

CHAPTERS = ["short", "pays", "bill", "change", "alone", "holds", "whatif", "unknown", "evidence", "method"]
DRAWS = SharingSettings(draws=50)


def analyse_example(name, **settings):
    material = material_of_sharing(read_study_folder(EXAMPLES / name).evidence)
    return analyse_sharing(material, replace(DRAWS, **settings))


def analyse(plan, **accounts):
    return analyse_sharing(SharingMaterial(make_accounts(**accounts), plan), DRAWS)


@pytest.fixture(scope="module")
def analyses():
    key = make_key("by")
    return {
        "two clusters": analyse_example("two-clusters"),
        "water": analyse_example("skane-water"),
        "no plan": analyse(None),
        "no keys": analyse(make_plan()),
        "no key in use": analyse(make_plan(key)),
        "no own costs": analyse(make_plan(key, key_in_use="by")),
        "a key that fails": analyse(make_plan(key, make_key("bad", {"unread": 1.0}), key_in_use="bad")),
        "no costs": analyse(make_plan(key, key_in_use="by", period=None), costs=()),
    }


@cache
def page_of(analysis, language="sv"):
    return render_sharing_html(analysis, language, draw_sharing_pictures(analysis, language), "2026-11-29 22:00")


@cache
def whatifs_of(analysis, language="sv"):
    pictures = draw_whatif_pictures(analysis.study, analysis.whatifs, language)
    return render_whatif_html(analysis, language, pictures, "2026-11-29 22:00")


def text_of(page, anchor):
    return " ".join(html.fromstring(page).get_element_by_id(anchor).text_content().split())


def cells_of(page, anchor):
    return [" ".join(one.text_content().split()) for one in html.fromstring(page).get_element_by_id(anchor)]


@pytest.mark.parametrize("render", [page_of, whatifs_of])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_analysis_gives_a_page_whose_links_all_have_a_target(analyses, render, language):
    for name, analysis in analyses.items():
        tree = html.fromstring(render(analysis, language))
        ids = tree.xpath("//@id")
        dead = [link for link in tree.xpath("//@href") if link.startswith("#") and link[1:] not in ids]
        assert (name, dead) == (name, [])
        assert (name, len(ids)) == (name, len(set(ids)))


@pytest.mark.parametrize("render", [page_of, whatifs_of])
def test_headings_never_skip_a_level(analyses, render):
    for analysis in analyses.values():
        levels = [int(one.tag[1]) for one in html.fromstring(render(analysis)).iter("h1", "h2", "h3", "h4", "h5")]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("render", [page_of, whatifs_of])
def test_the_page_asks_nobody_for_anything(analyses, render):
    tree = html.fromstring(render(analyses["two clusters"]))

    assert tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    ]
    assert tree.xpath("//script | //link | //img | //iframe | //@src | //@style") == []
    assert tree.xpath("/html/@lang") == ["sv"]


def test_the_chapters_come_in_order_and_keep_their_ids(analyses):
    assert html.fromstring(page_of(analyses["two clusters"])).xpath("//section/@id") == CHAPTERS
    assert html.fromstring(whatifs_of(analyses["two clusters"])).xpath("//section/@id") == [
        *("short", "whatif", "unknown", "method"),
    ]


def test_the_smallest_member_finds_what_it_pays_gains_and_what_changed(analyses):
    cells = cells_of(page_of(analyses["two clusters"], "en"), "member-STEN")

    assert cells == [
        "Stenskäla",
        "5,877,499 8.9%",
        "1,679",
        "6,900,000 5,900,000–9,500,000",
        "+1,022,501",
        "100%",
        "+237,226",
    ]


def test_the_shares_of_a_key_are_those_of_the_bill(analyses):
    analysis = analyses["two clusters"]
    page = page_of(analysis, "en")

    shown = {
        (one.key.id, member): cells_of(page, f"share-{one.key.id}-{member}")[1]
        for one in analysis.keys
        for member in analysis.members
    }

    assert shown == {
        (one.key.id, member): f"{round(paid / 100):,}".replace("-", "\u2212")
        for one in analysis.keys
        for member, paid in one.bill.shares_ore.items()
    }


def test_the_reading_behind_a_share_leads_to_its_row(analyses):
    page = html.fromstring(page_of(analyses["two clusters"]))

    links = page.get_element_by_id("bill").xpath(".//a/@href")

    assert "#indicator-STEN-devices-2023" in links
    assert "#cost-KVARN-Licenser-2024" in links
    row = " ".join(page.get_element_by_id("indicator-STEN-devices-2023").text_content().split())
    assert row.startswith("Stenskäla Enheter 2023 575")


def test_the_causes_of_a_change_are_shown_as_computed(analyses):
    analysis = analyses["two clusters"]
    [own] = [one for one in analysis.change.changes if one.municipality == "STEN"]

    cells = cells_of(page_of(analysis, "en"), "change-STEN")

    assert cells[1] == f"{round(own.before_ore / 100):,}"
    assert cells[-2:] == [f"{round(own.after_ore / 100):,}", f"{round(own.change_ore / 100):+,}"]


def test_who_leaves_is_told_what_it_pays_loses_and_must_give_notice_of(analyses):
    said = text_of(whatifs_of(analyses["two clusters"], "en"), "whatif")

    start = said.index("Stenskäla leaves in 2027")
    own = said[start : said.index("30/70 from 2026")]
    assert "Stenskäla pays 5,877 kSEK a year as a member. Outside it costs 10,089 kSEK in 2027" in own
    assert "By the agreement, the one that leaves bears what remains for 2 years, then the others" in own
    assert "If those who remain bear what remains" in own
    assert "Stenskäla must give notice by 2025-07-01" in own


def test_the_rule_of_the_agreement_stands_before_the_other_rules_of_leaving(analyses):
    said = text_of(whatifs_of(analyses["two clusters"], "en"), "whatif")

    start = said.index("Stenskäla leaves in 2027")
    own = said[start : said.index("30/70 from 2026")]
    assert own.index("By the agreement, the one that leaves") < own.index("If the one that leaves bears what remains")


def test_a_swedish_reader_meets_no_english_name_of_a_rule_of_leaving(analyses):
    said = text_of(whatifs_of(analyses["two clusters"], "sv"), "whatif")

    assert "delar på det som blir kvar betalar den utträdande för sin del i 2 år" in said
    assert "shared" not in said


def test_every_member_has_a_row_under_every_rule_of_leaving(analyses):
    analysis = analyses["two clusters"]
    ids = set(html.fromstring(page_of(analysis)).xpath("//@id"))

    wanted = {
        f"whatif-{one.scenario.id}-{outcome.rule or 'all'}-{member.municipality}"
        for one in analysis.whatifs
        for outcome in one.whatif.outcomes
        for member in outcome.members
    }

    assert wanted - ids == set()
    assert len(wanted) == 4 * 3 * 2 + 4 * 2 + 5


def test_the_group_that_complains_most_is_named_with_how_much(analyses):
    cells = cells_of(page_of(analyses["two clusters"], "en"), "standing-invanare")

    assert cells[1:5] == ["no", "Kvarnryd and Högsunda", "+3,215,059", "4,715,059"]


def test_a_nucleolus_says_that_its_certificate_was_checked(analyses):
    assert "certifikat prövat" in cells_of(page_of(analyses["water"]), "standing-nucleolus")[0]


def test_the_water_game_has_the_nucleolus_that_holds_and_not_the_printed_one(analyses):
    page = page_of(analyses["water"], "en")

    assert html.fromstring(page).get_element_by_id("share-nucleolus-M").text_content().split()[0] == "18,320,000"
    assert html.fromstring(page).get_element_by_id("share-nucleolus-T").text_content().split()[0] == "19,490,000"


def test_what_the_cost_model_says_is_told_beside_the_table(analyses):
    said = text_of(page_of(analyses["two clusters"], "en"), "short")

    assert "The key in use would hold." in said
    assert "By the stated cost model, all together is cheaper than each alone in" in said
    assert "the two need not agree" in said


def test_without_own_costs_no_saving_is_presumed(analyses):
    page = page_of(analyses["no own costs"], "en")

    assert "No saving is presumed, and none is shown." in text_of(page, "alone")
    assert "the cost outside is not stated" in text_of(page, "short")


def test_a_key_that_cannot_be_billed_says_why(analyses):
    page = page_of(analyses["a key that fails"], "en")

    assert "The bill cannot be divided by this key." in text_of(page, "pays")
    assert "has no unread" in text_of(page, "pays")
    assert "there are no lines to show" in text_of(page, "bill")


def test_without_costs_the_page_says_what_is_missing(analyses):
    page = page_of(analyses["no costs"], "en")

    assert "has no costs in costs.csv" in text_of(page, "pays")
    assert "What is not known:" in text_of(page, "short")


def test_who_pays_more_than_alone_is_named():
    plan = make_plan(make_key("equal", {"equal": 1.0}), key_in_use="equal", alone={SMALL: Amount(1e4, 2e4, 3e4)})
    analysis = analyse(plan)

    said = text_of(page_of(analysis, "en"), "short")

    name = analysis.study.name(SMALL)
    assert f"Pays more a year than it would most likely cost to stand outside: {name} 280 kSEK." in said


def test_very_many_members_make_a_page_that_stays_small():
    municipalities = tuple(Municipality(f"K{n:03}", f"Kommun {n}") for n in range(290))
    study = replace(
        make_study(),
        municipalities=municipalities,
        memberships=tuple(Membership(CLUSTER, one.id, YEAR, None, Role.MEMBER) for one in municipalities),
    )
    people = make_indicators({one.id: 5_000 + 10 * n for n, one in enumerate(municipalities)})
    keys = (make_key("by"), make_key("equal", {"equal": 1.0}))

    analysis = analyse(make_plan(*keys, key_in_use="by"), study=study, indicators=people)
    page = page_of(analysis)

    assert len(page) < 1_500_000
    assert text_of(page, "member-K289").startswith("Kommun 289")


def test_names_are_text_and_never_markup():
    key = make_key("by", label_sv="<b>invånare</b>", label_en="<b>inhabitants</b>")

    page = page_of(analyse(make_plan(key, key_in_use="by")))

    assert "<b>invånare" not in page
    assert "&lt;b&gt;invånare" in page


def test_the_same_analysis_gives_the_same_page(analyses):
    again = page_of.__wrapped__(analyses["water"], "sv")

    assert page_of(analyses["water"]) == again


def test_the_page_never_promises_too_much(analyses):
    page = page_of(analyses["two clusters"], "en").lower()

    assert [word for word in ("significant", "proves", "anonymous", "fair share") if word in page] == []
