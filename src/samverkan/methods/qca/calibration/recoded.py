"""Recoding ordered scores by a table of anchors, as interview scores and survey scales are."""

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import isfinite

import numpy as np

from samverkan.methods.qca.calibration.errors import CalibrationError, CalibrationFault
from samverkan.methods.qca.sets import Memberships


class Between(StrEnum):
    """What a score between two of the table becomes: refused, or a membership on the line between theirs."""

    REFUSED = "refused"
    INTERPOLATED = "interpolated"


@dataclass(frozen=True, slots=True)
class RecodeCalibration:
    """A membership for each score, the scores in rising order: ((1, 0), (2, .33), (3, .67), (4, 1)).

    The memberships rise with the scores, or fall with them, and may repeat. A median of two scores falls between
    them: `Between.INTERPOLATED` says that it may. A score outside the table is always refused. Where scores are only
    numbers for words, `is_ordered` False lets the memberships go up and down.
    """

    table: tuple[tuple[float, float], ...]
    between: Between = Between.REFUSED
    is_ordered: bool = True

    def __post_init__(self) -> None:
        """Check the order of the scores and of the memberships."""
        if not self.table:
            raise CalibrationError(CalibrationFault.NO_TABLE)
        if not all(isfinite(score) and 0 <= membership <= 1 for score, membership in self.table):
            raise CalibrationError(CalibrationFault.MEMBERSHIPS_BEYOND, table=self._shown())
        if any(low >= high for (low, _), (high, _) in pairwise(self.table)):
            raise CalibrationError(CalibrationFault.TABLE_NOT_RISING, table=self._shown())
        steps = [high - low for (_, low), (_, high) in pairwise(self.table)]
        if self.is_ordered and min(steps, default=0) < 0 < max(steps, default=0):
            raise CalibrationError(CalibrationFault.MEMBERSHIPS_TURN, table=self._shown())

    def apply(self, values: Memberships) -> Memberships:
        """Return the membership of each score."""
        scores, memberships_by_score = np.array(self.table).T
        known = (
            np.isin(values, scores)
            if self.between is Between.REFUSED
            else (values >= scores[0]) & (values <= scores[-1])
        )
        if not known.all():
            cases = np.flatnonzero(~known).tolist()
            raise CalibrationError(CalibrationFault.NOT_IN_TABLE, cases, table=self._shown())
        memberships: Memberships = np.interp(values, scores, memberships_by_score)
        return memberships

    def _shown(self) -> str:
        return ", ".join(f"{score:g} is {membership:g}" for score, membership in self.table)
