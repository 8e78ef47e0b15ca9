"""`samverkan qca` says what is uncertain where it is read: before the models, and never more than was found."""

import csv
from itertools import product
from random import Random

import pytest
from click.testing import CliRunner

from samverkan.cli.main import main

QUICK = "--no-robustness", "--permutations", "0"
# Of the corners of a cube all but two opposite ones are positive: two models have three terms each.
CYCLE = [(f"c{at}", *row, int(sum(row) in (1, 2))) for at, row in enumerate(product((0, 1), repeat=3))]


def write(path, rows):
    names = [f"C{at}" for at in range(len(rows[0]) - 2)]
    with path.open("w", encoding="utf-8", newline="") as sink:
        csv.writer(sink).writerows([("case", *names, "Y"), *rows])
    return path


def told(path, *asked, language="en"):
    result = CliRunner().invoke(main, ["qca", str(path), "--outcome", "Y", *QUICK, *asked, "--language", language])
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize(
    ("language", "title", "sentence"),
    [
        (
            "en",
            "Parsimonious solution, Y",
            "2 models explain Y equally well, and the cases cannot tell which is right.",
        ),
        ("sv", "Sparsam lösning, Y", "2 modeller förklarar Y lika bra, och fallen kan inte säga vilken som är rätt."),
    ],
)
def test_several_models_are_announced_before_the_first_of_them(tmp_path, language, title, sentence):
    text = told(write(tmp_path / "cycle.csv", CYCLE), language=language)

    lines = [line.strip() for line in text.splitlines()]
    at = lines.index(title)
    assert lines[at + 1].startswith(sentence)
    assert lines[at + 2].startswith("M1: ")
    assert text.count(sentence) == 1


def test_models_that_are_not_written_out_are_counted(tmp_path):
    text = told(write(tmp_path / "cycle.csv", CYCLE), "--most-models", "1")

    assert "  … and 1 more model\n" in text


def test_a_search_that_a_limit_ended_is_not_said_to_have_no_solution(tmp_path):
    draw = Random(1)
    rows = [(f"c{at}", *(draw.randint(0, 1) for _ in range(25)), at % 2) for at in range(30)]

    text = told(write(tmp_path / "wide.csv", rows), "--seconds", "0.0000001", "-o", str(tmp_path / "out"))

    page = (tmp_path / "out" / "qca.html").read_text(encoding="utf-8")
    assert "a limit ended the search before any model was found" in text
    assert "no solution" not in text
    assert "A limit ended the search before any model for Y was found" in page
    assert "consistently enough" not in page


def test_configurations_with_too_few_cases_are_not_said_to_be_unseen(tmp_path):
    text = told(write(tmp_path / "cycle.csv", CYCLE), "--frequency", "2")

    assert "0 of 8 possible configurations have at least 2 cases" in text
    assert "were seen" not in text


@pytest.mark.parametrize(("cut", "is_warned"), [("0.6", True), ("0.75", False)])
def test_a_row_of_low_inclusion_that_counts_as_sufficient_is_pointed_out(tmp_path, cut, is_warned):
    rows = [(f"c{at}", 1, 0, 0, int(at > 0)) for at in range(3)] + [("d", 0, 0, 0, 0)]

    text = told(write(tmp_path / "low.csv", rows), "--inclusion", cut)

    assert ("A configuration with an inclusion of 0.67 counts as sufficient here." in text) is is_warned
