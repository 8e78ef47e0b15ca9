"""After emptying, the words are in no file of the data folder: neither the database nor SQLite's log beside it."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from keep import keep_interview, keep_participant
from make import make_excerpt, make_transcript
from samverkan.domain.people import StudyRole
from samverkan.records.coding import add_excerpts
from samverkan.workbench import history
from samverkan.workbench.interviews.revising import Edited, revise_transcript, show_revision
from samverkan.workbench.interviews.searching import prepare_search

pytestmark = pytest.mark.skipif(
    "sqlite" not in settings.DATABASES["default"]["ENGINE"], reason="the files are SQLite's"
)
WORDS = ("kvartsfjällsgneten", "blåklintsorkanen", "tallbarrsmemot")
"""What is said in no other test: in the interview, in its first version, and beside an excerpt."""


def find_words() -> dict[str, list[str]]:
    """Return the files of the data folder in which each of the words stands; an index leaves out its ends."""
    files = [one for one in Path(settings.SAMVERKAN_HOME).rglob("*") if one.is_file()]
    contents = {one.name: one.read_bytes() for one in files}
    return {word: sorted(name for name, held in contents.items() if word[3:-3].encode() in held) for word in WORDS}


@pytest.mark.django_db(transaction=True)
def test_no_word_of_what_was_emptied_is_left_in_a_file_of_the_data_folder():
    said, before, beside = WORDS
    text = f"Vi litar på {said}. " * 300
    others = make_transcript(("R2", "Vi samverkar. " * 300))
    study_id, interview = keep_interview(transcripts={"I1": make_transcript(("R1", f"{before}. {text}")), "I2": others})
    add_excerpts(study_id, [make_excerpt("I1", quote=text[:200], memo=beside * 20)])
    owner = keep_participant(study_id, StudyRole.OWNER)
    prepare_search(owner, study_id)
    seen = show_revision(owner, study_id, interview)
    revise_transcript(owner, study_id, interview, Edited(seen.transcript_id, seen.text.replace(before, "Nej")))
    there = find_words()
    history.delete_interview(owner, study_id, interview)

    history.empty_for_good(owner, study_id, "Plan 2026")

    # As long as somebody is connected, what was written stands in the log beside the database until it is written out.
    assert connection.connection is not None
    assert all(there.values())
    assert find_words() == {word: [] for word in WORDS}
