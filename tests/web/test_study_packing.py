"""The pages where a study is taken in and out as one file."""

import io
import zipfile

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile

from keep import keep_account, keep_study, let_wait
from make import make_excerpt
from samverkan.domain.people import StudyRole
from samverkan.records.models import StudyRecord
from samverkan.records.study import add_participant
from samverkan.web.shell import asking
from samverkan.web.study import packing

pytestmark = pytest.mark.django_db
BAD = {
    "s/study.toml": '[study]\ntitle = "T"\nlanguage = "sv"\n',
    "s/municipalities.csv": "municipality,name\nA,A\nA,B\nB,C\nB,D\n",
}


@pytest.fixture
def kim(client):
    """Kim, who is signed in and owns a study; the number of the study."""
    account = keep_account()
    client.force_login(get_user_model().objects.get(pk=account))
    client.cookies["django_language"] = "en"
    study_id = keep_study()
    add_participant(study_id, account, StudyRole.OWNER)
    return study_id


def packed(files):
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as package:
        for name, content in files.items():
            package.writestr(name, content)
    return SimpleUploadedFile("s.zip", sink.getvalue())


def test_a_study_that_was_downloaded_can_be_taken_in(client, kim):
    answer = client.post(f"/s/{kim}/study/export/")
    sent = SimpleUploadedFile("studie.zip", b"".join(answer.streaming_content))

    page = client.post("/take-in/", {"packed": sent}, follow=True)

    newest = StudyRecord.objects.latest("pk").pk
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert (page.status_code, page.request["PATH_INFO"], newest > kim) == (200, f"/s/{newest}/", True)
    assert "The study is taken in" in page.content.decode()


def test_each_error_of_a_study_stands_on_its_own_line_and_nothing_is_taken_in(client, kim):
    answer = client.post("/take-in/", {"packed": packed(BAD)})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("<li>municipalities.csv, row") == 2
    assert StudyRecord.objects.count() == 1


def test_a_page_holds_no_more_errors_than_can_be_read(client, kim, monkeypatch):
    monkeypatch.setattr(asking, "MOST_PROBLEMS", 1)

    page = client.post("/take-in/", {"packed": packed(BAD)}).content.decode()

    assert "… and 1 more." in page


@pytest.mark.parametrize("content", [b"PK no zip", b""])
def test_what_is_no_study_is_refused_in_the_form(client, kim, content):
    answer = client.post("/take-in/", {"packed": SimpleUploadedFile("s.zip", content)})

    assert answer.status_code == 422
    assert "Pack the study folder again" in answer.content.decode()


def test_a_file_that_is_too_large_is_not_read(client, kim, monkeypatch):
    monkeypatch.setattr(packing, "MOST_PACKED_BYTES", 10)
    monkeypatch.setattr(packing, "FORM_BYTES", 0)

    answer = client.post("/take-in/", {"packed": packed(BAD)})

    assert answer.status_code == 413
    assert "Nothing was read" in answer.content.decode()


def test_the_overview_says_what_to_do_next_and_only_to_who_may(client, kim):
    assert "Next step" in client.get(f"/s/{kim}/").content.decode()

    reader = keep_account("reader@example.org")
    add_participant(kim, reader, StudyRole.READER)
    client.force_login(get_user_model().objects.get(pk=reader))

    page = client.get(f"/s/{kim}/").content.decode()
    assert "Next step" not in page
    assert "Download the study folder" not in page


def test_a_download_that_excerpts_stand_in_the_way_of_leads_to_them(client, kim):
    study_id = keep_study(excerpts=(make_excerpt(),))
    add_participant(study_id, get_user_model().objects.get().pk, StudyRole.OWNER)
    let_wait(study_id)

    page = client.post(f"/s/{study_id}/study/export/", follow=True).content.decode()

    assert "1 excerpt waits for somebody to say where it belongs" in page
    assert f'<a href="/s/{study_id}/interviews/conflicts/">To the excerpts that wait</a></p>' in page
    assert f'<a class="button"\n     href="/s/{study_id}/interviews/conflicts/">' in page
