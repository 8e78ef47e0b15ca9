"""The wheel holds everything that the installed program reads."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

REPOSITORY = Path(__file__).parent.parent.parent
DATA = {".html", ".css", ".csv", ".txt", ".typed"}


def test_the_wheel_holds_templates_lists_codebook_and_translations(tmp_path):
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(build, cwd=REPOSITORY, check=True, capture_output=True)

    (wheel,) = tmp_path.glob("*.whl")
    held = set(ZipFile(wheel).namelist())

    source = REPOSITORY / "src"
    needed = {str(path.relative_to(source)) for path in (source / "samverkan").rglob("*") if path.suffix in DATA}
    assert needed - held == set()
    assert {f"samverkan/locale/sv/LC_MESSAGES/{name}.mo" for name in ("samverkan", "messages")} - held == set()
