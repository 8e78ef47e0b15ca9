"""The pages: every link leads somewhere, every call runs, and every figure is the one that the program gives."""

import re
import unicodedata
from pathlib import Path

import pytest

from read_pages import BLOCK, blocks_of, run, run_python
from samverkan.methods import qca

REPOSITORY = Path(__file__).parents[2]
DOCS = REPOSITORY / "docs"
HOW_TO = DOCS / "how-to" / "qca.md"
PATTERNS = {"en": (DOCS / "why" / "patterns.md", "help.csv"), "sv": (DOCS / "sv" / "monster.md", "hjalp.csv")}
HOW_TOS = {"en": HOW_TO, "sv": DOCS / "sv" / "jamfor-monster.md"}
PAGES = sorted([*DOCS.rglob("*.md"), *REPOSITORY.glob("*.md")])
LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")
QUICK = ["--no-robustness", "--permutations", "0"]


def calls_of(page):
    """The right-hand sides of the tables from R calls to ours."""
    rows = [line.split("|") for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    return [call for row in rows if len(row) == 5 for call in re.findall(r"`([^`]+)`", row[2])]


def slugs_of(page):
    """The anchors that a page's headings make."""
    text = BLOCK.sub("", page.read_text(encoding="utf-8"))
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    kept = [re.sub(r"[^\w\- ]", "", unicodedata.normalize("NFC", one.lower())) for one in titles]
    return {one.strip().replace(" ", "-") for one in kept}


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """An empty folder with the example CSVs of the pages, and the example studies."""
    for page, name in PATTERNS.values():
        (tmp_path / name).write_text(blocks_of(page, "csv")[0][1], encoding="utf-8")
    (tmp_path / "examples").symlink_to(REPOSITORY / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def names():
    return run_python(HOW_TO)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(REPOSITORY)))
def test_every_link_leads_to_a_file_and_a_heading_that_exist(page):
    targets = [one["target"] for one in LINK.finditer(BLOCK.sub("", page.read_text(encoding="utf-8")))]
    inside = [one.partition("#") for one in targets if not one.startswith(("http", "mailto"))]

    places = [((page.parent / path).resolve() if path else page, slug) for path, _, slug in inside]

    assert [str(path) for path, _ in places if not path.exists()] == []
    assert [slug for path, slug in places if slug and slug not in slugs_of(path)] == []


def test_the_python_of_the_how_to_prints_what_the_page_says(names):
    _space, printed = names

    assert [ours for ours, _ in printed] == [wanted for _, wanted in printed]


@pytest.mark.parametrize("call", calls_of(HOW_TO))
def test_each_call_of_the_table_runs(names, call):
    space, _printed = names

    value = eval(call, dict(space))

    assert value is not None


def test_the_how_to_names_only_what_the_package_exports():
    page = HOW_TO.read_text(encoding="utf-8")

    named = set(re.findall(r"(?<!\.)\bqca\.([A-Za-z_]+)", page)) - {"html", "xlsx", "json", "md"}

    assert sorted(named - set(qca.__all__)) == []


def test_each_difference_that_the_table_points_to_is_explained():
    page = HOW_TO.read_text(encoding="utf-8")

    pointed = {int(one) for one in re.findall(r"\| (\d+) \|$", page, re.MULTILINE)}
    explained = [int(one) for one in re.findall(r"^(\d+)\. ", page.partition("## Where figures")[2], re.MULTILINE)]

    assert explained == list(range(1, len(explained) + 1))
    assert pointed <= set(explained)


@pytest.mark.parametrize("language", PATTERNS)
def test_the_figures_of_the_example_are_those_of_the_command(desk, language):
    page, name = PATTERNS[language]
    outcome = (desk / name).read_text(encoding="utf-8").splitlines()[0].split(",")[-1]

    told = run("qca", name, "--outcome", outcome, "--inclusion", "0.75", "--language", language)

    lines = [line for _, text in blocks_of(page, "text") for line in text.splitlines() if line.strip()]
    assert [line for line in lines if line not in told.splitlines()] == []
    prose = " ".join(page.read_text(encoding="utf-8").split())
    comma = {"en": ".", "sv": ","}[language]
    percent = {"en": "61 %", "sv": "61 %"}[language]
    assert f"p = 0{comma}121 (0{comma}727" in told
    assert f"{comma}121" in prose
    assert f"{comma}727" in prose
    assert re.search(r"2\s?% .*61\s?% .* 100", told)
    assert percent in prose
    assert all(case in prose for case in re.search(r"4 (?:cases|fall) .*: (.*)", told)[1].split(", "))


@pytest.mark.parametrize("language", PATTERNS)
def test_the_other_solutions_of_the_example_are_those_that_the_page_gives(desk, language):
    page, name = PATTERNS[language]
    *conditions, outcome = (desk / name).read_text(encoding="utf-8").splitlines()[0].split(",")[1:]
    asked = ["--inclusion", "0.75", "--solution", "intermediate", "--expect", ",".join(conditions), *QUICK]

    told = run("qca", name, "--outcome", outcome, *asked, "--language", language)

    trust, tech, host = conditions
    text = page.read_text(encoding="utf-8")
    for solution in (f"{trust}*{tech} + {host}", f"{trust}*{tech} + {tech}*{host}"):
        assert f"`{solution}`" in text
        assert f"{solution} => {outcome}" in told


def test_a_condition_that_is_the_same_as_another_gives_the_two_models_of_the_page(desk):
    rows = [line.split(",") for line in (desk / "help.csv").read_text(encoding="utf-8").splitlines()]
    twins = [[*row[:-1], "LARGE" if row[0] == "municipality" else row[3], row[-1]] for row in rows]
    (desk / "twins.csv").write_text("\n".join(",".join(row) for row in twins), encoding="utf-8")

    told = run("qca", "twins.csv", "--outcome", "HELP", "--inclusion", "0.75", *QUICK, "--language", "en")

    assert "M1: TRUST*TECH + HOST => HELP" in told
    assert "M2: TRUST*TECH + LARGE => HELP" in told
    assert "All share TRUST*TECH." in told


@pytest.mark.parametrize("language", HOW_TOS)
def test_each_command_of_the_how_to_runs(desk, language):
    commands = [line for _, text in blocks_of(HOW_TOS[language], "sh") for line in text.splitlines()]

    for command in commands:
        _, *arguments = command.replace("'", "").split()
        run(*arguments, *(QUICK if arguments[0] == "qca" else []))

    assert (desk / {"en": "result", "sv": "resultat"}[language] / "qca.html").is_file()
