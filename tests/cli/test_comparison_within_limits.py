"""`samverkan qca` with a limit that ends the robustness test: how far it came is said, and nothing beyond that."""

import csv
import re

import numpy as np
import pytest
from click.testing import CliRunner

from samverkan.cli.main import main


@pytest.fixture
def cases(tmp_path):
    """Fuzzy cases of which the tests of robustness take seconds."""
    rng = np.random.default_rng(3)
    values = rng.random((40, 4))
    both = np.maximum(np.minimum(values[:, 0], values[:, 1]), np.minimum(values[:, 2], 1 - values[:, 3]))
    outcome = np.clip(both + rng.normal(0, 0.08, 40), 0, 1)
    path = tmp_path / "fuzzy.csv"
    with path.open("w", encoding="utf-8", newline="") as sink:
        table = csv.writer(sink)
        table.writerow(["case", "A", "B", "C", "D", "Y"])
        table.writerows(
            [f"K{at}", *(f"{one:.4f}" for one in (*row, result))]
            for at, (row, result) in enumerate(zip(values, outcome, strict=True))
        )
    return path


def run(path, seconds, language):
    asked = ["--outcome", "Y", "--inclusion", "0.8", "--permutations", "0", "--processes", "1", "--language", language]
    return CliRunner().invoke(main, ["qca", str(path), *asked, "--seconds", str(seconds)]).output


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "en",
            r"A limit ended the robustness test: ([\d,]+) of ([\d,]+) ends of ranges, cases left out, runs with noise",
        ),
        ("sv", r"En gräns avbröt robusthetsprövningen: ([\d\s]+) av ([\d\s]+) "),
    ],
)
def test_how_far_a_robustness_test_within_a_time_limit_came_is_said(cases, language, sentence):
    shown = run(cases, 0.15, language)

    found = re.search(sentence, shown)
    assert found is not None, shown
    done, asked = (int(re.sub(r"\D", "", one)) for one in found.groups())
    assert 0 <= done < asked


def test_what_the_limit_left_untried_is_not_told_as_a_share(cases):
    shown = run(cases, 0.15, "en")

    assert "nan" not in shown
    assert "10% noise (memberships moved a little): a limit ended the test before it" in shown


def test_without_a_limit_every_run_is_made_and_no_limit_is_spoken_of(cases):
    shown = run(cases, 600, "en")

    assert "A limit ended" not in shown
    assert "before it" not in shown
    assert "of 100 runs" in shown
