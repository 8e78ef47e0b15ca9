"""What a person asks of a shared cost, as typed at the door."""

from dataclasses import dataclass
from pathlib import Path

from samverkan.domain.dates import Period
from samverkan.domain.errors import WorkbenchError
from samverkan.domain.sharing.analysis import SharingSettings
from samverkan.domain.words import say


class OrderError(WorkbenchError):
    """What was typed cannot be understood."""


@dataclass(frozen=True, slots=True)
class ShareOrder:
    """Which study folder, and what of it; what is empty or None is as the study states it."""

    source: Path
    collaboration: str = ""
    period: str = ""
    key: str = ""
    seed: int | None = None
    draws: int | None = None
    without: tuple[str, ...] = ()


def read_settings(order: ShareOrder) -> SharingSettings:
    """Return the settings; raises OrderError when the period is none."""
    try:
        period = Period.read(order.period) if order.period else None
    except ValueError:
        raise OrderError(
            say('{period} is not a period. Write "2024", "2024-Q1", "2024-03" or "2024-03-15".', period=order.period)
        ) from None
    return SharingSettings(order.collaboration, period, order.key, order.seed, order.draws, order.without)
