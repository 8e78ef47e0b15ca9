"""The answer to a script about a game in a CSV: the shares of each rule, by the shortest way."""

from collections.abc import Sequence
from pathlib import Path

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.sharing.rule_answers import answer_game
from samverkan.domain.trace import fingerprint
from samverkan.domain.words import say
from samverkan.files.game_csv import read_game_csv
from samverkan.files.share_script import ShareAnswer


class GameFileError(WorkbenchError):
    """What was named is no file with a game."""


def answer_share_script(source: Path) -> ShareAnswer:
    """Return what each rule says of the game in a CSV with the columns `coalition` and `cost` or `value`.

    Raises
    ------
    WorkbenchError
        There is no such file, or it is no game; all that is wrong in the file at once.
    """
    if not source.is_file():
        raise GameFileError(
            say(
                "{path} does not exist. Name a study folder, or a CSV with the columns coalition and cost.",
                path=str(source),
            )
        )
    return ShareAnswer(answer_game(read_game_csv(source)), fingerprint(source.read_bytes()))


def refuse_study_options(source: Path, asked: Sequence[str]) -> None:
    """Raise GameFileError when something is asked of a CSV of groups that only a study folder can answer."""
    if asked and source.is_file():
        raise GameFileError(
            say("{options}: for a study folder only, and {path} is a file.", options=", ".join(asked), path=str(source))
        )
