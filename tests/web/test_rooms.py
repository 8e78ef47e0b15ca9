"""Survey, key figures, findings, gains and the page on which tables are brought in: what each role sees."""

import re
from dataclasses import replace

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile

from keep import keep_participant, keep_study
from make import CLUSTER, HOST, SMALL, make_excerpt, make_indicators
from samverkan.domain.coding.excerpts import Valence
from samverkan.domain.dates import Period
from samverkan.domain.findings.finding import Finding, Level
from samverkan.domain.people import StudyRole
from samverkan.domain.sharing.costs import CostLine
from samverkan.domain.survey import About, Answer, Item
from samverkan.records.evidence import gather_tables
from samverkan.records.interviews import load_kept_interviews
from samverkan.workbench.coding.board import start_double_coding

pytestmark = pytest.mark.django_db
PEOPLE = {f"R{number}": HOST for number in range(1, 6)} | {"R6": SMALL}


def enter(client, role=StudyRole.EDITOR, **parts):
    study_id = keep_study(**parts)
    client.force_login(get_user_model().objects.get(pk=keep_participant(study_id, role)))
    client.cookies["django_language"] = "en"
    return study_id, f"/s/{study_id}"


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def rows_of(page):
    """The heads of the rows of a table, from the top down."""
    return re.findall(r'<th scope="row">\s*([^<]*?)\s*</th>', page)


def heads_of(page):
    """The headings that sort a table."""
    return re.findall(r'<a href="\?[^"]*sort=[^"]*">([^<]+)<span', page)


def survey_parts():
    answers = tuple(Answer(one, "Q1", value=4) for one in PEOPLE)
    return {"people": PEOPLE, "items": (Item("Q1", "trust", text_en="We trust each other."),), "answers": answers}


@pytest.mark.parametrize("role", [StudyRole.EDITOR, StudyRole.BLIND_READER])
def test_the_survey_tells_of_groups_and_hides_small_ones_from_everybody(client, role):
    _, base = enter(client, role, **survey_parts())

    scales, questions = read(client, f"{base}/survey/"), read(client, f"{base}/survey/?show=questions")

    assert "4.00" in scales
    assert "fewer than 5" in scales
    assert "We trust each other." in questions
    assert "label R" not in scales + questions


def test_each_table_of_the_survey_sorts_and_filters(client):
    parts = survey_parts()
    other = Item("Q2", "partner", text_en="They are a partner.", about=About.OTHER)
    pairs = (*(Answer(one, "Q2", about=SMALL, value=3) for one in PEOPLE), Answer("R6", "Q2", about=HOST, value=2))
    _, base = enter(client, **{**parts, "items": (*parts["items"], other), "answers": (*parts["answers"], *pairs)})

    questions = read(client, f"{base}/survey/?show=questions&sort=-id")
    found = read(client, f"{base}/survey/?show=questions&q=partner")
    seen = read(client, f"{base}/survey/?show=pairs&sort=-n")

    assert rows_of(questions) == ["Q2", "Q1"]
    assert rows_of(found) == ["Q2"]
    assert "3.00" in seen
    assert "2.00" not in seen
    assert "fewer than 5" in seen


@pytest.mark.parametrize(
    ("room", "title"),
    [
        ("survey/", "No survey yet"),
        ("indicators/", "No key figures yet"),
        ("indicators/?show=costs", "No costs yet"),
        ("findings/", "No findings yet"),
        ("gains/", "No gains or costs yet"),
    ],
)
@pytest.mark.parametrize(("role", "leads"), [(StudyRole.EDITOR, True), (StudyRole.READER, False)])
def test_an_empty_page_says_how_to_bring_something_in(client, room, title, role, leads):
    _, base = enter(client, role, indicators=())

    page = read(client, base + "/" + room)

    assert title in page
    assert (f'href="{base}/study/tables/"' in page) is (leads and room != "gains/")


def test_key_figures_are_sorted_and_found(client):
    _, base = enter(client)

    page = read(client, f"{base}/indicators/?sort=-value&q=holm")
    whole = read(client, f"{base}/indicators/?sort=-value")

    assert "1 of 3" in page
    assert whole.index('">Stor<') < whole.index('">Holm<') < whole.index('">Lill<')


def test_costs_stand_beside_the_key_figures(client):
    _, base = enter(client, costs=(CostLine(CLUSTER, "drift", Period.read("2024"), 12.5),))

    page = read(client, f"{base}/indicators/?show=costs")

    assert "drift" in page
    assert "12.50" in page


def test_key_figures_and_costs_are_called_by_their_names(client):
    line = CostLine(CLUSTER, "drift", Period.read("2024"), 12.5, driver="users")
    _, base = enter(client, costs=(line, replace(line, line="nät", driver="equal")))
    client.cookies["django_language"] = "sv"

    figures, costs = read(client, f"{base}/indicators/"), read(client, f"{base}/indicators/?show=costs")

    assert set(rows_of(figures)) == {"Invånare"}
    assert ("användarkonton" in costs, "lika delar" in costs) == (True, True)


def test_a_value_stands_beside_its_heading_where_a_list_is_narrow(client):
    _, base = enter(client)

    page = read(client, f"{base}/indicators/")

    assert re.findall(r'<td data-label="([^"]+)"', page)[:2] == ["Municipality", "Period"]


def test_a_finding_leads_to_the_passage_that_it_stands_on(client):
    finding = Finding("F1", text_en="Trust carries.", sources=("excerpt:I1:0-10", "answer:Q1"), level=Level.LOW)
    study_id, base = enter(client, excerpts=(make_excerpt(),), findings=(finding,))
    number = load_kept_interviews(study_id)[0].id

    page = read(client, f"{base}/findings/")

    assert "Trust carries." in page
    assert "low confidence" in page
    assert f'href="{base}/coding/{number}/?from=0"' in page
    assert "answer:Q1" in page


def test_a_gain_counts_its_voices_and_leads_to_its_cell(client):
    said = [make_excerpt(f"I{number}", "G_KNOW", concerns=SMALL) for number in (1, 2)]
    said.append(make_excerpt("I3", "G_KNOW", concerns=SMALL, valence=Valence.HINDERS))
    said.append(make_excerpt("I1", "C_MONEY", concerns=SMALL, valence=Valence.NEUTRAL))
    _, base = enter(client, excerpts=tuple(said))

    page = read(client, f"{base}/gains/")
    address = f"{base}/comparison/cell/?kind=gain&rows=member&case={CLUSTER}/{SMALL}&code=G_KNOW"

    assert "voices contradict each other" in page
    assert re.findall(r'data-label="Mention it only"\s+class="number">(\d)<', page) == ["0", "1"]
    assert address.replace("&", "&amp;").replace(f"{CLUSTER}/", f"{CLUSTER}%2F") in page
    assert client.get(address).status_code == 200


def test_a_double_coding_hides_the_other_coders_gains_and_cells_from_who_codes(client):
    said = (make_excerpt("I1", "G_KNOW", coder="BO", concerns=SMALL), make_excerpt("I1", "TRUST", coder="BO"))
    study_id, base = enter(client, StudyRole.OWNER, excerpts=said)
    cell = f"{base}/comparison/cell/?kind=factor&rows=collaboration&case={CLUSTER}&code=TRUST"
    before = read(client, cell)
    owner = get_user_model().objects.get(email="owner@example.org").pk

    start_double_coding(owner, study_id, load_kept_interviews(study_id)[0].id, is_on=True)

    assert "Vi litar p" in before
    assert client.get(cell).status_code == 404
    assert "No gains or costs yet" in read(client, f"{base}/gains/")


def send(client, base, *files, **more):
    sent = [SimpleUploadedFile(name, content, "text/csv") for name, content in files]
    return client.post(f"{base}/study/tables/", {"tables": sent, **more}, follow=True)


def test_several_tables_are_brought_in_at_once(client):
    study_id, base = enter(client)

    answer = send(
        client,
        base,
        ("instrument.csv", b"item,scale\nQ1,trust\n"),
        ("answers.csv", b"respondent,item,value\nR1,Q1,4\n"),
    )

    assert "answers.csv: 1 row is in." in answer.content.decode()
    assert len(gather_tables(study_id).answers) == 1


def test_every_error_of_the_files_is_shown_and_nothing_is_brought_in(client):
    study_id, base = enter(client)

    answer = send(client, base, ("indicators.csv", b"municipality,indicator,period\nX,users,soon\n"), may_replace="on")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "indicators.csv, row 2, column period" in page
    assert "indicators.csv, row 2, column municipality" in page
    assert len(gather_tables(study_id).indicators) == 3


def test_no_file_at_all_is_told(client):
    _, base = enter(client)

    answer = client.post(f"{base}/study/tables/", {})

    assert answer.status_code == 422


def test_the_overview_leads_to_every_page(client):
    _, base = enter(client)

    page = read(client, f"{base}/")

    for room in ("interviews/", "coding/agreement/", "survey/", "indicators/", "findings/", "gains/"):
        assert f'href="{base}/{room}"' in page


def test_a_column_of_key_figures_that_nothing_stands_in_is_left_out(client):
    given = make_indicators({SMALL: 9000})
    _, bare = enter(client, indicators=given)

    page = read(client, f"{bare}/indicators/")

    assert "Period" in heads_of(page)
    assert "Note" not in heads_of(page)


def test_a_column_of_key_figures_with_something_in_one_row_stays(client):
    given = make_indicators({SMALL: 9000, HOST: 20000})
    _, noted = enter(client, indicators=(replace(given[0], status="unverified"), given[1]))

    assert "Note" in heads_of(read(client, f"{noted}/indicators/"))
