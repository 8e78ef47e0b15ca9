"""The pictures of an analysis of patterns: each chart drawn in the language and given its caption."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from samverkan.charts.configuration_upset import configuration_upset
from samverkan.charts.render import render_svg
from samverkan.charts.robustness_ranges import robustness_ranges
from samverkan.charts.specification import Specification
from samverkan.charts.truth_table_heatmap import truth_table_heatmap
from samverkan.charts.xy_plot import XyPlot, xy_plot
from samverkan.domain.comparison.patterns.analysis import PatternAnalysis, Side, SolutionResult
from samverkan.domain.comparison.patterns.answering import has_terms, main_solution, outcome_words
from samverkan.domain.comparison.patterns.phrasing import condition_words
from samverkan.domain.comparison.patterns.places import side_key
from samverkan.domain.words import Text, say
from samverkan.files.report_html import Picture
from samverkan.methods.qca.expressions import format_model, format_term
from samverkan.methods.qca.sets import model_membership, term_membership

MOST_TERMS = 6
"""Terms with a plot of their own; more are in the tables only."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A chart before it is rendered: its place in the report, its specification, its name and what one sees."""

    key: str
    specification: Specification | None
    title: Text
    caption: Text


def draw_pattern_pictures(analysis: PatternAnalysis, language: str) -> Mapping[str, tuple[Picture, ...]]:
    """Return the pictures by the place in the page where they stand; a chart with nothing to show is left out."""
    found: dict[str, list[Picture]] = defaultdict(list)
    drawn = (*_of_tables(analysis, language), *_of_memberships(analysis, language), *_of_ranges(analysis, language))
    for one in drawn:
        if one.specification is not None:
            title, caption = one.title.in_language(language), one.caption.in_language(language)
            found[one.key].append(Picture(render_svg(one.specification, title, caption), one.caption))
    return {key: tuple(pictures) for key, pictures in found.items()}


def _of_tables(analysis: PatternAnalysis, language: str) -> Iterator[_Drawn]:
    data = analysis.data
    names = [condition_words(name, data.labels).in_language(language) for name in data.sets.names]
    yield _Drawn(
        "upset",
        configuration_upset(analysis.present.table, names, side_key(is_negated=False), language),
        say("Which combinations the cases show"),
        say(
            "Each column is one combination of conditions, with its cases that have the outcome and those that do not."
        ),
    )
    for side in (analysis.present, analysis.absent):
        key = side_key(is_negated=side.is_negated)
        outcome = outcome_words(side, analysis)
        yield _Drawn(
            f"table-{key}",
            truth_table_heatmap(side.table, data.cases, outcome.in_language(language), key, language),
            say("Truth table: {outcome}", outcome=outcome),
            say(
                "The configurations for {outcome}: those that go with it first, then by the number of cases.",
                outcome=outcome,
            ),
        )


def _of_memberships(analysis: PatternAnalysis, language: str) -> Iterator[_Drawn]:
    for side in (analysis.present, analysis.absent):
        found = main_solution(analysis, side)
        if found is None or not has_terms(found[1].minimised):
            continue
        outcome = outcome_words(side, analysis)
        for plot in _plots(analysis, side, found[1]):
            yield _Drawn(
                "xy",
                xy_plot(plot, language),
                say("{set} and {outcome}", set=plot.set_name, outcome=outcome),
                say(
                    "How far each case belongs to {set} (across) and to {outcome} (upward). Marks lead to the cases.",
                    set=plot.set_name,
                    outcome=outcome,
                ),
            )


def _plots(analysis: PatternAnalysis, side: Side, result: SolutionResult) -> Iterator[XyPlot]:
    """Yield the plot of the first model, and of each of its terms when it has several."""
    data, sets = analysis.data, side.table.sets
    model, fit = result.minimised.models[0], result.fits[0]
    groups = data.clusterings[0].labels if data.clusterings else ()
    shared = (side.outcome_name,)
    name = format_model(model, sets.conditions)
    whole = model_membership(sets, model)
    yield XyPlot(name, *shared, whole, side.table.outcome, data.cases, fit.solution, groups)
    if len(model) > 1 and not side.is_negated:
        for term, own in list(zip(model, fit.terms, strict=True))[:MOST_TERMS]:
            name, members = format_term(term, sets.conditions), term_membership(sets, term)
            yield XyPlot(name, *shared, members, side.table.outcome, data.cases, own, groups)


def _of_ranges(analysis: PatternAnalysis, language: str) -> Iterator[_Drawn]:
    ranges = (analysis.robustness.ranges if analysis.robustness else None) or ()
    yield _Drawn(
        "ranges",
        robustness_ranges(ranges, analysis.data, language),
        say("How far each choice may move"),
        say(
            "Within which range each cut-off and anchor, moved alone, gives the same solution. A diamond is the choice."
        ),
    )
