"""The pages of evaluations: asked for, followed, read under a policy of their own."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from keep import keep_participant, keep_study, let_wait
from make import make_excerpt
from samverkan.domain.people import StudyRole
from samverkan.records.coding import load_excerpts_of_interview
from samverkan.records.interviews import load_kept_interviews
from samverkan.workbench import jobs

pytestmark = pytest.mark.django_db


def enter(client, study_id, role=StudyRole.EDITOR):
    client.force_login(get_user_model().objects.get(pk=keep_participant(study_id, role)))
    client.cookies["django_language"] = "en"
    return f"/s/{study_id}/report/"


def finish_all():
    while jobs.do_next("worker", timezone.now()):
        pass


def read(client, address):
    return client.get(address, headers={"accept-language": "en"}).content.decode()


def start(client, room):
    client.post(f"{room}start/", {"language": "en"})
    page = read(client, room)
    return page.split('id="run-')[1].split('"')[0]


def test_an_evaluation_is_followed_until_it_is_ready(client):
    room = enter(client, keep_study())
    run = start(client, room)

    waiting = read(client, f"{room}{run}/")
    finish_all()
    ready = read(client, f"{room}{run}/")

    assert 'hx-trigger="every 1s"' in waiting
    assert "hx-trigger" not in ready
    assert f"{room}{run}/report.html" in ready
    assert f"{room}{run}/tables.xlsx" in ready
    assert f"{room}{run}/results.json" in ready


def test_the_report_is_shown_under_a_policy_that_lets_nothing_run(client):
    room = enter(client, keep_study())
    run = start(client, room)
    finish_all()

    shown = client.get(f"{room}{run}/report.html")
    taken = client.get(f"{room}{run}/report.html?download")

    assert b"<h1" in shown.content
    assert shown["Content-Disposition"] == "inline"
    assert shown["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; "
        "frame-ancestors 'none'; sandbox"
    )
    assert taken["Content-Disposition"] == 'attachment; filename="report.html"'


def test_a_file_that_is_none_is_not_found(client):
    room = enter(client, keep_study())
    run = start(client, room)

    assert client.get(f"{room}{run}/report.html").status_code == 404
    assert client.get(f"{room}{run}/secret_key").status_code == 404


def test_evaluations_are_sorted_and_found(client):
    room = enter(client, keep_study())
    first = start(client, room)
    finish_all()
    client.post(f"{room}start/", {"language": "sv"})

    asked = ("", "?sort=language", "?q=sv", "?q=nobody")

    found = [re.findall(r'id="run-(\d+)"', read(client, f"{room}{one}")) for one in asked]
    second = str(int(first) + 1)
    assert found == [[second, first], [first, second], [second], []]


def test_a_second_evaluation_meanwhile_is_refused_in_the_form(client):
    room = enter(client, keep_study())
    start(client, room)

    answer = client.post(f"{room}start/", {"language": "sv"}, headers={"accept-language": "en"})

    assert answer.status_code == 422
    assert "being made already" in answer.content.decode()


def test_a_reader_reads_and_starts_nothing(client):
    room = enter(client, keep_study(), StudyRole.READER)

    assert "Make it" not in read(client, room)
    assert client.post(f"{room}start/", {"language": "sv"}).status_code == 403


def test_each_gain_of_nobody_is_listed_with_its_place_on_the_board(client):
    study_id = keep_study(excerpts=(make_excerpt(code="G_KNOW", concerns=""), make_excerpt(code="TRUST", start=5)))
    room = enter(client, study_id)
    interview_id = load_kept_interviews(study_id)[0].id
    number = next(one.id for one in load_excerpts_of_interview(interview_id) if one.value.code == "G_KNOW")

    page = client.post(f"{room}start/", {"language": "en"}).content.decode()

    assert f'<a href="/s/{study_id}/coding/{interview_id}/?x={number}#x{number}">I1: G_KNOW</a>' in page
    assert page.count("/?x=") == 1


def test_the_report_says_how_many_excerpts_wait_and_are_not_counted(client):
    study_id = keep_study(excerpts=(make_excerpt(),))
    room = enter(client, study_id)
    let_wait(study_id)
    run = start(client, room)
    finish_all()

    report = client.get(f"{room}{run}/report.html").content.decode()

    assert "1 excerpt waits for a place in an edited transcript and is not counted." in report
