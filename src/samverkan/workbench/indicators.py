"""Key figures and costs as one sees them: the values that were given, with period, unit and source."""

from dataclasses import dataclass

from samverkan.domain.indicators import Indicator
from samverkan.domain.people import Right
from samverkan.domain.sharing.costs import CostLine
from samverkan.domain.study import Study
from samverkan.records.indicators import load_indicators
from samverkan.records.sharing import load_costs
from samverkan.records.study import load_study
from samverkan.workbench.access import require


@dataclass(frozen=True, slots=True)
class IndicatorsPage:
    """The key figures of a study and the lines of its collaborations' bills, in their order."""

    study: Study
    indicators: tuple[Indicator, ...]
    costs: tuple[CostLine, ...]


def show_indicators(actor: int, study_id: int) -> IndicatorsPage:
    """Return the key figures and costs of a study; raises as `access.require`."""
    require(actor, study_id, Right.SEE_TOTALS)
    return IndicatorsPage(load_study(study_id), load_indicators(study_id), load_costs(study_id))
