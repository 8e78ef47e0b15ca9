"""The matrix pages: what each role sees, the way to the excerpts, and the files."""

import csv
import io
from urllib.parse import quote

import pytest
from django.contrib.auth import get_user_model
from openpyxl import load_workbook

from keep import keep_participant, keep_study
from make import CLUSTER, HOST, SMALL, make_excerpt, make_score
from samverkan.domain.people import StudyRole

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
