"""A study folder on disk: what is one, and what in it is ours."""

import re
from pathlib import Path

import pytest

from make import write_files
from samverkan.domain.trace import fingerprint
from samverkan.files.study_folder import StudyFolderError, read_study_folder
from samverkan.files.study_folder.tables import TABLES

REFERENCE = Path(__file__).parents[3] / "docs" / "reference" / "study-folder.md"


def errors_of(folder) -> list[str]:
    return [str(one) for one in read_study_folder(folder).errors]


def notes_of(folder) -> list[str]:
    return [str(one) for one in read_study_folder(folder).notes]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "nowhere",
            "There is no folder {path}. Check the name, or start a study there with `samverkan new {path}`.",
        ),
        (
            "scores.csv",
            (
                "{path} is a file. A study is a folder with study.toml, municipalities.csv and other tables: "
                "name the folder."
            ),
        ),
        (
            "photos",
            (
                "{path} has no study.toml, so it is not a study folder: a folder with study.toml, municipalities.csv "
                "and other tables. Start one with `samverkan new FOLDER`."
            ),
        ),
    ],
)
def test_what_is_no_study_folder_is_said(tmp_path, name, message):
    (tmp_path / "scores.csv").write_text("case\n")
    (tmp_path / "photos").mkdir()

    with pytest.raises(StudyFolderError) as caught:
        read_study_folder(tmp_path / name)

    assert str(caught.value) == message.format(path=tmp_path / name)


def test_every_file_that_was_read_has_its_fingerprint(tmp_path):
    write_files(tmp_path)
    (tmp_path / "notes.csv").write_text("x\n")

    prints = read_study_folder(tmp_path).evidence.fingerprints

    assert sorted(prints) == [
        "codebook.csv",
        "collaborations.csv",
        "interviews.csv",
        "interviews/I1.txt",
        "municipalities.csv",
        "respondents.csv",
        "study.toml",
    ]
    assert prints["interviews/I1.txt"] == fingerprint((tmp_path / "interviews/I1.txt").read_bytes())


def test_progress_is_told_file_by_file(tmp_path):
    steps = []

    read_study_folder(write_files(tmp_path), lambda *step: steps.append(step))

    assert steps == [*((table.file, done, 16) for done, table in enumerate(TABLES, 1)), ("interviews/I1.txt", 1, 1)]


def test_an_unknown_file_is_noted_and_explaining_files_are_not(tmp_path):
    write_files(tmp_path)
    for name in ("README.md", "LICENSE", ".gitignore", "score.csv", "budget.xlsx", "datapackage.json"):
        (tmp_path / name).write_text("x")

    assert notes_of(tmp_path) == [
        "budget.xlsx: Samverkan does not know this file and leaves it alone.",
        'score.csv: Samverkan does not know this file and leaves it alone. Did you mean "scores.csv"?',
    ]


def test_a_table_that_is_a_folder_is_an_error(tmp_path):
    write_files(tmp_path)
    (tmp_path / "scores.csv").mkdir()

    assert errors_of(tmp_path) == [
        "scores.csv: the file cannot be opened (Is a directory). Check that it is a file and that you may read it."
    ]


@pytest.mark.parametrize("file", ["../study.toml", "/etc/hostname", "C:\\I1.txt", "a/../../study.toml", "..\\I1.txt"])
def test_a_transcript_outside_interviews_is_refused(tmp_path, file):
    write_files(tmp_path, interviews=f"interview,file,reviewed\nI1,{file},yes\n")

    assert errors_of(tmp_path) == [
        (
            f'interviews.csv, row 2, column file: "{file}" is not a name inside interviews/. '
            "Put the file there, and write its name only."
        )
    ]


def test_a_missing_transcript_is_an_error_that_names_the_nearest_file(tmp_path):
    write_files(tmp_path, interviews="interview,file,reviewed\nI1,I1.TXT,yes\nI2,brev.docx,yes\n")

    assert errors_of(tmp_path) == [
        (
            'interviews.csv, row 2, column file: interviews/ has no file "I1.TXT". Did you mean "I1.txt"? '
            "Put it there, or correct the name."
        ),
        'interviews.csv, row 3, column file: interviews/ has no file "brev.docx". Put it there, or correct the name.',
    ]


def test_a_transcript_in_a_folder_of_interviews_is_read(tmp_path):
    write_files(tmp_path, interviews="interview,file,reviewed\nI1,spring/I1.txt,yes\n")
    (tmp_path / "interviews/spring").mkdir()
    (tmp_path / "interviews/I1.txt").rename(tmp_path / "interviews/spring/I1.txt")

    folder = read_study_folder(tmp_path)

    assert folder.problems == ()
    assert folder.evidence.transcripts["I1"].text.startswith("Vi litar")


def test_a_file_name_in_another_unicode_form_is_the_same_name(tmp_path):
    write_files(tmp_path, interviews="interview,file,reviewed\nI1,Å.txt,yes\n")
    (tmp_path / "interviews/I1.txt").rename(tmp_path / "interviews/A\u030a.txt")

    assert errors_of(tmp_path) == []


def test_an_unreadable_transcript_is_an_error_at_its_file(tmp_path):
    write_files(tmp_path)
    (tmp_path / "interviews/I1.txt").write_bytes(b"")

    assert [one.partition(":")[0] for one in errors_of(tmp_path)] == ["interviews/I1.txt"]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    study = write_files(tmp_path / "study", codebook=None)
    (tmp_path / "secret.txt").write_text("secret words")
    (tmp_path / "codebook.csv").write_text("code,kind\nTRUST,factor\n")
    (study / "interviews/I1.txt").unlink()
    (study / "interviews/I1.txt").symlink_to(tmp_path / "secret.txt")
    (study / "codebook.csv").symlink_to(tmp_path / "codebook.csv")

    folder = read_study_folder(study)

    assert [str(one) for one in folder.errors] == [
        'interviews.csv, row 2, column file: "I1.txt" is a link out of the study folder, and is not read.',
        "codebook.csv: the file is a link out of the study folder. Put the file itself here.",
        "interviews/I1.txt: the file is a link out of the study folder. Put the file itself here.",
    ]
    assert (folder.evidence.transcripts, folder.evidence.codebook.codes) == ({}, ())


def test_a_link_to_the_study_folder_itself_is_followed(tmp_path):
    write_files(tmp_path / "study")
    (tmp_path / "link").symlink_to(tmp_path / "study")

    assert errors_of(tmp_path / "link") == []


def test_the_reference_page_and_the_declaration_of_the_tables_agree():
    page = REFERENCE.read_text(encoding="utf-8")

    found = re.findall(r"^### (\w+\.csv): `([^`]*)` \| `([^`]*)`$", page, re.MULTILINE)

    assert [(file, key.split(", "), rest.split(", ")) for file, key, rest in found] == [
        (
            table.file,
            [column.name for column in table.keys],
            [column.name for column in table.columns if not column.is_key],
        )
        for table in TABLES
    ]
