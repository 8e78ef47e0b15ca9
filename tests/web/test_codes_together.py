"""Codes that lie together: the table, the way from a figure to its passages, and the file."""

import csv
import html
import io
import re

import pytest
from django.contrib.auth import get_user_model

from keep import keep_participant, keep_study
from make import HOST, SMALL, make_excerpt
from samverkan.domain.coding.codebook import Kind
from samverkan.domain.coding.excerpts import Valence
from samverkan.domain.coding.sifting import Nearness, Sifting
from samverkan.domain.comparison.together import TogetherChoice
from samverkan.domain.people import StudyRole
from samverkan.records.coding import find_code
from samverkan.records.models import InterviewRecord
from samverkan.workbench.coding.of_code import show_code
from samverkan.workbench.comparison.together import show_together

pytestmark = pytest.mark.django_db
PEOPLE = {f"R{number}": SMALL if number else HOST for number in range(4)}
GAIN = {"code": "G_KNOW", "concerns": SMALL}


def both(interview, **fields):
    """Trust and knowledge on the same words of an interview."""
    return make_excerpt(interview, **fields), make_excerpt(interview, start=5, end=15, **GAIN, **fields)


def keep_coded(*more):
    """Four interviews: together in two, apart in one, one code alone in the last; the number of the study."""
    apart = make_excerpt("I3"), make_excerpt("I3", start=12, end=18, **GAIN)
    return keep_study(people=PEOPLE, excerpts=(*both("I1"), *both("I2"), *apart, make_excerpt("I4"), *more))


def enter(client, study_id, role=StudyRole.READER, coder=""):
    client.force_login(get_user_model().objects.get(pk=keep_participant(study_id, role, coder)))
    client.cookies["django_language"] = "en"
    return f"/s/{study_id}/comparison/together/"


def figures(study_id, actor, **choice):
    """Interviews and passages of trust beside knowledge."""
    found = show_together(actor, study_id, TogetherChoice(**choice)).shown.cells.get(("TRUST", "G_KNOW"))
    return found and (found.interviews, found.passages)


def test_interviews_are_counted_in_which_both_lie_on_the_same_words(client):
    study_id = keep_coded()
    reader = keep_participant(study_id, StudyRole.READER)

    shown = show_together(reader, study_id, TogetherChoice()).shown

    assert figures(study_id, reader) == (2, 2)
    assert (shown.interviews["TRUST"], shown.interviews["G_KNOW"]) == (4, 3)
    assert figures(study_id, reader, nearness=Nearness.INTERVIEW) == (3, None)


def test_only_the_leading_coder_of_an_interview_counts_unless_one_is_chosen(client):
    study_id = keep_coded(make_excerpt("I4", start=5, end=15, coder="ÖB", **GAIN), make_excerpt("I4", coder="ÖB"))
    reader = keep_participant(study_id, StudyRole.READER)

    assert figures(study_id, reader) == (2, 2)
    assert figures(study_id, reader, coder="ÖB") == (1, 1)


def test_what_one_coder_says_beside_another_is_not_together(client):
    study_id = keep_coded(make_excerpt("I4", start=5, end=15, coder="ÖB", **GAIN))
    reader = keep_participant(study_id, StudyRole.READER)
    trust = find_code(study_id, "TRUST")["id"]

    assert figures(study_id, reader) == (2, 2)
    assert show_code(reader, study_id, trust, Sifting(beside="G_KNOW")).count == 2


def test_a_figure_leads_to_just_its_passages(client):
    study_id = keep_coded(*both("I2", coder="ÖB"))
    page = client.get(enter(client, study_id)).content.decode()
    way = html.unescape(re.search(r'href="([^"]+beside=G_KNOW[^"]+)"', page)[1])

    passages = client.get(way).content.decode()

    assert passages.count('class="quote-line"') == 3
    assert "3 of 5" in passages


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("beside=G_KNOW", 2),
        ("beside=G_KNOW&near=interview", 3),
        ("valence=hinders", 1),
        (f"concerns={SMALL}", 0),
        ("coder=KA", 4),
        ("beside=NO_SUCH_CODE", 0),
        ("near=elsewhere&valence=odd", 5),
    ],
)
def test_excerpts_of_a_code_are_sifted_on_the_page_and_in_the_file_alike(client, asked, count):
    study_id = keep_coded(make_excerpt("I4", start=3, end=9, valence=Valence.HINDERS, coder="ÖB"))
    enter(client, study_id)
    code = f"/s/{study_id}/coding/codebook/{find_code(study_id, 'TRUST')['id']}/"

    page = client.get(f"{code}?{asked}").content.decode()
    rows = list(csv.reader(io.StringIO(client.get(f"{code}file/?{asked}").content.decode("utf-8-sig"))))

    assert page.count('class="quote-line"') == count
    assert len(rows) - 1 == count


def test_excerpts_of_a_code_are_sorted_by_place_by_change_and_by_coder(client):
    study_id = keep_coded(make_excerpt("I1", start=3, end=9, quote="the last one", coder="AÅ"))
    enter(client, study_id)
    code = f"/s/{study_id}/coding/codebook/{find_code(study_id, 'TRUST')['id']}/"

    pages = {
        order: client.get(f"{code}?order={order}").content.decode() for order in ("place", "newest", "coder", "odd")
    }

    quotes = {order: re.findall(r"<blockquote>\s*([^<]*?)\s*</blockquote>", page) for order, page in pages.items()}
    places = {order: found.index("the last one") for order, found in quotes.items()}
    assert places == {"place": 1, "newest": 0, "coder": 0, "odd": 1}


def test_what_others_coded_during_a_double_coding_is_not_counted(client):
    study_id = keep_coded(*both("I4", coder="ÖB"))
    InterviewRecord.objects.filter(study_id=study_id).update(hides_other_coders=True)

    assert figures(study_id, keep_participant(study_id, StudyRole.EDITOR, "ÖB")) == (1, 1)


def test_small_groups_are_hidden_in_the_file(client):
    study_id = keep_coded()
    address = enter(client, study_id)

    rows = list(csv.reader(io.StringIO(client.get(f"{address}file/").content.decode("utf-8-sig"))))

    assert ["TRUST", "TRUST en", "G_KNOW", "G_KNOW en", "", "", "too few"] in rows


def test_a_study_without_codes_together_says_what_to_do(client):
    study_id = keep_study(people=PEOPLE, excerpts=(make_excerpt("I1"),))

    page = client.get(enter(client, study_id)).content.decode()

    assert "No factor lies with a gain on the same words yet" in page
    assert "file/" not in page


def test_rows_and_columns_of_the_same_kind_leave_a_code_beside_itself_out(client):
    study_id = keep_study(people=PEOPLE, excerpts=(make_excerpt("I1"), make_excerpt("I1", "GOV", start=4, end=9)))
    reader = keep_participant(study_id, StudyRole.READER)

    cells = show_together(reader, study_id, TogetherChoice(Kind.FACTOR, Kind.FACTOR)).shown.cells

    assert {at: one.interviews for at, one in cells.items()} == {("TRUST", "GOV"): 1, ("GOV", "TRUST"): 1}
