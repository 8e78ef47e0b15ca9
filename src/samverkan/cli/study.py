"""`samverkan new`, `check` and `export`: a study folder as a whole."""

import json
import sys
from pathlib import Path

import click

from samverkan.cli.frame import MENDABLE, command, tell, terminal_language, words
from samverkan.domain.errors import Problem, Severity
from samverkan.domain.study import Design, Municipality
from samverkan.domain.words import LANGUAGES, SWEDISH, Text, as_is, say, say_count
from samverkan.files.study_folder import StudyStart
from samverkan.workbench.study import StudyCheck, check_study, export_study, start_study

FOLDER = click.Path(path_type=Path)


def read_municipality(text: str) -> Municipality:
    """Return the municipality of `ID=Name`, such as `0560=Boxholm`; the name alone is also the id."""
    key, equals, name = (part.strip() for part in text.partition("="))
    if not key or (equals and not name):
        raise click.BadParameter(words(say('"{found}" is not written like 0560=Boxholm.', found=text)))
    return Municipality(key, name or key)


@command("new", say("Start a study folder with the standard codebook."))
@click.argument("folder", type=FOLDER)
@click.option("--title", help=words(say("Title of the study.")))
@click.option("--question", help=words(say("The question that the study answers.")))
@click.option("--language", type=click.Choice(LANGUAGES), help=words(say("Language of the material and the report.")))
@click.option(
    "--design",
    type=click.Choice([one.value for one in Design]),
    default=Design.DESCRIPTIVE.value,
    show_default=True,
    help=words(say("How the collaborations were chosen.")),
)
@click.option(
    "--municipality",
    "municipalities",
    type=read_municipality,
    metavar="ID=NAME",
    multiple=True,
    help=words(say("A municipality of the study, as ID=Name; may be given several times.")),
)
@click.option("--no-input", is_flag=True, help=words(say("Ask nothing; take what the options say.")))
def new(folder: Path, *, no_input: bool, **given: object) -> None:
    """Ask for what the options do not say, and make the folder."""
    if no_input and not given["title"]:
        raise click.UsageError(words(say("With --no-input the study needs --title.")))
    asked = given if no_input else {**given, **_ask(given)}
    start = StudyStart(
        title=str(asked["title"]),
        question=str(asked["question"] or ""),
        language=str(asked["language"] or SWEDISH),
        design=Design(str(asked["design"])),
        municipalities=tuple(asked["municipalities"]),  # type: ignore[arg-type]
    )
    step = start_study(folder, start)
    tell(say("The study folder {path} is ready, with the standard codebook.", path=str(folder)))
    tell(step)
    tell(say("Check it at any time: `samverkan check {path}`.", path=str(folder)))


def _ask(given: dict[str, object]) -> dict[str, object]:
    answers: dict[str, object] = {}
    if not given["title"]:
        answers["title"] = click.prompt(words(say("Title of the study")))
    if given["question"] is None:
        answers["question"] = click.prompt(words(say("The question it answers")), default="", show_default=False)
    if not given["language"]:
        choice = click.Choice(LANGUAGES)
        answers["language"] = click.prompt(words(say("Language of the material")), type=choice, default=SWEDISH)
    if not given["municipalities"]:
        answers["municipalities"] = _ask_municipalities()
    return answers


def _ask_municipalities() -> tuple[Municipality, ...]:
    tell(say("The municipalities, one at a time as ID=Name, such as 0560=Boxholm. An empty line ends the list."))
    found: list[Municipality] = []
    while True:
        one = click.prompt(words(say("Municipality")), default="", show_default=False, value_proc=_read_or_end)
        if one is None:
            return tuple(found)
        found.append(one)


def _read_or_end(text: str) -> Municipality | None:
    return read_municipality(text) if text.strip() else None


@command("check", say("Print every error of a study folder at once."))
@click.argument("folder", type=FOLDER)
@click.option("--json", "as_json", is_flag=True, help=words(say("Print the problems as JSON.")))
@click.option("--language", type=click.Choice(LANGUAGES), help=words(say("Language of the messages.")))
@click.option(
    "--show-text",
    is_flag=True,
    help=words(say("Show the words of the interview where a quote does not fit. They are personal data.")),
)
def check(folder: Path, *, as_json: bool, language: str | None, show_text: bool) -> None:
    """Print errors and notes; end with status 2 when there are errors."""
    if as_json and show_text:
        raise click.UsageError(words(say("--show-text is for the eye only: leave out --json.")))
    found = check_study(folder)
    chosen = language or terminal_language()
    if as_json:
        click.echo(_as_json(found, chosen))
    else:
        _print_check(found, chosen, show_text=show_text)
    if found.errors:
        sys.exit(MENDABLE)


def _as_json(found: StudyCheck, language: str) -> str:
    rows = [_as_dict(problem, language) for problem in (*found.errors, *found.notes)]
    return json.dumps(
        {"errors": len(found.errors), "notes": len(found.notes), "problems": rows}, ensure_ascii=False, indent=2
    )


def _as_dict(problem: Problem, language: str) -> dict[str, object]:
    return {
        "severity": problem.severity.value,
        "file": problem.place.file,
        "row": problem.place.row,
        "column": problem.place.column,
        "text": problem.text.in_language(language),
    }


def _print_check(found: StudyCheck, language: str, *, show_text: bool) -> None:
    def show(text: Text) -> None:
        click.echo(text.in_language(language))

    misplaced = {one.row: one for one in found.misplaced} if show_text else {}
    for problem in (*found.errors, *found.notes):
        mark = say("error") if problem.severity is Severity.ERROR else say("note")
        show(as_is(f"{mark.in_language(language)}  {problem.in_language(language)}"))
        one = misplaced.get(problem.place.row or 0) if problem.place.file == "excerpts.csv" else None
        if one is not None and problem.severity is Severity.ERROR:
            show(say("       text:  {words}", words=one.found))
            show(say("       quote: {words}", words=one.excerpt.quote))
    if found.errors or found.notes:
        click.echo("")
    show(
        say(
            "{errors}, {notes}.",
            errors=say_count("{count} error", "{count} errors", len(found.errors)),
            notes=say_count("{count} note", "{count} notes", len(found.notes)),
        )
    )
    if not found.errors:
        show(found.next_step)


@command("export", say("Write a study folder in its standard form, with datapackage.json."))
@click.argument("folder", type=FOLDER)
@click.option("-o", "--output", type=FOLDER, required=True, help=words(say("The folder to write; it must be free.")))
def export(folder: Path, output: Path) -> None:
    """Write the copy and tell what was left out."""
    left_out = export_study(folder, output)
    tell(say("The study is written to {path}, with datapackage.json.", path=str(output)))
    if left_out:
        tell(say("Left out, because Samverkan does not know them: {files}.", files=", ".join(left_out)))
