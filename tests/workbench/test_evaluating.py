"""Evaluate a study folder from beginning to end."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from make import EXAMPLES
from samverkan.domain.errors import ProblemsError
from samverkan.workbench.report.evaluating import Order, evaluate_folder
from samverkan.workbench.writing import OutputError, replace_files

ORDER = Order(datetime(2026, 1, 1, 12, tzinfo=UTC))
FILES = ["report.html", "results.json", "tables.xlsx"]


@pytest.fixture
def study(tmp_path) -> Path:
    return Path(shutil.copytree(EXAMPLES / "two-clusters", tmp_path / "study"))


def names_in(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def test_a_study_becomes_report_tables_and_results(study, tmp_path):
    steps: list[float] = []

    written = evaluate_folder(study, tmp_path / "out", ORDER, lambda _what, share: steps.append(share))

    assert names_in(tmp_path / "out") == FILES
    assert written.language == "sv"
    assert steps == sorted(steps)
    assert (steps[0], steps[-1]) == (0.0, 1.0)


def test_the_same_study_gives_the_same_results(study, tmp_path):
    for name in ("first", "second"):
        evaluate_folder(study, tmp_path / name, ORDER)

    first, second = ((tmp_path / name / "results.json").read_bytes() for name in ("first", "second"))
    assert first == second


def test_errors_of_the_folder_come_all_at_once_and_leave_the_old_result(study, tmp_path):
    evaluate_folder(study, tmp_path / "out", ORDER)
    before = (tmp_path / "out" / "report.html").read_bytes()
    with (study / "scores.csv").open("a", encoding="utf-8") as scores:
        scores.write("NOWHERE,TRUST,R01,KA,0.9,yes,\n")

    with pytest.raises(ProblemsError) as caught:
        evaluate_folder(study, tmp_path / "out", ORDER)

    assert len(caught.value.problems) >= 2
    assert (tmp_path / "out" / "report.html").read_bytes() == before


def test_a_place_where_nobody_may_write_is_said():
    with pytest.raises(OutputError, match="Nothing there was changed"):
        replace_files(Path("/proc/samverkan"), {"report.html": [b"x"]})


def test_an_output_that_is_a_file_is_said(tmp_path):
    (tmp_path / "out").write_text("mine", encoding="utf-8")

    with pytest.raises(OutputError, match="Choose another folder with --output"):
        replace_files(tmp_path / "out", {"report.html": [b"x"]})

    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"


def test_a_folder_in_the_way_of_one_file_leaves_the_others_as_they_were(tmp_path):
    (tmp_path / "report.html").write_text("old", encoding="utf-8")
    (tmp_path / "tables.xlsx").mkdir()

    with pytest.raises(OutputError, match="Nothing there was changed"):
        replace_files(tmp_path, {"report.html": [b"new"], "tables.xlsx": [b"new"]})

    assert (tmp_path / "report.html").read_text(encoding="utf-8") == "old"


def test_the_result_does_not_go_into_the_study(study):
    with pytest.raises(OutputError, match="lies inside the study"):
        evaluate_folder(study, study / "result", ORDER)


def test_an_interruption_leaves_the_old_files_whole_and_nothing_beside_them(tmp_path):
    (tmp_path / "report.html").write_text("old", encoding="utf-8")

    def pieces():
        yield b"new"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        replace_files(tmp_path, {"report.html": pieces()})

    assert names_in(tmp_path) == ["report.html"]
    assert (tmp_path / "report.html").read_text(encoding="utf-8") == "old"
