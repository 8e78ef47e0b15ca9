"""What is asked of a CSV of cases: its outcome, its conditions, and what else its columns say."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from samverkan.domain.comparison.patterns.stating import StatedCalibration

OUTCOME = re.compile(r"(?P<absent>~?)\s*(?P<name>.+?)\s*(?:\{(?P<level>\d+)\})?")


class Missing(StrEnum):
    """What happens to a case without a value: it stops the analysis, or it is left out and listed."""

    STOP = "stop"
    LEAVE_OUT = "leave-out"


@dataclass(frozen=True, slots=True)
class Columns:
    """What is asked of the table. `outcome` may be `~SURV` or `X{1}`; no conditions: all other columns of numbers.

    `calibrations` are the anchors of columns that hold raw values, by name.
    """

    outcome: str
    conditions: tuple[str, ...] = ()
    clusters: tuple[str, ...] = ()
    unit: str = ""
    is_multivalue: bool = False
    missing: Missing = Missing.STOP
    calibrations: Mapping[str, StatedCalibration] = field(default_factory=dict)

    @property
    def divisions(self) -> tuple[str, ...]:
        """The columns that say what a case belongs to, and so are no conditions."""
        return (*self.clusters, self.unit) if self.unit else self.clusters


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome as it is asked for: its column, the level of it that counts, and whether its absence is meant."""

    column: str
    level: int | None
    is_absent: bool


def read_outcome(text: str) -> Outcome:
    """Return the outcome that is written as `SURV`, `~SURV` or `X{1}`; its column is '' when nothing is."""
    found = OUTCOME.fullmatch(text.strip())
    if found is None:
        return Outcome("", None, is_absent=False)
    level = None if found["level"] is None else int(found["level"])
    return Outcome(found["name"], level, is_absent=bool(found["absent"]))


def name_outcome(outcome: Outcome) -> str:
    """Return the outcome as it is written."""
    level = "" if outcome.level is None else f"{{{outcome.level}}}"
    return f"{'~' if outcome.is_absent else ''}{outcome.column}{level}"
