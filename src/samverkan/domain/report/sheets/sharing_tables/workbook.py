"""All sheets of a shared cost, and those of one what-if, in the order in which they are read."""

from samverkan.domain.report.sheets.sharing_tables.billing import change_sheet, lines_sheet, shares_sheet
from samverkan.domain.report.sheets.sharing_tables.standing import (
    chances_sheet,
    growth_sheet,
    savings_sheet,
    standings_sheet,
    undefined_sheet,
)
from samverkan.domain.report.sheets.sharing_tables.whatifs import Asking, said_sheet, worth_sheet, years_sheet
from samverkan.domain.report.sheets.sheet import AnySheet
from samverkan.domain.sharing.analysis import SharingAnalysis, WhatIfAnalysis


def list_sharing_sheets(analysis: SharingAnalysis) -> tuple[AnySheet, ...]:
    """Return every sheet; those without rows too, so that a script always finds the same keys."""
    asking = Asking(analysis.study, analysis.plan)
    return (
        shares_sheet(analysis),
        standings_sheet(analysis),
        savings_sheet(analysis),
        undefined_sheet(analysis),
        change_sheet(analysis),
        growth_sheet(analysis),
        chances_sheet(analysis),
        worth_sheet(asking, analysis.whatifs),
        years_sheet(asking, analysis.whatifs),
        said_sheet(analysis.whatifs),
        lines_sheet(analysis),
    )


def list_whatif_sheets(analysis: WhatIfAnalysis) -> tuple[AnySheet, ...]:
    """Return the sheets of one what-if."""
    asking, answers = Asking(analysis.study, analysis.plan), (analysis.answer,)
    return worth_sheet(asking, answers), years_sheet(asking, answers), said_sheet(answers)
