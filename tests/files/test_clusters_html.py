"""clusters.html: one page without requests, in the language, that shows what there is and says what there is not."""

import re

import pytest
from lxml import html

from make_clusters import MODEL, make_material, make_model, make_places
from samverkan.domain.sharing.forming.form import form_clusters
from samverkan.domain.sharing.plan import ClusterLimits
from samverkan.files.clusters_html import render_clusters_html
from samverkan.workbench.sharing.cluster_pictures import draw_cluster_pictures


def make_page(language="en", **parts):
    analysis = form_clusters(make_material(make_places(4), [40_000, 10_000, 10_000, 5_000], **parts))
    return render_clusters_html(analysis, language, draw_cluster_pictures(analysis, language))


def said_of(table):
    """The caption of a table; '' without one."""
    return "".join(one.text_content().strip() for one in table.iter("caption"))


def cells_of(page, caption):
    (table,) = [one for one in html.fromstring(page).iter("table") if said_of(one) == caption]
    return [[" ".join(cell.text_content().split()) for cell in row] for row in table.iter("tr")]


def test_the_clusters_stand_with_host_and_amounts():
    forms = {"contract": ClusterLimits(), "company": ClusterLimits(same_county=True)}
    page = make_page(limits=ClusterLimits(largest=4, forms=forms))

    # together 10 + 65 + 3 guests at 1; alone 4 × 10 + 65
    assert cells_of(page, "The clusters that together cost least, kSEK a year")[1][1:] == [
        "A, B, C, D",
        "78,000",
        "105,000",
        "+27,000",
        "33",
        "contract",
    ]


def test_nothing_to_gain_is_said_and_no_plan_of_a_key_is_drawn():
    page = make_page(model=make_model({**MODEL, "realised": 0.0}))

    assert "No cluster would cost less than its members do alone." in page
    assert "<svg" not in page
    rows = cells_of(page, "What would form of itself under each key, kSEK a year")
    assert [row[1:4] for row in rows[1:]] == [["0", "4", "0"]] * 3


@pytest.mark.parametrize("language", ["en", "sv"])
def test_the_page_is_well_formed_needs_nothing_from_elsewhere_and_its_links_lead_somewhere(language):
    page = make_page(language)

    tree = html.fromstring(page)
    ids = [one.get("id") for one in tree.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    assert [one for one in tree.xpath("//a/@href") if one[1:] not in ids] == []
    assert re.findall(r"(?:src|href)=\"(?!#)[^\"]*\"", page) == []
    assert tree.get("lang") == language


def test_the_swedish_page_has_swedish_headings():
    headings = [one.text_content().strip() for one in html.fromstring(make_page("sv")).iter("h2")]

    assert headings == [
        "I korthet",
        "De billigaste klustren",
        "Vad varje nyckel skulle ge",
        "Varje kommun",
        "Vad det vilar på",
    ]


def test_the_parameters_of_the_model_have_names_and_units_in_both_languages():
    told = {
        "en": [
            ["Fixed cost of an organisation of its own", "SEK a year"],
            ["How much of the effect of scale is realised", "a share, 0 to 1"],
        ],
        "sv": [
            ["Fast kostnad för en egen verksamhet", "kr om året"],
            ["Hur mycket av skaleffekten som förverkligas", "andel, 0 till 1"],
        ],
    }
    captions = {"en": "The cost model", "sv": "Kostnadsmodellen"}

    for language, expected in told.items():
        rows = cells_of(make_page(language), captions[language])[1:]
        assert [[row[0], row[4]] for row in rows if row[0] in dict(expected)] == expected
        assert not {row[0] for row in rows} & set(MODEL)


@pytest.mark.parametrize(("language", "name"), [("en", "cluster 1"), ("sv", "kluster 1")])
def test_the_legend_of_a_plan_says_what_its_numbers_are(language, name):
    legend = [one.text_content() for one in html.fromstring(make_page(language)).iter("text")]

    assert name in legend
    assert "1" not in legend


def test_the_same_analysis_gives_the_same_page():
    assert make_page() == make_page()
