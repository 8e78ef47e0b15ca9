"""The report as a page: it stands on its own, every link has a target, and it says what is missing."""

import re
from collections.abc import Sequence
from itertools import pairwise

import pytest
from lxml import html

from make import (
    CLUSTER,
    HOST,
    LARGE,
    SMALL,
    make_codebook,
    make_evidence,
    make_excerpt,
    make_indicators,
    make_interview,
    make_score,
    make_study,
)
from samverkan.domain.coding.codebook import Kind
from samverkan.domain.findings.evidence import Evidence
from samverkan.domain.findings.finding import Finding, Level
from samverkan.domain.report.evaluation import evaluate_evidence
from samverkan.domain.study import Collaboration
from samverkan.domain.words import as_is
from samverkan.files.report_html import Picture, render_report

CHAPTERS = [
    "short",
    "basis",
    "factors",
    "gains",
    "clusters",
    "saturation",
    "figures",
    "pays",
    "holds",
    "patterns",
    "unknown",
]
APPENDIX = ["evidence", "method", "words"]


def page_of(evidence: Evidence, language: str = "sv", **pictures: Sequence[Picture]) -> str:
    evaluation = evaluate_evidence(evidence)
    return render_report(evaluation, {key: tuple(own) for key, own in pictures.items()}, language, "2026-11-24 09:00")


def dead_links(page: str) -> list[str]:
    tree = html.fromstring(page)
    return [
        link for link in tree.xpath("//@href") if link.startswith("#") and not tree.xpath("//*[@id=$i]", i=link[1:])
    ]


def text_of(page: str, anchor: str) -> str:
    found = html.fromstring(page).get_element_by_id(anchor)
    return " ".join(found.text_content().split())


SPOKEN = make_evidence(
    excerpts=(
        make_excerpt("I1", quote="Vi ringer varandra."),
        make_excerpt("I2", code="G_KNOW", concerns=HOST, quote="Vi har lärt oss mycket."),
    ),
    scores=(make_score("R1", 0.33), make_score("R2", 1.0), make_score("R3", None)),
)
EMPTY = make_evidence(people={}, study=make_study({}), indicators=())
STUDIES = {
    "small": SPOKEN,
    "empty": EMPTY,
    "no collaborations": make_evidence(people={}, study=make_study({})),
    "no scores": make_evidence(excerpts=SPOKEN.excerpts),
    "no excerpts": make_evidence(scores=SPOKEN.scores),
    "one municipality": make_evidence({"R1": SMALL}, study=make_study({CLUSTER: (SMALL,)}), excerpts=(make_excerpt(),)),
    "no interviews": make_evidence({}, study=make_study({f"K{n}": (f"A{n}", f"B{n}") for n in range(19)})),
}


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("study", STUDIES)
def test_every_study_gives_a_page_whose_links_all_have_a_target(study, language):
    page = page_of(STUDIES[study], language)

    ids = html.fromstring(page).xpath("//@id")
    assert dead_links(page) == []
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("study", STUDIES)
def test_headings_never_skip_a_level(study):
    page = page_of(STUDIES[study])

    levels = [int(one.tag[1]) for one in html.fromstring(page).iter("h1", "h2", "h3", "h4", "h5")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_page_asks_nobody_for_anything():
    page = page_of(SPOKEN)

    tree = html.fromstring(page)
    assert page.startswith("<!DOCTYPE html>")
    assert tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    ]
    assert tree.xpath("//script | //link | //img | //iframe | //@src") == []
    assert not re.search(r"url\((?!#)|@import", page)


def test_the_same_study_gives_the_same_page():
    assert page_of(SPOKEN) == page_of(SPOKEN)


def test_the_chapters_keep_their_ids_and_come_in_order():
    page = page_of(SPOKEN)

    assert html.fromstring(page).xpath("//section/@id") == [*CHAPTERS, *APPENDIX]


def test_a_title_is_text_and_never_markup():
    page = page_of(make_evidence(study=make_study(title="<script>alert(1)</script> & co")))

    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; co" in page


def test_an_invented_study_says_so_at_the_head_of_every_chapter():
    page = page_of(make_evidence(study=make_study(is_invented=True)))

    sections = html.fromstring(page).xpath("//section")
    assert all("Allt i den här studien är påhittat." in " ".join(one.itertext()) for one in sections)


def test_a_real_study_is_not_called_invented():
    assert "påhittat" not in page_of(SPOKEN)


def test_an_empty_study_says_in_each_chapter_what_to_do():
    page = page_of(EMPTY)

    assert "Lägg till collaborations.csv och memberships.csv" in text_of(page, "basis")
    assert "Markera ställen i excerpts.csv" in text_of(page, "factors")
    assert "Markera ställen med koderna för vinster och kostnader" in text_of(page, "gains")
    assert "Fyll i utfallet i collaborations.csv" in text_of(page, "clusters")
    assert "Det finns för få kodade intervjuer" in text_of(page, "saturation")


def test_a_chapter_about_the_survey_is_there_only_when_someone_was_asked():
    assert 'id="survey"' not in page_of(SPOKEN)


def test_the_report_never_uses_words_that_promise_too_much():
    page = page_of(SPOKEN, "en").lower()

    assert [word for word in ("significant", "proves", "anonymous", "anonymised") if word in page] == []


def finding(**fields):
    return Finding("F1", **{"text_sv": "Förtroendet bär.", "level": Level.MODERATE, **fields})


def test_a_finding_says_its_level_in_words():
    page = page_of(make_evidence(findings=(finding(),)))

    assert "Måttlig tillförlitlighet Det är sannolikt: Förtroendet bär." in text_of(page, "finding-F1")


def test_a_finding_that_already_says_how_likely_it_is_does_not_say_it_twice():
    page = page_of(make_evidence(findings=(finding(text_sv="Det är sannolikt att förtroendet bär."),)))

    assert text_of(page, "finding-F1").count("annolikt") == 1


def test_a_finding_leads_to_the_passage_the_score_and_the_figure_it_rests_on():
    sources = (
        "excerpt:I1:0-10",
        "score:NORD:TRUST",
        f"indicator:{HOST}:population:2024",
        "collaboration:NORD",
        "excerpt:I9:0-5",
    )
    evidence = make_evidence(excerpts=SPOKEN.excerpts, scores=SPOKEN.scores, findings=(finding(sources=sources),))

    links = html.fromstring(page_of(evidence)).xpath("//article[@id='finding-F1']//a/@href")
    assert links == [
        "#excerpt-I1-0-10",
        "#cell-NORD-TRUST",
        "#indicator-HOLM-population-2024",
        "#collaboration-NORD",
    ]


def test_a_passage_that_only_a_finding_cites_is_shown_too():
    context = make_excerpt("I1", code="BACK", quote="Vägen är lång.", start=3, end=9)
    codebook = make_codebook(BACK=Kind.CONTEXT)
    evidence = make_evidence(excerpts=(context,), codebook=codebook, findings=(finding(sources=(context.source,)),))

    assert "Vägen är lång." in text_of(page_of(evidence), "excerpt-I1-3-9")


def test_figures_are_written_as_the_language_writes_them():
    assert "0,33" in text_of(page_of(SPOKEN, "sv"), "factors")
    assert "0.33" in text_of(page_of(SPOKEN, "en"), "factors")


def test_a_picture_stands_in_its_chapter_with_its_caption():
    picture = Picture('<svg viewBox="0 0 9 9"><title>t</title></svg>', as_is("Så ser det ut."))

    page = page_of(SPOKEN, matrix=[picture])

    assert text_of(page, "picture-matrix-1").endswith("Så ser det ut.")
    assert html.fromstring(page).xpath("//section[@id='factors']//figure/@id")[0] == "picture-matrix-1"


def test_a_picture_keeps_links_that_lead_somewhere_and_loses_the_others():
    svg = '<?xml version="1.0"?><svg role="group"><a href="#cell-NORD-TRUST"/><a href="#claim-nowhere"/></svg>'

    page = page_of(SPOKEN, matrix=[Picture(svg, as_is("b"))])

    assert '<svg role="group"><a href="#cell-NORD-TRUST"/><a/></svg>' in page
    assert dead_links(page) == []


def test_a_source_on_the_web_becomes_a_link_and_other_words_do_not():
    one = Collaboration(CLUSTER, "Nord", source="https://nord.example/avtal;muntligt;javascript:alert(1)")

    page = page_of(make_evidence(study=make_study(collaborations=(one,))))

    outside = [link for link in html.fromstring(page).xpath("//@href") if not link.startswith("#")]
    assert outside == ["https://nord.example/avtal"]
    assert "muntligt, javascript:alert(1)." in text_of(page, "basis")


def test_inputs_are_listed_with_their_fingerprints():
    page = page_of(make_evidence(fingerprints={"scores.csv": "0123456789abcdef"}))

    assert "scores.csv 0123456789abcdef" in text_of(page, "method")


def test_many_members_are_summed_up_instead_of_listed():
    people = {f"R{n}": f"M{n}" for n in range(61)}
    study = make_study({CLUSTER: tuple(people.values())})
    scores = tuple(make_score(one, 0.67) for one in people)

    page = page_of(make_evidence(people, study=study, scores=scores, indicators=make_indicators()))

    assert "Studien har 61 medlemskap" in text_of(page, "factors")
    assert "Kommunernas värden, spridning" in text_of(page, "factors")
    assert dead_links(page) == []


def test_the_page_of_a_large_study_stays_small():
    people = {f"R{n}": f"M{n % 100}" for n in range(300)}
    study = make_study({f"K{n}": tuple(f"M{10 * n + m}" for m in range(10)) for n in range(10)})
    codes = [f"F{n}" for n in range(19)]
    excerpts = tuple(
        make_excerpt(f"I{n % 300 + 1}", codes[n % 19], start=n, end=n + 300, quote="Det tog sin tid. " * 60)
        for n in range(20_000)
    )
    evidence = make_evidence(
        people, study=study, excerpts=excerpts, codebook=make_codebook(**dict.fromkeys(codes, Kind.FACTOR))
    )

    page = page_of(evidence)

    assert len(page.encode()) < 15_000_000
    assert dead_links_in_large(page) == set()


def dead_links_in_large(page: str) -> set[str]:
    tree = html.fromstring(page)
    return {link for link in tree.xpath("//@href") if link.startswith("#")} - {f"#{one}" for one in tree.xpath("//@id")}


def test_an_interview_whose_pseudonyms_nobody_has_reviewed_is_marked():
    page = page_of(make_evidence({"R1": LARGE}, interviews=(make_interview(is_reviewed=False),)))

    assert text_of(page, "interview-I1").endswith("inte granskade")
