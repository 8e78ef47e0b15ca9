"""The matrix pages: what each role sees, the way to the excerpts, and the files."""

import csv
import io
import re
from urllib.parse import quote

import pytest
from django.contrib.auth import get_user_model
from openpyxl import load_workbook

from keep import keep_participant, keep_study
from make import CLUSTER, HOST, SMALL, make_excerpt, make_score
from samverkan.domain.people import StudyRole
from samverkan.records.models import InterviewRecord

pytestmark = pytest.mark.django_db
QUOTE = "Vi litar p"
FEW = ("R1", "R2", "R3")
MANY = tuple(f"R{number}" for number in range(1, 7))


def keep_scored(people=FEW, **parts):
    """A study in which each informant has a score on trust and says one thing; its number."""
    homes = {one: SMALL if number else HOST for number, one in enumerate(people)}
    excerpts = tuple(make_excerpt(f"I{number}") for number in range(1, len(people) + 1))
    return keep_study(people=homes, scores=tuple(make_score(one) for one in people), excerpts=excerpts, **parts)


def enter(client, study_id, role=StudyRole.READER):
    client.force_login(get_user_model().objects.get(pk=keep_participant(study_id, role)))
    client.cookies["language"] = "en"
    return f"/s/{study_id}/comparison"


def read(client, address):
    answer = client.get(address, headers={"accept-language": "en"})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_reader_sees_the_figure_of_each_cell_and_the_way_into_it(client):
    room = enter(client, keep_scored())

    page = read(client, f"{room}/matrix/")

    assert "0.67" in page
    assert f"{room}/cell/?kind=factor&amp;rows=collaboration&amp;case={CLUSTER}&amp;code=TRUST" in page


def test_a_cell_shows_its_excerpts_and_scores(client):
    room = enter(client, keep_scored())

    page = read(client, f"{room}/cell/?case={CLUSTER}/{SMALL}&rows=member&code=TRUST")

    assert page.count(QUOTE) == 2
    assert page.count("label R") == 4


def test_a_cell_that_is_not_in_the_matrix_is_not_found(client):
    room = enter(client, keep_scored())

    assert client.get(f"{room}/cell/?case=NORD&code=NONE").status_code == 404


def test_a_blind_reader_sees_no_small_group_no_way_in_and_chooses_no_voices(client):
    room = enter(client, keep_scored(), StudyRole.BLIND_READER)

    page = read(client, f"{room}/matrix/?role=host")

    assert "too few" in page
    assert "0.67" not in page
    assert "/cell/" not in page
    assert 'name="role"' not in page
    assert client.get(f"{room}/cell/?case={CLUSTER}&code=TRUST").status_code == 403


def test_a_blind_reader_sees_a_group_that_is_large_enough(client):
    room = enter(client, keep_scored(MANY), StudyRole.BLIND_READER)

    assert "0.67" in read(client, f"{room}/matrix/")


def test_a_choice_that_is_none_is_as_if_it_were_not_there(client):
    room = enter(client, keep_scored())

    assert "0.67" in read(client, f"{room}/matrix/?kind=nothing&size=huge&role={quote('<b>')}")


@pytest.mark.parametrize("role", [StudyRole.OWNER, StudyRole.BLIND_READER])
def test_a_file_hides_small_groups_whoever_takes_it_out(client, role):
    room = enter(client, keep_scored(), role)

    answer = client.get(f"{room}/matrix/file/?form=csv", headers={"accept-language": "en"})

    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert answer["Content-Disposition"] == 'attachment; filename="matrix.csv"'
    assert [(row["Code"], row["Informants"], row["Median"], row["Hidden"]) for row in rows] == [
        ("TRUST", "", "", "too few")
    ]


def test_a_swedish_csv_has_semicolons_and_decimal_commas(client):
    room = enter(client, keep_scored(MANY))

    text = client.get(f"{room}/matrix/file/", headers={"accept-language": "sv"}).content.decode("utf-8-sig")

    assert "Samarbete;Kommun;" in text.splitlines()[0]
    assert ";0,67;" in text


def test_the_workbook_holds_the_same_rows(client):
    room = enter(client, keep_scored(MANY))

    answer = client.get(f"{room}/matrix/file/?form=xlsx", headers={"accept-language": "en"})

    rows = list(load_workbook(io.BytesIO(answer.content)).worksheets[0].values)
    assert list(rows[3][:5]) == ["Collaboration", "Municipality", "Code", "Name", "Informants"]
    assert list(rows[4][:5]) == ["Nord", None, "TRUST", "TRUST en", 6]


@pytest.mark.parametrize("people", [FEW[:1], FEW])
def test_the_matrix_asks_the_database_a_fixed_number_of_times(client, people, django_assert_num_queries):
    room = enter(client, keep_scored(people))

    with django_assert_num_queries(30):
        client.get(f"{room}/matrix/")


def keep_disputed():
    """A study in which BO, who has scored less, puts one of KA's three informants on the other side of 0.5."""
    scores = (*(make_score(one) for one in FEW), make_score("R2", 0.33, coder="BO", reason="She doubts it."))
    people = {one: SMALL if number else HOST for number, one in enumerate(FEW)}
    excerpts = (*(make_excerpt(f"I{number}") for number in (1, 2, 3)), make_excerpt("I2", coder="BO"))
    return keep_study(people=people, scores=scores, excerpts=excerpts)


def test_a_cell_says_when_another_coder_stands_on_the_other_side_of_a_half(client):
    room = enter(client, keep_disputed())

    page = read(client, f"{room}/matrix/")
    cell = read(client, f"{room}/cell/?case={CLUSTER}&code=TRUST")
    others = read(client, f"{room}/cell/?case={CLUSTER}&code=TRUST&coder=BO")

    assert page.count("1 informant: coders on opposite sides of 0.5") == 1
    assert cell.index("On the other side of 0.5") < cell.index("She doubts it.")
    assert re.search(r'data-label="Score">\s*0\.33\s*<', cell)
    assert re.search(r'data-label="Score">\s*0\.67\s*<', others.split("On the other side")[1])


def test_coders_on_the_same_side_are_not_pointed_out(client):
    room = enter(client, keep_scored())

    assert "opposite sides of 0.5" not in read(client, f"{room}/matrix/")
    assert "On the other side" not in read(client, f"{room}/cell/?case={CLUSTER}&code=TRUST")


def test_the_matrix_says_who_leads_when_several_have_coded_and_all_are_chosen(client):
    room = enter(client, keep_disputed())

    page, chosen = read(client, f"{room}/matrix/"), read(client, f"{room}/matrix/?coder=BO")

    assert "One coder of each interview leads" in page
    assert re.search(r"in how many interviews:\s*KA 3\.", page)
    assert "One coder of each interview leads" not in chosen


def test_neither_a_blind_reader_nor_who_double_codes_is_told_of_the_other_coder(client):
    blind = read(client, f"{enter(client, keep_disputed(), StudyRole.BLIND_READER)}/matrix/")
    study_id = keep_disputed()
    InterviewRecord.objects.filter(study_id=study_id).update(hides_other_coders=True)

    room = enter(client, study_id, StudyRole.EDITOR)
    page, cell = read(client, f"{room}/matrix/"), read(client, f"{room}/cell/?case={CLUSTER}&code=TRUST")

    told = ("opposite sides of 0.5", "One coder of each")
    assert [word for word in told if word in blind] == []
    assert [word for word in told if word in page] == []
    assert "She doubts it." not in cell
