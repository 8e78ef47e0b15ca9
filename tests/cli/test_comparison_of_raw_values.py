"""`samverkan qca --calibrate`: raw values in a CSV become memberships by anchors that are stated beside it."""

import json

import pytest
from click.testing import CliRunner

from make import EXAMPLES
from samverkan.cli.main import main
from samverkan.domain.comparison.patterns.stating import read_calibrations
from samverkan.files.case_table_csv import Columns, Missing, read_case_table

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
        (["DAYS=5,1,2"], '"DAYS=5,1,2" makes no calibration: the crossover must lie between the other two'),
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


def memberships_of(run, folder, *asked):
    result = run("--outcome", "HOST", "--no-robustness", *asked, "--language", "en", "-o", str(folder))
    assert result.exit_code == 0, result.output
    tables = json.loads((folder / "qca.json").read_text(encoding="utf-8"))["tables"]
    rules = {row["set"]: row["rule"] for row in tables["calibrations"]["rows"]}
    return {(row["case"], row["set"]): row["value"] for row in tables["memberships"]["rows"]}, rules


def test_a_case_left_out_does_not_shape_the_curve_through_the_others(run, tmp_path):
    """The indirect method looks at all cases of the analysis together, and so at no other."""
    path = tmp_path / "raw.csv"
    asked = (
        "--conditions",
        "DAYS,SHARED",
        "--calibrate",
        "DAYS=indirect:1;2;5/1;0,67;0,33;0",
        "--calibrate",
        "SHARED=50",
    )

    without, rules = memberships_of(run, tmp_path / "without", *asked)
    path.write_text(f"{RAW}Östby;90,0;3;;0\n", encoding="utf-8")
    left_out, _ = memberships_of(run, tmp_path / "with", *asked, "--missing", "leave-out")

    assert left_out == without
    assert rules["DAYS"].startswith("coarse scores 1; 0.67; 0.33; 0 by the thresholds 1; 2; 5")


def test_a_case_left_out_is_told_for_the_column_without_a_value_alone(tmp_path):
    path = tmp_path / "raw.csv"
    path.write_text(f"{RAW}Östby;90,0;3;;0\n", encoding="utf-8")
    columns = Columns("DAYS", missing=Missing.LEAVE_OUT, calibrations=read_calibrations(ANCHORED[1::2]))

    found = read_case_table(path, columns)

    assert [(one.case, str(one.reason)) for one in found.left_out] == [("Östby", "no value in SHARED")]


def test_the_thresholds_of_the_indirect_method_are_moved_too(run):
    result = run(
        *("--outcome", "DAYS", "--conditions", "TRUST,HOST", "--inclusion", "0.7", "--language", "en"),
        *("--calibrate", "DAYS=indirect:1;2;4/1;0,67;0,33;0", "--calibrate", "TRUST=3"),
    )

    assert result.exit_code == 0, result.output
    assert "threshold 2 of DAYS: the solution is the same from" in result.stdout


def test_levels_by_thresholds_are_a_multi_value_condition_without_anchors_to_move(run):
    asked = ("--conditions", "SHARED,HOST", "--calibrate", "DAYS=5,2,1", "--calibrate", "SHARED=thresholds:30;75")

    result = run("--outcome", "DAYS", *asked, "--multivalue", "--inclusion", "0.8", "--language", "en")
    refused = run("--outcome", "DAYS", *asked, "--language", "en")

    assert "SHARED{2}" in result.stdout
    assert "SHARED has no anchors to move: it has levels" in result.stdout
    assert (refused.exit_code, "add --multivalue" in refused.stderr) == (2, True)


def test_a_column_that_bears_no_curve_is_told_with_its_place(run):
    result = run("--outcome", "HOST", "--conditions", "DAYS", "--calibrate", "DAYS=indirect:50", "--language", "en")

    assert result.exit_code == 2
    assert "raw.csv, column DAYS: the calibration that was stated cannot be put to these values:" in result.stderr
