"""`samverkan qca`: which combinations of conditions go with an outcome, in a CSV or in a study folder."""

import signal
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import click

from samverkan.cli.frame import command, progress_bar, tell, terminal_language, words
from samverkan.cli.numbers import ABOVE_ZERO, DECIMAL
from samverkan.domain.comparison.patterns.asking import split_list
from samverkan.domain.words import LANGUAGES, Text, as_is, say
from samverkan.files.case_table_csv import Missing
from samverkan.files.patterns_script import write_script_json
from samverkan.methods.qca.minimisation.result import Solution
from samverkan.workbench.comparison.order import DEFAULTS, PatternOrder
from samverkan.workbench.comparison.scripting import answer_script

Options = list[Callable[[Callable[..., Any]], Callable[..., Any]]]


def _split(_context: click.Context, _option: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """An option that names columns may be repeated, and each may hold several with commas between."""
    return tuple(name for one in value for name in split_list(one))


def _as(kind: type[StrEnum]) -> Callable[[click.Context, click.Parameter, str], StrEnum]:
    """Return what turns the word of a choice into what it stands for."""
    return lambda _context, _option, value: kind(value)


def _option(*names: str, help_text: Text, **settings: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return click.option(*names, help=words(help_text), **settings)


COLUMNS: Options = [
    _option("--outcome", default="", help_text=say("Column of the outcome in a CSV; ~NAME for its absence, NAME{2}.")),
    _option(
        "--conditions",
        multiple=True,
        callback=_split,
        help_text=say("Columns of the conditions, with commas; else all other columns of numbers."),
    ),
    _option(
        "--cluster",
        "clusters",
        multiple=True,
        callback=_split,
        help_text=say("Column that divides the cases, to see whether the result holds in each part."),
    ),
    _option(
        "--unit",
        default="",
        help_text=say("Column that names what stands in several clusters, as a country in several years."),
    ),
    _option(
        "--multivalue",
        "is_multivalue",
        is_flag=True,
        help_text=say("Whole numbers above 1 are levels of a multi-value condition."),
    ),
    _option(
        "--missing",
        type=click.Choice([one.value for one in Missing]),
        default=Missing.STOP.value,
        callback=_as(Missing),
        show_default=True,
        help_text=say("A case without a value: stop and say where, or leave the case out and list it."),
    ),
    _option(
        "--calibrate",
        "calibrations",
        multiple=True,
        help_text=say(
            "Anchors of a column of raw values: NAME=threshold, NAME=out,crossover,in (logistic), or NAME=KIND:numbers"
            ", as linear, s-shaped, bell or indirect. Can be repeated."
        ),
    ),
    _option("--negate", "is_negated", is_flag=True, help_text=say("Explain the absence of the outcome.")),
]
TABLE: Options = [
    _option(
        "--inclusion",
        type=DECIMAL,
        help_text=say("How consistent a row must be to count as sufficient; else the study's own, or 1."),
    ),
    _option(
        "--frequency",
        type=int,
        help_text=say("How many cases a row must have; with fewer it is a remainder. Else the study's own, or 1."),
    ),
    _option(
        "--pri",
        type=DECIMAL,
        help_text=say("The least PRI of a sufficient row; else the study's own, or 0."),
    ),
    _option(
        "--contradiction",
        type=DECIMAL,
        help_text=say("Rows from this inclusion up to --inclusion are shown as contradictions."),
    ),
]
SOLVING: Options = [
    _option(
        "--solution",
        type=click.Choice([one.value for one in Solution]),
        default=DEFAULTS.solution.value,
        callback=_as(Solution),
        show_default=True,
        help_text=say("How unseen configurations are treated."),
    ),
    _option(
        "--expect",
        default="",
        help_text=say("What is expected to contribute, for the intermediate solution: A,~B,C{1;2}."),
    ),
    _option(
        "--all-models",
        "lists_all_models",
        is_flag=True,
        help_text=say("List every irredundant model, not only those with the fewest terms."),
    ),
    _option(
        "--impossible",
        multiple=True,
        help_text=say("A combination that cannot be, such as A*~B, and so may not be assumed. Can be repeated."),
    ),
    _option(
        "--enhanced",
        "is_enhanced",
        is_flag=True,
        help_text=say("Assume nothing untenable (enhanced standard analysis)."),
    ),
    _option("--theory", default="", help_text=say("An expression to compare the solution with, such as A*~B + C.")),
    _option(
        "--seconds",
        type=ABOVE_ZERO,
        help_text=say("Stop each search after this, and the robustness test as a whole."),
    ),
    _option(
        "--most-implicants",
        type=click.IntRange(min=1),
        help_text=say("Stop at so many prime implicants; each takes about 50 bytes. Else at 20 million."),
    ),
    _option("--most-models", type=click.IntRange(min=1), help_text=say("List at most so many models.")),
]
TESTING: Options = [
    _option(
        "--robustness/--no-robustness",
        "tests_robustness",
        default=True,
        help_text=say("Whether to test how far the solution holds when choices and cases change."),
    ),
    _option(
        "--permutations",
        type=click.IntRange(min=0),
        default=DEFAULTS.n_permutations,
        show_default=True,
        help_text=say("How often the outcome is shuffled to compare with chance; 0 leaves it out."),
    ),
    _option("--seed", type=int, default=DEFAULTS.seed, show_default=True, help_text=say("Seed of what is drawn.")),
]
DOING: Options = [
    _option("--processes", type=click.IntRange(min=1), help_text=say("How many processes may work at once.")),
    _option("--scheduler", help_text=say("Address of a Dask scheduler, such as tcp://server:8786.")),
    _option(
        "--json", "is_for_script", is_flag=True, help_text=say("Print models and fit as one JSON object, no more.")
    ),
    _option(
        "-o",
        "--output",
        type=click.Path(path_type=Path),
        help_text=say("Folder for qca.html, qca.xlsx and qca.json."),
    ),
    _option("--language", type=click.Choice(LANGUAGES), help_text=say("Language of the result.")),
]


def _with_options(function: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed([*COLUMNS, *TABLE, *SOLVING, *TESTING, *DOING]):
        function = option(function)
    return function


@command("qca", say("Find which combinations of conditions go with an outcome, in a CSV or a study folder."))
@click.argument("source", metavar="DATA", type=click.Path(path_type=Path))
@_with_options
def compare(*, is_for_script: bool, language: str | None, **given: Any) -> None:
    """Answer a script, or show a person the whole analysis."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    doing = {name: given.pop(name) for name in ("processes", "scheduler", "output")}
    order = PatternOrder(**given)
    language = language or terminal_language()
    if is_for_script:
        _answer(order, language)
    else:
        _show(order, language, **doing)


def _answer(order: PatternOrder, language: str) -> None:
    answer = answer_script(order)
    click.echo(write_script_json(answer, language))
    for warning in answer.warnings:
        click.echo(warning.in_language(language), err=True)


def _show(
    order: PatternOrder, language: str, *, processes: int | None, scheduler: str | None, output: Path | None
) -> None:
    # A script need not wait for what only a person reads.
    from samverkan.files.patterns_text import write_patterns_text
    from samverkan.workbench.comparison.analysing import analyse_cases, write_analysis
    from samverkan.workbench.running import Working
    from samverkan.workbench.writing import Writing, refuse_inside

    if output is not None:
        refuse_inside(order.source, output)
    with progress_bar() as progress:
        analysis = analyse_cases(order, Working(processes, scheduler, progress))
    click.echo(write_patterns_text(analysis, language), nl=False)
    if output is not None:
        files = write_analysis(analysis, order.source, Writing(output, language, datetime.now().astimezone()))
        tell(say("  Report: {path}", path=str(files[0])))
        for path in files[1:]:
            tell(as_is(f"          {path}"))
