"""The pages of the history: sentences, what changed, what comes back, and emptying on purpose."""

import re

import pytest
from django.contrib.auth import get_user_model

from keep import NOON, keep_interview, keep_participant
from make import make_excerpt
from samverkan.domain.history import Event
from samverkan.domain.people import StudyRole
from samverkan.domain.words import name_in
from samverkan.records.history import add_event
from samverkan.web.history.details import MOST_LINES, MOST_SIGNS, lines_of
from samverkan.web.history.sentences import sentence_of

pytestmark = pytest.mark.django_db
QUOTE = "Vi litar p"


def enter(client, role=StudyRole.OWNER):
    study_id, interview = keep_interview(excerpts=(make_excerpt(),))
    states = [{"table": "excerpt", "id": 1, "quote": QUOTE, "is_deleted": one} for one in (True, False)]
    before, after = ({"about": {"interview": "I1"}, "rows": [one]} for one in states)
    add_event(study_id, Event(NOON, None, "mark-excerpt", "coding", f"interview:{interview}", before, after))
    client.force_login(get_user_model().objects.get(pk=keep_participant(study_id, role)))
    return f"/s/{study_id}/history/", interview


def read(client, address):
    return client.get(address, headers={"accept-language": "en"}).content.decode()


def test_an_event_is_a_sentence_with_what_was_before_and_after(client):
    room, interview = enter(client)

    page = read(client, room)

    assert "A passage was marked." in page
    assert f"?object=interview%3A{interview}" in page
    assert "<td>deleted</td>" in page
    assert "<td>not deleted</td>" in page
    assert QUOTE in page


def test_an_event_is_about_something_that_has_a_name_not_a_number(client):
    room, interview = enter(client)

    page = read(client, f"{room}?object=interview:{interview}")

    assert re.search(r'class="history-about">\s*Interview I1\s*<', page)
    assert f">interview:{interview}<" not in page


def test_the_history_is_narrowed_by_words_acts_and_days_and_turned_from_the_oldest(client):
    room, _ = enter(client)

    asked = ("q=passage", "q=municipality", "act=mark-excerpt", "act=undo", "until=2000-01-01", "order=oldest")
    found = {one: "<strong>A passage was marked.</strong>" in read(client, f"{room}?{one}") for one in asked}
    wrong = client.get(f"{room}?since=tomorrow", headers={"accept-language": "en"})

    assert "No event is like that" in read(client, f"{room}?act=undo")
    assert [one for one, is_there in found.items() if is_there] == ["q=passage", "act=mark-excerpt", "order=oldest"]
    assert (wrong.status_code, "From: Enter a valid date." in wrong.content.decode()) == (422, True)


def test_a_day_at_either_end_of_the_calendar_is_a_day_as_any(client):
    room, _ = enter(client)

    asked = ("since=0001-01-01", "until=9999-12-31", "since=9999-12-31", "until=0001-01-01")
    found = {one: "<strong>A passage was marked.</strong>" in read(client, f"{room}?{one}") for one in asked}

    assert [one for one, is_there in found.items() if is_there] == ["since=0001-01-01", "until=9999-12-31"]


def test_a_blind_reader_has_no_history_however_it_is_asked_for(client):
    room, interview = enter(client, StudyRole.BLIND_READER)

    answers = [client.get(room + rest) for rest in ("", f"?object=interview:{interview}", "deleted/")]

    assert [one.status_code for one in answers] == [403, 403, 403]
    assert not any(QUOTE in one.content.decode() for one in answers)


def test_an_interview_is_deleted_brought_back_and_emptied(client):
    room, interview = enter(client)

    client.post(f"{room}deleted/interview/", {"interview": interview})
    shown = read(client, f"{room}deleted/")
    client.post(f"{room}deleted/restore/", {"kind": "interview", "number": interview})
    back = read(client, f"{room}deleted/")
    client.post(f"{room}deleted/interview/", {"interview": interview})
    unsure = client.post(f"{room}deleted/empty/", {"reason": "Plan 2026"})
    client.post(f"{room}deleted/empty/", {"reason": "Plan 2026", "is_sure": "on"})

    history = read(client, room)
    assert "Bring back" in shown
    assert "Nothing is deleted" in back
    assert unsure.status_code == 422
    assert "What was deleted was emptied for good." in history
    assert "content emptied" in history
    assert QUOTE not in history


def test_what_changed_is_told_at_most_so_far():
    event = Event(NOON, None, "x", "coding", after={f"column {number}": "x" * 9_999 for number in range(99)})

    lines = lines_of(event, {})

    assert len(lines) == MOST_LINES
    assert {len(str(one.after)) for one in lines} == {MOST_SIGNS + 1}


def test_a_removed_municipality_is_brought_back_from_the_page_on_what_is_deleted(client):
    room, _ = enter(client)
    base = room.replace("history/", "study/")
    client.post(f"{base}municipalities/", {"key": "VIK", "name": "Vik"})
    sheet = re.search(r'href="([^"]+)"[^>]*>Vik<', read(client, f"{base}municipalities/"))[1]
    told = client.post(f"{sheet}remove/", {"version": 1}, follow=True).content.decode()
    page = read(client, f"{room}deleted/")
    number = re.search(r'name="number" value="(\d+)"', page)[1]

    answer = client.post(f"{room}deleted/restore/", {"kind": "municipality", "number": number})

    assert "Borttaget i studien" in told
    assert re.search(r'<th scope="row">\s*Vik\s*</th>', page)
    assert "Empty for good" not in page
    assert answer.status_code == 302
    assert ">Vik<" in read(client, f"{base}municipalities/")
    assert "A municipality was brought back." in read(client, room)


CODES = {"TRUST": name_in("Tillit", "Trust")}
ABOUT = {"interview": "I2", "codes": ["TRUST"], "place": "239-248", "coder": "AD"}


def event(act, about=None, rows=((), ()), name="interview:15"):
    contents = ({"about": about, "rows": list(one)} if about else None for one in rows)
    return Event(NOON, None, act, "coding", name, *contents)


@pytest.mark.parametrize(
    ("act", "about", "english", "swedish"),
    [
        (
            "mark-excerpt",
            ABOUT,
            "A passage in I2 was marked with Trust.",
            "Ett textställe i I2 markerades med Tillit.",
        ),
        (
            "undo",
            {**ABOUT, "act": "delete-excerpt"},
            "Undone: An excerpt in I2 with Trust was deleted.",
            "Ångrat: Ett utdrag i I2 med Tillit togs bort.",
        ),
        ("delete-code", {"codes": ["OLD"]}, "The code OLD was deleted.", "Koden OLD togs bort."),
        (
            "score-informant",
            {"respondent": "R1", "factor": "TRUST"},
            "R1 was scored on Trust.",
            "R1 bedömdes på Tillit.",
        ),
        ("mark-excerpt", None, "A passage was marked.", "Ett textställe markerades."),
        ("undo", None, "Something was undone.", "Något ångrades."),
    ],
)
def test_a_sentence_tells_the_code_and_the_interview_where_the_event_still_knows_them(act, about, english, swedish):
    words = sentence_of(event(act, about), CODES)

    assert (words.in_language("en"), words.in_language("sv")) == (english, swedish)


def test_what_changed_is_told_in_words_of_both_languages():
    states = [({"table": "excerpt", "id": 358, "is_deleted": one, "code_id": 7},) for one in (True, False)]

    lines = lines_of(event("mark-excerpt", ABOUT, states), {("code_id", 7): CODES["TRUST"]})

    def told(language):
        words = [
            [one if isinstance(one, str) else one.in_language(language) for one in (line.name, line.before, line.after)]
            for line in lines
        ]
        return words[2:3] + words[4:]

    assert told("en") == [
        ["Place", "characters 239–248", "characters 239–248"],
        ["Excerpt: Deleted", "deleted", "not deleted"],
        ["Excerpt: Code", "Trust", "Trust"],
    ]
    assert told("sv") == [
        ["Plats", "tecken 239–248", "tecken 239–248"],
        ["Utdrag: Borttaget", "borttaget", "inte borttaget"],
        ["Utdrag: Kod", "Tillit", "Tillit"],
    ]


def test_an_interview_that_is_emptied_is_no_number(client):
    room, interview = enter(client)
    client.post(f"{room}deleted/interview/", {"interview": interview})
    client.post(f"{room}deleted/empty/", {"reason": "Plan 2026", "is_sure": "on"})

    page = read(client, room)

    assert f"Interview {interview}" not in page
    assert "A passage was marked." in page
