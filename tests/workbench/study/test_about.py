"""What a study is about is read by all and changed by an owner, and goes out with the study folder."""

from dataclasses import replace

import pytest

from keep import keep_participant, keep_study
from make import EXAMPLES
from samverkan.domain.history import Chosen
from samverkan.domain.kept import ChangedMeanwhileError, Kept
from samverkan.domain.people import StudyRole
from samverkan.domain.study import Design, SizeRule
from samverkan.files.study_folder import read_study_folder
from samverkan.records.history import load_chosen_events
from samverkan.records.people import add_account
from samverkan.records.study import load_study
from samverkan.workbench.access import NotAllowedError
from samverkan.workbench.study.about import FrameError, change_study, show_frame
from samverkan.workbench.study.moving import export_study, import_study

pytestmark = pytest.mark.django_db


def enter(role=StudyRole.OWNER):
    study_id = keep_study()
    return keep_participant(study_id, role), study_id


def changed(kept, **changes):
    return replace(kept, value=replace(kept.value, **changes))


def test_an_owner_changes_what_the_study_is_about_and_one_event_tells_what():
    owner, study_id = enter()
    kept = show_frame(owner, study_id)

    change_study(owner, study_id, changed(kept, title=" Nytt namn ", size_rule=SizeRule.LARGEST_IN_COLLABORATION))

    now = show_frame(owner, study_id)
    events = load_chosen_events(study_id, Chosen(), 2)
    expected = replace(kept.value, title="Nytt namn", size_rule=SizeRule.LARGEST_IN_COLLABORATION)
    assert now == Kept(study_id, kept.version + 1, expected)
    assert [one.value.act for one in events] == ["change-study"]
    assert events[0].value.before == {"title": kept.value.title, "size_rule": "population"}
    assert events[0].value.after == {"title": "Nytt namn", "size_rule": "largest-in-collaboration"}


def test_who_saw_an_older_version_changes_nothing():
    owner, study_id = enter()
    kept = show_frame(owner, study_id)
    change_study(owner, study_id, changed(kept, title="Först"))

    with pytest.raises(ChangedMeanwhileError) as error:
        change_study(owner, study_id, changed(kept, title="Sedan"))

    assert error.value.current == show_frame(owner, study_id)
    assert load_study(study_id).title == "Först"


def test_to_change_nothing_leaves_no_event():
    owner, study_id = enter()

    change_study(owner, study_id, show_frame(owner, study_id))

    assert load_chosen_events(study_id, Chosen(), 1) == ()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": "  "}, "The study needs a title."),
        ({"large_from": None}, "Write from how many inhabitants"),
        ({"smallest_group": 0}, "at least 1 person"),
    ],
)
def test_a_frame_that_cannot_be_says_why(changes, words):
    owner, study_id = enter()

    with pytest.raises(FrameError, match=words):
        change_study(owner, study_id, changed(show_frame(owner, study_id), **changes))


@pytest.mark.parametrize("role", [StudyRole.EDITOR, StudyRole.READER, StudyRole.BLIND_READER])
def test_others_read_it_and_change_nothing(role):
    other, study_id = enter(role)
    kept = show_frame(other, study_id)

    with pytest.raises(NotAllowedError):
        change_study(other, study_id, changed(kept, title="Nytt"))


def test_a_change_goes_out_with_the_study_folder_and_one_that_is_taken_back_leaves_it_byte_by_byte(tmp_path):
    owner = add_account("owner@example.org", None)
    study_id = import_study(EXAMPLES / "two-clusters", by=owner)
    given = show_frame(owner, study_id)
    change_study(
        owner, study_id, changed(given, title="Nytt", question="", design=Design.MOST_SIMILAR, smallest_group=7)
    )

    export_study(study_id, tmp_path / "changed")
    back = changed(show_frame(owner, study_id), **{name: getattr(given.value, name) for name in given.value.__slots__})
    kept_study = load_study(study_id)
    change_study(owner, study_id, back)
    export_study(study_id, tmp_path / "back")

    assert read_study_folder(tmp_path / "changed").evidence.study == kept_study
    assert (tmp_path / "back/study.toml").read_bytes() == (EXAMPLES / "two-clusters/study.toml").read_bytes()
