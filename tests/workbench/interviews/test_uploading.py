"""Uploading: pieces, resuming, refusals, and what is left when a process is killed."""

import errno
import os
import signal
import stat
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.conf import settings

from keep import keep_participant, keep_study
from samverkan.domain.errors import WorkbenchError
from samverkan.domain.people import StudyRole
from samverkan.files.upload_store import UploadError, open_upload
from samverkan.records.history import load_events
from samverkan.records.interviews import load_proposals
from samverkan.records.models import UploadRecord
from samverkan.workbench.access import NotAllowedError
from samverkan.workbench.interviews.uploading import (
    MOST_BYTES,
    UploadOrder,
    discard_upload,
    finish_upload,
    list_uploads,
    read_again,
    start_upload,
    take_file,
    take_piece,
)

pytestmark = pytest.mark.django_db
WORDS = "Intervjuare: Hur gick det?\n\nKarin Ek: Vi frågade Karin Ek på Åmåls kommun.\n".encode()


@pytest.fixture
def home(tmp_path, settings) -> Path:
    """A data folder of the test's own."""
    settings.SAMVERKAN_HOME = tmp_path
    return tmp_path


@pytest.fixture
def place(home) -> tuple[int, int]:
    """An editor, and the study."""
    study_id = keep_study()
    return keep_participant(study_id), study_id


def take(place, content: bytes = WORDS, name: str = "intervju.txt", encoding: str = ""):
    return take_file(*place, UploadOrder(name, len(content), "1", encoding), [content])


def zipped(parts: dict[str, bytes]) -> bytes:
    sink = BytesIO()
    with ZipFile(sink, "w", ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return sink.getvalue()


def test_a_file_in_pieces_waits_for_a_review_and_its_names_stand_in_no_table(place, home):
    order = UploadOrder("Karin Ek.txt", len(WORDS), "7")
    line = start_upload(*place, order)

    assert take_piece(*place, line.id, 0, [WORDS[:10]]) == 10
    assert take_piece(*place, line.id, 10, [WORDS[10:20], WORDS[20:]]) == len(WORDS)
    done = finish_upload(*place, line.id)

    row = UploadRecord.objects.get()
    kept = [row.order, row.error, *(one.value for one in load_proposals(row.pk)), *load_events(place[1])]
    assert (done.state, done.name, done.proposals) == ("waiting", "Karin Ek.txt", 2)
    assert "Karin" not in repr(kept)


def test_only_the_owner_of_the_data_folder_may_read_an_upload(place, home):
    take(place)

    files = [one for one in (home / "uploads").rglob("*") if one.is_file()]
    assert {stat.S_IMODE(one.stat().st_mode) for one in files} == {0o600}
    assert stat.S_IMODE((home / "uploads" / UploadRecord.objects.get().token).stat().st_mode) == 0o700


def test_a_file_that_was_broken_off_goes_on_where_it_stopped(place):
    order = UploadOrder("a.txt", len(WORDS), "7")
    line = start_upload(*place, order)
    take_piece(*place, line.id, 0, [WORDS[:30]])

    again = start_upload(*place, order)
    other = start_upload(*place, UploadOrder("a.txt", len(WORDS), "8"))

    assert (again.id, again.received) == (line.id, 30)
    assert (other.id != line.id, other.received) == (True, 0)


def test_a_piece_out_of_its_order_is_refused_and_changes_nothing(place):
    line = start_upload(*place, UploadOrder("a.txt", len(WORDS)))
    take_piece(*place, line.id, 0, [WORDS[:30]])

    with pytest.raises(UploadError, match="in another order"):
        take_piece(*place, line.id, 31, [b"x"])
    with pytest.raises(UploadError, match="More came than"):
        take_piece(*place, line.id, 30, [WORDS])
    assert list_uploads(*place)[0].received == 30


def test_a_200_mb_file_is_refused_before_a_byte_of_it_is_read(place):
    with pytest.raises(UploadError, match=r"tal\.txt is 200 MB, and a transcript may be 50 MB at most"):
        start_upload(*place, UploadOrder("tal.txt", 4 * MOST_BYTES))

    assert list_uploads(*place) == ()


def test_a_full_disk_keeps_what_came_before_and_says_so(place, monkeypatch):
    line = start_upload(*place, UploadOrder("a.txt", len(WORDS)))
    take_piece(*place, line.id, 0, [WORDS[:30]])

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(UploadError, match="The disk of the workbench is full"):
            take_piece(*place, line.id, 30, [WORDS[30:]])

    assert list_uploads(*place)[0].received == 30
    take_piece(*place, line.id, 30, [WORDS[30:]])
    assert finish_upload(*place, line.id).is_waiting


ENTITIES = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><w:document>&b;</w:document>'
BAD = {
    "bomb.docx": (zipped({"word/document.xml": b"\0" * 60_000_000}), "would unpack to far more"),
    "cut.docx": (zipped({"word/document.xml": b"<a/>"})[:40], "cannot be opened as Word"),
    "entities.docx": (zipped({"[Content_Types].xml": ENTITIES, "word/document.xml": ENTITIES}), "entities.docx"),
    "macros.docm": (b"PK", "is not read. Open it in Word and save it as .docx"),
    "picture.png": (b"\x89PNG", "in a format that is not read"),
    "empty.txt": (b"", "is empty"),
    "binary.txt": (b"a\0b" * 50, "does not hold text"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_says_what_is_wrong_and_leaves_the_others_alone(place, name):
    content, words = BAD[name]
    good = take(place)

    try:
        line = take(place, content, name)
        said = str(line.problem)
    except WorkbenchError as error:
        said = str(error)

    assert words in said
    assert good.id in {one.id for one in list_uploads(*place) if one.is_waiting}


def test_a_file_in_a_wrong_encoding_is_read_again_under_another(place):
    content = "Karin: Åtta öre på ån.".encode("cp850")
    refused = take(place, content, "a.txt", "utf-8")

    line = read_again(*place, refused.id, "cp850")

    token = UploadRecord.objects.get().token
    assert (refused.state, line.state) == ("refused", "waiting")
    assert open_upload(settings.SAMVERKAN_HOME, token).load_reading().transcript.text == "Karin: Åtta öre på ån."


def test_the_same_file_twice_is_refused(place):
    take(place)

    assert "has been uploaded already" in str(take(place, WORDS, "annat namn.txt").problem)


def test_a_discarded_upload_leaves_no_file(place, home):
    line = take(place)

    discard_upload(*place, line.id)

    assert list_uploads(*place) == ()
    assert list((home / "uploads").iterdir()) == []


def test_a_reader_uploads_nothing(home):
    study_id = keep_study()
    reader = keep_participant(study_id, StudyRole.READER)

    with pytest.raises(NotAllowedError):
        start_upload(reader, study_id, UploadOrder("a.txt", 5))


KILLED = """
import os, signal, sys
from samverkan.workbench.opening import open_workbench
open_workbench()
from django.db import connection
from samverkan.domain.people import StudyRole
from samverkan.domain.study import Study
from samverkan.records.people import add_account
from samverkan.records.study import add_participant, add_study
from samverkan.workbench.interviews import reviewing, taking_in, uploading
from django.utils import timezone
at, words = sys.argv[1], "Anna: Vi litar på varandra.".encode()
if not os.path.exists(os.environ["SAMVERKAN_HOME"] + "/uploads"):
    study = add_study(Study(title="S"), "s", "", timezone.now())
    add_participant(study, add_account("a@example.org", "one long password"), StudyRole.OWNER)
order = uploading.UploadOrder("a.txt", len(words), "1")

def die_at(execute, sql, params, many, context):
    if at and at in sql:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, params, many, context)

with connection.execute_wrapper(die_at):
    lines = uploading.list_uploads(1, 1)
    if not lines or not lines[0].is_waiting:
        line = uploading.start_upload(1, 1, order)
        print(line.received)
        if line.received < len(words):
            uploading.take_piece(1, 1, line.id, line.received, [words[line.received:]])
        line = uploading.finish_upload(1, 1, line.id)
    else:
        line = lines[0]
    reviewing.decide_rest(1, 1, line.id)
    taking_in.take_in(1, 1, line.id, taking_in.TakingIn("I01"))
from samverkan.records.models import InterviewRecord, PassageRecord, TranscriptRecord
print(InterviewRecord.objects.count(), TranscriptRecord.objects.count(), PassageRecord.objects.count())
"""


@pytest.mark.process
@pytest.mark.parametrize("at", ["records_proposalrecord", "records_interviewrecord", "records_passagerecord"])
def test_killed_while_it_writes_it_loses_nothing_that_was_accepted(tmp_path, at):
    environment = {**os.environ, "SAMVERKAN_HOME": str(tmp_path)}
    environment.pop("DATABASE_URL", None)

    def run(table: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", KILLED, f'INSERT INTO "{table}"']
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    killed, again = run(at), run("no such table")

    assert killed.returncode == -signal.SIGKILL
    assert again.returncode == 0, again.stderr
    # What was received is still there, so that none of it is sent again; the interview came in once and whole.
    assert again.stdout.split()[-3:] == ["1", "1", "1"]
    assert again.stdout.split()[:-3] in ([], ["28"])


@pytest.mark.parametrize(
    ("name", "content", "has_encoding"), [("a.docx", b"PK\x03\x04 cut off", False), ("a.txt", b"a\0b" * 40, True)]
)
def test_another_encoding_is_offered_only_where_it_can_help(place, name, content, has_encoding):
    line = take_file(*place, UploadOrder(name, len(content)), [content])

    assert line.is_refused
    assert line.has_encoding is has_encoding
