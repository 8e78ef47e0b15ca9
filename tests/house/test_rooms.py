"""The house is as ARCHITECTURE.md says."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent.parent / "src" / "samverkan"
MODULES = sorted(path for path in SOURCE.rglob("*.py") if not path.match("records/migrations/0*.py"))
MOST_LINES, MOST_LINES_OF_FUNCTION = 400, 40


def code_lines(tree: ast.AST) -> int:
    """Lines with code on them, without docstrings."""
    lines = {node.lineno for node in ast.walk(tree) if hasattr(node, "lineno")}
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            lines -= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return len(lines)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_module_opens_with_a_sentence_and_keeps_within_its_budget(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))

    too_long = [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and code_lines(node) > MOST_LINES_OF_FUNCTION
    ]

    assert ast.get_docstring(tree)
    assert code_lines(tree) <= MOST_LINES
    assert too_long == []


def test_there_is_no_drawer():
    drawers = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "tools"}

    assert [str(path) for path in MODULES if path.stem in drawers or path.parent.name in drawers] == []


def test_every_room_of_the_architecture_page_exists():
    page = (SOURCE.parent.parent / "ARCHITECTURE.md").read_text(encoding="utf-8")

    named = ["contrast", "agreement", "saturation", "study_folder", "transcripts", "report_html"]

    assert [room for room in named if room not in page] == []
    assert [room for room in named if not list(SOURCE.rglob(room))] == []
