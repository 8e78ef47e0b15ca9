"""`samverkan new`, `check` and `export` as a person runs them."""

import json

import pytest
from click.testing import CliRunner

from make import write_files
from samverkan.cli.main import main
from samverkan.domain.study import Municipality
from samverkan.files.study_folder import read_study_folder

BROKEN = {
    "scores": "case,factor,respondent,coder,score\nNORD,TRUST,R1,K,0.5\n",
    "excerpts": "interview,start,end,code,coder,quote\nI1,0,3,TRUST,K,something else\n",
}


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("SAMVERKAN_LANGUAGE", "en")


def run(*words, **settings):
    return CliRunner().invoke(main, [str(word) for word in words], **settings)


def test_a_sound_study_ends_with_status_0_and_the_next_step(tmp_path):
    result = run("check", write_files(tmp_path))

    assert result.exit_code == 0
    assert result.output == ("0 errors, 0 notes.\nNext: write who belongs where, since when, in memberships.csv.\n")


def test_notes_are_shown_and_do_not_stop(tmp_path):
    result = run("check", write_files(tmp_path, interviews="interview,file,respondents\nI1,I1.txt,R1\n"))

    assert result.exit_code == 0
    assert result.output.startswith("note  interviews.csv, row 2, column reviewed: no person has reviewed")
    assert "0 errors, 1 note." in result.output


def test_every_error_is_printed_and_the_status_is_2(tmp_path):
    result = run("check", write_files(tmp_path, **BROKEN))

    assert result.exit_code == 2
    assert [line.partition(":")[0] for line in result.output.splitlines()] == [
        "error  excerpts.csv, row 2, column quote",
        "error  scores.csv, row 2, column score",
        "",
        "2 errors, 0 notes.",
    ]


def test_words_of_an_interview_are_shown_only_when_asked_for(tmp_path):
    write_files(tmp_path, **BROKEN)

    assert "something else" not in run("check", tmp_path).output
    assert run("check", tmp_path, "--show-text").output.splitlines()[1:3] == [
        "       text:  Vi ",
        "       quote: something else",
    ]


def test_words_of_an_interview_never_go_into_json(tmp_path):
    result = run("check", write_files(tmp_path, **BROKEN), "--json", "--show-text")

    assert result.exit_code == 2
    assert "--show-text is for the eye only: leave out --json." in result.output


def test_problems_as_json(tmp_path):
    result = run("check", write_files(tmp_path, **BROKEN), "--json", "--language", "sv")

    found = json.loads(result.output)
    assert result.exit_code == 2
    assert (found["errors"], found["notes"]) == (2, 0)
    assert [(one["severity"], one["file"], one["row"], one["column"]) for one in found["problems"]] == [
        ("error", "excerpts.csv", 2, "quote"),
        ("error", "scores.csv", 2, "score"),
    ]
    assert found["problems"][1]["text"].startswith("”0.5” är inget förankrat värde.")


def test_problems_are_told_in_swedish(tmp_path):
    result = run("check", write_files(tmp_path, **BROKEN), "--language", "sv")

    lines = result.output.splitlines()
    assert lines[1].startswith("fel  scores.csv, rad 2, kolumn score: ”0.5” är inget förankrat värde.")
    assert lines[-1] == "2 fel, 0 anmärkningar."


def test_what_is_no_study_folder_is_told_with_status_2(tmp_path):
    result = run("check", tmp_path / "nowhere")

    assert result.exit_code == 2
    assert result.output.startswith(f"There is no folder {tmp_path / 'nowhere'}.")


def test_a_study_is_started_from_options_alone(tmp_path):
    result = run(
        *("new", tmp_path / "s", "--no-input", "--title", "T", "--language", "en"),
        *("--municipality", "0001=Åby", "--municipality", "Byn"),
    )

    study = read_study_folder(tmp_path / "s").evidence.study
    assert result.exit_code == 0, result.output
    assert (study.title, study.language) == ("T", "en")
    assert study.municipalities == (Municipality("0001", "Åby"), Municipality("Byn", "Byn"))
    assert result.output == (
        f"The study folder {tmp_path / 's'} is ready, with the standard codebook.\n"
        "Next: write the collaborations in collaborations.csv.\n"
        f"Check it at any time: `samverkan check {tmp_path / 's'}`.\n"
    )


def test_a_study_is_started_from_answers(tmp_path):
    answers = "Vår studie\nVad ger det?\n\n0001=Åby\n=fel\nByn\n\n"

    result = run("new", tmp_path / "s", input=answers)

    study = read_study_folder(tmp_path / "s").evidence.study
    assert result.exit_code == 0, result.output
    assert (study.title, study.question, study.language) == ("Vår studie", "Vad ger det?", "sv")
    assert study.municipalities == (Municipality("0001", "Åby"), Municipality("Byn", "Byn"))
    assert '"=fel" is not written like 0560=Boxholm.' in result.output


def test_without_input_a_title_is_needed(tmp_path):
    result = run("new", tmp_path / "s", "--no-input")

    assert result.exit_code == 2
    assert "With --no-input the study needs --title." in result.output
    assert not (tmp_path / "s").exists()


def test_a_full_folder_is_not_made_a_study(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")

    result = run("new", tmp_path, "--no-input", "--title", "T")

    assert result.exit_code == 2
    assert "is not empty. Name a folder that does not exist yet" in result.output


def test_a_study_is_exported_and_what_stays_behind_is_told(tmp_path):
    source = write_files(tmp_path / "a")
    (source / "key.csv").write_text("who is who")

    result = run("export", source, "-o", tmp_path / "b")

    assert result.exit_code == 0
    assert result.output == (
        f"The study is written to {tmp_path / 'b'}, with datapackage.json.\n"
        "Left out, because Samverkan does not know them: key.csv.\n"
    )
    assert (tmp_path / "b" / "datapackage.json").is_file()


def test_a_broken_study_is_not_exported(tmp_path):
    result = run("export", write_files(tmp_path / "a", **BROKEN), "-o", tmp_path / "b")

    assert result.exit_code == 2
    assert "scores.csv, row 2, column score" in result.output
    assert not (tmp_path / "b").exists()
