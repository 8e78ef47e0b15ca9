"""`samverkan whatif`: what a change of members, key, host, prices or volumes means for each member."""

import json
import signal
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from samverkan.cli.frame import command, progress_bar, terminal_language
from samverkan.cli.sharing import DOING, WHICH, Option, option, tell_files, with_options
from samverkan.domain.words import say

CHANGES: list[Option] = [
    option("--leave", multiple=True, metavar="MEMBER", help_text=say("Who leaves. Can be repeated.")),
    option("--join", multiple=True, metavar="MUNICIPALITY", help_text=say("Who joins. Can be repeated.")),
    option("--merge", multiple=True, metavar="A,B=C", help_text=say("Who merge, and into what, as KINDA,YDRE=SODRA.")),
    option("--key", default="", metavar="KEY", help_text=say("The key that is taken into use.")),
    option("--host", default="", metavar="MEMBER", help_text=say("Who becomes the host.")),
    option(
        "--price",
        multiple=True,
        metavar="LINE=1.1",
        help_text=say("What a cost line is multiplied by, or lowest:likely:highest; * is every line. Can be repeated."),
    ),
    option(
        "--volume",
        multiple=True,
        metavar="DRIVER[@MEMBER]=1.05",
        help_text=say("What a driver is multiplied by, for all members or for one: users@KINDA=1.2. Can be repeated."),
    ),
    option("--scenario", default="", metavar="ID", help_text=say("A what-if that the study states; others add to it.")),
    option("--year", type=click.IntRange(1900, 2200), help_text=say("From which year; else the year after the bill.")),
]
ASKED = ("leave", "join", "merge", "key", "host", "price", "volume", "scenario", "year")


@command(
    "whatif",
    say(
        "Say what a change means for each member: cost before and after, what it is worth, and who bears what remains."
    ),
)
@click.argument("source", metavar="FOLDER", type=click.Path(path_type=Path))
@with_options(
    [
        *CHANGES,
        option("--for", "member", default="", metavar="MEMBER", help_text=say("Say first what this member must know.")),
        *WHICH,
        *DOING,
        option(
            "-o",
            "--output",
            type=click.Path(path_type=Path),
            help_text=say("Folder for whatif.html, whatif.xlsx and whatif.json."),
        ),
    ]
)
def ask(*, source: Path, is_for_script: bool, language: str | None, member: str, **given: Any) -> None:
    """Follow a change year by year, for every member."""
    from samverkan.files.sharing_json import whatif_object
    from samverkan.files.whatif_text import write_whatif_text
    from samverkan.workbench.running import Working
    from samverkan.workbench.sharing.asking import Asked, find_member, run_whatif_of, write_whatif
    from samverkan.workbench.sharing.order import ShareOrder
    from samverkan.workbench.writing import Writing, refuse_inside

    signal.signal(signal.SIGTERM, signal.default_int_handler)
    language = language or terminal_language()
    output, processes, scheduler = (given.pop(name) for name in ("output", "processes", "scheduler"))
    asked = Asked(**{name: given.pop(name) for name in ASKED})
    if output is not None:
        refuse_inside(source, output)
    with progress_bar() as progress:
        analysis = run_whatif_of(ShareOrder(source, **given), asked, Working(processes, scheduler, progress))
    concerned = find_member(analysis, member) if member else ""
    if is_for_script:
        click.echo(json.dumps(whatif_object(analysis), ensure_ascii=False))
    else:
        click.echo(write_whatif_text(analysis, language, concerned), nl=False)
    if output is not None:
        files = write_whatif(analysis, source, Writing(output, language, datetime.now().astimezone()))
        tell_files(files, is_for_script=is_for_script)
