"""`samverkan import` at a terminal, in a script and with a spreadsheet."""

import csv
import os
import pty
import subprocess
import sys

import pytest
from click.testing import CliRunner

from make import write_files
from samverkan.cli.interviews import import_files

TALK = "Intervjuare: Vem frågade ni?\n\nR2: Vi frågade Karin Ek och Bertil i Teams. Karins svar kom. Zork log.\n"


@pytest.fixture
def study(tmp_path, monkeypatch):
    """A study with a file to take in beside it, in a home of its own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("SAMVERKAN_LANGUAGE", "en")
    (tmp_path / "samtal.txt").write_text(TALK, "utf-8")
    monkeypatch.chdir(tmp_path)
    return write_files(tmp_path / "prov")


def run(*arguments, answers=""):
    return CliRunner().invoke(import_files, ["prov", *arguments], input=answers)


def save_as_a_spreadsheet_does(path, changes):
    """In Sweden: semicolons and cp1252."""
    with path.open(encoding="utf-8-sig", newline="") as source:
        rows = [[changes.get(cell, cell) for cell in row] for row in csv.reader(source)]
    with path.open("w", encoding="cp1252", newline="") as sink:
        csv.writer(sink, delimiter=";").writerows(rows)


def written(study):
    return (study / "interviews" / "samtal.txt").read_text("utf-8")


def test_each_proposal_is_shown_in_context_and_decided_with_a_key(study):
    done = run("samtal.txt", "--ask", answers="e\nkollega\nk\na\n\nZork\n\n\n")

    assert done.exit_code == 0
    assert "1 of 4: person, once\n  Vi frågade »Karin Ek« och Bertil i Teams. Karins svar kom. Zork …\n" in done.output
    assert "perhaps the same as: Karin Ek" in done.output
    assert "Vi frågade [kollega] och Bertil i Teams. [kollega]s svar kom. [person 1] log." in written(study)
    assert (study / "interviews.csv").read_text("utf-8").splitlines()[1:] == [
        "I1,I1.txt,R1,yes,yes",
        "samtal,samtal.txt,,,yes",
    ]


def test_the_rest_can_be_taken_as_proposed_after_a_step_back(study):
    done = run("samtal.txt", "--ask", answers="k\nb\nd\n\n")

    assert done.exit_code == 0
    assert "Vi frågade [person 1] och [person 2] i Teams. [person 1]s svar kom. Zork log." in written(study)


def test_a_key_that_is_none_explains_the_keys(study):
    done = run("samtal.txt", "--ask", answers="x\nq\n")

    assert done.output.count("For each proposal: a replace, k keep") == 2


@pytest.mark.parametrize("answers", ["q\n", "a\nq\n", "a\n"])
def test_quitting_or_hanging_up_writes_nothing(study, answers):
    done = run("samtal.txt", "--ask", answers=answers)

    assert done.exit_code != 0
    assert not (study / "interviews" / "samtal.txt").exists()
    assert not (study.parent / "data").exists()


def test_what_was_decided_before_is_shown_and_not_asked_again(study):
    run("samtal.txt", "--ask", answers="d\n\n")

    done = run("samtal.txt", "--ask", "--replace", answers="\n")

    assert "4 forms were decided in earlier imports:\n" in done.output
    assert "  Karin Ek → [person 1] (1)\n" in done.output
    assert "  Teams → is kept (1)\n" in done.output


def test_without_a_terminal_the_import_is_marked_as_unreviewed_and_says_so(study):
    done = run("samtal.txt")

    assert done.exit_code == 0
    assert "Nobody has reviewed the pseudonyms" in done.stderr
    assert "Vi frågade [person 1] och [person 2] i Teams." in written(study)
    assert (study / "interviews.csv").read_text("utf-8").splitlines()[2] == "samtal,samtal.txt,,,no"


def test_the_result_is_never_called_anonymous(study):
    done = run("samtal.txt")

    assert "pseudonymised. They are still personal data while the key exists" in done.stdout
    assert "anonym" not in done.output


def test_a_review_goes_by_way_of_a_spreadsheet(study):
    first = run("samtal.txt", "--write-review", "granska.csv")
    save_as_a_spreadsheet_does(study.parent / "granska.csv", {"[person 2]": "kollega från Åmål"})

    second = run("samtal.txt", "--review", "granska.csv")

    assert "4 proposals are in granska.csv." in first.output
    assert second.exit_code == 0
    assert "Vi frågade [person 1] och [kollega från Åmål] i Teams." in written(study)
    assert "Delete granska.csv: it holds the names." in second.output


def test_a_review_that_nobody_touched_counts_as_unreviewed_unless_they_say_that_they_agree(study):
    run("samtal.txt", "--write-review", "granska.csv")

    silent = run("samtal.txt", "--review", "granska.csv")
    marked = (study / "interviews.csv").read_text("utf-8").splitlines()[-1]
    agreed = run("samtal.txt", "--review", "granska.csv", "--agreed", "--replace")

    assert "add --agreed" in silent.stderr
    assert marked.endswith(",no")
    assert agreed.exit_code == 0
    assert (study / "interviews.csv").read_text("utf-8").splitlines()[-1].endswith(",yes")


def test_a_review_that_is_there_already_is_not_written_over(study):
    run("samtal.txt", "--write-review", "granska.csv")
    before = (study.parent / "granska.csv").read_bytes()

    again = run("samtal.txt", "--write-review", "granska.csv")

    assert again.exit_code == 2
    assert "may hold decisions" in again.stderr
    assert (study.parent / "granska.csv").read_bytes() == before


def test_writing_a_review_leaves_the_study_alone(study):
    run("samtal.txt", "--write-review", "granska.csv")

    assert not (study / "interviews" / "samtal.txt").exists()


def test_a_wrong_row_ends_with_status_2_and_names_the_row(study):
    run("samtal.txt", "--write-review", "granska.csv")
    sheet = study.parent / "granska.csv"
    sheet.write_text(sheet.read_text("utf-8-sig").replace("keep", "kanske"), "utf-8")

    done = run("samtal.txt", "--review", "granska.csv")

    assert done.exit_code == 2
    assert "granska.csv, row 5, column decision" in done.stderr


def test_a_key_in_the_study_folder_is_refused(study):
    done = run("samtal.txt", "--key", "prov/nyckel.toml")

    assert done.exit_code == 2
    assert "prov/nyckel.toml lies inside the study folder" in done.stderr


def test_a_speaker_needs_an_id(study):
    done = run("samtal.txt", "--speaker", "Anna")

    assert done.exit_code == 2
    assert done.stderr == "--speaker needs a name, = and the id of a respondent, like --speaker Anna=R03.\n"


def test_options_fill_the_row(study):
    run(
        "samtal.txt",
        "--interview",
        "I2",
        "--respondents",
        "R1; R2",
        "--date",
        "2024-03-15",
        "--language",
        "sv",
        "--consent",
        "no",
    )

    assert (study / "interviews.csv").read_text("utf-8").splitlines() == [
        "interview,file,respondents,consent,reviewed,date,language",
        "I1,I1.txt,R1,yes,yes,,",
        "I2,I2.txt,R1;R2,no,no,2024-03-15,sv",
    ]


def test_a_person_at_a_real_terminal_is_asked(study):
    leader, follower = pty.openpty()
    command = [sys.executable, "-c", "from samverkan.cli.main import main; main()", "import", "prov", "samtal.txt"]
    with subprocess.Popen(command, stdin=follower, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        os.close(follower)
        os.write(leader, b"d\n\n")
        output, errors = process.communicate(timeout=60)
    os.close(leader)

    assert (process.returncode, errors) == (0, b"")
    assert b"1 of 4: person, once" in output
    assert "Vi frågade [person 1] och [person 2] i Teams." in written(study)
    assert (study / "interviews.csv").read_text("utf-8").splitlines()[2] == "samtal,samtal.txt,,,yes"
