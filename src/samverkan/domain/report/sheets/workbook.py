"""All sheets of an evaluation, in the order in which they are read."""

from samverkan.domain.report.evaluation import Evaluation
from samverkan.domain.report.sheets.comparing import (
    cells_sheet,
    contrasts_sheet,
    elimination_sheet,
    salience_sheet,
    scores_sheet,
)
from samverkan.domain.report.sheets.gaining import (
    agreement_sheet,
    claims_sheet,
    saturation_sheet,
    score_agreement_sheet,
)
from samverkan.domain.report.sheets.patterns import pattern_sheets
from samverkan.domain.report.sheets.resting import (
    costs_sheet,
    excerpts_sheet,
    findings_sheet,
    indicators_sheet,
    interviewed_sheet,
    members_sheet,
    perceptions_sheet,
    scales_sheet,
    unknowns_sheet,
)
from samverkan.domain.report.sheets.sharing import sharing_sheets
from samverkan.domain.report.sheets.sheet import AnySheet


def list_sheets(evaluation: Evaluation) -> tuple[AnySheet, ...]:
    """Return every sheet; those without rows too, so that a script always finds the same keys."""
    return (
        findings_sheet(evaluation),
        members_sheet(evaluation),
        interviewed_sheet(evaluation),
        cells_sheet(evaluation),
        scores_sheet(evaluation),
        salience_sheet(evaluation),
        contrasts_sheet(evaluation),
        claims_sheet(evaluation),
        elimination_sheet(evaluation),
        saturation_sheet(evaluation),
        agreement_sheet(evaluation),
        score_agreement_sheet(evaluation),
        scales_sheet(evaluation),
        perceptions_sheet(evaluation),
        indicators_sheet(evaluation),
        costs_sheet(evaluation),
        excerpts_sheet(evaluation),
        *pattern_sheets(evaluation),
        *sharing_sheets(evaluation),
        unknowns_sheet(evaluation),
    )
