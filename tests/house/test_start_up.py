"""The command answers at once: nothing heavy is imported before it is needed."""

import subprocess
import sys

HEAVY = ("numpy", "scipy", "lxml", "docx", "pypdf", "jinja2", "vl_convert", "xlsxwriter", "tomlkit", "webvtt", "django")


def modules_after(*arguments: str) -> set[str]:
    code = (
        "import sys\nfrom samverkan.cli.main import main\n"
        f"try:\n    main({list(arguments)!r})\nexcept SystemExit:\n    pass\n"
        "print('\\n' + ' '.join(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in done.stdout.splitlines()[-1].split()}


def test_help_imports_nothing_heavy():
    assert modules_after("--help") & set(HEAVY) == set()


def test_an_unknown_command_imports_nothing_heavy():
    assert modules_after("evalute") & set(HEAVY) == set()


def test_the_door_to_sharing_loads_no_solver_and_no_compiler():
    code = "import sys\nfrom samverkan.methods import sharing as s\ns.structured, s.clusters\nprint(*sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert {name.split(".")[0] for name in done.stdout.split()} & {"scipy", "highspy", "numba"} == set()


def test_a_study_folder_is_read_without_arrays():
    code = "import sys\nimport samverkan.files.study_folder.folder\nprint(*sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "numpy" not in done.stdout.split()
