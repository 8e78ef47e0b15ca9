"""The page of health says what is wrong and what to do."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from keep import keep_account
from samverkan.records.jobs import add_job
from samverkan.records.models import JobRecord
from samverkan.workbench.access import NotAllowedError
from samverkan.workbench.health import show_health

pytestmark = pytest.mark.django_db


def read(client, staff):
    client.force_login(get_user_model().objects.get(pk=staff))
    return client.get("/health/", headers={"accept-language": "en"}).content.decode()


def test_who_looks_after_the_installation_sees_that_all_is_well(client):
    page = read(client, keep_account(is_staff=True))

    assert "tables up to date" in page
    assert "0 jobs wait" in page
    assert "no worker takes them" not in page


def test_a_job_that_waits_for_long_says_that_the_worker_is_gone(client):
    job = add_job("evaluation", {})
    JobRecord.objects.filter(pk=job).update(created_at=timezone.now() - timedelta(minutes=3))

    page = read(client, keep_account(is_staff=True))

    assert "no worker takes them" in page
    assert "<code>samverkan worker</code>" in page


def test_a_workbench_without_a_back_up_shows_the_command_that_makes_one(client):
    page = read(client, keep_account(is_staff=True))

    assert "none was made here" in page
    assert "<code>samverkan backup samverkan.zip</code>" in page


def test_nobody_else_is_told():
    with pytest.raises(NotAllowedError):
        show_health(keep_account())
