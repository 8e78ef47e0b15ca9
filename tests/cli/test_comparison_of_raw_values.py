"""`samverkan qca --calibrate`: raw values in a CSV become memberships by anchors that are stated beside it."""

import json

import pytest
from click.testing import CliRunner

from make import EXAMPLES
from samverkan.cli.main import main

RAW = """case;DAYS;TRUST;SHARED;HOST
Almby;0,9;4;90;0
Brånäs;1,1;3;75;0
Dalsta;1,4;4;80;0
Ekvik;2,6;3;70;0
Forsta;1,8;4;30;0
Granås;3,1;3;25;0
Hedvik;4,0;3;35;0
Kvarnby;4,4;2;80;0
Lövås;3,6;1;70;0
Myrsta;5,2;1;20;0
Norrvik;0,8;4;95;1
Strömås;1,3;2;85;1
"""
ANCHORED = "--calibrate", "DAYS=5,2,1", "--calibrate", "TRUST=3", "--calibrate", "SHARED=20;50,0;80"


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("SAMVERKAN_LANGUAGE", "en")
    path = tmp_path / "raw.csv"
    path.write_text(RAW, encoding="utf-8")
    return lambda *asked: CliRunner().invoke(main, ["qca", str(path), *asked, "--permutations", "0"])


def test_raw_values_are_calibrated_by_the_anchors_that_are_stated(run, tmp_path):
    """R QCA: calibrate(DAYS, thresholds = "e=5, c=2, i=1"), calibrate(TRUST, type = "crisp", thresholds = 3)."""
    out = tmp_path / "out"

    result = run("--outcome", "DAYS", *ANCHORED, "--inclusion", "0.8", "--no-robustness", "-o", str(out))

    assert result.exit_code == 0, result.output
    assert "M1: TRUST*SHARED + HOST => DAYS" in result.stdout
    tables = json.loads((out / "qca.json").read_text(encoding="utf-8"))["tables"]
    memberships = {(row["case"], row["set"]): row["value"] for row in tables["memberships"]["rows"]}
    assert memberships["Almby", "DAYS"] == pytest.approx(1 / (1 + 1 / 19**1.1))
    assert memberships["Forsta", "SHARED"] == pytest.approx(1 / (1 + 19 ** (20 / 30)))
    assert [memberships[case, "TRUST"] for case in ("Brånäs", "Kvarnby")] == [1, 0]
    assert [row["set_by"] for row in tables["calibrations"]["rows"]] == ["", "", "", ""]


def test_the_anchors_of_a_csv_are_moved_too(run):
    result = run("--outcome", "DAYS", *ANCHORED, "--inclusion", "0.8", "--language", "en")

    assert "threshold of TRUST: the solution is the same from above 2 to 4 (chosen: 3)" in result.stdout
    assert "crossover of DAYS: the solution is the same from 1.7 to 3.94 (chosen: 2)" in result.stdout
    assert "HOST has no anchors to move" in result.stdout


@pytest.mark.parametrize("asked", [("--outcome", "~DAYS"), ("--outcome", "DAYS", "--negate")])
def test_the_absence_of_a_calibrated_outcome_is_one_minus_it(run, asked):
    result = run(*asked, *ANCHORED, "--inclusion", "0.8", "--language", "en")

    assert "M1: ~TRUST*~HOST => ~DAYS" in result.stdout
    assert "crossover of DAYS: the solution is the same from 1.84 to 3.41 (chosen: 2)" in result.stdout


def test_raw_values_without_anchors_are_refused_with_the_option_that_calibrates_them(run):
    result = run("--outcome", "DAYS", "--language", "en", "--json")

    assert result.exit_code == 2
    assert "From raw values: --calibrate SHARED=out,crossover,in" in result.stderr


@pytest.mark.parametrize(
    ("stated", "sentence"),
    [
        (["DAYS=soon"], '"DAYS=soon" in --calibrate cannot be read.'),
        (["DAYS=1,2"], '"DAYS=1,2" in --calibrate cannot be read.'),
        (["DAYS=5,1,2"], '"DAYS=5,1,2" makes no calibration: The crossover must lie between the other anchors'),
        (["DAYS=3", "DAYS=4"], '"DAYS" stands twice in --calibrate.'),
        (["PACE=3"], '"PACE" stands in --calibrate, and is neither a condition nor the outcome.'),
    ],
)
def test_anchors_that_make_no_calibration_are_said(run, stated, sentence):
    result = run("--outcome", "DAYS", *(part for one in stated for part in ("--calibrate", one)), "--json")

    assert (result.exit_code, result.stdout) == (2, "")
    assert sentence in result.stderr


def test_a_study_keeps_its_own_anchors():
    result = CliRunner().invoke(main, ["qca", str(EXAMPLES / "two-clusters"), "--calibrate", "TRUST=0.5"])

    assert result.exit_code == 2
    assert "--calibrate, --cluster, --unit and --multivalue are for a CSV." in result.stderr
