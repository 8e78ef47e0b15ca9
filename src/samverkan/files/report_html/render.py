"""The page itself: every chapter's values, handed to its template."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment

from samverkan.domain.indicators import figure_words, unit_words
from samverkan.domain.report.evaluation import Evaluation
from samverkan.domain.report.highlights import code_name, outcome_words
from samverkan.files.report_html.anchors import Anchors, web_link
from samverkan.files.report_html.chapters.basis import BasisChapter, gather_basis
from samverkan.files.report_html.chapters.evidence import EvidenceChapter, gather_evidence
from samverkan.files.report_html.chapters.factors import FactorsChapter, gather_factors
from samverkan.files.report_html.chapters.figures import FiguresChapter, gather_figures
from samverkan.files.report_html.chapters.findings import StatedFinding, gather_findings
from samverkan.files.report_html.chapters.gains import GainsChapter, gather_gains
from samverkan.files.report_html.chapters.patterns import PatternsChapter, gather_patterns
from samverkan.files.report_html.chapters.sharing import SharingChapter, gather_sharing
from samverkan.files.report_html.chapters.survey import SurveyChapter, gather_survey
from samverkan.files.report_html.page import make_environment, place_pictures, read_style, squeeze
from samverkan.files.report_html.picture import Picture
from samverkan.files.report_html.wording import (
    level_dots,
    member_words,
    notes_of,
    scale_words,
    shade,
)

MOST_INPUTS = 300


@dataclass(frozen=True, slots=True)
class Chapters:
    """What the templates show. None means that the study has nothing for that chapter, and it is left out."""

    findings: tuple[StatedFinding, ...]
    basis: BasisChapter
    factors: FactorsChapter
    gains: GainsChapter
    survey: SurveyChapter | None
    figures: FiguresChapter | None
    sharing: SharingChapter
    patterns: PatternsChapter
    evidence: EvidenceChapter

    @property
    def ids(self) -> tuple[str, ...]:
        """The chapters of the page in their order; the ids never change, the numbers follow the order."""
        optional = (("survey", self.survey), ("figures", self.figures))
        told = tuple(name for name, chapter in optional if chapter is not None)
        return ("basis", "factors", "gains", "clusters", "saturation", *told, "pays", "holds", "patterns", "unknown")


def render_report(
    evaluation: Evaluation, pictures: Mapping[str, tuple[Picture, ...]], language: str, made_at: str
) -> str:
    """Return the report as one HTML page that needs nothing from anywhere else.

    `pictures` has finished pictures by key; any may be absent. The same arguments give the same page.
    """
    anchors = Anchors()
    chapters = _gather(evaluation, anchors, language)
    study = evaluation.evidence.study
    inputs = sorted(evaluation.evidence.fingerprints.items())
    page = _environment(language).get_template("report.html")
    written = page.render(
        evaluation=evaluation,
        study=study,
        chapters=chapters,
        anchors=anchors,
        linked=anchors.linked,
        pictures=place_pictures(pictures, anchors),
        made_at=made_at,
        language=language,
        style=read_style(),
        inputs=inputs[:MOST_INPUTS],
        n_more_inputs=max(0, len(inputs) - MOST_INPUTS),
        name=study.name,
        code=lambda one: code_name(evaluation.evidence.codebook, one).in_language(language),
    )
    return squeeze(written)


def _gather(evaluation: Evaluation, anchors: Anchors, language: str) -> Chapters:
    """Take every place that a link may lead to, before any link is written."""
    gains = gather_gains(evaluation)
    return Chapters(
        findings=gather_findings(evaluation, anchors, language),
        basis=gather_basis(evaluation, anchors),
        factors=gather_factors(evaluation, anchors),
        gains=gains,
        survey=gather_survey(evaluation, anchors),
        figures=gather_figures(evaluation, anchors),
        sharing=gather_sharing(evaluation, anchors),
        patterns=gather_patterns(evaluation, anchors),
        evidence=gather_evidence(evaluation, gains.shown, anchors),
    )


@cache
def _environment(language: str) -> Environment:
    environment = make_environment(language)
    environment.globals.update(
        shade=shade,
        scale_words=scale_words,
        level_dots=level_dots,
        member_words=member_words,
        figure_words=figure_words,
        unit_words=unit_words,
        web_link=web_link,
        outcome_words=lambda word: outcome_words(word).in_language(language),
        notes_of=notes_of,
    )
    return environment
