"""The pages on clusters: every command runs, every figure is what the command says, and the settings are read."""

import tomllib

import pytest

from docs.test_pages import DOCS, blocks_of, run
from make import EXAMPLES
from samverkan.files.study_folder.sharing_clusters import read_clusters

PAGES = {"en": DOCS / "how-to" / "clusters.md", "sv": DOCS / "sv" / "bilda-kluster.md"}
RESULT = {"en": "result", "sv": "resultat"}


@pytest.fixture
def desk(tmp_path, monkeypatch):
    (tmp_path / "examples").symlink_to(EXAMPLES)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("language", PAGES)
def test_the_figures_are_those_of_the_command(language):
    told = run("clusters", EXAMPLES / "clusters-plan", "--language", language).splitlines()

    lines = [line for _, text in blocks_of(PAGES[language], "text") for line in text.splitlines() if line.strip()]
    assert len(lines) > 8
    assert [line for line in lines if line not in told] == []


@pytest.mark.parametrize("language", PAGES)
def test_each_command_runs(desk, language):
    for _, text in blocks_of(PAGES[language], "sh"):
        _, *arguments = text.split()
        run(*arguments)

    assert (desk / RESULT[language] / "clusters.html").is_file()


@pytest.mark.parametrize("language", PAGES)
def test_the_settings_are_those_that_are_read(language):
    (_, text), *_ = blocks_of(PAGES[language], "toml")
    errors, notes = [], []

    limits = read_clusters(tomllib.loads(text)["sharing"]["clusters"], errors, notes)

    assert (errors, notes) == ([], [])
    assert (limits.largest, list(limits.forms)) == (6, ["contract", "municipal-association"])
