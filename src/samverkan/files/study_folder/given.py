"""What was read of a study folder before its parts are held against each other."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from samverkan.domain.coding.codebook import Codebook
from samverkan.domain.comparison.calibration import Calibration
from samverkan.domain.errors import Place, Problem, Severity
from samverkan.domain.interviews.transcript import Transcript
from samverkan.domain.sharing.plan import SharingPlan
from samverkan.domain.study import Study
from samverkan.domain.words import Text
from samverkan.files.study_folder.stored import References, StoredTable


@dataclass(frozen=True, slots=True)
class Given:
    """The frame of the study, the tables and the transcripts.

    `unreadable` names tables that are there but could not be read; what refers to them is not checked.
    """

    study: Study
    tables: Mapping[str, StoredTable]
    transcripts: Mapping[str, Transcript] = field(default_factory=dict)
    references: Mapping[str, References] = field(default_factory=dict)
    unreadable: frozenset[str] = frozenset()
    calibration: Calibration | None = None
    states_sets: bool = False
    sharing: SharingPlan | None = None

    def rows(self, file: str) -> Iterator[tuple[int, Any]]:
        """Yield each row number of a table with its value."""
        stored = self.tables.get(file)
        return iter(zip(stored.numbers, stored.values, strict=True)) if stored else iter(())

    def values(self, file: str) -> tuple[Any, ...]:
        """Return the values of a table; none when it is not there."""
        stored = self.tables.get(file)
        return stored.values if stored else ()

    def ids(self, file: str) -> frozenset[str]:
        """Return the ids that other tables may name."""
        stored = self.tables.get(file)
        return stored.ids if stored else frozenset()

    @property
    def codebook(self) -> Codebook:
        """The codes, in the order of the table."""
        return Codebook(self.values("codebook.csv"))


def error(file: str, row: int | None, column: str | None, text: Text) -> Problem:
    """Return an error at a place."""
    return Problem(Place(file, row, column), text)


def note(file: str, row: int | None, column: str | None, text: Text) -> Problem:
    """Return a note at a place."""
    return Problem(Place(file, row, column), text, Severity.NOTE)
