"""The shared cost of a study: what it states about sharing, and its analysis, or why there is none."""

from dataclasses import dataclass

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.findings.evidence import Evidence
from samverkan.domain.sharing.analyse import analyse_sharing
from samverkan.domain.sharing.analysis import SharingAnalysis, SharingMaterial
from samverkan.domain.sharing.billing import Accounts
from samverkan.domain.words import Text, say


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
    """Return the analysis of a study's shared cost, as `samverkan share` gives it for the same folder."""
    if evidence.sharing is None and not evidence.costs:
        return StudySharing(None, say("The study states no costs and no section [sharing]: nothing is shared in it."))
    try:
        return StudySharing(analyse_sharing(material_of_sharing(evidence)))
    except WorkbenchError as error:
        return StudySharing(None, error.text)
