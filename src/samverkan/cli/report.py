"""`samverkan evaluate`: the evaluation of one or more study folders."""

import gc
import signal
from datetime import datetime
from pathlib import Path

import click

from samverkan.cli.frame import command, progress_bar, tell, terminal_language, words
from samverkan.domain.coding.agreed import AGREED
from samverkan.domain.report.evaluation import Settings
from samverkan.domain.words import LANGUAGES, as_is, say
from samverkan.workbench.report.evaluating import Order, Written, evaluate_folder
from samverkan.workbench.writing import OutputError


@command(
    "evaluate",
    say("Write the evaluation of one or more study folders: report.html, tables.xlsx and results.json."),
)
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("evaluation"),
    show_default=True,
    help=words(say("Where to write; with several studies, a folder for each in it.")),
)
@click.option(
    "--language", type=click.Choice(LANGUAGES), help=words(say("Language of the report; else the study's own."))
)
@click.option("--seed", type=int, default=Settings().seed, show_default=True, help=words(say("Seed of random orders.")))
@click.option("--brief", is_flag=True, help=words(say("Print only where the report lies and its three main lines.")))
def evaluate(folders: tuple[Path, ...], output: Path, language: str | None, seed: int, *, brief: bool) -> None:
    """Evaluate each folder and tell what came out."""
    # The values of a study hold no cycles; collecting would walk a million of them again and again.
    gc.disable()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    _refuse_same_names(folders)
    for folder in folders:
        target = output / folder.resolve().name if len(folders) > 1 else output
        order = Order(datetime.now().astimezone(), language, Settings(seed=seed))
        with progress_bar() as progress:
            written = evaluate_folder(folder, target, order, progress)
        _tell_result(written, brief=brief)


def _refuse_same_names(folders: tuple[Path, ...]) -> None:
    names = [folder.resolve().name for folder in folders]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise OutputError(
            say(
                "Two of the studies have the same folder name ({names}), so their results would overwrite each other. "
                "Evaluate them one at a time, each with its own --output.",
                names=", ".join(twice),
            )
        )


def _tell_result(written: Written, *, brief: bool) -> None:
    study = written.evaluation.evidence.study
    title = study.title
    tell(say("{title} (invented)", title=title) if study.is_invented else as_is(title))
    for line in written.evaluation.highlights:
        tell(as_is(f"  • {line.in_language(terminal_language())}"))
    if not brief:
        _tell_more(written)
    report = written.files[0]
    tell(say("  Report: {path}", path=str(report)))
    if not brief:
        for path in written.files[1:]:
            tell(as_is(f"          {path}"))


def _tell_more(written: Written) -> None:
    evaluation = written.evaluation
    tell(
        say(
            "  {interviews} interviews, {excerpts} excerpts, {scores} scores, {answers} survey answers, "
            "{figures} key figures.",
            interviews=len(evaluation.evidence.interviews),
            excerpts=sum(one.coder != AGREED for one in evaluation.evidence.excerpts),
            scores=sum(one.score is not None and one.coder != AGREED for one in evaluation.evidence.scores),
            answers=len(evaluation.evidence.answers),
            figures=len(evaluation.evidence.indicators),
        )
    )
    for note in written.notes:
        tell(say("  Note: {note}", note=note.in_language(terminal_language())))
    for unknown in evaluation.unknowns:
        tell(say("  Not known: {text}", text=unknown.text))
