"""The list of interviews: narrowed by municipality, part and what is missing, sorted, and an interview deleted."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import CheckboxSelectMultiple
from pytest_django.asserts import assertHTMLEqual

from keep import keep_participant, keep_study
from make import make_excerpt
from samverkan.domain.people import StudyRole
from samverkan.records.interviews import load_kept_interviews
from samverkan.web.interviews.forms import ManyTicks
from samverkan.workbench import history
from samverkan.workbench.coding.board import start_double_coding
from samverkan.workbench.interviews.listing import RespondentLine, list_interviews

pytestmark = pytest.mark.django_db


def enter(client, role=StudyRole.EDITOR):
    study_id = keep_study(excerpts=(make_excerpt(), make_excerpt(coder="BO"), make_excerpt("I3")))
    actor = keep_participant(study_id, role)
    client.force_login(get_user_model().objects.get(pk=actor))
    client.cookies["django_language"] = "en"
    return study_id, actor, f"/s/{study_id}/interviews/"


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def listed(page):
    """The ids in the table, from the top down."""
    return re.findall(r"<th scope=\"row\">\s*<a [^>]*>(I\d)</a>", page)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["I1", "I2", "I3"]),
        ("municipality=Lill", ["I1"]),
        ("role=host", ["I2"]),
        ("role=member", ["I1", "I3"]),
        ("role=member&lacks=second", ["I3"]),
        ("municipality=Lill&role=host", []),
        ("lacks=coding", ["I2"]),
        ("sort=-coders", ["I1", "I3", "I2"]),
        ("municipality=Nowhere&role=king", ["I1", "I2", "I3"]),
    ],
)
def test_the_list_is_narrowed_and_sorted_as_the_address_says(client, query, found):
    _, _, address = enter(client)

    assert listed(read(client, f"{address}?{query}")) == found


def test_while_a_double_coding_is_under_way_only_ones_own_excerpts_and_oneself_are_counted(client):
    study_id = keep_study(excerpts=(make_excerpt(), make_excerpt(coder="BO"), make_excerpt(coder="BO", start=4, end=6)))
    owner = keep_participant(study_id, StudyRole.OWNER, "KA")
    reader = keep_participant(study_id, StudyRole.READER, "")
    start_double_coding(owner, study_id, load_kept_interviews(study_id)[0].id, is_on=True)

    mine = list_interviews(owner, study_id)[0].coded
    everything = list_interviews(reader, study_id)[0].coded
    client.force_login(get_user_model().objects.get(pk=owner))
    client.cookies["django_language"] = "en"
    page = read(client, f"/s/{study_id}/interviews/")

    assert (mine.excerpts, mine.coders, mine.has_unseen) == (1, 1, True)
    assert (everything.excerpts, everything.coders, everything.has_unseen) == (3, 2, False)
    assert "Only your own: the interview is being double-coded." in page


@pytest.mark.parametrize(
    ("label", "function", "more"),
    [
        ("IT manager, host", "IT manager", ""),
        ("It manager, host", "IT manager", ""),
        ("R07", "IT manager", "IT manager"),
        ("The host", "", ""),
    ],
)
def test_a_function_that_the_label_begins_with_is_not_said_twice(label, function, more):
    assert RespondentLine("R07", label, function, "Holm").more == more


def test_one_choice_keeps_the_others(client):
    _, _, address = enter(client)

    page = read(client, f"{address}?role=member&sort=-coders")

    assert "lacks=second" in page
    assert 'href="?role=member&amp;sort=-coders&amp;lacks=second"' in page
    assert '<option value="member" selected>' in page


def test_an_interview_is_deleted_from_the_list_and_comes_back(client):
    study_id, actor, address = enter(client)
    number = load_kept_interviews(study_id)[0].id

    answer = client.post(f"/s/{study_id}/history/deleted/interview/", {"interview": number, "from": "interviews"})
    page = read(client, address)
    (gone,) = history.show_deleted(actor, study_id).deleted
    history.restore(actor, study_id, gone.kind, gone.id)

    assert answer.url == address
    assert "It can be brought back: History, What is deleted." in page
    assert listed(page) == ["I2", "I3"]
    assert listed(read(client, address)) == ["I1", "I2", "I3"]


def test_a_reader_sees_no_way_to_delete(client):
    study_id, _, address = enter(client, StudyRole.READER)

    page = read(client, address)

    assert f"/s/{study_id}/history/deleted/interview/" not in page


@pytest.mark.parametrize("chosen", [[], ["R2"], None])
def test_boxes_to_tick_are_drawn_as_django_draws_them(chosen):
    choices = [("R1", "Ada <b>"), ("R2", 'Bo "B"')]
    attrs = {"id": "id_who"}

    drawn = ManyTicks(choices=choices).render("who", chosen, attrs)

    assertHTMLEqual(drawn, CheckboxSelectMultiple(choices=choices).render("who", chosen, attrs))


@pytest.mark.parametrize(
    ("name", "content", "is_offered"), [("a.docx", b"PK\x03\x04 cut off", False), ("a.txt", b"a\0b" * 40, True)]
)
def test_a_damaged_file_offers_another_encoding_only_where_it_can_help(
    client, tmp_path, settings, name, content, is_offered
):
    settings.SAMVERKAN_HOME = tmp_path
    _, _, address = enter(client)

    client.post(f"{address}upload/", {"files": SimpleUploadedFile(name, content)})
    page = read(client, f"{address}upload/")

    assert 'class="upload-words error"' in page
    assert ("Read again" in page) is is_offered
