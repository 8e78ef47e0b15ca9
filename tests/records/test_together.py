"""Reading a whole study sees one moment and keeps nobody from writing."""

import os
import subprocess
import sys

import pytest
from django.db import connection

from keep import keep_study
from samverkan.records.rows import read_together
from samverkan.records.study import load_municipalities

pytestmark = pytest.mark.process

WRITE_MEANWHILE = """
import sqlite3, sys
from samverkan.workbench.opening import open_workbench
open_workbench()
from django.db import connection
from samverkan.records.models import Account
from samverkan.records.rows import read_together
with read_together():
    before = Account.objects.count()
    other = sqlite3.connect(connection.settings_dict["NAME"], timeout=0)
    other.execute(
        "INSERT INTO records_account (email, password, name, language, theme, is_active, is_staff, is_superuser,"
        " date_joined) VALUES ('a@example.org', '', '', '', 'system', 1, 0, 0, '2026-03-01')"
    )
    other.commit()
    during = Account.objects.count()
after = Account.objects.count()
print(before, during, after, connection.transaction_mode)
"""


def test_sqlite_reads_a_snapshot_while_another_process_writes(tmp_path):
    environment = {**os.environ, "SAMVERKAN_HOME": str(tmp_path)}
    environment.pop("DATABASE_URL", None)

    done = subprocess.run(
        [sys.executable, "-c", WRITE_MEANWHILE], env=environment, capture_output=True, text=True, check=False
    )

    assert (done.stdout.strip(), done.stderr) == ("0 0 1 IMMEDIATE", "")


@pytest.mark.django_db(transaction=True)
def test_what_is_read_together_is_what_is_there():
    study_id = keep_study()

    with read_together():
        found = load_municipalities(study_id)

    assert [one.id for one in found] == ["HOLM", "LILL", "STOR"]
    assert not connection.in_atomic_block
