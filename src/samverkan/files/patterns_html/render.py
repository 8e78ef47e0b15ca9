"""The page itself: every chapter's values, handed to its template."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import isfinite
from typing import Final

from jinja2 import Environment

from samverkan.domain.comparison.patterns.analysis import PatternAnalysis
from samverkan.domain.comparison.patterns.answering import SOLUTIONS, answer_plainly, outcome_words
from samverkan.domain.comparison.patterns.pairing import PAIRS, READ_BESIDE
from samverkan.domain.comparison.patterns.phrasing import (
    choice_words,
    condition_words,
    model_words,
    range_words,
    term_words,
    write_choice,
)
from samverkan.domain.comparison.patterns.places import case_source, range_source
from samverkan.domain.report.sheets.pattern_tables.comparing import QUARTERS, theory_words
from samverkan.domain.report.sheets.pattern_tables.judging import list_chances, statement_text
from samverkan.domain.report.sheets.pattern_tables.shared import OUTPUTS
from samverkan.files.patterns_html.evidence import EvidenceChapter, gather_evidence
from samverkan.files.patterns_html.robustness import RobustnessChapter, gather_robustness
from samverkan.files.patterns_html.solutions import ShownSide, gather_side
from samverkan.files.patterns_html.tables import (
    NecessaryRow,
    TableChapter,
    gather_necessity,
    gather_table,
    shown_statements,
)
from samverkan.files.report_html.anchors import Anchors
from samverkan.files.report_html.page import make_environment, place_pictures, read_style, squeeze
from samverkan.files.report_html.picture import Picture
from samverkan.methods.qca.expressions import format_model, format_term
from samverkan.methods.qca.truth_table import Out

PACKAGE: Final = "samverkan.files.patterns_html"
NO_PICTURES: Final[Mapping[str, tuple[Picture, ...]]] = {}


@dataclass(frozen=True, eq=False)
class Chapters:
    """What the templates show."""

    table: TableChapter
    necessity: tuple[NecessaryRow, ...]
    sides: tuple[ShownSide, ShownSide]
    robustness: RobustnessChapter
    evidence: EvidenceChapter

    @property
    def ids(self) -> tuple[str, ...]:
        """The numbered chapters in their order."""
        return ("calibration", "table", "necessity", "solutions", "cases", "robustness")


def render_patterns_html(
    analysis: PatternAnalysis,
    language: str,
    pictures: Mapping[str, tuple[Picture, ...]] = NO_PICTURES,
    made_at: str = "",
) -> str:
    """Return the analysis as one HTML page that needs nothing from anywhere else.

    `pictures` has finished pictures by key, as `draw_pattern_pictures` gives; any may be absent. The same arguments
    give the same page.
    """
    anchors = Anchors()
    chapters = _gather(analysis, anchors)
    page = _environment(language).get_template("patterns/page.html")
    conditions = analysis.data.sets.conditions
    labels = analysis.data.labels
    written = page.render(
        analysis=analysis,
        data=analysis.data,
        settings=analysis.settings,
        chapters=chapters,
        anchors=anchors,
        linked=anchors.linked,
        pictures=place_pictures(pictures, anchors),
        made_at=made_at,
        language=language,
        style=read_style(),
        inputs=sorted(analysis.data.fingerprints.items()),
        answer=answer_plainly(analysis),
        chances=list_chances(analysis),
        clusters=analysis.clusters,
        outcome=outcome_words(analysis.present, analysis),
        label_of=lambda name: condition_words(name, labels),
        term_text=lambda term: format_term(term, conditions),
        model_text=lambda model: format_model(model, conditions),
        term_words=lambda term: term_words(term, conditions, labels),
        model_words=lambda model: model_words(model, conditions, labels),
        choice_words=lambda one: choice_words(one, analysis.data),
        write_choice=lambda value: write_choice(value, language),
        cases=lambda found: _name_cases(analysis, found),
    )
    return squeeze(written)


def _gather(analysis: PatternAnalysis, anchors: Anchors) -> Chapters:
    """Take every place that a link may lead to, before any link is written."""
    return Chapters(
        table=gather_table(analysis, anchors),
        necessity=gather_necessity(analysis),
        sides=(gather_side(analysis, analysis.present, anchors), gather_side(analysis, analysis.absent, anchors)),
        robustness=gather_robustness(analysis, anchors),
        evidence=gather_evidence(analysis, anchors),
    )


def _name_cases(analysis: PatternAnalysis, found: Iterable[object]) -> list[tuple[str, str]]:
    """Return each case's name with its source; `found` are indices, or values that have a `case`."""
    indices = (one if isinstance(one, int) else getattr(one, "case") for one in found)  # noqa: B009 -- several classes
    return [(analysis.data.cases[case], case_source(case)) for case in indices]


@cache
def _environment(language: str) -> Environment:
    environment = make_environment(language, PACKAGE)
    environment.globals.update(
        Out=Out,
        OUTPUTS=OUTPUTS,
        PAIRS=PAIRS,
        QUARTERS=QUARTERS,
        READ_BESIDE=READ_BESIDE,
        isfinite=isfinite,
        range_words=range_words,
        range_source=range_source,
        case_source=case_source,
        shown_statements=shown_statements,
        solution_names=SOLUTIONS,
        statement_text=statement_text,
        theory_words=theory_words,
    )
    return environment
