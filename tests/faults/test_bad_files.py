"""Broken, huge and hostile files, sent to the page and given to the command: each is refused in words."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from click.testing import CliRunner
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile

from keep import keep_participant, keep_study
from make import write_files
from samverkan.cli.interviews import import_files
from samverkan.records.interviews import load_kept_interviews

pytestmark = pytest.mark.process

TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
WORDS = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
ENTITY = b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document>&x;</w:document>'


def zipped(**parts: bytes) -> bytes:
    sink = BytesIO()
    with ZipFile(sink, "w", ZIP_DEFLATED) as package:
        for name, content in {"[Content_Types].xml": TYPES, **parts}.items():
            package.writestr(name, content)
    return sink.getvalue()


BAD = {
    "bomb.docx": (zipped(**{"word/document.xml": b"\0" * 60_000_000}), "would unpack to far more"),
    "broken.docx": (zipped(**{"word/document.xml": WORDS})[:90], "cannot be opened as Word"),
    "entity.docx": (zipped(**{"word/document.xml": ENTITY}), "entity.docx"),
    "macros.docx": (zipped(**{"word/document.xml": WORDS, "word/vbaProject.bin": b"x"}), "macros"),
    "macros.docm": (b"PK", "save it as .docx"),
}


@pytest.fixture
def study(tmp_path, monkeypatch):
    """A study folder, and a home of its own for its key."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("SAMVERKAN_LANGUAGE", "en")
    monkeypatch.chdir(tmp_path)
    return write_files(tmp_path / "prov")


@pytest.mark.django_db
@pytest.mark.parametrize("name", BAD)
def test_the_page_refuses_it_in_words_and_takes_the_good_file_beside_it(client, settings, tmp_path, name):
    settings.SAMVERKAN_HOME = tmp_path
    content, words = BAD[name]
    study_id = keep_study()
    keep_participant(study_id)
    client.force_login(get_user_model().objects.get(email="editor@example.org"))
    client.cookies["django_language"] = "en"
    before = load_kept_interviews(study_id)
    good = SimpleUploadedFile("good.txt", b"R1: Vi litar.")

    address = f"/s/{study_id}/interviews/upload/"
    page = client.post(address, {"files": [SimpleUploadedFile(name, content), good]}, follow=True).content.decode()

    assert words in page
    assert ("root:" in page, "Traceback" in page) == (False, False)
    assert "good.txt" in page
    assert load_kept_interviews(study_id) == before


@pytest.mark.parametrize("name", BAD)
def test_the_command_refuses_it_in_words_and_writes_nothing(study, tmp_path, name):
    content, words = BAD[name]
    (tmp_path / name).write_bytes(content)
    before = sorted(one.name for one in (study / "interviews").iterdir())

    done = CliRunner().invoke(import_files, ["prov", name, "--defaults"])

    assert (done.exit_code, words in " ".join(done.output.split())) == (2, True), done.output
    assert "root:" not in done.output
    assert sorted(one.name for one in (study / "interviews").iterdir()) == before


def test_the_command_refuses_a_recording_of_200_mb_before_it_is_read(study, tmp_path):
    with (tmp_path / "tal.txt").open("wb") as file:
        file.truncate(200_000_000)

    done = CliRunner().invoke(import_files, ["prov", "tal.txt", "--defaults"])

    assert done.exit_code == 2
    assert "tal.txt is 200 MB, and a transcript may be 50 MB at most." in " ".join(done.output.split())


@pytest.mark.django_db
def test_the_page_refuses_a_form_of_more_than_200_mb_before_it_is_read(client, settings, tmp_path):
    settings.SAMVERKAN_HOME = tmp_path
    study_id = keep_study()
    keep_participant(study_id)
    client.force_login(get_user_model().objects.get(email="editor@example.org"))
    client.cookies["django_language"] = "en"

    answer = client.post(f"/s/{study_id}/interviews/upload/", b"", "text/plain", CONTENT_LENGTH="200000001")

    assert answer.status_code == 413
    assert "Nothing was read." in answer.content.decode()
