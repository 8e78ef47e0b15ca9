"""The page's evidence: every case with its memberships, and what they rest on."""

from dataclasses import dataclass
from typing import Final

from samverkan.domain.comparison.patterns.analysis import PatternAnalysis
from samverkan.domain.comparison.patterns.places import case_source
from samverkan.files.report_html.anchors import Anchors

MOST_CASES: Final = 150
MOST_SOURCES: Final = 6


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case: its memberships in the order of the columns, the outcome last, and its sources."""

    anchor: str
    name: str
    values: tuple[float, ...]
    sources: tuple[str, ...]
    n_more_sources: int


@dataclass(frozen=True, slots=True)
class EvidenceChapter:
    """The calibrated table."""

    cases: tuple[CaseRow, ...]
    n_more: int
    has_sources: bool


def gather_evidence(analysis: PatternAnalysis, anchors: Anchors) -> EvidenceChapter:
    """Return the calibrated table; every case that is shown gets its place."""
    data = analysis.data
    rows = []
    for at, name in enumerate(data.cases[:MOST_CASES]):
        found = [source for column in data.columns for source in data.sources.get((name, column), ())]
        sources = tuple(dict.fromkeys(found))
        values = (*data.sets.values[at].tolist(), float(data.outcome[at]))
        more = max(0, len(sources) - MOST_SOURCES)
        rows.append(CaseRow(anchors.place(case_source(at)), name, values, sources[:MOST_SOURCES], more))
    return EvidenceChapter(tuple(rows), len(data.cases) - len(rows), any(row.sources for row in rows))
