"""What a page of the documentation has in it: blocks of code, calls, and commands that can be run."""

import re
from contextlib import redirect_stdout
from io import StringIO

from click.testing import CliRunner

from samverkan.cli.main import main

BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks_of(page, *kinds):
    """The fenced blocks of a page, as pairs of kind and text."""
    found = [(one["kind"], one["text"]) for one in BLOCK.finditer(page.read_text(encoding="utf-8"))]
    return [one for one in found if one[0] in kinds]


def run_python(page):
    """What the Python blocks of a page leave behind, and what each printed beside what the page says."""
    space, printed = {}, []
    parts = blocks_of(page, "python", "text")
    for (kind, code), (_, wanted) in zip(parts[::2], parts[1::2], strict=True):
        assert kind == "python"
        output = StringIO()
        with redirect_stdout(output):
            exec(compile(code, str(page), "exec"), space)
        printed.append((output.getvalue(), wanted))
    return space, printed


def run(*arguments):
    """Run the command, and return what it printed."""
    result = CliRunner().invoke(main, [str(one) for one in arguments])
    assert result.exit_code == 0, result.output
    return result.stdout
