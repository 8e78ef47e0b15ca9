"""An analysis of patterns as text in a terminal, with the columns and signs that a user of R's QCA knows."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from math import isnan

from samverkan.domain.comparison.patterns.analysis import PatternAnalysis, Side, SolutionResult
from samverkan.domain.comparison.patterns.answering import SOLUTIONS, outcome_words
from samverkan.domain.comparison.patterns.notes import explain_ambiguity
from samverkan.domain.comparison.patterns.places import in_order
from samverkan.domain.words import Text, number, say, say_count
from samverkan.files.patterns_text_trials import write_trials
from samverkan.methods.qca.expressions import format_model, format_term
from samverkan.methods.qca.fit import ModelFit, Necessity, Sufficiency
from samverkan.methods.qca.sets import CROSSOVER, Model, Term, covers, term_membership
from samverkan.methods.qca.supersets import format_statement
from samverkan.methods.qca.truth_table import Out, Row, TruthTable, row_number

MOST_MODELS = 10
"""So many models are shown with the fit of each term; the next ones as formulas."""
MOST_FORMULAS = 50
MOST_ROWS = 100
MOST_STATEMENTS = 25
FIGURE = ".3f"
NOTHING = "-"


def write_patterns_text(analysis: PatternAnalysis, language: str) -> str:
    """Return the analysis as text; what it cannot carry comes first."""
    lines: list[str] = []
    for block in _blocks(analysis, language):
        lines += [*block, ""] if block else []
    return "\n".join(lines)


def _blocks(analysis: PatternAnalysis, language: str) -> Iterator[list[str]]:
    yield _listed(say("What this analysis cannot carry"), analysis.limits, language)
    yield _truth_table(analysis, language)
    yield _necessity(analysis, language)
    for side in (analysis.present, analysis.absent):
        for solution, result in side.solutions.items():
            if solution is analysis.settings.solution:
                title = say(
                    "{solution}, {outcome}", solution=SOLUTIONS[solution], outcome=outcome_words(side, analysis)
                )
                yield _solution(analysis, side, result, (title, language))
    yield _others(analysis, language)
    yield from write_trials(analysis, language)
    yield _listed(say("Warnings"), _not_said_above(analysis), language)
    yield [f"samverkan {analysis.version} · {analysis.fingerprint} · seed {analysis.settings.seed}"]


def _not_said_above(analysis: PatternAnalysis) -> list[Text]:
    """Return the warnings but those of ambiguity, which stand with the models themselves."""
    said = [
        explain_ambiguity(result.minimised, side.table, side.outcome_name)
        for side in (analysis.present, analysis.absent)
        for solution, result in side.solutions.items()
        if solution is analysis.settings.solution and result.minimised.n_models > 1
    ]
    return [one for one in analysis.warnings if one not in said]


def _listed(title: Text, texts: Sequence[Text], language: str) -> list[str]:
    if not texts:
        return []
    return [_heading(title, language), *(f"  • {text.in_language(language)}" for text in texts)]


def _heading(title: Text, language: str) -> str:
    words = title.in_language(language)
    return f"{words[:1].upper()}{words[1:]}"


def _figure(value: float | None, language: str) -> str:
    return NOTHING if value is None or isnan(value) else number(value, language, FIGURE)


def _columns(rows: Sequence[Sequence[str]], n_words: int = 1) -> list[str]:
    """Return rows with their cells below each other: the first and the last to the left, the others to the right."""
    widths = [max(map(len, cells)) for cells in zip_longest(*rows, fillvalue="")]
    lines = []
    for row in rows:
        cells = [
            cell.ljust(width) if at < n_words else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row[:-1], widths, strict=False))
        ]
        lines.append(f"  {'  '.join(cells)}  {row[-1]}".rstrip())
    return lines


def _truth_table(analysis: PatternAnalysis, language: str) -> list[str]:
    table, other = analysis.present.table, analysis.absent.table
    opposite = {row.configuration: row for row in other.rows}
    cutoffs = table.cutoffs
    title = say(
        "Truth table (cases: {n_cases}, configurations seen: {n_rows}, remainders: {n_remainders:,}; inclusion from "
        "{cut:g}, {pri}frequency from {frequency})",
        n_rows=len(table.rows),
        n_cases=table.sets.n_cases,
        n_remainders=table.n_remainders,
        cut=cutoffs.inclusion,
        pri=say("PRI from {pri:g}, ", pri=cutoffs.pri) if cutoffs.pri else "",
        frequency=cutoffs.frequency,
    )
    keys = say(
        "  OUT: output for {present}, ~OUT: for {absent} (1 yes, 0 no, C contradiction, ? too few cases), n: cases, "
        "incl: inclusion, PRI: proportional reduction in inconsistency",
        present=analysis.present.outcome_name,
        absent=analysis.absent.outcome_name,
    )
    shown = in_order(table.rows)[:MOST_ROWS]
    rows = [["", *table.sets.names, "OUT", "~OUT", "n", "incl", "PRI", say("cases").in_language(language)]]
    rows += [_row(analysis, row, opposite[row.configuration], language) for row in shown]
    lines = [_heading(title, language), keys.in_language(language), *_columns(rows)]
    if len(table.rows) > MOST_ROWS:
        more = say("  … and {n:,} rows more, which the files have (--output).", n=len(table.rows) - MOST_ROWS)
        lines.append(more.in_language(language))
    return lines


def _row(analysis: PatternAnalysis, row: Row, opposite: Row, language: str) -> list[str]:
    table = analysis.present.table
    return [
        str(row_number(row.configuration, table.sets.conditions)),
        *(str(level) for level in row.configuration),
        str(row.out),
        str(opposite.out),
        str(row.n),
        _figure(row.fit.inclusion, language),
        _figure(row.fit.pri, language),
        _join(analysis.data.cases[case] for case in row.cases),
    ]


def _join(cases: Iterator[str]) -> str:
    return ",".join(cases)


def _necessity(analysis: PatternAnalysis, language: str) -> list[str]:
    side = analysis.present
    title = say("Necessity for {outcome}", outcome=outcome_words(side, analysis))
    found: list[tuple[str, Necessity | Sufficiency]] = list(side.single.items())
    known = {text for text, _ in found}
    conditions = side.table.sets.conditions
    for one in side.statements[:MOST_STATEMENTS]:
        text = format_statement(one, conditions)
        if text not in known:
            found.append((text, one.fit))
    rows = [["", "inclN", "RoN", "covN", ""]]
    rows += [[text, *_necessary(fit, language), _mark(fit, analysis)] for text, fit in found]
    lines = [_heading(title, language), *_columns(rows)]
    note = say(
        "  * inclusion at least {inclusion:g} and relevance at least {relevance:g}: perhaps necessary.",
        inclusion=analysis.settings.necessity_inclusion,
        relevance=analysis.settings.necessity_relevance,
    )
    return [*lines, note.in_language(language)]


def _necessary(fit: Necessity | Sufficiency, language: str) -> list[str]:
    relevance = fit.relevance if isinstance(fit, Necessity) else None
    return [_figure(fit.inclusion, language), _figure(relevance, language), _figure(fit.coverage, language)]


def _mark(fit: Necessity | Sufficiency, analysis: PatternAnalysis) -> str:
    settings = analysis.settings
    if not isinstance(fit, Necessity):
        return ""
    return (
        "*" if fit.inclusion >= settings.necessity_inclusion and fit.relevance >= settings.necessity_relevance else ""
    )


def _solution(analysis: PatternAnalysis, side: Side, result: SolutionResult, shown: tuple[Text, str]) -> list[str]:
    title, language = shown
    minimised, conditions = result.minimised, side.table.sets.conditions
    lines = [_heading(title, language)]
    if not minimised.models:
        none = (
            say("  no solution") if minimised.is_whole else say("  a limit ended the search before any model was found")
        )
        lines.append(none.in_language(language))
    if minimised.n_models > 1:
        ambiguity = explain_ambiguity(minimised, side.table, side.outcome_name)
        lines.append(f"  {ambiguity.in_language(language)}")
    formulas = [format_model(model, conditions) for model in minimised.models]
    for place, (formula, factored) in enumerate(zip(formulas, result.factored, strict=True), 1):
        if place <= MOST_FORMULAS:
            again = f"   [{factored}]" if factored != formula else ""
            lines.append(f"  M{place}: {formula} => {side.outcome_name}{again}")
    n_more = minimised.n_models - min(len(formulas), MOST_FORMULAS)
    if n_more:
        lines.append(
            say_count("  … and {count} more model", "  … and {count} more models", n_more).in_language(language)
        )
    for place, fit in enumerate(result.fits[:MOST_MODELS], 1):
        lines += ["", *_fit(analysis, side.table, fit, (place, language))]
    return lines


def _fit(analysis: PatternAnalysis, table: TruthTable, fit: ModelFit, shown: tuple[int, str]) -> list[str]:
    place, language = shown
    rows = [["", "", "inclS", "PRI", "covS", "covU", say("cases").in_language(language)]]
    for at, (term, one) in enumerate(zip(fit.model, fit.terms, strict=True), 1):
        name = format_term(term, table.sets.conditions)
        rows.append([str(at), name, *_sufficient(one, language), _members(analysis, table, term)])
    rows.append([f"M{place}", "", *_sufficient(fit.solution, language), ""])
    return _columns(rows, n_words=2)


def _sufficient(fit: Sufficiency, language: str) -> list[str]:
    return [_figure(one, language) for one in (fit.inclusion, fit.pri, fit.coverage, fit.unique_coverage)]


def _members(analysis: PatternAnalysis, table: TruthTable, term: Term) -> str:
    """Return the cases of a term as R writes them: those of one configuration with commas, then a semicolon."""
    membership = term_membership(table.sets, term)
    groups = [
        _join(analysis.data.cases[case] for case in row.cases if membership[case] > CROSSOVER)
        for row in table.rows
        if row.out is not Out.REMAINDER and covers(term, row.configuration)
    ]
    return "; ".join(group for group in groups if group)


def _others(analysis: PatternAnalysis, language: str) -> list[str]:
    """Return the formulas of the solutions that were not asked for, for comparison."""
    lines: list[str] = []
    for side in (analysis.present, analysis.absent):
        for solution, result in side.solutions.items():
            if solution is not analysis.settings.solution:
                name = SOLUTIONS[solution].in_language(language)
                lines.append(f"  {name}: {_first(result.minimised.models, side)}{_count(result, language)}")
    return [_heading(say("Beside it"), language), *lines] if lines else []


def _first(models: Sequence[Model], side: Side) -> str:
    if not models:
        return f"{NOTHING} => {side.outcome_name}"
    return f"{format_model(models[0], side.table.sets.conditions)} => {side.outcome_name}"


def _count(result: SolutionResult, language: str) -> str:
    n_models = result.minimised.n_models
    return "" if n_models < 2 else say(" (and {n:,} more models)", n=n_models - 1).in_language(language)
