"""`samverkan qca`, as a person or a script types it."""

import csv
import json
import subprocess
import sys
from itertools import product

import pytest
from click.testing import CliRunner

from interrupting import OLD, interrupt_at_work, leave_old
from make import EXAMPLES
from samverkan.cli.main import main

HEADER = ("case", "TRUST", "HOST", "SIZE", "SUCCESS")
CASES = (
    ("Alby", 1, 1, 0, 1),
    ("Berg", 1, 0, 1, 1),
    ("Dal", 0, 1, 1, 0),
    ("Ekby", 0, 0, 0, 0),
    ("Fors", 1, 1, 1, 1),
    ("Gård", 0, 1, 0, 0),
)
STANDING = "qca.html", "qca.xlsx", "qca.json"


@pytest.fixture
def run(monkeypatch):
    monkeypatch.setenv("SAMVERKAN_LANGUAGE", "en")
    return lambda *arguments: CliRunner().invoke(main, ["qca", *(str(one) for one in arguments)])


def write(path, rows, header=HEADER, delimiter=","):
    with path.open("w", encoding="utf-8", newline="") as sink:
        csv.writer(sink, delimiter=delimiter).writerows([header, *rows])
    return path


@pytest.fixture
def data(tmp_path):
    return write(tmp_path / "data.csv", CASES)


def answer(result):
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def write_reference(shared, tmp_path, name):
    """Write the cases of a reference file as CSV, and return the file, the figures, and what was asked of R."""
    figures = json.loads((shared / "reference" / "qca" / f"{name}.json").read_text(encoding="utf-8"))
    rows = zip(figures["data"]["rows"], *figures["data"]["values"], strict=True)
    path = write(tmp_path / f"{name}.csv", list(rows), ["case", *figures["data"]["columns"]])
    asked = figures["args"]
    arguments = ["--outcome", asked["outcome"], "--conditions", ",".join(asked["conditions"])]
    arguments += ["--inclusion", asked["incl_cut"], "--frequency", asked["n_cut"], "--pri", asked["pri_cut"]]
    if any(levels > 2 for levels in figures["truth_table"]["levels"]):
        arguments.append("--multivalue")
    return path, figures, [str(one) for one in arguments]


def braced(term):
    return term.replace("[", "{").replace("]", "}")


def listed(models):
    return sorted(sorted(braced(term) for term in model) for model in models)


@pytest.mark.parametrize("name", ["LC_SURV", "LC_SURV_neg", "LM_SURV", "LM_SURV_neg", "LF_SURV", "LF_SURV_neg"])
@pytest.mark.parametrize("solution", ["conservative", "parsimonious"])
@pytest.mark.parametrize("listing", ["", "_all"])
def test_scripts_get_the_models_that_r_gives(run, shared, tmp_path, name, solution, listing):
    """R QCA 3.25.1: minimize(truthTable(…), include = "?", all.sol = TRUE)."""
    path, figures, arguments = write_reference(shared, tmp_path, name)

    found = answer(run(path, *arguments, "--solution", solution, "--json", *(["--all-models"] if listing else [])))

    expected = listed(figures["solutions"][solution + listing]["models"])
    assert sorted(found["models"]) == expected
    assert found["n_models"] == len(expected)
    assert found["models"] == [sorted(model) for model in found["models"]]


@pytest.mark.parametrize("name", ["LC_SURV", "LF_SURV"])
def test_scripts_get_the_intermediate_models_that_r_gives(run, shared, tmp_path, name):
    """R QCA 3.25.1: minimize(truthTable(…), include = "?", dir.exp = c(1, 1, 1, 1, 1))."""
    path, figures, arguments = write_reference(shared, tmp_path, name)
    arguments += ["--solution", "intermediate", "--expect", ",".join(figures["args"]["conditions"]), "--json"]

    found = answer(run(path, *arguments))

    pairs = figures["solutions"]["intermediate"]["i_sol"].values()
    expected = {tuple(model) for pair in pairs for model in listed(pair["models"])}
    assert {tuple(model) for model in found["models"]} == expected


@pytest.mark.parametrize("name", ["LM_SURV", "LF_SURV"])
def test_scripts_get_the_fit_that_r_gives(run, shared, tmp_path, name):
    """R QCA 3.25.1: minimize(…)$IC, to nine decimals."""
    path, figures, arguments = write_reference(shared, tmp_path, name)

    found = answer(run(path, *arguments, "--json"))

    by_model = {tuple(model): fit for model, fit in zip(found["models"], found["fits"], strict=True)}
    parsimonious = figures["solutions"]["parsimonious"]
    for terms, figure in zip(parsimonious["models"], parsimonious["parameters"]["models"], strict=True):
        fit = by_model[tuple(listed([terms])[0])]
        solution = figure["solution"]
        expected = [*(solution[one] for one in ("inclS", "PRI", "covS")), None]
        assert list(fit["solution"].values()) == pytest.approx(expected)
        for at, term in enumerate(figure["terms"]["rows"]):
            expected = [column[at] for column in figure["terms"]["values"]]
            assert list(fit["terms"][braced(term)].values()) == pytest.approx(expected, abs=1e-9)


def test_scripts_get_one_object_and_nothing_else(run, data):
    result = run(data, "--outcome", "SUCCESS", "--json")

    found = answer(result)
    assert found["models"] == [["TRUST"]]
    assert found["n_models"] == 1
    assert found["conditions"] == ["TRUST", "HOST", "SIZE"]
    figures = {"inclusion": 1.0, "pri": 1.0, "coverage": 1.0}
    whole = {**figures, "unique_coverage": None}
    assert found["fits"] == [{"solution": whole, "terms": {"TRUST": {**figures, "unique_coverage": 1.0}}}]
    assert (found["seed"], found["samverkan"], len(found["fingerprint"])) == (2026, "0.1.0", 16)


def test_the_same_data_and_choices_give_the_same_object(run, data):
    first = run(data, "--outcome", "SUCCESS", "--json")
    again = run(data, "--outcome", "SUCCESS", "--json")
    other = run(data, "--outcome", "SUCCESS", "--pri", "0.5", "--json")

    assert first.stdout == again.stdout
    assert answer(first)["fingerprint"] != answer(other)["fingerprint"]


@pytest.mark.parametrize(
    "asked", [["--outcome", "~SUCCESS"], ["--outcome", "SUCCESS", "--negate"]], ids=["tilde", "negate"]
)
def test_the_absence_of_the_outcome_can_be_asked_for_in_two_ways(run, data, asked):
    found = answer(run(data, *asked, "--json"))

    assert (found["outcome"], found["models"]) == ("~SUCCESS", [["~TRUST"]])


def test_a_level_can_be_the_outcome(run, tmp_path):
    path = write(tmp_path / "levels.csv", [("Alby", 1, 2), ("Berg", 1, 2), ("Dal", 0, 1)], ("case", "TRUST", "FORM"))

    found = answer(run(path, "--outcome", "FORM{2}", "--json"))

    assert (found["outcome"], found["models"]) == ("FORM{2}", [["TRUST"]])


def test_an_outcome_that_never_occurs_gives_no_model_and_a_sentence(run, tmp_path):
    path = write(tmp_path / "never.csv", [(*row[:-1], 0) for row in CASES])

    result = run(path, "--outcome", "SUCCESS", "--json")

    found = answer(result)
    assert (found["models"], found["fits"], found["n_models"]) == ([], [], 0)
    assert "No case has SUCCESS" in result.stderr
    assert found["warnings"] == result.stderr.splitlines()


def test_an_outcome_that_always_occurs_gives_the_model_that_covers_everything(run, tmp_path):
    path = write(tmp_path / "always.csv", [(*row[:-1], 1) for row in CASES])

    result = run(path, "--outcome", "SUCCESS", "--json")

    assert answer(result)["models"] == [["1"]]
    assert "Every case has SUCCESS" in result.stderr


def test_contradictions_everywhere_give_no_model_and_name_the_cases(run, tmp_path):
    rows = [("Alby", 1, 1), ("Berg", 1, 0), ("Dal", 0, 1), ("Ekby", 0, 0)]
    path = write(tmp_path / "both.csv", rows, ("case", "TRUST", "SUCCESS"))

    result = run(path, "--outcome", "SUCCESS", "--json")

    assert answer(result)["models"] == []
    assert "Contradiction in TRUST: Alby with SUCCESS, Berg without" in result.stderr
    assert "Every configuration has cases with the outcome and cases without" in result.stderr


def test_one_case_is_said_to_show_no_pattern(run, tmp_path):
    path = write(tmp_path / "one.csv", CASES[:1])

    result = run(path, "--outcome", "SUCCESS")

    assert result.exit_code == 0, result.output
    assert "There is one case. A pattern needs at least two that differ; add cases." in result.stdout


def test_seventy_conditions_end_within_a_limit_that_is_said(run, tmp_path):
    names = [f"C{at}" for at in range(70)]
    rows = [
        (f"case {row}", *((row * row + at * 7 + row * at) % 5 % 2 for at in range(70)), row % 2) for row in range(9)
    ]
    path = write(tmp_path / "seventy.csv", rows, ("case", *names, "SUCCESS"))

    result = run(path, "--outcome", "SUCCESS", "--json", "--seconds", "5", "--most-models", "10")

    found = answer(result)
    assert len(found["conditions"]) == 70
    assert len(found["models"]) <= 10


def test_models_beyond_the_limit_are_counted_and_said(run, tmp_path):
    rows = [(f"c{at}", *row, int(sum(row) in (1, 2))) for at, row in enumerate(product((0, 1), repeat=3))]
    path = write(tmp_path / "cycle.csv", rows, ("case", "A", "B", "C", "Y"))

    found = answer(run(path, "--outcome", "Y", "--json", "--most-models", "1"))

    assert (len(found["models"]), found["n_models"], found["stopped"]) == (1, 2, ["models"])
    assert any("1 of 2 models are listed; the count is exact" in warning for warning in found["warnings"])


WRONG = {
    "no outcome": ([], "Name the column of the outcome with --outcome"),
    "unknown outcome": (["--outcome", "SUCESS"], 'there is no column "SUCESS". Did you mean "SUCCESS"?'),
    "unknown condition": (
        ["--outcome", "SUCCESS", "--conditions", "TRUST,HOSTS"],
        'there is no column "HOSTS". Did you mean "HOST"?',
    ),
    "outcome as condition": (
        ["--outcome", "SUCCESS", "--conditions", "TRUST,SUCCESS"],
        '"SUCCESS" is both the outcome and a condition.',
    ),
    "condition twice": (
        ["--outcome", "SUCCESS", "--conditions", "TRUST,TRUST"],
        'condition "TRUST" is named 2 times.',
    ),
    "nothing expected": (
        ["--outcome", "SUCCESS", "--solution", "intermediate"],
        "Say with --expect which conditions are expected",
    ),
    "unknown expectation": (
        ["--outcome", "SUCCESS", "--expect", "~trust"],
        '"trust" is not one of the conditions. Did you mean "TRUST"?',
    ),
    "unknown impossible": (
        ["--outcome", "SUCCESS", "--impossible", "TRUST*SMALL"],
        '"SMALL" is not one of the conditions.',
    ),
    "unreadable theory": (
        ["--outcome", "SUCCESS", "--theory", "TRUST*"],
        "--theory cannot be read:\n  TRUST*\n       ^ there is no condition after this.\n",
    ),
    "open parenthesis": (
        ["--outcome", "SUCCESS", "--impossible", "TRUST*(HOST + SIZE"],
        "--impossible cannot be read:\n  TRUST*(HOST + SIZE\n        ^ this parenthesis is never closed.\n",
    ),
    "misspelt in a parenthesis": (
        ["--outcome", "SUCCESS", "--theory", "TRUST*(HSOT + SIZE)"],
        '\n         ^^^^ "HSOT" is not one of the conditions. Did you mean "HOST"?',
    ),
    "theory that never holds": (["--outcome", "SUCCESS", "--theory", "TRUST*~TRUST"], "in --theory can never hold"),
    "inclusion above one": (["--outcome", "SUCCESS", "--inclusion", "80"], "give them between 0 and 1"),
    "contradiction above inclusion": (
        ["--outcome", "SUCCESS", "--inclusion", "0.8", "--contradiction", "0.9"],
        "--contradiction 0.9 must be between 0 and --inclusion 0.8",
    ),
    "frequency zero": (["--outcome", "SUCCESS", "--frequency", "0"], "--frequency counts cases: give at least 1."),
}


@pytest.mark.parametrize(("arguments", "sentence"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_asked_is_said_with_a_remedy_and_status_two(run, data, arguments, sentence):
    result = run(data, *arguments, "--json")

    assert (result.exit_code, result.stdout) == (2, "")
    assert sentence in result.stderr


def test_everything_wrong_in_a_file_is_said_at_once(run, tmp_path):
    rows = [("Alby", 7, 1, 0, 1), ("Alby", 1, "", 1, 1), ("Dal", 0, "yes", 1, 3)]
    path = write(tmp_path / "wrong.csv", rows)

    result = run(path, "--outcome", "SUCCESS", "--conditions", "TRUST,HOST,SIZE", "--json")

    assert result.exit_code == 2
    assert [line.split(": ")[0] for line in result.stderr.splitlines()] == [
        "wrong.csv, row 2, column TRUST",
        "wrong.csv, row 3, column HOST",
        "wrong.csv, row 3, column case",
        "wrong.csv, row 4, column HOST",
        "wrong.csv, row 4, column SUCCESS",
    ]


def test_a_file_that_does_not_exist_is_said(run, tmp_path):
    result = run(tmp_path / "nowhere.csv", "--outcome", "Y")

    assert result.exit_code == 2
    assert "does not exist. Name a CSV file or a study folder." in result.stderr


def test_a_person_sees_the_table_and_the_models_as_in_r(run, data):
    result = run(data, "--outcome", "SUCCESS", "--no-robustness", "--permutations", "0")

    assert result.exit_code == 0, result.output
    lines = [line.split() for line in result.stdout.splitlines()]
    assert ["TRUST", "HOST", "SIZE", "OUT", "~OUT", "n", "incl", "PRI", "cases"] in lines
    assert ["8", "1", "1", "1", "1", "0", "1", "1.000", "1.000", "Fors"] in lines
    assert ["M1:", "TRUST", "=>", "SUCCESS"] in lines
    assert ["M1:", "~TRUST", "=>", "~SUCCESS"] in lines


def test_a_person_reads_swedish(run, data):
    result = run(data, "--outcome", "SUCCESS", "--no-robustness", "--permutations", "0", "--language", "sv")

    assert "Vad analysen inte kan bära" in result.stdout
    assert "1,000" in result.stdout


def test_the_conservative_solution_is_not_sold_as_assuming_less(run, data):
    result = run(data, "--outcome", "SUCCESS", "--solution", "conservative", "--no-robustness", "--permutations", "0")

    assert "The conservative solution does not assume less" in result.stdout
    assert "Baumgartner & Thiem (2020)" in result.stdout


def test_files_are_written_and_an_error_leaves_the_old_ones(run, data, tmp_path):
    quick = ("--no-robustness", "--permutations", "0", "-o", tmp_path / "out")
    assert run(data, "--outcome", "SUCCESS", *quick).exit_code == 0
    before = {name: (tmp_path / "out" / name).read_bytes() for name in STANDING}

    result = run(data, "--outcome", "SUCESS", *quick)

    assert result.exit_code == 2
    assert {name: (tmp_path / "out" / name).read_bytes() for name in STANDING} == before
    assert json.loads(before["qca.json"])["outcome"] == "SUCCESS"


def test_an_interruption_leaves_the_old_files_whole(data, tmp_path):
    out = leave_old(tmp_path / "out", STANDING)
    asked = ["qca", str(data), "--outcome", "SUCCESS", "--permutations", "5000000", "--processes", "1", "-o", str(out)]

    ended = interrupt_at_work(*asked, after=1.5)

    assert ended != 0
    assert {path.name: path.read_text(encoding="utf-8") for path in out.iterdir()} == dict.fromkeys(STANDING, OLD)


def test_a_script_does_not_wait_for_what_a_person_reads(data):
    code = (
        "import sys\nfrom samverkan.cli.main import main\n"
        f"try:\n    main({['qca', str(data), '--outcome', 'SUCCESS', '--json']!r})\nexcept SystemExit:\n    pass\n"
        "print('\\n' + ' '.join(sys.modules))"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    loaded = {name.split(".")[0] for name in done.stdout.splitlines()[-1].split()}
    assert loaded & {"vl_convert", "xlsxwriter", "jinja2", "numba"} == set()


def test_a_result_inside_the_study_is_refused_before_the_work(run):
    study = EXAMPLES / "two-clusters"

    result = run(study, "-o", study / "out")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "lies inside the study" in result.stderr
    assert not (study / "out").exists()


def test_a_study_folder_brings_its_own_calibration(run):
    found = answer(run(EXAMPLES / "two-clusters", "--json"))

    assert found["outcome"] == "QUICK"
    assert set(found["conditions"]) >= {"TRUST", "IDENT"}


def test_a_study_has_the_outcome_that_it_states(run):
    result = run(EXAMPLES / "two-clusters", "--outcome", "SLOW", "--json")

    assert (result.exit_code, result.stdout) == (2, "")
    assert 'The outcome of this study is "QUICK", not "SLOW".' in result.stderr


def test_units_in_several_clusters_are_measured_within_each(run, tmp_path):
    rows = [
        (f"{name}_{year}", a, y, name, year)
        for name, a, y in (("N", 1, 1), ("S", 1, 0), ("O", 0, 0))
        for year in (1, 2)
    ]
    path = write(tmp_path / "years.csv", [*rows, ("V_1", 1, 1, "V", 1)], ("case", "A", "Y", "MUNICIPALITY", "YEAR"))
    chosen = ("--outcome", "Y", "--conditions", "A", "--inclusion", "0.5", "--no-robustness", "--permutations", "0")

    text = run(path, *chosen, "--cluster", "YEAR", "--unit", "MUNICIPALITY").stdout

    assert "YEAR: A: consistency pooled 0.600" in text
    assert "within units" in text


def test_a_limit_of_prime_implicants_is_said(run, tmp_path):
    rows = [(f"c{at}", *row, int(sum(row) in (1, 2))) for at, row in enumerate(product((0, 1), repeat=3))]
    path = write(tmp_path / "cycle.csv", rows, ("case", "A", "B", "C", "Y"))

    found = answer(run(path, "--outcome", "Y", "--json", "--most-implicants", "2"))

    assert (found["models"], found["stopped"]) == ([], ["implicants"])
    assert any("Raise --most-implicants" in warning for warning in found["warnings"])


def test_a_theory_with_parentheses_is_multiplied_out_and_compared(run, data):
    quick = ("--no-robustness", "--permutations", "0")

    result = run(data, "--outcome", "SUCCESS", "--theory", "TRUST*(HOST + ~SIZE)", *quick)

    assert result.exit_code == 0, result.output
    assert "expected: TRUST*(HOST + ~SIZE), that is TRUST*HOST + TRUST*~SIZE" in result.stdout
    assert "expected and found: TRUST*HOST + TRUST*~SIZE;" in result.stdout


def test_all_faults_of_an_expression_are_pointed_at_in_swedish(run, data, monkeypatch):
    monkeypatch.setenv("SAMVERKAN_LANGUAGE", "sv")

    result = run(data, "--outcome", "SUCCESS", "--theory", "(TRUST + )HSOT")

    assert result.stderr.splitlines() == [
        "--theory kan inte läsas:",
        "  (TRUST + )HSOT",
        "         ^ det saknas ett villkor efter detta.",
        "            ^^^^ ”HSOT” är inte ett av villkoren. Menade du ”HOST”? De är: TRUST, HOST, SIZE.",
        "            ^^^^ det saknas ett tecken före detta: skriv * (och) eller + (eller).",
        "Skriv * för och, + för eller, ~ för inte, som i A*~B + C, ~(A + B)*C eller X{2}.",
    ]


def test_a_cut_off_with_a_decimal_comma_is_the_same_cut_off(run, data):
    with_comma = answer(run(data, "--outcome", "SUCCESS", "--inclusion", "0,8", "--json"))

    assert with_comma == answer(run(data, "--outcome", "SUCCESS", "--inclusion", "0.8", "--json"))
