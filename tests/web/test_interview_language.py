"""The language of an interview that nobody has stated: guessed from its text, said to be a guess, and changeable."""

import re

import pytest
from django.contrib.auth import get_user_model

from keep import keep_participant, keep_study
from make import make_interview, make_respondent, make_study, make_transcript
from samverkan.records.interviews import load_kept_interviews

pytestmark = pytest.mark.django_db
SWEDISH = "Jag litar på dem, och det är inte för att vi måste när det blir ett svar också."
GUESSED = "Guessed from the text."


def enter(client, stated: str = "", words: str = SWEDISH) -> tuple[int, int]:
    """An English study with one interview; the numbers of both."""
    study_id = keep_study(
        study=make_study(language="en"),
        respondents=(make_respondent(),),
        interviews=(make_interview("I1", ["R1"], language=stated),),
        transcripts={"I1": make_transcript(("R1", words))},
        excerpts=(),
        scores=(),
    )
    client.force_login(get_user_model().objects.get(pk=keep_participant(study_id)))
    client.cookies["django_language"] = "en"
    return study_id, load_kept_interviews(study_id)[0].id


@pytest.mark.parametrize(
    ("stated", "words", "language"),
    [("", SWEDISH, "sv"), ("en", SWEDISH, "en"), ("", "Ja.", "en"), ("sv", "Ja.", "sv")],
)
def test_board_and_reading_say_the_language_of_the_text(client, stated, words, language):
    study_id, interview_id = enter(client, stated, words)

    board = client.get(f"/s/{study_id}/coding/{interview_id}/").content.decode()
    reading = client.get(f"/s/{study_id}/interviews/{interview_id}/").content.decode()

    assert f'<p class="turn-text" lang="{language}"' in board
    assert f'<ol class="turns" lang="{language}">' in reading


@pytest.mark.parametrize(
    ("stated", "words", "chosen", "is_guess"),
    [("", SWEDISH, "sv", True), ("en", SWEDISH, "en", False), ("", "Ja.", "", False)],
)
def test_the_facts_say_that_a_language_is_guessed(client, stated, words, chosen, is_guess):
    study_id, interview_id = enter(client, stated, words)

    page = client.get(f"/s/{study_id}/interviews/{interview_id}/facts/").content.decode()

    field = re.search(r'<select name="language".*?</select>', page, re.DOTALL)[0]
    assert re.search(r'value="(\w*)" selected', field)[1] == chosen
    assert (GUESSED in page) is is_guess


def test_a_guess_is_changed_and_then_stated(client):
    study_id, interview_id = enter(client)

    client.post(f"/s/{study_id}/interviews/{interview_id}/facts/", {"language": "en", "date": "", "consent": ""})

    assert load_kept_interviews(study_id)[0].value.language == "en"
