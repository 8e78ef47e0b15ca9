"""Editing a text in the browser: what names somebody anew is listed, asked about, and kept only with a tick."""

import re

import pytest
from django.contrib.auth import get_user_model

from keep import keep_participant, keep_study
from samverkan.records.interviews import load_kept_interviews, load_transcript

pytestmark = pytest.mark.django_db
NEW = "\n\nR1: Tack Karin Lindqvist i Lerum, ring 070-123 45 67."


@pytest.fixture
def study_id(tmp_path, settings) -> int:
    """A study with a data folder of the test's own."""
    settings.SAMVERKAN_HOME = tmp_path
    return keep_study()


@pytest.fixture
def address(client, study_id) -> str:
    """The page that an editor edits the first interview's text on."""
    client.force_login(get_user_model().objects.get(pk=keep_participant(study_id)))
    client.cookies["django_language"] = "en"
    return f"/s/{study_id}/interviews/{load_kept_interviews(study_id)[0].id}/text/"


def first(study_id):
    return load_kept_interviews(study_id)[0]


def typed(client, address):
    initial = client.get(address).context["form"].initial
    return {"based_on": initial["based_on"], "text": initial["text"] + NEW}


def test_a_text_that_names_somebody_comes_back_with_what_was_typed_and_found(client, study_id, address):
    sent = typed(client, address)

    answer = client.post(address, sent)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Nothing is saved yet: the text may name somebody" in page
    assert "<strong>Karin Lindqvist</strong> – person" in page
    assert "<strong>070-123 45 67</strong> – phone number" in page
    assert "Tack Karin Lindqvist i Lerum" in re.search(r"<textarea.*?</textarea>", page, re.DOTALL)[0]
    assert load_transcript(first(study_id).id).version == 1
    assert first(study_id).value.is_reviewed


@pytest.mark.parametrize(
    ("ticks", "status", "version", "is_reviewed"),
    [
        ({}, 422, 1, True),
        ({"keeps_names": "on"}, 302, 2, False),
        ({"keeps_names": "on", "is_read": "on"}, 302, 2, True),
    ],
)
def test_the_text_is_kept_with_a_tick_and_is_to_be_reviewed_again(
    client, study_id, address, ticks, status, version, is_reviewed
):
    sent = typed(client, address)
    asked = client.post(address, sent).context["form"].initial

    answer = client.post(address, {**sent, "found": asked["found"], **ticks})

    assert answer.status_code == status
    assert load_transcript(first(study_id).id).version == version
    assert first(study_id).value.is_reviewed is is_reviewed


def test_a_text_that_names_nobody_anew_is_saved_at_once(client, study_id, address):
    sent = typed(client, address)

    answer = client.post(address, {**sent, "text": sent["text"].replace(NEW, "\n\nR1: Vi fortsatte så.")})

    assert answer.status_code == 302
    assert first(study_id).value.is_reviewed
