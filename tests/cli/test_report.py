"""`samverkan evaluate`, as a person types it."""

import pytest
from click.testing import CliRunner

from make import EXAMPLES
from samverkan.cli.main import main


@pytest.fixture
def run(monkeypatch):
    monkeypatch.setenv("SAMVERKAN_LANGUAGE", "en")
    return lambda *arguments: CliRunner().invoke(main, [str(one) for one in arguments])


def test_evaluate_tells_where_the_report_lies_and_what_is_not_known(run, tmp_path):
    result = run("evaluate", EXAMPLES / "two-clusters", "-o", tmp_path / "out")

    assert result.exit_code == 0, result.output
    assert "(invented)" in result.output
    assert f"Report: {tmp_path / 'out' / 'report.html'}" in result.output
    assert "Not known:" in result.output


def test_several_studies_get_a_folder_each(run, tmp_path):
    studies = [EXAMPLES / "two-clusters", EXAMPLES / "swedish-collaborations"]

    result = run("evaluate", *studies, "-o", tmp_path, "--brief")

    assert result.exit_code == 0, result.output
    assert [(tmp_path / one.name / "report.html").is_file() for one in studies] == [True, True]


def test_two_studies_of_the_same_name_do_not_overwrite_each_other(run, tmp_path):
    result = run("evaluate", EXAMPLES / "two-clusters", tmp_path / "two-clusters", "-o", tmp_path / "out")

    assert result.exit_code == 2
    assert "same folder name (two-clusters)" in result.output


def test_a_folder_that_does_not_exist_is_said_with_status_two(run, tmp_path):
    result = run("evaluate", tmp_path / "nowhere", "-o", tmp_path / "out")

    assert result.exit_code == 2
    assert "nowhere" in result.output
    assert not (tmp_path / "out").exists()


def test_messages_come_in_swedish(run, tmp_path, monkeypatch):
    monkeypatch.setenv("SAMVERKAN_LANGUAGE", "sv")

    result = run("evaluate", EXAMPLES / "two-clusters", "-o", tmp_path, "--brief")

    assert "(påhittad)" in result.output
