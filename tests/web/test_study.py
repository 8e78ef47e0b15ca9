"""The pages of the study room: municipalities, collaborations and memberships are added, changed and removed."""

import re

import pytest
from django.contrib.auth import get_user_model

from keep import keep_participant, keep_study
from make import CLUSTER, HOST, SMALL, make_excerpt, make_study
from samverkan.domain.dates import Period
from samverkan.domain.people import StudyRole
from samverkan.domain.study import Collaboration, Membership, Municipality, Role
from samverkan.domain.survey import Answer, Item
from samverkan.records.coding import load_kept_codes
from samverkan.records.interviews import load_kept_interviews
from samverkan.records.models.study import MembershipRecord
from samverkan.records.study import load_study
from samverkan.records.study.editing import (
    load_kept_collaborations,
    load_kept_memberships,
    load_kept_municipalities,
)
from samverkan.workbench.coding.board import start_double_coding
from samverkan.workbench.history import delete_interview
from samverkan.workbench.interviews.listing import list_interviews
from samverkan.workbench.study.about import show_frame
from samverkan.workbench.study.listing import show_overview

pytestmark = pytest.mark.django_db


def enter(client, role=StudyRole.EDITOR, **parts):
    study_id = keep_study(**parts)
    client.force_login(get_user_model().objects.get(pk=keep_participant(study_id, role)))
    client.cookies["django_language"] = "en"
    return study_id, f"/s/{study_id}/study"


def read(answer):
    return answer.content.decode()


def test_a_municipality_is_opened_from_the_list_and_changed_with_its_own_columns(client):
    towns = (Municipality(HOST, "Holm", extra=(("coast", "no"),)), Municipality(SMALL, "Lill"))
    study_id, room = enter(
        client, study=make_study({CLUSTER: (HOST, SMALL)}, municipalities=towns), people={}, indicators=()
    )
    small = load_kept_municipalities(study_id)[1]
    address = f"{room}/municipalities/{small.id}/"

    listed, page = read(client.get(f"{room}/municipalities/")), read(client.get(address))
    answer = client.post(address, {"version": small.version, "name": "Lillby", "county": "Norr", "extra-0": "yes"})

    assert f'<a href="{address}">Lill</a>' in listed
    assert '<label for="id_extra-0">' in page
    assert answer.url == f"{room}/municipalities/"
    assert load_study(study_id).municipalities[1] == Municipality(SMALL, "Lillby", "Norr", (("coast", "yes"),))


def test_what_cannot_be_changed_says_why_and_keeps_what_was_typed(client):
    study_id, room = enter(client)
    one = load_kept_memberships(study_id)[1]
    sent = {"version": one.version, "role": "member", "start": "2020", "end": "2019"}

    answer = client.post(f"{room}/cases/{one.id}/", sent)

    assert answer.status_code == 422
    assert "It ends (2019) before it starts (2020). Correct one of them." in read(answer)
    assert 'value="2019"' in read(answer)


def test_somebody_elses_change_is_shown_beside_ones_own(client):
    study_id, room = enter(client)
    one = load_kept_collaborations(study_id)[0]
    address = f"{room}/collaborations/{one.id}/"
    client.post(address, {"version": one.version, "name": "Norra samverkan"})

    answer = client.post(address, {"version": one.version, "name": "Nordsamverkan"})

    assert answer.status_code == 409
    assert "Norra samverkan" in read(answer)
    assert "Nordsamverkan" in read(answer)


def test_a_membership_that_is_needed_stays_and_the_page_says_by_what(client):
    study_id, room = enter(client)
    one = load_kept_memberships(study_id)[1]

    page = read(client.get(f"{room}/cases/{one.id}/"))
    answer = client.post(f"{room}/cases/{one.id}/remove/", {"version": one.version}, follow=True)

    assert "it is named by 1 respondent" in page
    assert "Remove the membership</button>" not in page
    assert "Lill – Nord cannot be removed" in read(answer)
    assert len(load_study(study_id).memberships) == 3


def test_what_nothing_names_is_removed_and_no_longer_in_the_list(client):
    study_id, room = enter(client)
    client.post(f"{room}/municipalities/", {"key": "VIK", "name": "Viken"})
    one = load_kept_municipalities(study_id)[-1]

    page = read(client.get(f"{room}/municipalities/{one.id}/"))
    answer = client.post(f"{room}/municipalities/{one.id}/remove/", {"version": one.version}, follow=True)

    assert "Remove the municipality</button>" in page
    assert "It is removed." in read(answer)
    assert "Viken" not in read(answer)


@pytest.mark.parametrize("role", [StudyRole.READER, StudyRole.BLIND_READER])
@pytest.mark.parametrize("page", ["municipalities", "collaborations", "cases"])
def test_who_only_reads_sees_no_way_to_change(client, role, page):
    _, room = enter(client, role)

    answer = client.get(f"{room}/{page}/")

    assert answer.status_code == 200
    assert not re.search(rf'href="{room}/{page}/\d', read(answer))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_municipalities_takes_the_same_queries_however_long(client, count, django_assert_num_queries):
    towns = tuple(Municipality(f"M{place}", f"Town {place}") for place in range(count))
    _, room = enter(client, study=make_study({}, municipalities=towns), people={}, indicators=())
    client.get(f"{room}/municipalities/")

    with django_assert_num_queries(10):
        client.get(f"{room}/municipalities/")


@pytest.mark.parametrize(
    ("page", "marked"),
    [
        ("study/municipalities/", ("page", "Municipalities")),
        ("study/cases/{membership}/", ("true", "Cases")),
        ("coding/codebook/{code}/", ("true", "Codebook")),
        ("coding/{interview}/", ("true", "Interviews")),
        ("history/deleted/", ("true", "History")),
        ("study/tables/", None),
    ],
)
def test_a_page_that_lies_under_another_marks_it_beside_the_page(client, page, marked):
    study_id, _ = enter(client)
    numbers = {
        "membership": load_kept_memberships(study_id)[0].id,
        "code": load_kept_codes(study_id)[0].id,
        "interview": load_kept_interviews(study_id)[0].id,
    }

    shown = read(client.get(f"/s/{study_id}/{page.format(**numbers)}"))

    beside = shown[shown.index('class="study-nav"') : shown.index("</nav>")]
    found = re.search(r'aria-current="(\w+)">([^<]+)</a>', beside)
    assert (found and found.groups()) == marked


def test_the_survey_counts_who_answered_by_home_and_not_by_whom_the_answer_is_about():
    people = {"R1": HOST, "R2": SMALL, "R3": SMALL}
    answers = (
        Answer("R1", "Q1", about=SMALL, value=4),
        Answer("R2", "Q1", about=HOST, value=2),
        Answer("R3", "Q1", about=HOST, value=None),
    )
    study_id = keep_study(people=people, items=(Item("Q1", "trust"),), answers=answers)

    overview = show_overview(keep_participant(study_id), study_id)

    by_home = {one.municipality.id: one.n_answering for one in overview.lines}
    assert (overview.n_answering, by_home[HOST], by_home[SMALL]) == (2, 1, 1)


def test_what_is_coded_in_a_deleted_interview_is_not_counted_in_the_overview():
    study_id = keep_study(excerpts=(make_excerpt(), make_excerpt("I2")))
    owner = keep_participant(study_id, StudyRole.OWNER)
    delete_interview(owner, study_id, load_kept_interviews(study_id)[0].id)

    overview = show_overview(owner, study_id)

    assert (overview.n_interviews, overview.n_coded) == (2, 1)


def test_who_double_codes_is_not_told_how_far_others_have_come():
    study_id = keep_study(excerpts=tuple(make_excerpt(one, coder=who) for one in ("I1", "I2") for who in ("KA", "BO")))
    owner = keep_participant(study_id, StudyRole.OWNER, coder="LI")
    editor = keep_participant(study_id, StudyRole.EDITOR, coder="KA")
    reader = keep_participant(study_id, StudyRole.READER, coder="")
    start_double_coding(owner, study_id, load_kept_interviews(study_id)[0].id, is_on=True)

    told = {}
    for actor in (owner, editor, reader):
        overview = show_overview(actor, study_id)
        lines = [(line.coded.coders, line.has_second_coder) for line in list_interviews(actor, study_id)[:2]]
        told[actor] = (overview.n_coded, overview.n_second, sum(one.n_second for one in overview.lines), lines)

    assert told == {
        owner: (1, 1, 1, [(0, False), (2, True)]),
        editor: (2, 1, 1, [(1, False), (2, True)]),
        reader: (2, 2, 2, [(2, True), (2, True)]),
    }


def about_fields(**changes):
    given = {"title": "Nytt namn", "question": "Varför?", "language": "en", "design": "most-similar"}
    return {**given, "size_rule": "population", "large_from": "30000", "smallest_group": "7", **changes}


def version_in(page):
    return re.findall(r'name="version" value="(\d*)"', page)


def test_an_owner_changes_what_the_study_is_about_and_the_cases_say_the_rule(client):
    study_id, room = enter(client, StudyRole.OWNER)
    page = read(client.get(f"{room}/about/"))
    versions = version_in(page)

    answer = client.post(f"{room}/about/", about_fields(version=versions[0]))

    study = load_study(study_id)
    assert len(versions) == 1
    assert answer.url == f"{room}/about/"
    assert (study.title, study.question, study.language, study.smallest_group) == ("Nytt namn", "Varför?", "en", 7)
    assert f'<a href="{room}/about/">About the study</a>' in read(client.get(f"/s/{study_id}/"))
    cases = read(client.get(f"{room}/cases/"))
    assert "A municipality with at least 30,000 inhabitants is large, any other is small." in cases


def test_two_owners_changes_of_the_study_stand_side_by_side(client):
    _, room = enter(client, StudyRole.OWNER)
    client.post(f"{room}/about/", about_fields(version=1))

    answer = client.post(f"{room}/about/", about_fields(version=1, title="Annat namn"))

    assert answer.status_code == 409
    assert "Annat namn" in read(answer)
    assert "Nytt namn" in read(answer)


def test_a_rule_without_its_number_says_what_is_missing_and_keeps_what_was_typed(client):
    _, room = enter(client, StudyRole.OWNER)

    answer = client.post(f"{room}/about/", about_fields(version=1, large_from=""))

    assert answer.status_code == 422
    assert "Write from how many inhabitants" in read(answer)
    assert 'value="Nytt namn"' in read(answer)


@pytest.mark.parametrize("role", [StudyRole.EDITOR, StudyRole.BLIND_READER])
def test_others_read_what_the_study_is_about(client, role):
    _, room = enter(client, role)

    page = read(client.get(f"{room}/about/"))

    assert "A municipality with at least 25,000 inhabitants is large" in page
    assert 'name="title"' not in page


def test_cases_of_a_study_that_has_both_ask_for_neither_municipalities_nor_collaborations(client):
    _, room = enter(client)
    for one in load_kept_memberships(int(room.split("/")[2])):
        MembershipRecord.objects.filter(pk=one.id).delete()

    page = read(client.get(f"{room}/cases/"))

    assert "Say below who belongs where, and since when." in page
    assert 'class="button" href' not in page


def test_a_collaboration_shows_years_its_members_and_how_it_went_in_the_language_of_the_page(client):
    one = Collaboration(
        CLUSTER, "Nord", start=Period.read("2014-01-01"), end=Period.read("2023-06-30"), outcome="ended"
    )
    members = (Membership(CLUSTER, HOST, Period.read("2014-01-01"), Period.read("2021-12-31"), Role.HOST),)
    _, room = enter(client, study=make_study(collaborations=(one,), memberships=members))
    client.cookies["django_language"] = "sv"

    page = " ".join(read(client.get(f"{room}/collaborations/")).split())

    assert "2014–2023" in page
    assert "har upphört" in page
    assert '<span class="date">2014–2021</span>, värd' in page


def test_an_owner_hides_coders_from_each_other_in_the_whole_study(client):
    study_id, room = enter(client, StudyRole.OWNER, excerpts=(make_excerpt(coder="BO"),))
    seen = show_frame(get_user_model().objects.get(email="owner@example.org").pk, study_id)
    sent = {"title": "Samverkan", "language": "sv", "design": "most-similar", "size_rule": "population"}
    board = f"/s/{study_id}/coding/{load_kept_interviews(study_id)[0].id}/"
    before = read(client.get(board))

    answer = client.post(
        f"{room}/about/",
        {**sent, "large_from": 9, "smallest_group": 5, "version": seen.version, "hides_other_coders": "on"},
    )

    after = read(client.get(board))
    assert answer.status_code == 302
    assert ("· BO</a>" in before, "· BO</a>" in after) == (True, False)
    assert "Start double coding" in before
    assert "End double coding" not in after
    assert "The whole study is double-coded" in after
    assert "checked" in read(client.get(f"{room}/about/")).split('name="hides_other_coders"')[1].split(">")[0]
    assert "Double coding in the whole study" in read(client.get(f"/s/{study_id}/history/"))
