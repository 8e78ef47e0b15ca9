"""A value that is kept in the workbench: with the number of its row, and of the version that was read."""

from dataclasses import dataclass
from typing import Generic, TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Kept(Generic[Value]):
    """A value with its row's number and version. A change names the version that it was made from."""

    id: int
    version: int
    value: Value
