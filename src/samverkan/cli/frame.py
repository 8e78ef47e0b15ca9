"""The frame of every command: its language, its help in that language, and how it ends on something one can mend."""

import gettext
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.resources import files
from typing import Any

import click

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.words import ENGLISH, LANGUAGES, SWEDISH, Text, say

BAR_LENGTH = 1000
MENDABLE = 2
"""Exit status for something that the person at the keyboard can mend."""


def speak_language() -> None:
    """Let click's own words (usage, options, errors) come in the terminal's language too."""
    if terminal_language() == SWEDISH:
        os.environ.setdefault("LANGUAGE", SWEDISH)
        gettext.bindtextdomain("messages", str(files("samverkan") / "locale"))


def terminal_language() -> str:
    """Return the language of messages and help: SAMVERKAN_LANGUAGE, else the locale, else English."""
    chosen = os.environ.get("SAMVERKAN_LANGUAGE", "")
    if chosen in LANGUAGES:
        return chosen
    locale = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return SWEDISH if locale.startswith("sv") else ENGLISH


def words(text: Text) -> str:
    """Return the text in the terminal's language; for help texts and option help."""
    return text.in_language(terminal_language())


def tell(text: Text) -> None:
    """Print a line for the person."""
    click.echo(words(text))


def warn(text: Text) -> None:
    """Print a line on standard error, so that it does not mix with results."""
    click.echo(words(text), err=True)


class Command(click.Command):
    """A command that prints what can be mended and ends with status 2; anything else is a bug and fails loudly."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except WorkbenchError as error:
            click.echo(error.in_language(terminal_language()), err=True)
        except BrokenPipeError:
            raise  # click knows what to do when nobody reads any more
        except OSError as error:
            place = str(error.filename or "")
            warn(say("Cannot read or write {place}: {reason}.", place=place, reason=error.strerror or str(error)))
        sys.exit(MENDABLE)


def command(name: str, help_text: Text) -> Callable[[Callable[..., Any]], click.Command]:
    """Decorate a function as a command with its help in the terminal's language."""
    return click.command(name, cls=Command, help=words(help_text))


class LazyGroup(click.Group):
    """A group that imports the module of a command only when the command is called; `--help` imports none."""

    def __init__(self, *, commands_at: dict[str, tuple[str, Text]], **settings: Any) -> None:
        super().__init__(**settings)
        self._commands_at = commands_at

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order in which a study needs them."""
        return list(self._commands_at)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command, importing its module."""
        if cmd_name not in self._commands_at:
            return None
        module, function = self._commands_at[cmd_name][0].split(":")
        found: click.Command = getattr(import_module(module), function)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands from their short descriptions alone."""
        rows: Sequence[tuple[str, str]] = [(name, words(text)) for name, (_, text) in self._commands_at.items()]
        with formatter.section(words(say("Commands"))):
            formatter.write_dl(rows)


@contextmanager
def progress_bar() -> Iterator[Callable[[Text, float], None]]:
    """Show a bar on standard error when a person watches; say nothing in a script."""
    if not sys.stderr.isatty():
        yield lambda _what, _share: None
        return
    with click.progressbar(length=BAR_LENGTH, file=sys.stderr, item_show_func=_shown) as bar:

        def move(what: Text, share: float) -> None:
            bar.update(max(0, round(share * BAR_LENGTH) - bar.pos), current_item=what)

        yield move


def _shown(what: Text | None) -> str:
    return "" if what is None else words(what)
