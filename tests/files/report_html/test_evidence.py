"""The report's evidence: what stands behind a cell, what may be quoted, and what is left to the workbook."""

import re

from lxml import html

from make import (
    CLUSTER,
    HOST,
    LARGE,
    SMALL,
    make_codebook,
    make_evidence,
    make_excerpt,
    make_interview,
    make_score,
    make_study,
    make_transcript,
)
from samverkan.domain.coding.codebook import Kind
from samverkan.domain.coding.excerpts import Valence
from samverkan.domain.dates import Period
from samverkan.domain.findings.evidence import Evidence
from samverkan.domain.indicators import Indicator
from samverkan.domain.interviews.transcript import Respondent
from samverkan.domain.report.evaluation import evaluate_evidence
from samverkan.domain.survey import About, Answer, Item
from samverkan.files.report_html import render_report
from samverkan.files.report_html.passages import MOST_PER_GROUP


def page_of(evidence: Evidence) -> str:
    return render_report(evaluate_evidence(evidence), {}, "sv", "2026-11-24 09:00")


def text_of(page: str, anchor: str) -> str:
    return " ".join(html.fromstring(page).get_element_by_id(anchor).text_content().split())


def test_a_cell_shows_each_score_with_its_reason_and_coder():
    page = page_of(make_evidence(scores=(make_score("R1", 0.33, reason="Tvekar om allt."),)))

    assert text_of(page, "score-NORD-TRUST-R1-KA") == "0,33 label R1: Tvekar om allt. Bedömt av KA."
    assert "Värde 0,33 från 1 person." in text_of(page, "cell-NORD-TRUST")


def test_silence_is_shown_as_silence_and_not_asked_as_not_asked():
    page = page_of(make_evidence(scores=(make_score("R1", None), make_score("R2", None, was_asked=False))))

    cell = text_of(page, "cell-NORD-TRUST")
    assert "Inget värde. 1 person fick inte frågan." in cell
    assert "tyst label R1" in cell
    assert text_of(page, "in-cell-NORD-TRUST") == "– tillfrågad, sade inget"


def test_a_quote_stands_with_who_says_it_and_where():
    page = page_of(make_evidence(excerpts=(make_excerpt("I1", quote="Vi litar på varandra."),)))

    shown = text_of(page, "excerpt-I1-0-10")
    assert shown == "Vi litar på varandra. label R1 · I1, 0–10 · underlättar"


def test_a_quote_without_recorded_consent_is_withheld():
    interview = make_interview("I1", ("R1",), has_consent=None)

    page = page_of(make_evidence(interviews=(interview,), excerpts=(make_excerpt(quote="Det här är hemligt."),)))

    assert "hemligt" not in page
    assert "Citatet visas inte: samtycke till citat är inte noterat." in text_of(page, "excerpt-I1-0-10")
    assert "I1, 0–10" in text_of(page, "excerpt-I1-0-10")


def test_a_quote_from_an_interview_that_nobody_has_reviewed_is_withheld():
    interview = make_interview("I1", ("R1",), is_reviewed=False)

    page = page_of(make_evidence(interviews=(interview,), excerpts=(make_excerpt(quote="Det här är hemligt."),)))

    assert "hemligt" not in page
    assert "pseudonymerna är inte granskade" in text_of(page, "excerpt-I1-0-10")


def test_a_memo_is_never_shown():
    page = page_of(make_evidence(excerpts=(make_excerpt(memo="Verkar irriterad."),)))

    assert "irriterad" not in page


def test_the_words_of_a_quote_cannot_become_markup():
    page = page_of(make_evidence(excerpts=(make_excerpt(quote="<img src=x> & så"),)))

    assert "&lt;img src=x&gt; &amp; så" in page


def test_a_passage_under_two_codes_has_its_anchor_once_and_its_words_twice():
    both = (
        make_excerpt(quote="Vi litar på varandra."),
        make_excerpt(code="G_KNOW", concerns=HOST, quote="Vi litar på varandra."),
    )

    page = page_of(make_evidence(excerpts=both))

    assert page.count('id="excerpt-I1-0-10"') == 1
    assert page.count("Vi litar på varandra.") == 2


def test_a_cell_with_many_passages_shows_some_spread_over_the_people_and_says_how_many_more():
    talkative = tuple(make_excerpt("I1", start=10 * n, end=10 * n + 5, quote="Mycket.") for n in range(90))
    quiet = (make_excerpt("I2", start=0, end=5, quote="Litet."),)

    page = page_of(make_evidence(excerpts=talkative + quiet))

    cell = text_of(page, "cell-NORD-TRUST")
    assert (cell.count("Mycket."), cell.count("Litet.")) == (MOST_PER_GROUP - 1, 1)
    assert f"{91 - MOST_PER_GROUP} utdrag till finns i tables.xlsx." in cell


def test_the_passages_of_a_coder_who_does_not_lead_are_marked_as_such():
    second = make_excerpt(coder="EL", start=11, end=20, quote="Bara den andra såg det.")

    page = page_of(make_evidence(excerpts=(make_excerpt(), make_excerpt("I2"), second)))

    assert "läst av en annan kodare, EL; räknas inte" in text_of(page, "excerpt-I1-11-20")


def test_a_member_cell_leads_to_what_its_own_people_say():
    page = page_of(make_evidence(scores=(make_score("R1", 0.33), make_score("R2", 1.0))))

    links = html.fromstring(page).xpath("//section[@id='factors']//a/@href")
    assert f"#cell-NORD-{SMALL}-TRUST" in links
    assert "label R1" in text_of(page, f"cell-NORD-{SMALL}-TRUST")
    assert "label R2" not in text_of(page, f"cell-NORD-{SMALL}-TRUST")


def test_host_and_small_on_opposite_sides_are_shown_as_two_scores():
    page = page_of(make_evidence(scores=(make_score("R1", 0.0), make_score("R2", 1.0))))

    assert text_of(page, "in-cell-NORD-TRUST") == "värd 1,00 · små 0,00 delade 0,00–1,00, 2 röster"


def test_a_contrast_says_which_p_could_be_reached_and_names_the_members():
    page = page_of(make_evidence(scores=(make_score("R1", 0.0), make_score("R2", 1.0), make_score("R3", 0.67))))

    chapter = text_of(page, "factors")
    assert re.search(r"Små kommuner mot stora kommuner Med [^.]* p [^.]*0,333", chapter)
    assert "Lill 0,00" in text_of(page, "contrast-size-small-large-TRUST")


def test_a_contradiction_is_told_in_a_sentence_before_the_table():
    said = (
        make_excerpt("I1", code="G_KNOW", concerns=SMALL, valence=Valence.HINDERS),
        make_excerpt("I2", code="G_KNOW", concerns=SMALL, valence=Valence.HELPS),
    )

    page = page_of(make_evidence(excerpts=said))

    sentence = "Lill: G_KNOW sv. Att det finns säger label R2. Att det inte finns säger label R1 (egen röst)."
    assert sentence in text_of(page, "gains")
    assert html.fromstring(page).xpath("//ul[@class='contradictions']//a/@href") == [f"#claim-G_KNOW-NORD-{SMALL}"]


def test_many_claims_are_summed_up_and_contradictions_stay():
    names = tuple(f"M{n}" for n in range(320))
    said = tuple(make_excerpt("I1", code="G_KNOW", concerns=one, start=n, end=n + 9) for n, one in enumerate(names))
    denied = make_excerpt("I2", code="G_KNOW", concerns="M0", valence=Valence.HINDERS)

    page = page_of(make_evidence(study=make_study({CLUSTER: (HOST, SMALL, *names)}), excerpts=(*said, denied)))

    chapter = text_of(page, "gains")
    assert "Det finns 320 utsagor" in chapter
    assert "M0: G_KNOW sv." in chapter
    assert "Kommuner 320" not in chapter


def test_a_key_figure_has_a_place_for_every_value_and_says_when_its_definition_changed():
    figures = (
        Indicator(SMALL, "", "it_cost_per_inhabitant", Period.read("2023"), 1200.0, "SEK", "bokslut"),
        Indicator(SMALL, "", "it_cost_per_inhabitant", Period.read("2024"), None, "SEK"),
        Indicator(HOST, "", "it_cost_per_inhabitant", Period.read("2024"), 990, "SEK", status="definition changed"),
    )

    page = page_of(make_evidence(indicators=figures))

    assert text_of(page, "indicator-LILL-it_cost_per_inhabitant-2023") == "1 200"
    assert text_of(page, "indicator-LILL-it_cost_per_inhabitant-2024") == "– saknas"
    assert text_of(page, "indicator-HOLM-it_cost_per_inhabitant-2024") == "9901 ny definition"
    assert "IT-kostnad per invånare, kronor" in text_of(page, "figures")


def test_a_small_group_in_the_survey_is_hidden_without_its_number():
    people = {f"P{n}": HOST for n in range(6)} | {f"S{n}": LARGE for n in range(7)} | {"Q1": SMALL, "Q2": SMALL}
    items = (
        Item("T1", "trust", text_sv="Jag litar på dem."),
        Item("O1", "other", text_sv="En partner.", about=About.OTHER),
    )
    answers = tuple(Answer(one, "T1", value=4) for one in people) + tuple(
        Answer(one, "O1", about=HOST if place != HOST else SMALL, value=2) for one, place in people.items()
    )
    respondents = tuple(Respondent(one, place) for one, place in people.items())

    page = page_of(make_evidence({}, respondents=respondents, items=items, answers=answers))

    chapter = text_of(page, "survey")
    assert "Stor 7 4,0 4,0–4,0 0 · 0 · 0 · 7 · 0 0" in chapter
    assert "Dolda för att skydda små grupper: Holm, Lill" in chapter
    assert "Stor 2,0 (7)" in chapter
    assert text_of(page, "answer-T1") == "T1 Jag litar på dem. förtroende"


def test_a_group_interview_whose_speaker_is_not_named_says_so():
    interview = make_interview("I1", ("R1", "R2"))
    evidence = make_evidence(
        interviews=(interview,),
        transcripts={"I1": make_transcript(("Någon", "Vi litar på varandra."))},
        excerpts=(make_excerpt(),),
        codebook=make_codebook(TRUST=Kind.FACTOR),
    )

    assert "talaren inte namngiven · I1, 0–10" in text_of(page_of(evidence), "excerpt-I1-0-10")
