"""The key: where it lies, what it holds, and who may read it."""

import stat
from pathlib import Path

import pytest

from samverkan.domain.interviews.mentions import Kind, Verdict
from samverkan.domain.interviews.proposals import Decision
from samverkan.files.pseudonym_key import (
    Key,
    KeyFileError,
    find_data_folder,
    merge_decisions,
    name_default_key,
    read_key,
    refuse_inside_study,
    write_key,
)

KARIN = Decision('Karin "Kajan" Öhman', Kind.PERSON, Verdict.ACCEPT, "[person 1]")
TEAMS = Decision("Teams", Kind.OTHER, Verdict.KEEP, is_reviewed=False)


def test_a_key_reads_back_as_it_was_written(tmp_path):
    key = Key((KARIN, TEAMS), "/studier/prov")

    write_key(key, tmp_path / "nycklar" / "prov.toml")

    assert read_key(tmp_path / "nycklar" / "prov.toml") == key


def test_only_the_owner_may_read_the_key(tmp_path):
    path = tmp_path / "prov.toml"
    path.write_text("", "utf-8")
    path.chmod(0o644)

    write_key(Key((KARIN,)), path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["prov.toml"]


def test_a_key_without_decisions_reads_back(tmp_path):
    write_key(Key(), tmp_path / "prov.toml")

    assert read_key(tmp_path / "prov.toml") == Key()


def test_no_key_is_an_empty_key(tmp_path):
    assert read_key(tmp_path / "ingen.toml") == Key()


def test_identity_numbers_are_never_kept():
    number = Decision("811218-9876", Kind.IDENTITY_NUMBER, Verdict.ACCEPT, "[personnummer]")

    assert merge_decisions((TEAMS,), (number, KARIN)) == (TEAMS, KARIN)


def test_a_new_decision_takes_the_place_of_the_old():
    changed = Decision("Teams", Kind.OTHER, Verdict.ACCEPT, "[namn 1]")

    assert merge_decisions((TEAMS, KARIN), (changed,)) == (changed, KARIN)


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {}, "/home/kim/.local/share"),
        ("linux", {"XDG_DATA_HOME": "/data"}, "/data"),
        ("darwin", {}, "/home/kim/Library/Application Support"),
        ("win32", {}, "/home/kim/AppData/Local"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local"),
    ],
)
def test_keys_lie_where_the_platform_keeps_data(platform, environment, expected):
    assert find_data_folder(platform, environment, Path("/home/kim")) == Path(expected)


def test_the_default_key_bears_the_name_of_the_study_folder(tmp_path):
    assert name_default_key(Path("/data"), tmp_path / "prov") == Path("/data/samverkan/keys/prov.toml")


@pytest.mark.parametrize("name", ["nyckel.toml", "interviews/nyckel.toml", "../prov/nyckel.toml"])
def test_a_key_inside_the_study_folder_is_refused(tmp_path, name):
    study = tmp_path / "prov"
    study.mkdir()

    with pytest.raises(KeyFileError) as caught:
        refuse_inside_study(study / name, study)

    assert str(caught.value) == (
        f"{study / name} lies inside the study folder, and holds the names that the pseudonyms hide. "
        "Name a file outside the folder, where only those who need it can read it."
    )


def test_a_link_into_the_study_folder_is_refused(tmp_path):
    study = tmp_path / "prov"
    study.mkdir()
    (tmp_path / "utanför").symlink_to(study)

    with pytest.raises(KeyFileError):
        refuse_inside_study(tmp_path / "utanför" / "nyckel.toml", study)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[study", "is not TOML: Expected ']' at the end of a table declaration (at end of document)"),
        ('[[decision]]\noriginal = "Karin"\n', "Entry 1 of the key"),
        ('[[decision]]\noriginal = "K"\nkind = "person"\ndecision = "accept"\n', "Entry 1 of the key"),
        ('[[decision]]\noriginal = "K"\nkind = "person"\ndecision = "maybe"\n', "Entry 1 of the key"),
    ],
)
def test_a_broken_key_says_where_and_never_what(tmp_path, content, message):
    path = tmp_path / "prov.toml"
    path.write_text(content, "utf-8")

    with pytest.raises(KeyFileError) as caught:
        read_key(path)

    assert message in str(caught.value)
    assert "Karin" not in str(caught.value)


def test_a_key_that_is_a_folder_cannot_be_read(tmp_path):
    with pytest.raises(KeyFileError) as caught:
        read_key(tmp_path)

    assert str(caught.value) == (
        f"The key {tmp_path} cannot be read. Check that it is a file and that you may read it."
    )


def test_a_key_that_cannot_be_written_says_so(tmp_path):
    (tmp_path / "fil").write_text("", "utf-8")

    with pytest.raises(KeyFileError) as caught:
        write_key(Key(), tmp_path / "fil" / "nyckel.toml")

    assert "cannot be written" in str(caught.value)
