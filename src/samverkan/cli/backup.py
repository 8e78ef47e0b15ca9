"""`samverkan backup` and `restore`: the whole workbench in one file, while it runs."""

from pathlib import Path

import click

from samverkan.cli.frame import command, tell, words
from samverkan.domain.words import say
from samverkan.workbench.opening import open_workbench

FILE = click.Path(path_type=Path, dir_okay=False)


@command("backup", say("Write the whole workbench to a file, while it runs."))
@click.argument("file", type=FILE)
@click.option("--with-keys", is_flag=True, help=words(say("Also the secret key, and uploads with real names.")))
def backup(file: Path, with_keys: bool) -> None:
    """Write the back-up and tell where the keys lie."""
    open_workbench(migrate=False)
    from samverkan.workbench.backup import back_up  # tables can be imported only now

    made = back_up(file, with_keys=with_keys)
    tell(say("The back-up is written to {path}: {size} bytes.", path=str(made.path), size=made.size_bytes))
    if made.has_keys:
        tell(say("It holds keys and real names. Keep it as you keep them."))
    else:
        tell(say("Keys and uploads are not in it. They lie in {folder}.", folder=str(made.keys_folder)))


@command("restore", say("Set the whole workbench to a back-up, while it runs."))
@click.argument("file", type=FILE)
@click.option("--yes", is_flag=True, help=words(say("Do not ask.")))
def restore(file: Path, yes: bool) -> None:
    """Restore, and tell where the state before lies."""
    open_workbench()
    from samverkan.workbench import backup as room  # tables can be imported only now

    if not yes:
        click.confirm(words(say("All that is in the workbench now is replaced. Go on?")), abort=True)
    restored = room.restore(file, tell)
    tell(say("The workbench is as it was at {hour}.", hour=f"{restored.made_at:%Y-%m-%d %H:%M} UTC"))
    tell(say("What was there before is kept in {path}.", path=str(restored.kept_before)))
