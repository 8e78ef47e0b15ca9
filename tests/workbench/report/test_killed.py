"""A worker that is killed while it makes an evaluation leaves nothing half there, and the next one makes it."""

import json
import os
import signal
import subprocess
import sys

import pytest

from make import EXAMPLES

pytestmark = pytest.mark.process

OPEN = """
import os, signal, sys
from datetime import timedelta
from pathlib import Path
from samverkan.workbench.opening import open_workbench
open_workbench()
from django.db import connection
from django.utils import timezone
from samverkan.workbench import jobs
from samverkan.workbench.report import evaluating, runs
"""
BEGIN = """
from samverkan.records.people import add_account
from samverkan.workbench.study.moving import import_study
owner = add_account("kim@example.org", "a long password for tests")
runs.start_evaluation(owner, import_study(Path(sys.argv[1]), by=owner), "sv")
"""
WORK_AND_DIE = """
def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def die_while_keeping(execute, sql, params, many, context):
    if 'INSERT INTO "records_runfilerecord"' in sql:
        execute(sql, params, many, context)
        die()
    return execute(sql, params, many, context)

if sys.argv[1] == "drawing":
    evaluating.draw_pictures = die
with connection.execute_wrapper(die_while_keeping):
    jobs.do_next("killed", timezone.now())
"""
LOOK = """
import json
run = runs.show_run(1, 1, 1).runs[0]
print(json.dumps([run.state, list(run.files), run.progress > 0, run.finished_at is not None]))
"""
WORK_LATER = """
assert not jobs.do_next("too early", timezone.now()), "the lease of the killed worker still holds"
assert jobs.do_next("next", timezone.now() + 2 * jobs.LEASE)
"""


@pytest.mark.parametrize("moment", ["drawing", "keeping"])
def test_an_evaluation_whose_worker_was_killed_is_made_by_the_next_one(moment, tmp_path):
    environment = {**os.environ, "SAMVERKAN_HOME": str(tmp_path)}
    environment.pop("DATABASE_URL", None)

    def run(code, *arguments):
        command = [sys.executable, "-c", OPEN + code, *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    begun = run(BEGIN, str(EXAMPLES / "swedish-collaborations"))
    killed = run(WORK_AND_DIE, moment)
    between = json.loads(run(LOOK).stdout)
    later = run(WORK_LATER)
    after = json.loads(run(LOOK).stdout)

    assert begun.returncode == 0, begun.stderr
    assert killed.returncode == -signal.SIGKILL
    assert between == ["running", [], True, False]
    assert later.returncode == 0, later.stderr
    assert after == ["done", ["report.html", "tables.xlsx", "results.json"], True, True]
