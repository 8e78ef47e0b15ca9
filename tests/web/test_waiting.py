"""The excerpts that wait for a place are sorted and narrowed, and whoever decides one goes on with the rest."""

import re

import pytest
from django.contrib.auth import get_user_model

from keep import keep_interview, keep_participant
from make import make_excerpt, make_transcript
from samverkan.records.coding import load_excerpts
from samverkan.workbench.interviews.revising import Edited, revise_transcript, show_revision

pytestmark = pytest.mark.django_db
TALK = make_transcript(("R1", "Det gick bra. Vi litar på varandra. Tekniken var svår."))
MARKED = (
    make_excerpt(start=14, end=34, quote="Vi litar på varandra"),
    make_excerpt(start=36, end=53, quote="Tekniken var svår", code="GOV"),
)


@pytest.fixture
def waiting(client):
    study_id, interview_id = keep_interview(transcripts={"I1": TALK}, excerpts=MARKED)
    actor = keep_participant(study_id)
    seen = show_revision(actor, study_id, interview_id)
    revise_transcript(
        actor, study_id, interview_id, Edited(seen.transcript_id, "R1: Det gick bra. Allt annat är borta.\n")
    )
    client.force_login(get_user_model().objects.get(pk=actor))
    client.cookies["django_language"] = "en"
    return client, study_id, f"/s/{study_id}/interviews/conflicts/"


def codes_on(page) -> list[str]:
    return re.findall(r'<span class="tag tag-accent">(\w+) en</span>', page.content.decode())


def test_what_waits_is_sorted_and_narrowed(waiting):
    client, _, address = waiting

    asked = ("?sort=code", "?sort=-code", "?q=litar", "?q=nothing")

    assert [codes_on(client.get(f"{address}{one}")) for one in asked] == [
        ["GOV", "TRUST"],
        ["TRUST", "GOV"],
        ["TRUST"],
        [],
    ]
    assert "No excerpt is like that" in client.get(f"{address}?q=nothing").content.decode()


def test_whoever_decides_goes_on_with_the_narrowed_list(waiting):
    client, study_id, address = waiting
    page = client.get(f"{address}?q=litar").content.decode()
    action = re.search(r'action="([^"]*conflicts/\d+/[^"]*)"', page).group(1)
    version = re.search(r'name="version" value="(\d+)"', page).group(1)

    answer = client.post(action, {"version": version, "act": "drop", "place": "", "words": ""})

    assert (answer.status_code, answer.url) == (302, f"{address}?q=litar")
    assert codes_on(client.get(address)) == ["GOV"]
    assert load_excerpts(study_id) == ()
