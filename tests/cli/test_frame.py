"""The frame of every command: its language, and how it ends."""

import subprocess
import sys

import click
from click.testing import CliRunner

from samverkan.cli.frame import command
from samverkan.domain.words import as_is, say


def run_in_swedish(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "samverkan.cli.main", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={"SAMVERKAN_LANGUAGE": "sv", "PATH": "/usr/bin:/bin"},
    )
    return done.stdout + done.stderr


def test_the_help_is_wholly_in_swedish():
    text = run_in_swedish("--help")

    assert "Användning:" in text
    assert [word for word in ("Usage", "Options", "Commands", "Show this") if word in text] == []


def test_a_misspelt_command_is_told_in_swedish():
    assert "Kommandot 'evalute' finns inte." in run_in_swedish("evalute")


def test_a_disk_that_says_no_ends_with_status_two_and_the_place():
    @command("write", as_is("Write."))
    def write() -> None:
        click.echo(say("yes"))
        with open("/nowhere/at/all", "w", encoding="utf-8"):  # noqa: PTH123 -- the error is the point
            pass

    result = CliRunner().invoke(write, [])

    assert result.exit_code == 2
    assert "Cannot read or write /nowhere/at/all" in result.output
