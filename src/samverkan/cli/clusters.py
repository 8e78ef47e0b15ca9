"""`samverkan clusters`: which clusters could form among a study's municipalities, and which would under each key."""

import json
import signal
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from samverkan.cli.frame import command, progress_bar, terminal_language
from samverkan.cli.numbers import ABOVE_ZERO
from samverkan.cli.sharing import DOING, Option, option, tell_files, with_options
from samverkan.domain.words import say

LIMITS: list[Option] = [
    option(
        "--largest",
        type=click.IntRange(min=1),
        help_text=say("The most municipalities of a cluster; else the study's own."),
    ),
    option(
        "--within",
        "most_km",
        type=ABOVE_ZERO,
        metavar="KM",
        help_text=say("The most kilometres between any two of a cluster; else the study's own."),
    ),
    option("--same-county", is_flag=True, help_text=say("Only clusters within one county.")),
    option(
        "--seconds",
        type=ABOVE_ZERO,
        default=30.0,
        show_default=True,
        help_text=say("How long to look for cheaper clusters, at most."),
    ),
]
DRAWING = 2
"""The first options of what is done are of draws, of which there are none here."""


@command("clusters", say("Say which clusters could form, which together cost least, and which would under each key."))
@click.argument("source", metavar="FOLDER", type=click.Path(path_type=Path))
@with_options(
    [
        *LIMITS,
        *DOING[DRAWING:],
        option(
            "-o",
            "--output",
            type=click.Path(path_type=Path),
            help_text=say("Folder for clusters.html, clusters.xlsx and clusters.json."),
        ),
    ]
)
def form(*, source: Path, is_for_script: bool, language: str | None, output: Path | None, **given: Any) -> None:
    """Form clusters of the municipalities of a study folder."""
    from samverkan.files.clusters_json import clusters_object
    from samverkan.files.clusters_text import write_clusters_text
    from samverkan.workbench.running import Working
    from samverkan.workbench.sharing.forming import ClusterSettings, form_clusters_of, write_clusters
    from samverkan.workbench.writing import Writing, refuse_inside

    signal.signal(signal.SIGTERM, signal.default_int_handler)
    language = language or terminal_language()
    processes, scheduler = given.pop("processes"), given.pop("scheduler")
    if output is not None:
        refuse_inside(source, output)
    with progress_bar() as progress:
        analysis = form_clusters_of(source, ClusterSettings(**given), Working(processes, scheduler, progress))
    if is_for_script:
        click.echo(json.dumps(clusters_object(analysis), ensure_ascii=False))
    else:
        click.echo(write_clusters_text(analysis, language), nl=False)
    if output is not None:
        files = write_clusters(analysis, source, Writing(output, language, datetime.now().astimezone()))
        tell_files(files, is_for_script=is_for_script)
