"""Logging in: in two steps, locked out after guessing, and back where one was."""

import re

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client

from keep import PASSWORD, keep_account, keep_participant, keep_study
from samverkan.domain.people import StudyRole

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


def log_in(client, password=PASSWORD, **more):
    return client.post(LOGIN, {"login": "kim@example.org", "password": password, **more})


def test_one_comes_back_to_the_page_where_one_was(client):
    keep_account()

    assert log_in(client, next="/account/").url == "/account/"


def test_one_is_never_led_away_after_log_in(client):
    keep_account()

    assert log_in(client, next="https://elsewhere.example/").url == "/"


def test_who_guesses_is_locked_out_even_with_the_right_password(client):
    keep_account()
    guesses = [log_in(client, f"wrong {number}").status_code for number in range(5)]

    locked = log_in(client)

    assert (guesses[0], locked.status_code) == (200, 429)
    assert "För många försök" in locked.content.decode()
    assert client.get("/account/").status_code == 302


def test_a_wrong_password_is_told_in_plain_swedish(client):
    keep_account()

    page = log_in(client, "not the password").content.decode()

    assert "E-postadressen eller lösenordet stämmer inte." in page


def test_the_second_step_is_asked_for_once_it_is_there(client):
    keep_account()
    log_in(client)
    page = client.get("/accounts/two-factor/totp/activate/")
    secret = re.search(r'id="authenticator_secret"[^>]*value="([A-Z0-9]+)"', page.content.decode())[1]
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    activated = client.post("/accounts/two-factor/totp/activate/", {"code": code})
    client.post("/accounts/logout/")

    asked = log_in(client)

    assert activated.status_code == 302
    assert asked.url.startswith("/accounts/two-factor/authenticate/")
    assert client.get("/account/").status_code == 302


def test_who_has_just_logged_in_is_not_asked_who_one_is_until_some_minutes_have_gone(client):
    keep_account()
    log_in(client)

    at_once = client.get("/accounts/two-factor/totp/activate/")
    session = client.session
    session["account_authentication_methods"][-1]["at"] -= 301
    session.save()
    later = client.get("/accounts/two-factor/totp/activate/")

    assert at_once.status_code == 200
    assert later.url.startswith("/accounts/again/")


def test_a_new_password_by_link_ends_other_sessions_and_sends_no_mail(client):
    study_id = keep_study()
    keep_participant(study_id, StudyRole.OWNER, coder="OW")
    keep_participant(study_id, StudyRole.EDITOR)
    client.post(LOGIN, {"login": "owner@example.org", "password": PASSWORD})
    members = client.get(f"/s/{study_id}/people/members/").content.decode()
    action = re.findall(r'action="(/s/\d+/people/members/\d+/password/)"', members)[-1]

    page = client.post(action, follow=True).content.decode()
    link = re.search(r'value="http://testserver(/password/[^"]+)"', page)[1]
    answer = client.post(link, {"password": "a new long sentence"})

    assert answer.url == LOGIN
    assert client.get(link).status_code == 404
    assert mail.outbox == []


def test_pages_come_with_a_strict_policy_and_no_inline_script(client):
    keep_account()
    log_in(client)

    answer = client.get("/")

    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert re.findall(r"<script(?![^>]*src=)|<style|\son\w+=|style=", answer.content.decode()) == []


def test_the_server_answers_whether_it_is_well_without_log_in(client):
    answer = client.get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.mark.parametrize(("language", "words"), [("sv", "Sidan finns inte"), ("en", "There is no such page")])
def test_a_wrong_address_is_answered_in_the_language(client, language, words):
    answer = client.get("/nowhere/", headers={"accept-language": language})

    assert answer.status_code == 404
    assert words in answer.content.decode()


@pytest.mark.parametrize(("language", "words"), [("sv", "Ett fel uppstod"), ("en", "An error occurred")])
def test_a_bug_is_answered_in_the_language_and_shows_nothing_of_it(client, language, words, monkeypatch):
    keep_account()
    log_in(client)
    client.raise_request_exception = False
    monkeypatch.setattr("samverkan.workbench.study.listing.load_list", lambda _: 1 / 0)

    answer = client.get("/", headers={"accept-language": language})

    assert (answer.status_code, words in answer.content.decode()) == (500, True)
    assert "ZeroDivisionError" not in answer.content.decode()


def test_a_form_whose_token_is_too_old_says_so(settings):
    from django.test import Client

    answer = Client(enforce_csrf_checks=True).post(LOGIN, {"login": "x"}, headers={"accept-language": "en"})

    assert answer.status_code == 403
    assert "open for so long" in answer.content.decode()


def test_htmx_is_sent_to_the_log_in_page_and_back_to_the_whole_page(client):
    answer = client.get("/account/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/s/1/"})

    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/accounts/login/?next=%2Fs%2F1%2F")


def test_a_script_gets_the_sentence_alone_when_something_is_not_there_or_broken(client, monkeypatch):
    keep_account()
    log_in(client)
    client.raise_request_exception = False
    asked = {"HX-Request": "true", "accept-language": "en"}

    lost = client.get("/s/999/", headers=asked)
    monkeypatch.setattr("samverkan.workbench.study.listing.load_list", lambda _: 1 / 0)
    broken = client.get("/", headers=asked)

    assert (lost.status_code, lost.json()) == (
        404,
        {"said": "There is no such study, or you do not take part in it."},
    )
    assert broken.status_code == 500
    assert broken.json()["said"].startswith("It has been written to the log.")


def test_a_closed_account_is_out_at_once_and_stays_out_of_old_sessions_when_it_is_opened_again(client):
    kim, keeper = keep_account(), keep_account("keeper@example.org", is_staff=True)
    log_in(client)
    other = Client(headers={"accept-language": "en"})
    other.force_login(get_user_model().objects.get(pk=keeper))

    before = client.get("/account/").status_code
    page = other.post(f"/people/{kim}/close/", follow=True).content.decode()
    closed = client.get("/account/").status_code
    refused = log_in(Client())
    other.post(f"/people/{kim}/reopen/")
    opened = client.get("/account/").status_code

    assert (before, closed, opened) == (200, 302, 302)
    assert "Open the account again" in page
    assert "_auth_user_id" not in refused.client.session
    assert log_in(Client()).url == "/"


def test_the_last_who_looks_after_the_workbench_is_told_why_not(client):
    keeper = keep_account("keeper@example.org", is_staff=True)
    client.force_login(get_user_model().objects.get(pk=keeper))

    page = client.post(f"/people/{keeper}/dismiss/", follow=True, headers={"accept-language": "en"}).content.decode()

    assert "Nobody else looks after the workbench." in page
