"""Whoever has narrowed a list goes on with the rest of it after an act on it."""

import re
from html import unescape

import pytest
from django.contrib.auth import get_user_model

from keep import keep_account, keep_interview, keep_participant
from make import make_excerpt
from samverkan.domain.people import StudyRole
from samverkan.records.coding import find_code
from samverkan.records.interviews import load_kept_interviews
from samverkan.workbench.history import delete_interview

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    study_id, interview = keep_interview(excerpts=(make_excerpt(), make_excerpt(start=3, end=8)))
    owner = keep_participant(study_id, StudyRole.OWNER)
    client.force_login(get_user_model().objects.get(pk=owner))
    return client, study_id, interview, owner


def send(client, page, act, sent):
    """Send the form of a page whose action has the act in it, as a browser does; where the answer leads."""
    found = re.search(rf'action="([^"]*/{act}/[^"]*)"', client.get(page).content.decode())
    return client.post(unescape(found[1]), sent).url


def test_an_interview_is_deleted_from_a_list_that_stays_as_it_was(desk):
    client, study_id, interview, _ = desk
    page = f"/s/{study_id}/interviews/?lacks=second&q=I&sort=-who"

    assert send(client, page, "deleted/interview", {"interview": interview, "from": "interviews"}) == page


def test_what_is_deleted_is_brought_back_from_a_list_that_stays_as_it_was(desk):
    client, study_id, interview, owner = desk
    delete_interview(owner, study_id, interview)
    page = f"/s/{study_id}/history/deleted/?q=I1&sort=key&page=1"

    assert send(client, page, "restore", {"kind": "interview", "number": interview}) == page
    assert interview in [one.id for one in load_kept_interviews(study_id)]


@pytest.mark.parametrize("role", ["reader", "owner"])
def test_a_role_is_changed_in_a_list_that_stays_as_it_was(desk, role):
    client, study_id, _, _ = desk
    keep_participant(study_id, StudyRole.EDITOR, "EX")
    page = f"/s/{study_id}/people/members/?q=e&sort=-email&invited-q=x"

    assert send(client, page, "role", {"role": role}) == page


def test_an_account_is_closed_in_a_list_that_stays_as_it_was(desk):
    client, _, _, owner = desk
    get_user_model().objects.filter(pk=owner).update(is_staff=True)
    keep_account("other@example.org")
    page = "/people/?q=other"

    assert send(client, page, "close", {}) == page


@pytest.mark.parametrize(("act", "sent"), [("lock", {"lock": "on"}), ("undo", {}), ("redo", {})])
def test_the_codebook_stays_narrowed_after_an_act_on_it(desk, act, sent):
    client, study_id, _, _ = desk
    page = f"/s/{study_id}/coding/codebook/?q=trust&sort=-excerpts"

    assert send(client, page, act, sent) == page


@pytest.mark.parametrize(("act", "more"), [("move", {"step": "up"}), ("split", {"into": ""})])
def test_the_page_of_a_code_stays_narrowed_after_an_act_on_it(desk, act, more):
    client, study_id, _, _ = desk
    row = find_code(study_id, "TRUST")
    page = f"/s/{study_id}/coding/codebook/{row['id']}/?coder=KA&order=newest"

    assert send(client, page, act, {"version": row["version"], **more}) == page
