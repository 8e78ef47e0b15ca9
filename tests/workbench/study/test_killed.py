"""A process that is killed while a study comes in leaves nothing half there."""

import os
import signal
import subprocess
import sys

import pytest

from make import EXAMPLES

pytestmark = pytest.mark.process

IMPORT_AND_DIE = """
import os, signal, sys
from pathlib import Path
from samverkan.workbench.opening import open_workbench
open_workbench()
from django.db import connection
from samverkan.workbench.study.moving import import_study

def die_at(execute, sql, params, many, context):
    if f'INSERT INTO "{sys.argv[2]}"' in sql:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, params, many, context)

with connection.execute_wrapper(die_at):
    import_study(Path(sys.argv[1]))
"""
COUNT = """
from samverkan.workbench.opening import open_workbench
open_workbench()
from django.apps import apps
models = apps.get_app_config("records").get_models()
print({model.__name__: count for model in models if (count := model.objects.count())})
"""


@pytest.mark.parametrize("table", ["records_municipalityrecord", "records_excerptrecord", "records_eventrecord"])
def test_a_killed_import_leaves_nothing_behind_and_the_next_one_works(table, tmp_path):
    environment = {**os.environ, "SAMVERKAN_HOME": str(tmp_path)}
    environment.pop("DATABASE_URL", None)
    folder = str(EXAMPLES / "two-clusters")

    def run(code, *arguments):
        command = [sys.executable, "-c", code, *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    killed = run(IMPORT_AND_DIE, folder, table)
    left = run(COUNT)
    again = run(IMPORT_AND_DIE, folder, "no such table")

    assert killed.returncode == -signal.SIGKILL
    assert left.stdout.strip() == "{}"
    assert again.returncode == 0
