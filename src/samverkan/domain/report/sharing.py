"""The shared cost of a study: what it states about sharing, and its analysis, or why there is none."""

from dataclasses import dataclass

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.findings.evidence import Evidence
from samverkan.domain.sharing.analyse import analyse_sharing
from samverkan.domain.sharing.analysis import SharingAnalysis, SharingMaterial, SharingSettings
from samverkan.domain.sharing.billing import Accounts
from samverkan.domain.words import Text, say

QUICK_DRAWS = 400
"""So many draws the evaluation makes at the most; `samverkan share` makes as many as the study states."""


@dataclass(frozen=True, eq=False)
class StudySharing:
    """The analysis of the study's shared cost. `why_not` says why there is none."""

    analysis: SharingAnalysis | None
    why_not: Text | None = None


def material_of_sharing(evidence: Evidence) -> SharingMaterial:
    """Return what a study holds about sharing."""
    return SharingMaterial(
        Accounts(evidence.study, evidence.costs, evidence.indicators),
        evidence.sharing,
        evidence.coalitions,
        evidence.fingerprints,
    )


def analyse_study_sharing(evidence: Evidence) -> StudySharing:
    """Return the analysis of a study's shared cost; `samverkan share` on the same folder gives it with more draws."""
    if evidence.sharing is None and not evidence.costs:
        return StudySharing(None, say("The study states no costs and no section [sharing]: nothing is shared in it."))
    try:
        return StudySharing(analyse_sharing(material_of_sharing(evidence), _quick_settings(evidence)))
    except WorkbenchError as error:
        return StudySharing(None, error.text)


def _quick_settings(evidence: Evidence) -> SharingSettings:
    stated = evidence.sharing.draws if evidence.sharing is not None else QUICK_DRAWS
    return SharingSettings(draws=min(stated, QUICK_DRAWS))
