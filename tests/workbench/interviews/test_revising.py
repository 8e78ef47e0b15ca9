"""Versions of a transcript: excerpts move with their words, conflicts wait, nobody's change is lost; and the search."""

import re
from dataclasses import replace

import pytest

from keep import keep_participant, keep_study
from make import make_excerpt, make_interview, make_respondent, make_transcript
from samverkan.domain.kept import ChangedMeanwhileError
from samverkan.domain.people import StudyRole
from samverkan.records.coding import load_conflicts, load_excerpts
from samverkan.records.history import load_events
from samverkan.records.interviews import load_kept_interviews
from samverkan.workbench.access import NotAllowedError
from samverkan.workbench.interviews.editing import Facts, describe_interview
from samverkan.workbench.interviews.listing import list_interviews
from samverkan.workbench.interviews.revising import (
    Edited,
    NamesFoundError,
    Placing,
    RevisionError,
    drop_conflict,
    list_additions,
    mark_additions,
    place_conflict,
    revise_transcript,
    show_conflicts,
    show_revision,
)
from samverkan.workbench.interviews.searching import Filters, prepare_search, search_interviews

pytestmark = pytest.mark.django_db
TEXT = "Vi litar på varandra och samverkade i alla år. Ålen i ån är en annan sak, det är driften som räknas."


@pytest.fixture
def study_id(tmp_path, settings) -> int:
    """Two interviews; in the first two passages are marked."""
    settings.SAMVERKAN_HOME = tmp_path
    people = (make_respondent("R1", "LILL"), make_respondent("R2", "HOLM"))
    interviews = (make_interview("I1", ["R1"]), make_interview("I2", ["R2"]))
    transcripts = {"I1": make_transcript(("R1", TEXT)), "I2": make_transcript(("R2", "Al är ett träd. Vi samverkar."))}
    marked = [mark("litar på varandra"), mark("driften som räknas")]
    given = {"respondents": people, "interviews": interviews, "transcripts": transcripts}
    return keep_study(**given, excerpts=tuple(marked), scores=())


def mark(words: str):
    start = TEXT.index(words)
    return make_excerpt("I1", start=start, end=start + len(words), quote=words)


@pytest.fixture
def actor(study_id) -> int:
    """An editor."""
    return keep_participant(study_id)


def revise(actor: int, study_id: int, old: str, new: str):
    interview_id = load_kept_interviews(study_id)[0].id
    seen = show_revision(actor, study_id, interview_id)
    return revise_transcript(actor, study_id, interview_id, Edited(seen.transcript_id, seen.text.replace(old, new)))


def test_an_edited_text_is_a_new_version_and_excerpts_move_with_their_words(actor, study_id):
    revised = revise(actor, study_id, "Vi litar", "Ja, vi litar")

    assert (revised.number, revised.moved, revised.waiting) == (2, 2, 0)
    moved = load_excerpts(study_id)
    places = [(one.start, one.quote) for one in moved]
    assert places == [(7, "litar på varandra"), (TEXT.index("driften") + 4, "driften som räknas")]


def test_an_excerpt_whose_words_changed_waits_and_gets_the_place_that_a_person_chooses(actor, study_id):
    revised = revise(actor, study_id, "driften som räknas", "driften som kostar")
    (conflict,) = show_conflicts(actor, study_id)

    assert (revised.moved, revised.waiting) == (1, 1)
    assert conflict.old.form == "driften som räknas"
    assert conflict.candidates[0].context.form.startswith("driften som kostar")
    assert [one.quote for one in load_excerpts(study_id)] == ["litar på varandra"]
    with pytest.raises(RevisionError, match="nowhere in the text, or more than once"):
        place_conflict(actor, study_id, Placing(conflict.id, conflict.version, words="finns inte"))
    place_conflict(actor, study_id, Placing(conflict.id, conflict.version, words="driften som kostar"))
    assert load_conflicts(study_id) == ()
    assert [one.quote for one in load_excerpts(study_id)] == ["litar på varandra", "driften som kostar"]


def test_an_excerpt_without_a_place_is_dropped(actor, study_id):
    revise(actor, study_id, ", det är driften som räknas", "")
    (conflict,) = show_conflicts(actor, study_id)

    drop_conflict(actor, study_id, conflict.id, conflict.version)

    assert show_conflicts(actor, study_id) == ()
    assert [one.quote for one in load_excerpts(study_id)] == ["litar på varandra"]


def test_of_two_who_edit_at_once_the_second_sees_what_the_first_wrote(actor, study_id):
    interview_id = load_kept_interviews(study_id)[0].id
    seen = show_revision(actor, study_id, interview_id)
    revise(actor, study_id, "alla år", "många år")

    with pytest.raises(ChangedMeanwhileError) as caught:
        revise_transcript(actor, study_id, interview_id, Edited(seen.transcript_id, seen.text + "\nMer."))

    assert "många år" in caught.value.current.value.text


def test_saving_the_same_text_makes_no_version(actor, study_id):
    with pytest.raises(RevisionError, match="Nothing was changed"):
        revise(actor, study_id, "", "")


def test_a_reader_edits_nothing(study_id):
    reader = keep_participant(study_id, StudyRole.READER)

    with pytest.raises(NotAllowedError):
        show_revision(reader, study_id, load_kept_interviews(study_id)[0].id)


@pytest.mark.parametrize(
    ("words", "filters", "interviews"),
    [
        ("samverka", Filters(), ["I1", "I2"]),
        ('"vi samverkar"', Filters(), ["I2"]),
        ('"det är driften"', Filters(), ["I1"]),
        ('"är det driften"', Filters(), []),
        ("ål", Filters(), ["I1"]),
        ("al", Filters(), ["I2"]),
        ("samverka ål", Filters(), ["I1"]),
        ("samverka", Filters(code="TRUST"), ["I1"]),
        ("samverka", Filters(code="TECH"), []),
        ("samverka", Filters(municipality="HOLM"), ["I2"]),
        ("samverka", Filters(role="host"), ["I2"]),
        ("samverka", Filters(role="member"), ["I1"]),
        ("samverka", Filters(function="okänd"), []),
        ("samverka", Filters(has_last_first=True), ["I2", "I1"]),
        ("ål eller träd", Filters(), ["I1", "I2"]),
        ("samverka ål eller fågel", Filters(), ["I1"]),
        ('träd eller "det är driften"', Filters(), ["I1", "I2"]),
        ('"är det driften" | finnsinte', Filters(), []),
        ("*rift* eller träd", Filters(), ["I1", "I2"]),
        ("*rift* eller fågel", Filters(), ["I1"]),
        ("samverka -ål", Filters(), ["I2"]),
        ("samverkar -samverkade -träd", Filters(), []),
        ('samverka -"vi samverkar"', Filters(), ["I1"]),
        ("samverka -*rift*", Filters(), ["I2"]),
        ("*rift* -träd", Filters(), ["I1"]),
        ("*rift* -ål", Filters(), []),
        ("", Filters(code="TRUST"), ["I1"]),
        ("", Filters(code="TECH"), []),
        ("-träd", Filters(code="TRUST"), ["I1"]),
        ("-ål", Filters(code="TRUST"), []),
        ('-"det är driften"', Filters(code="TRUST"), []),
        ("", Filters(code="TRUST", municipality="HOLM"), []),
    ],
)
def test_search_finds_the_same_on_either_database(actor, study_id, words, filters, interviews):
    prepare_search(actor, study_id)

    found = search_interviews(actor, study_id, words, filters)

    assert ([one.interview for one in found.hits], found.count) == (interviews, len(interviews))


def test_search_finds_only_the_newest_version_and_only_this_study(actor, study_id):
    other = keep_study()
    prepare_search(actor, study_id)
    prepare_search_of_another(other)
    revise(actor, study_id, "samverkade", "bråkade")

    assert [one.interview for one in search_interviews(actor, study_id, "samverka").hits] == ["I2"]
    assert [one.interview for one in search_interviews(actor, study_id, "bråka").hits] == ["I1"]


def prepare_search_of_another(study_id: int) -> None:
    from samverkan.records.people import add_account
    from samverkan.records.study import add_participant

    actor = add_account("another@example.org", "a long password for tests")
    add_participant(study_id, actor, StudyRole.READER)
    prepare_search(actor, study_id)


def test_the_list_takes_the_same_number_of_queries_for_one_interview_and_for_three(django_assert_num_queries):
    for count in (1, 3):
        people = tuple(make_respondent(f"R{number}", "LILL") for number in range(count))
        interviews = tuple(make_interview(f"I{number}", [f"R{number}"]) for number in range(count))
        transcripts = {one.id: make_transcript(("R", "Ja.")) for one in interviews}
        study = keep_study(respondents=people, interviews=interviews, transcripts=transcripts, excerpts=(), scores=())
        actor = keep_participant(study) if count == 1 else join(study)
        with django_assert_num_queries(11):
            assert len(list_interviews(actor, study)) == count


def join(study_id: int) -> int:
    from samverkan.records.people import find_account
    from samverkan.records.study import add_participant

    actor = find_account("editor@example.org").id
    add_participant(study_id, actor, StudyRole.EDITOR)
    return actor


def test_facts_that_somebody_else_has_changed_are_not_written_over(actor, study_id):
    kept = load_kept_interviews(study_id)[0]
    describe_interview(actor, study_id, kept.id, kept.version, Facts(date="2024", has_consent=True))

    with pytest.raises(ChangedMeanwhileError):
        describe_interview(actor, study_id, kept.id, kept.version, Facts(date="2025"))

    now = load_kept_interviews(study_id)[0].value
    assert (str(now.date), now.has_consent) == ("2024", True)


NAMED = " Tack Karin Lindqvist i Lerum, ring 070-123 45 67."


def edit(actor: int, study_id: int, **said) -> tuple[int, Edited]:
    interview_id = load_kept_interviews(study_id)[0].id
    seen = show_revision(actor, study_id, interview_id)
    return interview_id, Edited(seen.transcript_id, seen.text.replace("räknas.", "räknas." + NAMED), **said)


@pytest.mark.parametrize(("is_read", "is_reviewed"), [(False, False), (True, True)])
def test_new_names_are_kept_only_by_who_has_seen_them_and_the_interview_is_to_be_read_again(
    actor, study_id, is_read, is_reviewed
):
    interview_id, edited = edit(actor, study_id, is_read=is_read)
    with pytest.raises(NamesFoundError) as caught:
        revise_transcript(actor, study_id, interview_id, edited)
    found = list_additions(actor, study_id, interview_id, edited.text)

    revised = revise_transcript(actor, study_id, interview_id, replace(edited, kept=mark_additions(found)))

    assert [one.form for one in found] == ["Karin Lindqvist", "070-123 45 67"]
    assert revised.is_to_review is not is_reviewed
    assert load_kept_interviews(study_id)[0].value.is_reviewed is is_reviewed
    # Neither the hour nor a fingerprint tells anything, but either may hold the digits of a number by chance.
    events = [(one.value.act, one.value.object, one.value.before, one.value.after) for one in load_events(study_id)]
    told = f"{caught.value}{events}"
    assert not any(name in told for name in ("Karin", "Lindqvist", "070"))
    assert re.fullmatch(r"[0-9a-f]+", mark_additions(found))


def test_names_written_after_others_were_kept_are_asked_about_too(actor, study_id):
    interview_id, edited = edit(actor, study_id)
    mark_seen = mark_additions(list_additions(actor, study_id, interview_id, edited.text))
    more = replace(edited, text=edited.text + " Och Bengt Olofsson.", kept=mark_seen)

    with pytest.raises(NamesFoundError):
        revise_transcript(actor, study_id, interview_id, more)


def test_a_text_without_new_names_leaves_the_interview_reviewed(actor, study_id):
    revised = revise(actor, study_id, "Vi litar", "Ja, vi litar")

    assert not revised.is_to_review
    assert load_kept_interviews(study_id)[0].value.is_reviewed
