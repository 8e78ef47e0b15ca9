"""Write the versions installed in .venv into pyproject.toml as constraints: `python tools/pin.py`.

Names and versions only; a lock file would record where the packages came from.
"""

import re
from importlib.metadata import distributions
from pathlib import Path

PROJECT = Path(__file__).parent.parent / "pyproject.toml"
CONSTRAINTS = re.compile(r"constraint-dependencies = \[\n.*?^\]\n", re.DOTALL | re.MULTILINE)
OWN = {"samverkan", "pip", "setuptools", "uv"}


def pinned() -> list[str]:
    """Return `name==version` of everything installed here, by name."""
    installed = {one.metadata["Name"].lower().replace("_", "-"): one.version for one in distributions()}
    return [f"{name}=={version}" for name, version in sorted(installed.items()) if name not in OWN]


if __name__ == "__main__":
    lines = "".join(f'  "{pin}",\n' for pin in pinned())
    text, count = CONSTRAINTS.subn(f"constraint-dependencies = [\n{lines}]\n", PROJECT.read_text(encoding="utf-8"))
    if count != 1:
        raise SystemExit("pyproject.toml has no [tool.uv] constraint-dependencies to replace")
    PROJECT.write_text(text, encoding="utf-8")
    print(f"{len(pinned())} versions pinned")
