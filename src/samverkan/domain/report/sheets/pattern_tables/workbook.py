"""All sheets of an analysis of patterns, in the order in which they are read."""

from samverkan.domain.comparison.patterns.analysis import PatternAnalysis
from samverkan.domain.report.sheets.pattern_tables.comparing import pairs_sheet, theory_sheet
from samverkan.domain.report.sheets.pattern_tables.judging import (
    chance_sheet,
    clusters_sheet,
    necessity_sheet,
    standings_sheet,
)
from samverkan.domain.report.sheets.pattern_tables.solving import implicants_sheet, models_sheet, terms_sheet
from samverkan.domain.report.sheets.pattern_tables.testing import noise_sheet, ranges_sheet, reruns_sheet
from samverkan.domain.report.sheets.pattern_tables.truth_tables import (
    calibrations_sheet,
    left_out_sheet,
    memberships_sheet,
    truth_table_sheet,
)
from samverkan.domain.report.sheets.sheet import AnySheet


def list_pattern_sheets(analysis: PatternAnalysis) -> tuple[AnySheet, ...]:
    """Return every sheet; those without rows too, so that a script always finds the same keys."""
    return (
        models_sheet(analysis),
        terms_sheet(analysis),
        truth_table_sheet(analysis),
        implicants_sheet(analysis),
        necessity_sheet(analysis),
        standings_sheet(analysis),
        pairs_sheet(analysis),
        theory_sheet(analysis),
        ranges_sheet(analysis),
        reruns_sheet(analysis),
        noise_sheet(analysis),
        chance_sheet(analysis),
        clusters_sheet(analysis),
        memberships_sheet(analysis),
        calibrations_sheet(analysis),
        left_out_sheet(analysis),
    )
