"""`samverkan qca` on a study folder: its own limits first, its own cut-offs, and its groups in the reader's words."""

import json

import pytest
from click.testing import CliRunner

from make import EXAMPLES
from samverkan.cli.main import main

QUICK = ("--no-robustness", "--permutations", "0")


def run(study, *arguments, language="en"):
    result = CliRunner().invoke(main, ["qca", str(EXAMPLES / study), *arguments, "--language", language])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_what_the_study_says_its_facts_cannot_carry_stands_first():
    lines = run("swedish-collaborations", *QUICK).splitlines()

    assert lines[0] == "What this analysis cannot carry"
    assert lines[1].startswith("  • The 19 are no sample:")
    assert "The 19 are no sample" not in "\n".join(lines[lines.index("Warnings") :])


def test_a_script_is_told_each_limit_once():
    warnings = json.loads(run("swedish-collaborations", "--json"))["warnings"]

    assert warnings[0].startswith("The 19 are no sample:")
    assert len(warnings) == len(set(warnings))


@pytest.mark.parametrize(
    ("language", "roles", "sizes"),
    [
        ("en", "hosts 0.962 (n 2), guests 1.000 (n 5)", "small municipalities 1.000 (n 5), large municipalities 0.943"),
        ("sv", "värdar 0,962 (n 2), gäster 1,000 (n 5)", "små kommuner 1,000 (n 5), stora kommuner 0,943"),
    ],
)
def test_roles_and_sizes_are_said_in_the_language_of_the_reader(language, roles, sizes):
    said = run("two-clusters", *QUICK, language=language)

    assert roles in said
    assert sizes in said


def test_every_cut_off_stands_above_the_truth_table():
    said = run("two-clusters", *QUICK)

    assert "inclusion from 0.8, PRI from 0.5, frequency from 1)" in said


def test_models_that_leave_no_implicant_out_are_not_said_to_leave_out_none():
    said = run("swedish-collaborations", *QUICK)

    assert "No term is in all of them. Each of the 2 prime implicants is in some model." in said
