"""`samverkan share`: who pays what under each key, and whether anyone would be better off outside."""

from pathlib import Path

import click

from samverkan.cli.frame import command, terminal_language, words
from samverkan.domain.words import LANGUAGES, say


@command("share", say("Share a cost: all keys and rules side by side, and whether anyone would be better off outside."))
@click.argument("source", metavar="DATA", type=click.Path(path_type=Path))
@click.option("--json", "is_for_script", is_flag=True, help=words(say("Print the shares as one JSON object, no more.")))
@click.option("--language", type=click.Choice(LANGUAGES), help=words(say("Language of the result.")))
def share_cost(*, source: Path, is_for_script: bool, language: str | None) -> None:
    """Answer a script about a table of groups, or show a person what each pays."""
    from samverkan.files.share_script import write_share_json
    from samverkan.workbench.sharing.scripting import answer_share_script

    language = language or terminal_language()
    answer = answer_share_script(source)
    if is_for_script:
        click.echo(write_share_json(answer, language))
        for warning in answer.game.warnings:
            click.echo(warning.in_language(language), err=True)
