"""Everything that was given and judged in a study: what all results are derived from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from samverkan.domain.coding.codebook import Codebook
from samverkan.domain.coding.excerpts import Excerpt
from samverkan.domain.coding.scores import FactorScore
from samverkan.domain.coding.settling import Settlement
from samverkan.domain.comparison.calibration import Calibration
from samverkan.domain.findings.finding import Finding
from samverkan.domain.indicators import Indicator
from samverkan.domain.interviews.transcript import Interview, Respondent, Transcript
from samverkan.domain.sharing.costs import Coalition, CostLine, Distance
from samverkan.domain.sharing.plan import SharingPlan
from samverkan.domain.study import Study
from samverkan.domain.survey import Answer, Item


@dataclass(frozen=True, slots=True)
class Evidence:
    """A study with its interviews, survey, figures, judgements and findings.

    `transcripts` has the text of each interview that could be read, by interview id. `fingerprints` names each input
    and the fingerprint of its bytes. `calibration` is what the study states about its comparison, if it does. `waiting`
    is how many excerpts wait in the workbench for a place in an edited transcript: they are not among the excerpts.
    """

    study: Study
    respondents: tuple[Respondent, ...] = ()
    interviews: tuple[Interview, ...] = ()
    transcripts: Mapping[str, Transcript] = field(default_factory=dict)
    codebook: Codebook = field(default_factory=Codebook)
    excerpts: tuple[Excerpt, ...] = ()
    scores: tuple[FactorScore, ...] = ()
    items: tuple[Item, ...] = ()
    answers: tuple[Answer, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    costs: tuple[CostLine, ...] = ()
    coalitions: tuple[Coalition, ...] = ()
    distances: tuple[Distance, ...] = ()
    findings: tuple[Finding, ...] = ()
    calibration: Calibration | None = None
    sharing: SharingPlan | None = None
    settlements: tuple[Settlement, ...] = ()
    fingerprints: Mapping[str, str] = field(default_factory=dict)
    waiting: int = 0
