"""A value that is kept in the workbench: with the number of its row, and of the version that was read."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.words import say

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Kept(Generic[Value]):
    """A value with its row's number and version. A change names the version that it was made from."""

    id: int
    version: int
    value: Value


class ChangedMeanwhileError(WorkbenchError):
    """Somebody else changed or deleted it since it was read; `current` is what is there now, None when it is gone."""

    def __init__(self, current: Kept[Any] | None) -> None:
        self.current = current
        if current is None:
            super().__init__(say("Somebody else has deleted this since you read it. Nothing was changed."))
        else:
            super().__init__(
                say("Somebody else has changed this since you read it. Look at both versions, then change it again.")
            )
