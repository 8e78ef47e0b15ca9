"""The command `import`: transcripts come into a study under pseudonyms that a person has reviewed."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from samverkan.cli.frame import MENDABLE, command, tell, terminal_language, warn, words
from samverkan.cli.interviews.reviewing import review_in_terminal
from samverkan.domain.errors import WorkbenchError
from samverkan.domain.interviews.mentions import Verdict
from samverkan.domain.interviews.proposals import Decision
from samverkan.domain.interviews.review import decide_by_default
from samverkan.domain.words import SWEDISH, say, say_count
from samverkan.files.pseudonym_key import find_data_folder, name_default_key
from samverkan.workbench.interviews.importing import (
    Draft,
    Imported,
    ImportOrder,
    finish_import,
    is_untouched,
    prepare_import,
    take_review,
    write_review,
)

PATH = click.Path(path_type=Path)
BETWEEN_IDS = ";"


@command(
    "import",
    say(
        "Take transcripts into the study in FOLDER, under pseudonyms. Every name, number and address is proposed for "
        "replacement; go through the proposals here, or in a spreadsheet with --write-review and --review. "
        "The key to the pseudonyms lies outside the study folder. The transcripts are pseudonymised, not anonymous: "
        "they are still personal data while the key exists."
    ),
)
@click.argument("folder", type=PATH)
@click.argument("files", type=PATH, nargs=-1, required=True)
@click.option("--interview", default="", metavar="ID", help=words(say("The id of the interview, for a single file.")))
@click.option("--respondents", default="", metavar="IDS", help=words(say("Who was interviewed, with ; between ids.")))
@click.option("--speaker", "speakers", multiple=True, metavar="NAME=ID", help=words(say("Who a speaker is: Anna=R03.")))
@click.option("--date", default="", help=words(say("When: 2024-03-15, 2024-03 or 2024.")))
@click.option("--language", default="", help=words(say("The language of the interviews: sv, en or another.")))
@click.option("--consent", type=click.Choice(["yes", "no"]), help=words(say("Whether there is consent.")))
@click.option("--encoding", help=words(say("The encoding of text files, if it must be told: cp1252.")))
@click.option("--key", type=PATH, help=words(say("Where the key to the pseudonyms lies, outside the study folder.")))
@click.option("--write-review", type=PATH, metavar="CSV", help=words(say("Write the proposals for review, and stop.")))
@click.option("--agreed", is_flag=True, help=words(say("I have read the review and agree with every row of it.")))
@click.option("--review", type=PATH, metavar="CSV", help=words(say("Take the decisions from a reviewed file.")))
@click.option("--ask/--defaults", default=None, help=words(say("Ask about each proposal, or take all as proposed.")))
@click.option("--replace", "may_replace", is_flag=True, help=words(say("Write over interviews with the same id.")))
def import_files(folder: Path, files: tuple[Path, ...], **options: Any) -> None:
    """Read, propose, review, and write all or nothing."""
    draft = prepare_import(folder, _order(folder, files, options))
    _warn_before(draft)
    if options["write_review"] is not None:
        _write_review(draft, options["write_review"])
        return
    decisions, is_reviewed = _decide(draft, options)
    imported = finish_import(draft, decisions, is_reviewed)
    _report(imported, decisions, options["review"])


def _order(folder: Path, files: tuple[Path, ...], options: dict[str, Any]) -> ImportOrder:
    data = find_data_folder(sys.platform, os.environ, Path.home())
    respondents = tuple(one.strip() for one in options["respondents"].split(BETWEEN_IDS) if one.strip())
    return ImportOrder(
        files=files,
        key=options["key"] or name_default_key(data, folder),
        key_is_default=options["key"] is None,
        interview=options["interview"],
        respondents=respondents,
        date=options["date"],
        language=options["language"],
        encoding=options["encoding"],
        has_consent=None if options["consent"] is None else options["consent"] == "yes",
        speakers=dict(_read_speaker(one) for one in options["speakers"]),
        may_replace=options["may_replace"],
    )


def _read_speaker(text: str) -> tuple[str, str]:
    name, sign, respondent = text.rpartition("=")
    if not sign or not name.strip() or not respondent.strip():
        raise WorkbenchError(say("--speaker needs a name, = and the id of a respondent, like --speaker Anna=R03."))
    return " ".join(name.split()), respondent.strip()


def _warn_before(draft: Draft) -> None:
    if draft.lacks_key:
        text = say(
            "The study holds pseudonyms, but {key} holds no decisions. If the key lies elsewhere, name it with --key; "
            "otherwise the same person may get two pseudonyms.",
            key=str(draft.order.key),
        )
        warn(text)
    for name in draft.left_inside:
        warn(say("{file} lies inside the study folder with its names. Move it out once it is imported.", file=name))


def _write_review(draft: Draft, path: Path) -> None:
    write_review(draft, path, ";" if terminal_language() == SWEDISH else ",")
    count = len(draft.proposals)
    tell(say_count("{count} proposal is in {path}.", "{count} proposals are in {path}.", count, path=str(path)))
    tell(
        say(
            "Write accept or keep in the column decision, change a replacement where you wish, and add a row for a "
            "name that is missing. Then import the same files with --review {path}, and delete it: it holds the names.",
            path=str(path),
        )
    )


def _decide(draft: Draft, options: dict[str, Any]) -> tuple[Sequence[Decision], bool]:
    if options["review"] is not None:
        decisions_of_file = take_review(draft, options["review"])
        is_read = options["agreed"] or not is_untouched(draft, options["review"])
        if not is_read:
            warn(
                say(
                    "{path} is as the program wrote it, so the interviews are marked as unreviewed. If you have read "
                    "it and agree with every row, add --agreed.",
                    path=str(options["review"]),
                )
            )
        return decisions_of_file, is_read
    is_asked = sys.stdin.isatty() if options["ask"] is None else options["ask"]
    if is_asked:
        decisions = review_in_terminal(draft)
        if decisions is None:
            warn(say("Nothing was written."))
            sys.exit(MENDABLE)
        return decisions, True
    warn(
        say(
            "Nobody has reviewed the pseudonyms: all were taken as proposed, and the interviews are marked as "
            "unreviewed. Names may be left. Run the import again with --ask --replace, or with --write-review."
        )
    )
    return decide_by_default(draft.proposals), False


def _report(imported: Imported, decisions: Sequence[Decision], review: Path | None) -> None:
    for interview, count in zip(imported.interviews, imported.replaced, strict=True):
        tell(
            say_count(
                "interviews/{file}: {count} replacement.",
                "interviews/{file}: {count} replacements.",
                count,
                file=interview.file,
            )
        )
    kept = sum(one.verdict is Verdict.KEEP for one in decisions)
    tell(say_count("{count} form was kept as it stands.", "{count} forms were kept as they stand.", kept))
    tell(
        say(
            "The transcripts are pseudonymised. They are still personal data while the key exists: {key}.",
            key=str(imported.key),
        )
    )
    if review is not None:
        tell(say("Delete {path}: it holds the names.", path=str(review)))
