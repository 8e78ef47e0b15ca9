"""Every page asks what the table of rights says: each address, each role, and signed out."""

import pytest

from addresses import TAKES, address_of
from keep import keep_account, keep_interview, keep_participant
from samverkan.domain.people import Right, StudyRole, may
from samverkan.web.rights import RIGHTS, TO_CHANGE, Door, asked_by

pytestmark = pytest.mark.django_db
STUDY_ADDRESSES = sorted(name for name, asked in RIGHTS.items() if isinstance(asked, Right))
OTHER_ADDRESSES = sorted(name for name, asked in RIGHTS.items() if isinstance(asked, Door))


def test_every_address_stands_in_the_table_and_every_line_has_an_address():
    assert sorted(TAKES) == sorted(RIGHTS)
    assert set(TO_CHANGE) <= set(RIGHTS)


@pytest.mark.parametrize("name", STUDY_ADDRESSES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_address_of_a_study_lets_in_just_the_roles_with_its_right(client, name, method):
    study_id, _ = keep_interview()
    for role in StudyRole:
        keep_participant(study_id, role, coder=role.value)

    for role in StudyRole:
        client.force_login(account_of(role))
        status = getattr(client, method)(address_of(name, study_id)).status_code
        assert (status == 403) is (not may(role, asked_by(name, method.upper()))), role


@pytest.mark.parametrize("name", STUDY_ADDRESSES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_study_looks_as_if_it_were_not_there_to_who_takes_no_part(client, name, method):
    study_id, _ = keep_interview()
    keep_account("stranger@example.org", is_staff=True)
    client.force_login(account("stranger@example.org"))

    assert getattr(client, method)(address_of(name, study_id)).status_code == 404


def test_a_number_that_no_database_keeps_is_not_there(client):
    study_id, _ = keep_interview()
    client.force_login(account_of_new_owner(study_id))

    rests = (f"{2**63}/", f"{10**24}/", f"{study_id}/coding/{2**63}/", f"{study_id}/coding/{10**24}/")
    answers = [client.get(f"/s/{rest}") for rest in (*rests, f"{2**63 - 1}/", f"{study_id}/coding/{2**63 - 1}/")]

    assert [one.status_code for one in answers] == [404] * 6


@pytest.mark.parametrize("name", sorted(name for name, asked in RIGHTS.items() if asked is not Door.ANYONE))
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_is_signed_out_is_asked_to_log_in_and_comes_back(client, name, method):
    study_id, _ = keep_interview()
    address = address_of(name, study_id)

    answer = getattr(client, method)(address, HTTP_REFERER="http://testserver/s/7/?page=2")

    back = {"get": address, "post": "/s/7/?page=2"}[method]
    assert (answer.status_code, answer.url) == (302, f"/accounts/login/?{encoded(back)}")


@pytest.mark.parametrize("name", sorted(name for name, asked in RIGHTS.items() if asked is Door.STAFF))
def test_only_who_looks_after_the_installation_sees_its_pages(client, name):
    keep_account("kim@example.org")
    keep_account("staff@example.org", is_staff=True)

    statuses = []
    for email in ("kim@example.org", "staff@example.org"):
        client.force_login(account(email))
        statuses.append(client.get(address_of(name)).status_code)

    assert statuses[0] == 403
    assert statuses[1] != 403


@pytest.mark.parametrize("name", sorted(name for name, asked in RIGHTS.items() if asked is Door.ANYONE))
def test_an_open_address_asks_nobody_to_log_in(client, name):
    answer = client.get(address_of(name))

    assert answer.status_code in {200, 302, 401, 404, 405}
    assert "/accounts/login/?next=" not in answer.get("Location", "")


def account_of_new_owner(study_id):
    keep_participant(study_id, StudyRole.OWNER)
    return account_of(StudyRole.OWNER)


def account(email):
    from django.contrib.auth import get_user_model

    return get_user_model().objects.get(email=email)


def account_of(role):
    return account(f"{role.value}@example.org")


def encoded(address):
    from urllib.parse import urlencode

    return urlencode({"next": address})
