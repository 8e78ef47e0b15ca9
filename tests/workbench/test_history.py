"""The history of a study: what each role sees, what comes back, and what is emptied on purpose."""

import json
from dataclasses import replace
from datetime import date, datetime

import pytest
from django.utils import timezone
from django.utils.timezone import get_current_timezone

from keep import NOON, keep_interview, keep_participant, keep_study
from make import EXAMPLES, make_excerpt, make_study
from samverkan.domain.history import ASPECTS, Chosen, DeletedKind, Event, Word
from samverkan.domain.people import StudyRole
from samverkan.records.coding import delete_excerpt, load_excerpts, load_excerpts_of_interview
from samverkan.records.history import add_event, load_events
from samverkan.records.interviews import load_interviews, load_kept_interviews
from samverkan.records.models import (
    Account,
    EventRecord,
    ExcerptRecord,
    InterviewRecord,
    StudyFileRecord,
    TranscriptRecord,
)
from samverkan.workbench import history, jobs
from samverkan.workbench.access import NotAllowedError, NotThereError
from samverkan.workbench.report.runs import show_runs, start_evaluation
from samverkan.workbench.study.moving import export_study, import_study

pytestmark = pytest.mark.django_db
CONTENT = {"about": {"interview": "I1"}, "rows": [{"table": "excerpt", "id": 1, "quote": "Vi litar p"}]}
ALL = Chosen()


def keep_two():
    """A study with an excerpt by each of two coders in its first interview: study, interview, their numbers."""
    excerpts = (make_excerpt(), make_excerpt(coder="BO"))
    study_id, interview = keep_interview(excerpts=excerpts)
    return study_id, interview, [one.id for one in load_excerpts_of_interview(interview)]


def delete_first(interview):
    return delete_excerpt(load_excerpts_of_interview(interview)[0]).id


def acts_of(study_id):
    return [one.value.act for one in load_events(study_id)]


@pytest.mark.parametrize(
    ("role", "room", "sees"),
    [
        (StudyRole.READER, "coding", True),
        (StudyRole.READER, "people", False),
        (StudyRole.OWNER, "people", True),
    ],
)
def test_what_concerns_people_is_shown_to_an_owner_and_only_told_of_to_others(role, room, sees):
    study_id = keep_study()
    add_event(study_id, Event(NOON, None, "mark-excerpt", room, "interview:1", None, CONTENT))

    (one,) = history.show_history(keep_participant(study_id, role), study_id, ALL).events

    assert one.value.act == "mark-excerpt"
    assert (bool(one.value.object), one.value.after is not None) == (sees, sees)


def test_who_sees_only_totals_has_no_history():
    study_id = keep_study()

    with pytest.raises(NotAllowedError):
        history.show_history(keep_participant(study_id, StudyRole.BLIND_READER), study_id, ALL)


def test_the_history_is_turned_page_by_page_and_chosen_by_room_and_person():
    study_id = keep_study()
    reader = keep_participant(study_id, StudyRole.READER)
    for number in range(history.PAGE + 1):
        add_event(
            study_id, Event(NOON, reader if number == 0 else None, "mark-excerpt", "coding" if number else "study")
        )

    first = history.show_history(reader, study_id, ALL)
    second = history.show_history(reader, study_id, Chosen(beyond=first.next))
    own = history.show_history(reader, study_id, Chosen(room="study", who=reader))

    assert (len(first.events), len(second.events), second.next, len(own.events)) == (history.PAGE, 1, None, 1)


def test_the_history_is_turned_from_the_oldest_too():
    study_id = keep_study()
    reader = keep_participant(study_id, StudyRole.READER)
    numbers = [add_event(study_id, Event(NOON, None, "mark-excerpt", "coding")) for _ in range(history.PAGE + 1)]
    oldest = Chosen(has_oldest_first=True)

    first = history.show_history(reader, study_id, oldest)
    second = history.show_history(reader, study_id, replace(oldest, beyond=first.next))

    assert [one.id for one in (*first.events, *second.events)] == numbers
    assert second.next is None


def looked_for(actor, study_id, *words, **chosen):
    """Return the numbers of the events that are found."""
    given = tuple(one if isinstance(one, Word) else Word(one) for one in words)
    return [one.id for one in history.show_history(actor, study_id, Chosen(words=given, **chosen)).events]


def test_the_history_is_chosen_by_act_and_by_days_both_with_them():
    study_id = keep_study()
    reader = keep_participant(study_id, StudyRole.READER)
    days = [datetime(2026, 3, day, 23, 59, tzinfo=get_current_timezone()) for day in (1, 2, 3)]
    numbers = [add_event(study_id, Event(at, None, "add-code", "coding")) for at in days]
    add_event(study_id, Event(days[1], None, "undo", "coding"))

    found = looked_for(reader, study_id, act="add-code", since=date(2026, 3, 2), until=date(2026, 3, 2))

    assert found == [numbers[1]]
    assert looked_for(reader, study_id, since=date(2026, 3, 3)) == [numbers[2]]


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        (("i1",), True),
        (("litar",), False),
        (("trust sv",), True),
        ((Word("marked", frozenset({"mark-excerpt"})),), True),
        ((Word("excerpt", kinds=frozenset({"excerpt"})),), True),
        ((Word("coder", kinds=frozenset({"municipality"})),), False),
        (("i1", "TRUST"), True),
        (("i1", "nobody"), False),
    ],
)
def test_each_word_stands_in_what_was_done_to_what_or_by_whom(words, is_found):
    study_id, _ = keep_interview()
    reader = keep_participant(study_id, StudyRole.READER)
    about = {"about": {"interview": "I1", "codes": ["TRUST"]}, "rows": []}
    number = add_event(study_id, Event(NOON, None, "mark-excerpt", "coding", "excerpt:7", None, about))

    assert looked_for(reader, study_id, *words) == ([number] if is_found else [])


@pytest.mark.parametrize("aspect", ["", *ASPECTS])
def test_whatever_was_done_in_an_interview_is_found_by_its_name(aspect):
    study_id, interview_id = keep_interview()
    reader = keep_participant(study_id, StudyRole.READER)
    number = add_event(study_id, Event(NOON, None, "undo", "coding", f"interview:{interview_id}{aspect}"))

    assert looked_for(reader, study_id, "i1") == [number]


def test_an_event_is_found_by_who_did_it_and_by_the_name_of_a_place_with_swedish_letters():
    study = make_study({"ÅMÅL": ("ÅMÅL", "VIK")})
    study_id = keep_study(study=study, respondents=(), interviews=(), transcripts={}, indicators=())
    reader = keep_participant(study_id, StudyRole.READER)
    name = Account.objects.get(pk=reader).email
    own = add_event(study_id, Event(NOON, reader, "export-study", "study", f"study:{study_id}"))
    place = add_event(study_id, Event(NOON, None, "change-municipality", "study", "municipality:ÅMÅL"))

    assert looked_for(reader, study_id, name[:6].upper()) == [own]
    assert looked_for(reader, study_id, "åmål") == [place]


def test_who_does_not_see_what_concerns_people_does_not_find_it_either():
    study_id = keep_study()
    reader, owner = keep_participant(study_id, StudyRole.READER), keep_participant(study_id, StudyRole.OWNER, "BO")
    number = add_event(study_id, Event(NOON, None, "change-role", "people", f"account:{owner}"))
    accounts = Word("account", kinds=frozenset({"account"}))

    assert looked_for(owner, study_id, accounts) == looked_for(owner, study_id, object=f"account:{owner}") == [number]
    assert looked_for(reader, study_id, accounts) == looked_for(reader, study_id, object=f"account:{owner}") == []


def test_while_a_double_coding_goes_on_nobody_finds_what_others_marked():
    study_id, interview = keep_interview()
    actor, other = keep_participant(study_id), keep_participant(study_id, StudyRole.OWNER, "BO")
    about = {"about": {"interview": "I1", "codes": ["TRUST"]}, "rows": []}
    numbers = [
        add_event(study_id, Event(NOON, who, "mark-excerpt", "coding", "excerpt:7", None, about))
        for who in (actor, other)
    ]
    before = looked_for(actor, study_id, "TRUST")
    InterviewRecord.objects.filter(pk=interview).update(hides_other_coders=True)

    assert before == numbers[::-1]
    assert looked_for(actor, study_id, "TRUST") == [numbers[0]]


def test_a_deleted_excerpt_comes_back():
    study_id, interview, numbers = keep_two()
    editor = keep_participant(study_id)
    delete_first(interview)

    history.restore(editor, study_id, DeletedKind.EXCERPT, numbers[0])

    assert [one.id for one in load_excerpts_of_interview(interview)] == numbers
    assert acts_of(study_id) == ["restore-excerpt"]


def test_an_excerpt_does_not_come_back_over_one_that_was_made_anew():
    study_id, interview, _ = keep_two()
    editor = keep_participant(study_id)
    gone = delete_first(interview)
    row = ExcerptRecord.objects.get(pk=gone)
    row.pk, row.is_deleted = None, False
    row.save(force_insert=True)

    with pytest.raises(history.RemovalError, match="marked with this code again"):
        history.restore(editor, study_id, DeletedKind.EXCERPT, gone)
    assert acts_of(study_id) == []


def test_an_interview_is_deleted_with_its_excerpts_and_comes_back_with_them():
    study_id, interview, _ = keep_two()
    editor = keep_participant(study_id)

    history.delete_interview(editor, study_id, interview)
    without = len(load_interviews(study_id)), len(load_excerpts(study_id))
    history.restore(editor, study_id, DeletedKind.INTERVIEW, interview)

    assert without == (2, 0)
    assert (len(load_interviews(study_id)), len(load_excerpts(study_id))) == (3, 2)
    with pytest.raises(NotThereError):
        history.restore(editor, study_id, DeletedKind.INTERVIEW, interview)


def test_emptying_removes_the_content_and_keeps_the_fact():
    study_id, interview, numbers = keep_two()
    owner = keep_participant(study_id, StudyRole.OWNER)
    both = {"rows": [{"table": "excerpt", "id": one, "quote": "Vi litar p"} for one in numbers]}
    add_event(study_id, Event(NOON, owner, "mark-excerpt", "coding", f"interview:{interview}", None, both))
    only = {"rows": both["rows"][:1]}
    add_event(study_id, Event(NOON, owner, "delete-excerpt", "coding", f"interview:{interview}", only, only))
    delete_first(interview)

    emptied = history.empty_for_good(owner, study_id, "Plan 2026")

    fact, deleting, marking = load_events(study_id)
    assert (emptied.excerpts, emptied.interviews) == (1, ())
    assert list(ExcerptRecord.objects.values_list("pk", flat=True)) == numbers[1:]
    assert (deleting.value.act, deleting.value.before, deleting.value.is_emptied) == ("delete-excerpt", None, True)
    assert [one["id"] for one in marking.value.after["rows"]] == numbers[1:]
    assert (fact.value.act, fact.value.after["reason"]) == ("empty-deleted", "Plan 2026")


def test_no_word_of_an_emptied_interview_is_left_in_the_tables(tmp_path):
    study_id = import_study(EXAMPLES / "two-clusters")
    owner = keep_participant(study_id, StudyRole.OWNER)
    start_evaluation(owner, study_id, "sv")
    jobs.do_next("worker", timezone.now())
    one = load_kept_interviews(study_id)[0]
    words = TranscriptRecord.objects.get(interview_id=one.id).text[:60]
    history.delete_interview(owner, study_id, one.id)

    history.empty_for_good(owner, study_id, "Plan 2026")

    texts = [*TranscriptRecord.objects.values_list("text", flat=True)]
    files = [bytes(content) for content in StudyFileRecord.objects.values_list("content", flat=True)]
    events = [json.dumps([row.before, row.after], ensure_ascii=False) for row in EventRecord.objects.all()]
    assert not any(words in text for text in texts)
    assert not any(words.encode() in content for content in files)
    assert not any(words in content for content in events)
    assert [run.files for run in show_runs(owner, study_id).runs] == [()]
    export_study(study_id, tmp_path / "out")
    assert one.value.id not in (tmp_path / "out" / "interviews.csv").read_text("utf-8")


def test_only_an_owner_empties_and_never_without_a_reason_or_for_nothing():
    study_id, interview, _ = keep_two()
    owner, editor = keep_participant(study_id, StudyRole.OWNER, "OW"), keep_participant(study_id)

    with pytest.raises(NotAllowedError):
        history.empty_for_good(editor, study_id, "Plan 2026")
    with pytest.raises(history.RemovalError, match="nothing to empty"):
        history.empty_for_good(owner, study_id, "Plan 2026")
    delete_first(interview)
    with pytest.raises(history.RemovalError, match="what decision"):
        history.empty_for_good(owner, study_id, "  ")
