"""The pages on one's own account and on the way in: in our words, and where one is shown."""

import re
from html import unescape
from pathlib import Path

import allauth
import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from addresses import TAKES
from keep import PASSWORD, keep_account
from keep_ways_in import keep_ways_in
from samverkan.web.rights import ALLAUTH

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
PROVIDER = {"provider_id": "single-sign-on", "name": "Kvarnryd", "client_id": "x", "secret": "y"}
SINGLE_SIGN_ON = {"openid_connect": {"APPS": [{**PROVIDER, "settings": {"server_url": "http://127.0.0.1:1"}}]}}
PAGES = {
    "/account/": "Your account",
    "/accounts/password/": "Password",
    "/accounts/two-factor/": "Two-step login and keys",
    "/accounts/two-factor/totp/activate/": "Two-step login and keys",
    "/accounts/two-factor/webauthn/": "Two-step login and keys",
    "/accounts/two-factor/webauthn/add/": "Two-step login and keys",
    "/accounts/sessions/": "Where you are logged in",
    "/accounts/sessions/?sort=address": "Where you are logged in",
}
OF_ALLAUTH = {"mfa/recovery_codes/download.txt"}
"""What is no page: a file with nothing but codes."""
NAMES = {"Laptop", "Blue", "Kvarnryd"}
"""What is the same in both languages."""


@pytest.fixture
def kim(client):
    """Kim, who has just logged in with this client."""
    account = get_user_model().objects.get(pk=keep_account(name="Kim Ek"))
    log_in(client)
    return account


def log_in(client, agent=""):
    client.post(LOGIN, {"login": "kim@example.org", "password": PASSWORD}, headers={"user-agent": agent})


def path_of(name, key):
    """The address of a page of the login library, with a key and a provider that are there."""
    there = {"pk": key, "provider_id": "single-sign-on"}
    return reverse(name, kwargs={one: there[one] for one in TAKES[name]})


def look(client, path, language="en", status=200):
    answer = client.get(path, headers={"accept-language": language})
    assert answer.status_code == status
    return answer.content.decode()


def rows_of(page):
    return re.findall(r'<th scope="row">\s*([^<]+?)\s*<', page)


def texts_of(page):
    main = re.sub(r"<script.*?</script>", "", "".join(re.findall(r"<main.*</main>", page, re.DOTALL)), flags=re.DOTALL)
    texts = (" ".join(unescape(part).split()).strip(": ") for part in re.findall(r">([^<>]+)<", main))
    return [words for words in texts if words]


@pytest.mark.parametrize("path", PAGES)
def test_each_page_on_the_account_shows_which_tab_one_is_at(client, kim, path):
    page = look(client, path)

    assert re.findall(r'aria-current="\w+">([^<]+)</a>', page) == [PAGES[path]]


@pytest.mark.parametrize("name", sorted(ALLAUTH))
def test_no_page_is_drawn_by_a_template_of_the_login_library(client, kim, settings, name):
    settings.SOCIALACCOUNT_PROVIDERS = SINGLE_SIGN_ON

    answer = client.get(path_of(name, keep_ways_in(kim.pk)), follow=True)

    drawn = {one.name for one in answer.templates if f"{Path(allauth.__file__).parent}" in one.origin.name}
    assert drawn - OF_ALLAUTH == set()


def test_places_are_told_by_browser_and_system_and_the_one_here_is_marked(client, kim):
    log_in(Client(), "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Mobile Safari/604.1")
    log_in(Client(), "curl/8.5.0")

    page = look(client, "/accounts/sessions/", "sv")

    assert rows_of(page) == ["En okänd webbläsare", "Safari på iPhone", "En okänd webbläsare"]
    assert page.count("du är här") == 1
    assert "Mozilla" not in page


def test_places_are_sorted_and_filtered(client, kim):
    for agent in ("Firefox/141.0 (Windows NT 10.0)", "Chrome/139.0 (X11; Linux x86_64)"):
        log_in(Client(), agent)

    sorted_up = look(client, "/accounts/sessions/?sort=device")
    found = look(client, "/accounts/sessions/?q=linux")

    assert rows_of(sorted_up) == ["An unknown browser", "Chrome on Linux", "Firefox on Windows"]
    assert rows_of(found) == ["Chrome on Linux"]


def test_who_is_logged_in_only_here_has_nothing_to_log_out(client, kim):
    page = look(client, "/accounts/sessions/")

    assert "You are logged in nowhere else." in page
    assert "Log out everywhere else" not in texts_of(page)


def test_one_logs_out_everywhere_else_and_stays_here(client, kim):
    elsewhere = Client()
    log_in(elsewhere)

    page = client.post("/accounts/sessions/", follow=True, headers={"accept-language": "en"}).content.decode()

    assert "You are logged out everywhere else." in page
    assert len(rows_of(page)) == 1
    assert elsewhere.get("/account/").status_code == 302


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_places_asks_the_database_as_often_for_each_place(
    client, kim, number, django_assert_max_num_queries
):
    for _ in range(number - 1):
        log_in(Client())

    # Each place is looked up among the sessions, with its account: two questions.
    with django_assert_max_num_queries(6 + 2 * number):
        assert len(rows_of(look(client, "/accounts/sessions/"))) == number


def test_keys_are_listed_with_what_they_are_used_for(client, kim):
    keep_ways_in(kim.pk)

    page = look(client, "/accounts/two-factor/webauthn/?sort=-name", "sv")

    assert rows_of(page) == ["Laptop", "Blue"]
    assert "Loggar in ensam, utan lösenord" in page
    assert "aldrig" in texts_of(page)


def test_without_single_sign_on_there_is_no_tab_for_it_and_its_page_says_so(client, kim):
    page = look(client, "/accounts/sign-on/", "sv")

    assert "Inloggning via din organisation" not in re.search(r'<nav class="tabs".*?</nav>', page, re.DOTALL)[0]
    assert "Arbetsbänken är inte ansluten till någon organisation" in page


def test_with_single_sign_on_one_connects_and_disconnects(client, kim, settings):
    settings.SOCIALACCOUNT_PROVIDERS = SINGLE_SIGN_ON
    before = look(client, "/accounts/sign-on/")
    known = SocialAccount.objects.create(user=kim, provider="single-sign-on", uid="1")
    connected = look(client, "/accounts/sign-on/")

    after = client.post("/accounts/sign-on/", {"account": known.pk}, follow=True, headers={"accept-language": "en"})

    assert 'aria-current="page">Log in through your organisation' in before
    assert "Connect Kvarnryd" in before
    assert "Disconnect" in connected
    assert "You can no longer log in through your organisation." in after.content.decode()


def test_another_password_is_asked_for_in_plain_swedish(client, kim):
    sent = {"oldpassword": "wrong", "password1": "one long sentence", "password2": "one long sentence"}

    wrong = client.post("/accounts/password/", sent, headers={"accept-language": "sv"}).content.decode()
    right = client.post(
        "/accounts/password/", {**sent, "oldpassword": PASSWORD}, follow=True, headers={"accept-language": "sv"}
    )

    assert "Det är inte ditt nuvarande lösenord." in wrong
    assert "Ditt nuvarande lösenord" in texts_of(wrong)
    assert "Lösenordet är bytt." in right.content.decode()


def test_a_wrong_code_says_what_to_do(client, kim):
    client.get("/accounts/two-factor/totp/activate/")

    page = client.post("/accounts/two-factor/totp/activate/", {"code": "1"}, headers={"accept-language": "sv"})

    assert "Koden är fel eller för gammal. Skriv den som visas nu." in page.content.decode()


def test_who_confirms_too_often_is_answered_in_our_frame(client, kim, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "reauthenticate": "1/m/user"}

    answers = [client.post("/accounts/again/", {"password": "x"}, headers={"accept-language": "sv"}) for _ in range(2)]

    assert [one.status_code for one in answers] == [200, 429]
    assert "Du har försökt för många gånger." in answers[-1].content.decode()


@pytest.mark.parametrize("name", sorted(ALLAUTH))
def test_nothing_is_in_english_on_a_swedish_page(client, kim, settings, name):
    settings.SOCIALACCOUNT_PROVIDERS = SINGLE_SIGN_ON
    path = path_of(name, keep_ways_in(kim.pk))

    swedish = client.get(path, follow=True, headers={"accept-language": "sv"})
    english = client.get(path, follow=True, headers={"accept-language": "en"})

    both = set(texts_of(swedish.content.decode())) & set(texts_of(english.content.decode()))
    assert {words for words in both if re.search("[a-z]{3}", words)} <= NAMES


def test_the_way_in_is_in_swedish_at_each_step(client):
    account = get_user_model().objects.get(pk=keep_account())
    keep_ways_in(account.pk)

    first = look(client, LOGIN, "sv")
    second = client.post(LOGIN, {"login": account.email, "password": PASSWORD}, follow=True)

    assert {"Logga in", "E-postadress", "Lösenord", "Logga in med nyckel"} <= set(texts_of(first))
    assert {"Det andra steget", "Kod", "Med en nyckel", "Avbryt"} <= set(texts_of(second.content.decode()))


def test_who_has_no_password_chooses_one(client):
    account = get_user_model().objects.get(pk=keep_account())
    account.set_unusable_password()
    account.save()
    client.force_login(account)
    sent = {"password1": "one long sentence", "password2": "one long sentence"}

    page = client.get("/accounts/password/", follow=True, headers={"accept-language": "sv"}).content.decode()
    done = client.post("/accounts/password/set/", sent, follow=True, headers={"accept-language": "sv"})

    assert {"Välj ett lösenord", "Det nya lösenordet en gång till"} <= set(texts_of(page))
    assert "Lösenordet är valt." in done.content.decode()


def test_who_has_no_second_step_is_told_what_recovery_codes_are_for_in_place_of_a_button(client, kim):
    path = reverse("mfa_generate_recovery_codes")

    before = look(client, path)
    client.post(path)
    made = Authenticator.objects.filter(user=kim, type=Authenticator.Type.RECOVERY_CODES).exists()
    Authenticator.objects.create(user=kim, type=Authenticator.Type.TOTP, data={"secret": "x"})
    after = look(client, path)

    assert ("Make the codes" in before, "add a key first" in before, made) == (False, True, False)
    assert ("Make the codes" in after, "add a key first" in after) == (True, False)
