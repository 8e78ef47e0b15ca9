"""A study's evidence goes into the tables and comes out as it was."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from make import EXAMPLES
from samverkan.files.study_folder import read_study_folder
from samverkan.records.evidence import add_evidence, gather_evidence
from samverkan.records.study import add_study

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize("name", ["two-clusters", "swedish-collaborations"])
def test_everything_that_was_given_and_judged_comes_back(name):
    given = read_study_folder(EXAMPLES / name).evidence

    study_id = add_study(given.study, name, "", NOW)
    add_evidence(study_id, given, NOW)

    assert gather_evidence(study_id) == replace(given, calibration=None, fingerprints={})
