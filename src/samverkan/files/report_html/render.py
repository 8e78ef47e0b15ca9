"""The page itself: every chapter's values, handed to its template."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined
from markupsafe import Markup

from samverkan.domain.report.evaluation import Evaluation
from samverkan.domain.report.highlights import code_name, outcome_words
from samverkan.domain.words import Text
from samverkan.files.report_html.anchors import Anchors, web_link
from samverkan.files.report_html.chapters.basis import BasisChapter, gather_basis
from samverkan.files.report_html.chapters.evidence import EvidenceChapter, gather_evidence
from samverkan.files.report_html.chapters.factors import FactorsChapter, gather_factors
from samverkan.files.report_html.chapters.figures import FiguresChapter, gather_figures
from samverkan.files.report_html.chapters.findings import StatedFinding, gather_findings
from samverkan.files.report_html.chapters.gains import GainsChapter, gather_gains
from samverkan.files.report_html.chapters.survey import SurveyChapter, gather_survey
from samverkan.files.report_html.filters import make_filters
from samverkan.files.report_html.picture import Picture
from samverkan.files.report_html.wording import (
    figure_words,
    is_known,
    level_dots,
    member_words,
    notes_of,
    scale_words,
    shade,
    unit_words,
)

MOST_INPUTS = 300
INDENTATION = re.compile(r"[ \t]*\n[ \t\n]*")
"""The templates' own; a large report is a third smaller without it."""


@dataclass(frozen=True, slots=True)
class Chapters:
    """What the templates show. None means that the study has nothing for that chapter, and it is left out."""

    findings: tuple[StatedFinding, ...]
    basis: BasisChapter
    factors: FactorsChapter
    gains: GainsChapter
    survey: SurveyChapter | None
    figures: FiguresChapter | None
    evidence: EvidenceChapter

    @property
    def ids(self) -> tuple[str, ...]:
        """The chapters of the page in their order; the ids never change, the numbers follow the order."""
        optional = (("survey", self.survey), ("figures", self.figures))
        told = tuple(name for name, chapter in optional if chapter is not None)
        return ("basis", "factors", "gains", "clusters", "saturation", *told, "unknown")


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
        pictures=_place_pictures(pictures, anchors),
        made_at=made_at,
        language=language,
        style=_style(),
        inputs=inputs[:MOST_INPUTS],
        n_more_inputs=max(0, len(inputs) - MOST_INPUTS),
        name=study.name,
        code=lambda one: code_name(evaluation.evidence.codebook, one).in_language(language),
    )
    return INDENTATION.sub("\n", written).lstrip()


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
        evidence=gather_evidence(evaluation, gains.shown, anchors),
    )


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture as a template shows it."""

    id: str
    svg: Markup
    caption: Text
    has_role: bool


def _place_pictures(
    pictures: Mapping[str, tuple[Picture, ...]], anchors: Anchors
) -> dict[str, tuple[PlacedPicture, ...]]:
    placed = {}
    for key, group in pictures.items():
        ids = [f"picture-{key}-{place}" for place, _ in enumerate(group, start=1)]
        placed[key] = tuple(
            PlacedPicture(own, one.markup(anchors.has_place), one.caption, one.has_role)
            for own, one in zip(ids, group, strict=True)
        )
    return placed


@cache
def _environment(language: str) -> Environment:
    environment = Environment(
        loader=PackageLoader("samverkan.files.report_html"),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
        bytecode_cache=FileSystemBytecodeCache(),
    )
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        lambda one: Text(one).in_language(language),
        lambda one, many, count: Text(one, plural=many, count=count).in_language(language),
    )
    environment.filters.update(make_filters(language))
    environment.globals.update(
        shade=shade,
        scale_words=scale_words,
        is_known=is_known,
        level_dots=level_dots,
        member_words=member_words,
        figure_words=figure_words,
        unit_words=unit_words,
        web_link=web_link,
        outcome_words=lambda word: outcome_words(word).in_language(language),
        notes_of=notes_of,
    )
    return environment


def _style() -> Markup:
    style = files("samverkan.files.report_html").joinpath("templates", "report.css").read_text(encoding="utf-8")
    return Markup(style)
