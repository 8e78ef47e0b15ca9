"""How the installation is: for who looks after it."""

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils import timezone

from samverkan import __version__
from samverkan.domain.words import say
from samverkan.records.health import JobHealth, has_all_migrations, measure_jobs, name_database
from samverkan.records.people import load_account
from samverkan.workbench.access import NotAllowedError
from samverkan.workbench.backup import find_last_backup

PATIENCE: Final = timedelta(minutes=2)
LEAST_FREE_BYTES: Final = 2**30
OLD_BACKUP: Final = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Health:
    """The state of the installation; sizes in bytes."""

    version: str
    database: str
    home: str
    free_bytes: int
    jobs: JobHealth
    is_up_to_date: bool
    last_backup: datetime | None
    backup_bytes: int
    now: datetime

    @property
    def is_disk_low(self) -> bool:
        """Whether little room is left."""
        return self.free_bytes < LEAST_FREE_BYTES

    @property
    def is_worker_lost(self) -> bool:
        """Whether a job waits for long while none is being done."""
        oldest = self.jobs.oldest_waiting
        return oldest is not None and not self.jobs.running and self.now - oldest > PATIENCE

    @property
    def is_backup_old(self) -> bool:
        """Whether there is no back-up of the last two days."""
        return self.last_backup is None or self.now - self.last_backup > OLD_BACKUP


def show_health(actor: int) -> Health:
    """Return how the installation is; NotAllowedError to who does not look after it."""
    if not load_account(actor).is_staff:
        raise NotAllowedError(say("Only who looks after the workbench can do this."))
    home: Path = settings.SAMVERKAN_HOME
    now = timezone.now()
    made_at, size = find_last_backup() or (None, 0)
    return Health(
        version=__version__,
        database=name_database(),
        home=str(home),
        free_bytes=shutil.disk_usage(home).free,
        jobs=measure_jobs(now),
        is_up_to_date=has_all_migrations(),
        last_backup=made_at,
        backup_bytes=size,
        now=now,
    )
