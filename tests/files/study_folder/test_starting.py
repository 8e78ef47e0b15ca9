"""A new study folder."""

import pytest

from samverkan.domain.study import Design, Municipality
from samverkan.files.study_folder import (
    StudyFolderError,
    StudyStart,
    read_standard_codebook,
    read_study_folder,
    start_study_folder,
)
from samverkan.files.study_folder.tables import TABLES

START = StudyStart("Ny", "Varför?", "sv", Design.MOST_SIMILAR, (Municipality("0001", "Åby"), Municipality("0002", "B")))


def test_a_new_folder_has_every_table_and_no_problems(tmp_path):
    start_study_folder(tmp_path / "deep/new", START)

    folder = read_study_folder(tmp_path / "deep/new")
    assert folder.problems == ()
    assert (folder.evidence.study.title, folder.evidence.study.municipalities) == ("Ny", START.municipalities)
    assert sorted(one.name for one in (tmp_path / "deep/new").iterdir()) == sorted(
        ["study.toml", "interviews", *(table.file for table in TABLES)]
    )


def test_a_new_folder_has_the_standard_codebook(tmp_path):
    start_study_folder(tmp_path / "new", START)

    assert (tmp_path / "new/codebook.csv").read_bytes() == read_standard_codebook()
    assert {"TECH", "TRUST", "IDENT", "CULT"} <= {
        code.id for code in read_study_folder(tmp_path / "new").evidence.codebook.codes
    }


def test_an_empty_folder_may_become_a_study(tmp_path):
    start_study_folder(tmp_path, StudyStart("Ny"))

    assert read_study_folder(tmp_path).problems == ()


def test_a_folder_with_something_in_it_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")

    with pytest.raises(StudyFolderError) as caught:
        start_study_folder(tmp_path, START)

    assert str(caught.value) == f"{tmp_path} is not empty. Name a folder that does not exist yet, or an empty one."
    assert [one.name for one in tmp_path.iterdir()] == ["mine.txt"]


def test_a_municipality_named_twice_is_an_error(tmp_path):
    with pytest.raises(StudyFolderError) as caught:
        start_study_folder(tmp_path / "new", StudyStart("Ny", municipalities=(Municipality("A", "A"),) * 2))

    assert str(caught.value) == "The municipality A is named more than once. Name it once."
    assert list(tmp_path.iterdir()) == []
