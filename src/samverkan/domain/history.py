"""History: what was done in a study, by whom and when, with what was there before and after."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

Content = Mapping[str, Any] | None
"""What an event keeps of its object, as JSON; None when there was nothing, or when it was emptied on purpose."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that was done. `act` is a verb with its noun (`mark-excerpt`), `object` a name (`excerpt:12`).

    `who` is the number of the account, None for the machine itself; `is_emptied` says that the content was removed
    on purpose and only the fact is left.
    """

    at: datetime
    who: int | None
    act: str
    room: str
    object: str = ""
    before: Content = None
    after: Content = None
    is_emptied: bool = False


class DeletedKind(StrEnum):
    """What can be deleted and brought back."""

    INTERVIEW = "interview"
    EXCERPT = "excerpt"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which events one wants to see; None is all. `older_than` is the number of the last one seen."""

    room: str | None = None
    who: int | None = None
    object: str | None = None
    older_than: int | None = None
