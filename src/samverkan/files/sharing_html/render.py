"""The pages themselves: every chapter's values, handed to its template."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from jinja2 import Environment

from samverkan.domain.indicators import figure_words, unit_words
from samverkan.domain.sharing.analysis import Part, SharingAnalysis, WhatIfAnalysis
from samverkan.domain.sharing.decomposing import CAUSES, Cause
from samverkan.domain.sharing.keys import driver_words
from samverkan.domain.sharing.shortly import (
    answer_whatifs,
    answer_who_pays,
    answer_would_it_hold,
    list_not_known,
)
from samverkan.domain.words import Text, say
from samverkan.files.report_html.anchors import Anchors, web_link
from samverkan.files.report_html.page import make_environment, place_pictures, read_style, squeeze
from samverkan.files.report_html.picture import Picture
from samverkan.files.sharing_html.asking import ShownScenario, gather_whatifs
from samverkan.files.sharing_html.evidence import EvidenceChapter, gather_evidence
from samverkan.files.sharing_html.holding import HoldsChapter, gather_holding
from samverkan.files.sharing_html.paying import PaysChapter, gather_paying

PACKAGE: Final = "samverkan.files.sharing_html"
NO_PICTURES: Final[Mapping[str, tuple[Picture, ...]]] = {}


@dataclass(frozen=True, eq=False)
class Chapters:
    """What the templates show; `ids` are the numbered chapters in their order."""

    ids: tuple[str, ...]
    pays: PaysChapter | None
    holds: HoldsChapter | None
    whatifs: tuple[ShownScenario, ...]
    evidence: EvidenceChapter | None


def render_sharing_html(
    analysis: SharingAnalysis,
    language: str,
    pictures: Mapping[str, tuple[Picture, ...]] = NO_PICTURES,
    made_at: str = "",
) -> str:
    """Return the analysis as one HTML page that needs nothing from anywhere else.

    `pictures` has finished pictures by key, as `draw_sharing_pictures` gives; any may be absent. The same arguments
    give the same page.
    """
    anchors = Anchors()
    chapters = Chapters(
        ("pays", "bill", "change", "alone", "holds", "whatif", "unknown"),
        pays=gather_paying(analysis, anchors),
        holds=gather_holding(analysis, anchors),
        whatifs=gather_whatifs(analysis.study, analysis.plan, analysis.whatifs, anchors),
        evidence=gather_evidence(analysis, anchors),
    )
    return _render(
        analysis,
        language,
        _Frame(anchors, chapters, pictures, made_at),
        title=say("Who pays, and does it hold"),
        answer=(*answer_who_pays(analysis), *answer_would_it_hold(analysis)),
        unknown=list_not_known(analysis),
    )


def render_whatif_html(
    analysis: SharingAnalysis | WhatIfAnalysis,
    language: str,
    pictures: Mapping[str, tuple[Picture, ...]] = NO_PICTURES,
    made_at: str = "",
) -> str:
    """Return the what-ifs of an analysis as one HTML page that needs nothing from anywhere else.

    `pictures` are those of `draw_whatif_pictures`; any may be absent. The same arguments give the same page.
    """
    anchors = Anchors()
    whatifs = gather_whatifs(analysis.study, analysis.plan, analysis.whatifs, anchors)
    chapters = Chapters(("whatif", "unknown"), None, None, whatifs, None)
    unknown = [text for one in analysis.whatifs if one.whatif is not None for text in one.whatif.missing]
    unknown += [text for one in analysis.whatifs for text in one.why_not]
    return _render(
        analysis,
        language,
        _Frame(anchors, chapters, pictures, made_at),
        title=say("What if"),
        answer=(),
        unknown=tuple({str(one): one for one in unknown}.values()),
    )


@dataclass(frozen=True, eq=False)
class _Frame:
    """What both pages hand to their templates."""

    anchors: Anchors
    chapters: Chapters
    pictures: Mapping[str, tuple[Picture, ...]]
    made_at: str


def _render(
    analysis: SharingAnalysis | WhatIfAnalysis,
    language: str,
    frame: _Frame,
    **words: Text | tuple[Text, ...],
) -> str:
    page = _environment(language).get_template("sharing/page.html")
    study, plan = analysis.study, analysis.plan
    written = page.render(
        analysis=analysis,
        study=study,
        plan=plan,
        chapters=frame.chapters,
        anchors=frame.anchors,
        linked=frame.anchors.linked,
        pictures=place_pictures(frame.pictures, frame.anchors),
        made_at=frame.made_at,
        language=language,
        style=read_style(),
        name=study.name,
        inputs=sorted(analysis.trace.fingerprints.items()),
        whatif_answers=answer_whatifs(study, plan, analysis.whatifs),
        has_rules=isinstance(analysis, SharingAnalysis) and analysis.stability is not None,
        **words,
    )
    return squeeze(written)


@cache
def _environment(language: str) -> Environment:
    environment = make_environment(language, PACKAGE)
    environment.globals.update(
        Part=Part,
        causes=(*CAUSES, Cause.ROUNDING),
        driver_words=driver_words,
        figure_words=figure_words,
        unit_words=unit_words,
        web_link=web_link,
    )
    return environment
