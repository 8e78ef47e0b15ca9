"""A study is taken out of the workbench as one file, and taken in again."""

import io
import zipfile

import pytest

from keep import keep_account, keep_participant
from make import EXAMPLES
from samverkan.domain.errors import ProblemsError
from samverkan.domain.people import StudyRole
from samverkan.records.history import load_events
from samverkan.records.models import StudyRecord
from samverkan.records.study import load_role
from samverkan.workbench.access import NotAllowedError
from samverkan.workbench.study.moving import import_study, load_evidence
from samverkan.workbench.study.packing import name_folder, pack_study, unpack_study

pytestmark = pytest.mark.django_db
EXAMPLE = EXAMPLES / "two-clusters"


def test_a_study_goes_out_and_comes_in_without_loss_and_the_history_tells():
    owner = keep_account("kim@example.org")
    study_id = import_study(EXAMPLE, by=owner)
    other = keep_account("alex@example.org")

    packed = pack_study(owner, study_id)
    again = unpack_study(other, packed.file)

    assert load_evidence(again) == load_evidence(study_id)
    assert load_role(again, other) is StudyRole.OWNER
    assert load_events(study_id)[0].value.act == "export-study"
    assert packed.name.endswith(".zip")


def test_the_file_holds_the_folder_as_it_was_given():
    owner = keep_account()
    packed = pack_study(owner, import_study(EXAMPLE, by=owner))

    with zipfile.ZipFile(packed.file) as found:
        content = {one.split("/", 1)[1]: found.read(one) for one in found.namelist()}

    files = [one for one in EXAMPLE.rglob("*") if one.is_file()]
    assert content == {one.relative_to(EXAMPLE).as_posix(): one.read_bytes() for one in files}


def test_a_reader_may_not_take_the_folder_out():
    study_id = import_study(EXAMPLE)

    with pytest.raises(NotAllowedError):
        pack_study(keep_participant(study_id, StudyRole.READER), study_id)


def test_all_errors_of_a_study_are_told_at_once_and_nothing_is_taken_in():
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as package:
        package.writestr("s/study.toml", '[study]\ntitle = "T"\nlanguage = "sv"\n')
        package.writestr("s/municipalities.csv", "municipality,name\nA,A\nA,B\n")
        package.writestr("s/collaborations.csv", "collaboration,name,form\nN,N,guild\n")

    with pytest.raises(ProblemsError) as caught:
        unpack_study(keep_account(), sink)

    files = {one.place.file for one in caught.value.problems}
    assert {"municipalities.csv", "collaborations.csv"} <= files
    assert StudyRecord.objects.count() == 0


@pytest.mark.parametrize(("title", "name"), [("IT i Åmål & Säffle!", "it-i-åmål-säffle"), ("../..", "studie")])
def test_a_folder_is_called_after_the_study(title, name):
    assert name_folder(title) == name
