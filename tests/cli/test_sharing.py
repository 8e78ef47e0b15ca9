"""`samverkan share`, as a script types it."""

import json

import pytest
from click.testing import CliRunner

from samverkan.cli.main import main

PUBLISHED = {
    "young1982_skane": ("shapley", "scrb", "banzhaf", "nucleolus", "per_capita_nucleolus", "proportional_nucleolus"),
    "tva_1930s": ("shapley", "nucleolus", "per_capita_nucleolus", "proportional_nucleolus", "banzhaf", "moriarity"),
    "airport_4": ("nucleolus", "per_capita_nucleolus", "scrb"),
}


@pytest.fixture
def run(monkeypatch):
    monkeypatch.setenv("SAMVERKAN_LANGUAGE", "en")
    return lambda *arguments: CliRunner().invoke(main, ["share", *(str(one) for one in arguments)])


@pytest.fixture
def write(tmp_path):
    def write_game(content):
        path = tmp_path / "game.csv"
        path.write_text(content, encoding="utf-8")
        return path

    return write_game


def answer(result):
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def as_csv(table, members):
    groups = (";".join(name for place, name in enumerate(members) if mask >> place & 1) for mask in range(len(table)))
    return "coalition,cost\n" + "".join(f"{group},{cost}\n" for group, cost in zip(groups, table, strict=True) if group)


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_script_gets_the_published_shares(shared, run, write, name):
    printed = json.loads((shared / "reference" / "games" / f"{name}.json").read_text(encoding="utf-8"))

    found = answer(run(write(as_csv(printed["table"], printed["players"])), "--json"))

    for rule in PUBLISHED[name]:
        expected = dict(zip(printed["players"], printed["computed"][rule], strict=True))
        assert found[rule]["shares"] == pytest.approx(expected, rel=1e-6), rule


def test_a_script_gets_the_core_test_with_the_group_that_complains_most(run, write):
    # Each alone 10, any two 12, all three 21: every pair pays 14 of equal parts and would pay 12 by itself.
    game = "coalition,cost\nA,10\nB,10\nC,10\nA;B,12\nA;C,12\nB;C,12\nA;B;C,21\n"

    found = answer(run(write(game), "--json"))

    assert found["shapley"] == {
        "shares": pytest.approx({"A": 7, "B": 7, "C": 7}),
        "in_core": False,
        "worst": {"coalition": ["A", "B"], "complaint": pytest.approx(2)},
    }
    assert (found["core_empty"], found["subadditive"], found["concave"]) == (True, True, False)


def test_single_members_of_a_savings_game_save_nothing_unless_stated(run, write):
    found = answer(run(write("coalition,value\nA;B,3\n"), "--json"))

    assert found["nucleolus"]["shares"] == pytest.approx({"A": 1.5, "B": 1.5})
    assert found["nucleolus"]["in_core"] is True
    assert found["moriarity"] is None
    assert "entries sum to 0" in found["undefined"]["moriarity"]


def test_holes_leave_out_what_needs_them_and_are_told(run, write):
    result = run(write("coalition,cost\nA,10\nB,10\nC,\nA;B,15\nA;C,16\nA;B;C,21\n"), "--json")

    found = answer(result)
    assert (found["shapley"], found["subadditive"], found["n_missing"]) == (None, None, 2)
    assert found["equal"]["shares"] == {"A": 7, "B": 7, "C": 7}
    assert "2 of 7 groups are not known" in result.stderr


def test_that_nobody_gains_by_staying_is_an_answer(run, write):
    result = run(write("coalition,cost\nA,10\nB,10\nA;B,25\n"), "--json")

    found = answer(result)
    assert found["core_empty"] is True
    assert found["shapley"]["shares"] == {"A": 12.5, "B": 12.5}
    assert found["nucleolus"]["shares"] == pytest.approx({"A": 12.5, "B": 12.5})
    assert "nobody gains by staying" in result.stderr


def test_everything_wrong_with_the_file_is_told_at_once(run, write):
    result = run(
        write("coalition,cost\nKinda,3\nYdre,x\nKidna,5\nKinda;Kinda,2\n;,1\nYdre;Kinda,4\nKinda;Ydre,6\n"), "--json"
    )

    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        'game.csv, row 3, column cost: "x" is not a number. Write digits and a decimal point, such as 1200.5.',
        (
            'game.csv, row 4, column coalition: "Kidna" is not in the largest group (Ydre;Kinda). '
            'Did you mean "Kinda"? Mend the name, or add a row with all members.'
        ),
        "game.csv, row 5, column coalition: Kinda;Kinda names a member twice.",
        "game.csv, row 6, column coalition: A group has no members. Name them, separated by semicolons.",
        "game.csv, row 8, column coalition: Kinda;Ydre is stated in row 7 already.",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("group,cost\nA,1\n", 'row 1: there is no column "coalition"'),
        ("coalition,price\nA,1\n", 'row 1: there must be one of the columns "cost"'),
        ("coalition,cost,value\nA,1,1\n", 'row 1: there must be one of the columns "cost"'),
        ("coalition,cost\nA,1\nA;B,\n", "row 3, column coalition: The group of all members has no amount"),
        ("coalition,cost\n" + ";".join(f"K{one}" for one in range(32)) + ",1\n", "32 members form 2^32 groups"),
    ],
)
def test_a_file_that_is_no_game_says_why(run, write, content, message):
    result = run(write(content), "--json")

    assert result.exit_code == 2
    assert message in result.stderr


def test_what_is_no_file_says_what_to_name(run, tmp_path):
    result = run(tmp_path / "gone.csv", "--json")

    assert result.exit_code == 2
    assert "gone.csv is no file. For a script, name a CSV" in result.stderr
