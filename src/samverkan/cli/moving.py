"""`samverkan import-study` and `export-study`: a study between a folder and the workbench."""

from pathlib import Path

import click

from samverkan.cli.frame import command, tell, words
from samverkan.domain.words import say
from samverkan.workbench.opening import open_workbench

FOLDER = click.Path(path_type=Path)


@command("import-study", say("Take a study folder into the workbench."))
@click.argument("folder", type=FOLDER)
@click.option("--owner", metavar="EMAIL", help=words(say("The account that will own the study.")))
def import_study(folder: Path, owner: str | None) -> None:
    """Take the folder in and tell the number of the study."""
    open_workbench()
    from samverkan.workbench.study import moving  # tables can be imported only now

    study_id = moving.import_study_for(folder, owner) if owner else moving.import_study(folder)
    tell(say("The study is in the workbench as number {study}.", study=str(study_id)))


@command("export-study", say("Write a study of the workbench as a study folder."))
@click.argument("study", type=int)
@click.argument("folder", type=FOLDER)
def export_study(study: int, folder: Path) -> None:
    """Write the folder and tell where it lies."""
    open_workbench()
    from samverkan.workbench.study import moving  # tables can be imported only now

    written = moving.export_study(study, folder)
    tell(say("The study is written to {path}: {files} files.", path=str(folder), files=written.files))
