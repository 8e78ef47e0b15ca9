"""The pictures of a report: each chart drawn in the language and given its caption."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from samverkan.charts.claims_grid import claims_grid
from samverkan.charts.indicator_lines import indicator_lines
from samverkan.charts.likert_bars import likert_bars
from samverkan.charts.matrix_heatmap import matrix_heatmap
from samverkan.charts.membership_timeline import membership_timeline
from samverkan.charts.population_dots import population_dots
from samverkan.charts.render import render_svg
from samverkan.charts.salience_dots import salience_dots
from samverkan.charts.saturation_curve import saturation_curve
from samverkan.charts.small_large_dumbbell import small_large_dumbbell
from samverkan.charts.specification import Specification
from samverkan.charts.valence_bars import valence_bars
from samverkan.domain.comparison.contrasts import Contrast, Side
from samverkan.domain.indicators import POPULATION, figure_words
from samverkan.domain.report.evaluation import Evaluation
from samverkan.domain.words import Text, say
from samverkan.files.report_html import Picture
from samverkan.workbench.pattern_pictures import draw_pattern_pictures
from samverkan.workbench.sharing_pictures import draw_sharing_pictures

MOST_CLUSTERS = 24
"""With more clusters than this their panels are too many to look at; the tables have them."""

MOST_INDICATORS = 6
"""More series than this are in the tables only."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A chart before it is rendered: its place in the report, its specification, its name and what one sees."""

    key: str
    specification: Specification | None
    title: Text
    caption: Text


def draw_pictures(evaluation: Evaluation, language: str) -> Mapping[str, tuple[Picture, ...]]:
    """Return the pictures by the place in the report where they stand; a chart with nothing to show is left out."""
    found: dict[str, list[Picture]] = defaultdict(list)
    has_few_clusters = len(evaluation.evidence.study.collaborations) <= MOST_CLUSTERS
    drawn = (
        *(_of_members(evaluation, language) if has_few_clusters else ()),
        *(_of_factors(evaluation, language) if has_few_clusters else ()),
        *_of_contrasts(evaluation, language),
        *_of_claims_and_codes(evaluation, language),
        *_of_figures(evaluation, language),
    )
    for one in drawn:
        if one.specification is not None:
            title, caption = one.title.in_language(language), one.caption.in_language(language)
            found[one.key].append(Picture(render_svg(one.specification, title, caption), one.caption))
    own = {key: tuple(pictures) for key, pictures in found.items()}
    return {**own, **_of_patterns(evaluation, language), **_of_sharing(evaluation, language)}


def _of_sharing(evaluation: Evaluation, language: str) -> Mapping[str, tuple[Picture, ...]]:
    """Draw who pays by each key, and the greatest complaint under each."""
    analysis = evaluation.sharing.analysis
    if analysis is None:
        return {}
    drawn = draw_sharing_pictures(analysis, language, ("shares", "complaints"))
    return {f"sharing_{key}": pictures for key, pictures in drawn.items()}


def _of_patterns(evaluation: Evaluation, language: str) -> Mapping[str, tuple[Picture, ...]]:
    """Draw the truth table and, when the sets are fuzzy, the first model against the outcome."""
    analysis = evaluation.patterns.analysis
    if analysis is None:
        return {}
    drawn = draw_pattern_pictures(analysis, language)
    is_fuzzy = any(0 < value < 1 for value in analysis.data.outcome.tolist())
    found = {
        "patterns_table": drawn.get("table-present", ()),
        "patterns_xy": drawn.get("xy", ())[:1] if is_fuzzy else (),
    }
    return {key: pictures for key, pictures in found.items() if pictures}


def _of_members(evaluation: Evaluation, language: str) -> Iterator[_Drawn]:
    evidence = evaluation.evidence
    periods = [*(one.period for one in evidence.indicators), *(one.period for one in evidence.costs)]
    newest = max((one.last_day.year for one in periods), default=0)
    for specification in membership_timeline(evidence.study, language, newest):
        yield _Drawn(
            "timeline",
            specification,
            say("Members over time"),
            say("When each municipality was a member, and who was host. Pale: sometime within this period."),
        )
    yield _Drawn(
        "timeline",
        population_dots(evaluation.basis.clusters, language),
        say("How large the members are"),
        say("The inhabitants of each member, on a scale where each step multiplies. The host need not be the largest."),
    )


def _of_factors(evaluation: Evaluation, language: str) -> Iterator[_Drawn]:
    study, codebook = evaluation.evidence.study, evaluation.evidence.codebook
    yield _Drawn(
        "matrix",
        matrix_heatmap(evaluation.clusters, study, codebook, language),
        say("Factor by collaboration"),
        say(
            "The median of the informants' scores, from 0 (the factor is not in place) to 1 (it is). A divided cell "
            "has the host's score and the small members' score. Each cell leads to what it rests on."
        ),
    )
    yield _Drawn(
        "members",
        matrix_heatmap(evaluation.members, study, codebook, language),
        say("Factor by municipality"),
        say("The same scores for each municipality's own informants; most cells rest on one or two people."),
    )
    yield _Drawn(
        "valence",
        valence_bars(evaluation.clusters, study, codebook, language),
        say("Helps or hinders"),
        say(
            "How many informants say that a factor helps, hinders, does both, or neither. "
            "People are counted, not words."
        ),
    )
    yield _Drawn(
        "salience",
        salience_dots(evaluation.salience, study, codebook, language),
        say("How many speak of each factor"),
        say("The share of the informants who speak of a factor, with its 95% interval (Wilson)."),
    )


def _of_contrasts(evaluation: Evaluation, language: str) -> Iterator[_Drawn]:
    study, codebook = evaluation.evidence.study, evaluation.evidence.codebook
    groups: dict[tuple[Side, str, str], list[Contrast]] = defaultdict(list)
    for one in evaluation.contrasts:
        groups[one.side, one.first, one.second].append(one)
    for (side, _, _), contrasts in groups.items():
        yield _Drawn(
            f"contrast_{side}",
            small_large_dumbbell(contrasts, study, codebook, language),
            say("Two groups, factor by factor"),
            say(
                "The mean of each group's municipalities, the largest difference first; each dot is a municipality. "
                "All clusters are taken together here; the table compares within each."
            ),
        )


def _of_claims_and_codes(evaluation: Evaluation, language: str) -> Iterator[_Drawn]:
    study, codebook = evaluation.evidence.study, evaluation.evidence.codebook
    yield _Drawn(
        "claims",
        claims_grid(evaluation.claims, study, codebook, language),
        say("Who gains and who pays, as people say it"),
        say(
            "What is said of each municipality, by its own informants and by others. "
            "An empty place: nobody speaks of it."
        ),
    )
    yield _Drawn(
        "saturation",
        saturation_curve(evaluation.incidence, language),
        say("New codes, interview by interview"),
        say("How many codes are known after each interview, and how many of them are new in it."),
    )


def _of_figures(evaluation: Evaluation, language: str) -> Iterator[_Drawn]:
    study, indicators = evaluation.evidence.study, evaluation.evidence.indicators
    yield _Drawn(
        "likert",
        likert_bars(evaluation.scales, study, {}, language),
        say("Survey answers"),
        say("How the answers are spread over the scale, for each scale and collaboration."),
    )
    names = list(dict.fromkeys(one.indicator for one in indicators if one.indicator != POPULATION))
    for name in names[:MOST_INDICATORS]:
        words = figure_words(name)
        yield _Drawn(
            "indicators",
            indicator_lines(indicators, study, name, language),
            words,
            say("Over time: {name}. A line breaks where a value is missing or the definition changed.", name=words),
        )
