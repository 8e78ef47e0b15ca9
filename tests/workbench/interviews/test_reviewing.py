"""The review of names: decided by a person, remembered, spread to other uploads, and the key kept apart."""

import stat

import pytest

from keep import keep_participant, keep_study
from make import make_study
from samverkan.domain.errors import WorkbenchError
from samverkan.domain.interviews.mentions import Verdict
from samverkan.domain.interviews.proposals import ReplacementError
from samverkan.domain.interviews.transcript import Respondent
from samverkan.domain.kept import ChangedMeanwhileError
from samverkan.files.pseudonym_key import read_key
from samverkan.records.history import load_events
from samverkan.records.interviews import load_kept_interviews, load_transcript
from samverkan.workbench.interviews.proposing import key_of
from samverkan.workbench.interviews.reviewing import (
    Choice,
    ReviewError,
    decide_form,
    decide_rest,
    mark_missed,
    show_review,
)
from samverkan.workbench.interviews.searching import search_interviews
from samverkan.workbench.interviews.taking_in import TakingIn, propose_taking_in, take_in
from samverkan.workbench.interviews.uploading import UploadOrder, list_uploads, take_file

pytestmark = pytest.mark.django_db
WORDS = "Vi frågade Karin Lindqvist om driften. Sedan sa Karin att gubben Bengtson ringde."


@pytest.fixture
def place(tmp_path, settings) -> tuple[int, int]:
    """An editor and the study, with a data folder of the test's own."""
    settings.SAMVERKAN_HOME = tmp_path
    study_id = keep_study()
    return keep_participant(study_id), study_id


def upload(place, words: str = WORDS, name: str = "a.txt") -> int:
    content = words.encode()
    return take_file(*place, UploadOrder(name, len(content)), [content]).id


def decide(place, upload_id: int, form: str, verdict: Verdict = Verdict.ACCEPT, words: str = "") -> int | None:
    item = next(one for one in show_review(*place, upload_id).items if one.form == form)
    return decide_form(*place, upload_id, Choice(item.number, item.version, verdict, words))


def forms(place, upload_id: int) -> dict[str, tuple[bool, str]]:
    return {one.form: (one.is_decided, one.replacement) for one in show_review(*place, upload_id).items}


def test_a_review_begins_at_the_first_open_name_and_goes_on_to_the_next(place):
    upload_id = upload(place)
    first = show_review(*place, upload_id)

    following = decide(place, upload_id, first.at.form)

    assert following == show_review(*place, upload_id).at.number != first.at.number
    assert first.contexts[0].form == first.at.form


def test_a_short_name_follows_what_was_decided_for_the_long_one(place):
    upload_id = upload(place)

    decide(place, upload_id, "Karin Lindqvist", words="[it-chefen]")

    short = next(one for one in show_review(*place, upload_id).items if one.form == "Karin")
    assert show_review(*place, upload_id, short.number).at.replacement == "[it-chefen]"


def test_a_decision_is_remembered_in_the_key_and_holds_in_other_uploads(place):
    waiting, _ = upload(place), upload(place, "Karin Lindqvist ringde igen.", "b.txt")
    decide(place, waiting, "Karin Lindqvist", words="[chefen]")

    later = upload(place, "Hej Karin Lindqvist!", "c.txt")

    key = key_of(place[1])
    assert [one.replacement for one in read_key(key).decisions] == ["[chefen]"]
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    for upload_id in (list_uploads(*place)[1].id, later):
        assert forms(place, upload_id)["Karin Lindqvist"] == (True, "[chefen]")


def test_two_people_in_two_uploads_get_two_pseudonyms(place):
    first, second = upload(place, "Vi frågade Karin Ek."), upload(place, "Vi frågade Anna Berg.", "b.txt")

    assert forms(place, first)["Karin Ek"][1] != forms(place, second)["Anna Berg"][1]


def test_who_decides_what_somebody_else_has_just_decided_is_told(place):
    upload_id = upload(place)
    item = show_review(*place, upload_id).at
    decide(place, upload_id, item.form)

    with pytest.raises(ChangedMeanwhileError):
        decide_form(*place, upload_id, Choice(item.number, item.version, Verdict.KEEP))


def test_a_pseudonym_must_not_hold_the_name(place):
    with pytest.raises(ReplacementError, match="holds what it is to replace"):
        decide(place, upload(place), "Karin", words="[Karin 2]")


def test_a_missed_name_is_marked_and_decided_like_the_others(place):
    upload_id = upload(place, "Hon kallas hajen av alla, för hajen ler.")

    number = mark_missed(*place, upload_id, " hajen ")

    assert show_review(*place, upload_id, number).at.count == 2
    with pytest.raises(ReviewError, match="already"):
        mark_missed(*place, upload_id, "hajen")
    with pytest.raises(ReviewError, match="do not stand in the file"):
        mark_missed(*place, upload_id, "valen")


def whole_text(place, upload_id: int) -> list[tuple[str, str]]:
    turns = show_review(*place, upload_id).turns
    return [("".join(one.text for one in turn.speaker), "".join(one.text for one in turn.pieces)) for turn in turns]


def test_the_whole_text_shows_the_pseudonym_of_each_name_that_is_decided(place):
    upload_id = upload(place, "Karin Ek: Vi frågade Bo Lund.\n\nBo Lund: Karin Eks bil, sa Sune Berg.")
    decide(place, upload_id, "Karin Ek", words="[it-chefen]")
    decide(place, upload_id, "Bo Lund", Verdict.KEEP)

    assert whole_text(place, upload_id) == [
        ("it-chefen", "Vi frågade Bo Lund."),
        ("Bo Lund", "[it-chefen]s bil, sa Sune Berg."),
    ]


def test_an_interview_is_taken_in_under_pseudonyms_whole_and_the_file_is_gone(
    place, tmp_path, django_capture_on_commit_callbacks
):
    upload_id = upload(place)
    decide(place, upload_id, "Karin Lindqvist", words="[chefen]")
    with pytest.raises(ReviewError, match="not decided yet"):
        take_in(*place, upload_id, TakingIn("I77"))
    decide_rest(*place, upload_id)

    with django_capture_on_commit_callbacks(execute=True):
        interview_id = take_in(*place, upload_id, TakingIn("I77", ("R1",), "2025-03", "sv", True))

    one = next(kept.value for kept in load_kept_interviews(place[1]) if kept.id == interview_id)
    text = load_transcript(interview_id).value.text
    facts = (one.id, one.respondents, str(one.date), one.has_consent, one.is_reviewed)
    assert facts == ("I77", ("R1",), "2025-03", True, False)
    assert text.startswith("Vi frågade [chefen] om driften. Sedan sa [chefen] att")
    assert [hit.interview for hit in search_interviews(*place, "chef fråga").hits] == ["I77"]
    assert list((tmp_path / "uploads").iterdir()) == []
    assert "Karin" not in repr(load_events(place[1]))


@pytest.mark.parametrize(
    ("what", "words"),
    [
        (TakingIn("I 1"), "letters, digits"),
        (TakingIn("Karin"), "may name somebody"),
        (TakingIn("I1"), 'There is an interview "I1" already'),
        (TakingIn("I9", date="i våras"), '"i våras" is not a date'),
    ],
)
def test_an_interview_that_cannot_be_so_is_not_taken_in(place, what, words):
    upload_id = upload(place)
    decide_rest(*place, upload_id)

    with pytest.raises(WorkbenchError, match=words):
        take_in(*place, upload_id, what)


def test_the_proposed_id_is_the_files_name_unless_it_names_somebody(place):
    first, second = upload(place, name="intervju-7.txt"), upload(place, WORDS + " Ja.", "Karin Lindqvist.txt")

    assert propose_taking_in(*place, first).key == "intervju-7"
    assert "Karin" not in propose_taking_in(*place, second).key


def test_a_label_that_may_be_a_name_is_refused(place):
    from samverkan.workbench.interviews.editing import RespondentError, add_one_respondent

    with pytest.raises(RespondentError, match="may be somebody's name"):
        add_one_respondent(*place, Respondent("R9", label="Karin Ek"))


SPOKEN = {
    "sv": "Jag frågade Karin Ek, och det är inte för att vi måste när det blir ett svar också. Ring 070-123 45 67.",
    "en": "I asked Karin Ek, and that is not because they have to when you are with them there. Call 070-123 45 67.",
}


@pytest.mark.parametrize(("study", "text", "phone"), [("en", "sv", "[telefonnummer]"), ("sv", "en", "[phone number]")])
def test_pseudonyms_and_the_language_follow_the_text_rather_than_the_study(tmp_path, settings, study, text, phone):
    settings.SAMVERKAN_HOME = tmp_path
    study_id = keep_study(study=make_study(language=study))
    place = (keep_participant(study_id), study_id)

    upload_id = upload(place, SPOKEN[text])
    proposed = propose_taking_in(*place, upload_id)

    assert forms(place, upload_id)["070-123 45 67"] == (False, phone)
    assert (proposed.language, proposed.is_guessed) == (text, True)


def test_where_the_language_is_not_clear_it_is_the_study_s(place):
    proposed = propose_taking_in(*place, upload(place, "Ja."))

    assert (proposed.language, proposed.is_guessed) == ("sv", False)
