"""The pages on sharing: every call and command runs, and every figure is the one that the program gives."""

import json
import re
from pathlib import Path

import pytest

from read_pages import blocks_of, run, run_python
from samverkan.methods import sharing

REPOSITORY = Path(__file__).parents[2]
DOCS = REPOSITORY / "docs"
HOW_TO = DOCS / "how-to" / "sharing.md"
WHY = {"en": (DOCS / "why" / "sharing.md", "game.csv"), "sv": (DOCS / "sv" / "dela-kostnader.md", "spel.csv")}
HOW_TOS = {"en": HOW_TO, "sv": DOCS / "sv" / "rakna-pa-fordelning.md"}
CALLS = re.findall(r"^\| `(sharing\.[^`]+)` \|", HOW_TO.read_text(encoding="utf-8"), re.MULTILINE)
QUICK = ["--draws", "50"]


@pytest.fixture(scope="module")
def names():
    return run_python(HOW_TO)


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """An empty folder with the games of the pages, and the example studies."""
    for page, name in WHY.values():
        (tmp_path / name).write_text(blocks_of(page, "csv")[0][1], encoding="utf-8")
    (tmp_path / "examples").symlink_to(REPOSITORY / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_python_of_the_how_to_prints_what_the_page_says(names):
    _space, printed = names

    assert [ours for ours, _ in printed] == [wanted for _, wanted in printed]


@pytest.mark.parametrize("call", CALLS)
def test_each_call_of_the_table_runs(names, call):
    space, _printed = names

    assert eval(call, dict(space)) is not None


@pytest.mark.parametrize("language", HOW_TOS)
def test_each_command_of_the_how_to_runs(desk, language):
    commands = [line for _, text in blocks_of(HOW_TOS[language], "sh") for line in text.splitlines()]

    for command in commands:
        _, act, data, *more = command.replace("'", "").split()
        is_slow = act != "check" and data.startswith("examples")
        run(act, data, *more, *(QUICK if is_slow and "--draws" not in more else []))

    assert (desk / {"en": "result", "sv": "resultat"}[language] / "share.json").is_file()


@pytest.mark.parametrize("language", WHY)
def test_the_figures_of_the_example_are_those_of_the_command(desk, language):
    page, name = WHY[language]

    told = run("share", name, "--language", language)

    lines = [line for _, text in blocks_of(page, "text") for line in text.splitlines() if line.strip()]
    assert [line for line in lines if line not in told.splitlines()] == []


def test_what_the_page_says_of_the_keys_of_the_example_is_so(desk):
    answer = json.loads(run("share", "game.csv", "--json"))
    game = sharing.make_game([0, 30, 13, 40, 7, 35, 18, 44])

    by_inhabitants = sharing.core_test(game, [44 * part / 88 for part in (62, 18, 8)]).worst

    assert (by_inhabitants.coalition, by_inhabitants.amount) == (1, 1)
    assert (answer["equal_gains"]["shares"], answer["equal_gains"]["in_core"]) == (
        {"Storby": 28, "Mellby": 11, "Lillby": 5},
        True,
    )


def test_the_json_has_the_fields_that_the_how_to_names_and_no_others(desk):
    answer = json.loads(run("share", "game.csv", "--json"))
    rows = HOW_TO.read_text(encoding="utf-8").partition("| field | what |")[2].partition("\n\n")[0].splitlines()

    named = {name for row in rows for name in re.findall(r"`(\w+)`", row.split("|")[1] if "|" in row else "")}

    others = {rule.value for rule in sharing.RULES} - named
    assert named <= set(answer)
    assert set(answer) - named <= others
