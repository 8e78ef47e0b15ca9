"""The sheets of patterns: the answer in words or why there is none, and the tables of the analysis."""

from collections.abc import Iterator

from samverkan.domain.comparison.calibration import CalibratedSet
from samverkan.domain.comparison.patterns.analysis import PatternAnalysis
from samverkan.domain.comparison.patterns.answering import answer_plainly
from samverkan.domain.report.evaluation import Evaluation
from samverkan.domain.report.patterns import StudyPatterns
from samverkan.domain.report.sheets.lines import Line, Told, lines_sheet, place_under
from samverkan.domain.report.sheets.pattern_tables.comparing import pairs_sheet
from samverkan.domain.report.sheets.pattern_tables.judging import necessity_sheet, standings_sheet
from samverkan.domain.report.sheets.pattern_tables.solving import models_sheet, terms_sheet
from samverkan.domain.report.sheets.pattern_tables.truth_tables import (
    calibrations_sheet,
    left_out_sheet,
    memberships_sheet,
    truth_table_sheet,
)
from samverkan.domain.report.sheets.sheet import AnySheet
from samverkan.domain.words import say

KINDS = {
    "why_not": say("Why there is no analysis"),
    "limit": say("What it cannot carry"),
    "warning": say("Noticed"),
    "answer": say("Answer"),
}


def pattern_sheets(evaluation: Evaluation) -> tuple[AnySheet, ...]:
    """Return the sheet of sentences, which is always there, and the tables when there is an analysis."""
    patterns = evaluation.patterns
    told = Told(
        key="patterns",
        title=say("Patterns"),
        method=say("Qualitative comparative analysis of the cases as the study calibrates them in study.toml."),
        kinds=KINDS,
        sources=lambda: tuple(f"calibration:{one.name}" for one in _sets(patterns)),
    )
    tables = () if patterns.analysis is None else place_under(told.key, _tables(patterns.analysis))
    return (lines_sheet(told, _lines(patterns)), *tables)


def _tables(analysis: PatternAnalysis) -> tuple[AnySheet, ...]:
    return (
        calibrations_sheet(analysis),
        left_out_sheet(analysis),
        memberships_sheet(analysis),
        truth_table_sheet(analysis),
        models_sheet(analysis),
        terms_sheet(analysis),
        necessity_sheet(analysis),
        standings_sheet(analysis),
        pairs_sheet(analysis),
    )


def _sets(patterns: StudyPatterns) -> tuple[CalibratedSet, ...]:
    return patterns.calibration.sets if patterns.calibration is not None else ()


def _lines(patterns: StudyPatterns) -> Iterator[Line]:
    if patterns.why_not is not None:
        yield Line("why_not", patterns.why_not)
    if patterns.analysis is not None:
        yield from (Line("limit", text) for text in patterns.analysis.limits)
        yield from (Line("warning", text) for text in patterns.analysis.warnings)
        yield from (Line("answer", text) for text in answer_plainly(patterns.analysis))
