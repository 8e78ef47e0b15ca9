"""Factor scores: how one informant's account places a case on a factor, judged against written anchors."""

from dataclasses import dataclass
from typing import NamedTuple

from samverkan.domain.study import Extra


@dataclass(frozen=True, slots=True)
class FactorScore:
    """One coder's judgement of one informant: no score means silence, not asked means missing, neither is zero."""

    case: str
    factor: str
    respondent: str
    coder: str
    score: float | None = None
    was_asked: bool = True
    reason: str = ""
    extra: Extra = ()

    @property
    def source(self) -> str:
        """The name by which a figure points back to this judgement."""
        return f"score:{self.case}:{self.factor}:{self.respondent}:{self.coder}"


class Scored(NamedTuple):
    """A score without its reason, for counting: there are very many, hence a tuple."""

    case: str
    factor: str
    respondent: str
    coder: str
    score: float | None
    was_asked: bool
