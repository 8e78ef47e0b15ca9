"""`samverkan share`: who pays what under each key, and whether anyone would be better off outside."""

import json
import signal
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from samverkan.cli.frame import command, progress_bar, tell, terminal_language, words
from samverkan.domain.words import LANGUAGES, Text, as_is, say

Option = Callable[[Callable[..., Any]], Callable[..., Any]]


def option(*names: str, help_text: Text, **settings: Any) -> Option:
    """Return an option with its help in the terminal's language."""
    return click.option(*names, help=words(help_text), **settings)


WHICH: list[Option] = [
    option("--collaboration", default="", help_text=say("Whose cost: a collaboration of the study, else the plan's.")),
    option("--period", default="", help_text=say("Which bill, such as 2024 or 2024-Q1; else the study's own.")),
]
DOING: list[Option] = [
    option(
        "--draws", type=click.IntRange(min=1), help_text=say("How many draws from stated ranges; else the study's.")
    ),
    option("--seed", type=click.IntRange(min=0), help_text=say("Seed of what is drawn; else the study's own.")),
    option("--processes", type=click.IntRange(min=1), help_text=say("How many processes may work at once.")),
    option("--scheduler", help_text=say("Address of a Dask scheduler, such as tcp://server:8786.")),
    option("--json", "is_for_script", is_flag=True, help_text=say("Print the result as one JSON object, no more.")),
    option("--language", type=click.Choice(LANGUAGES), help_text=say("Language of the result.")),
]


def with_options(options: list[Option]) -> Option:
    """Return a decorator that adds options in their order."""

    def add(function: Callable[..., Any]) -> Callable[..., Any]:
        for one in reversed(options):
            function = one(function)
        return function

    return add


@command("share", say("Share a cost: all keys and rules side by side, and whether anyone would be better off outside."))
@click.argument("source", metavar="DATA", type=click.Path(path_type=Path))
@with_options(
    [
        *WHICH,
        option("--key", default="", help_text=say("The key to take as the one in use; else the study's own.")),
        option(
            "--without", multiple=True, metavar="KEY", help_text=say("A key to leave out of it all. Can be repeated.")
        ),
        *DOING,
        option(
            "-o",
            "--output",
            type=click.Path(path_type=Path),
            help_text=say("Folder for share.html, share.xlsx and share.json."),
        ),
    ]
)
def share_cost(*, source: Path, is_for_script: bool, language: str | None, **given: Any) -> None:
    """Share the cost of a study folder, or the game of a CSV of groups."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    language = language or terminal_language()
    if source.is_dir():
        _share_study(source, language, given, is_for_script=is_for_script)
    else:
        _share_game(source, language, given, is_for_script=is_for_script)


def _share_game(source: Path, language: str, given: dict[str, Any], *, is_for_script: bool) -> None:
    from samverkan.workbench.sharing.scripting import answer_share_script, refuse_study_options

    asked = [f"--{name}" for name, value in given.items() if value not in (None, "", ())]
    refuse_study_options(source, asked)
    answer = answer_share_script(source)
    if is_for_script:
        # A script need not wait for what only a person reads.
        from samverkan.files.share_script import write_share_json

        click.echo(write_share_json(answer, language))
        for warning in answer.game.warnings:
            click.echo(warning.in_language(language), err=True)
    else:
        from samverkan.files.share_game_text import write_game_text

        click.echo(write_game_text(answer, language), nl=False)


def _share_study(source: Path, language: str, given: dict[str, Any], *, is_for_script: bool) -> None:
    from samverkan.files.sharing_json import sharing_object
    from samverkan.files.sharing_text import write_sharing_text
    from samverkan.workbench.running import Working
    from samverkan.workbench.sharing.analysing import analyse_shares, write_sharing
    from samverkan.workbench.sharing.order import ShareOrder
    from samverkan.workbench.writing import Writing, refuse_inside

    output, processes, scheduler = (given.pop(name) for name in ("output", "processes", "scheduler"))
    if output is not None:
        refuse_inside(source, output)
    with progress_bar() as progress:
        analysis = analyse_shares(ShareOrder(source, **given), Working(processes, scheduler, progress))
    if is_for_script:
        click.echo(json.dumps(sharing_object(analysis), ensure_ascii=False))
    else:
        click.echo(write_sharing_text(analysis, language), nl=False)
    if output is not None:
        files = write_sharing(analysis, source, Writing(output, language, datetime.now().astimezone()))
        tell_files(files, is_for_script=is_for_script)


def tell_files(files: tuple[Path, ...], *, is_for_script: bool) -> None:
    """Tell a person where the files lie; a script knows."""
    if is_for_script:
        return
    tell(say("  Report: {path}", path=str(files[0])))
    for path in files[1:]:
        tell(as_is(f"          {path}"))
