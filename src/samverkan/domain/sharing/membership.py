"""Who was a member of a collaboration in a period, for how many days, and who was the host."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from samverkan.domain.dates import Period
from samverkan.domain.study import Membership, Role, Study


def count_days(study: Study, collaboration: str, period: Period) -> dict[str, int]:
    """Return for each member the days of the period that it was one, in the order of the table.

    A membership lasts from the first day of its start to the last day of its end, as far as those are known. Who was a
    member twice at once, as host and as member, counts once.
    """
    days: dict[str, set[date]] = {}
    for one in study.members(collaboration):
        days.setdefault(one.municipality, set()).update(_days(one, period))
    return {municipality: len(held) for municipality, held in days.items() if held}


def find_host(study: Study, collaboration: str, period: Period) -> str:
    """Return the host of the period: who was it for most days, the later one of two; '' when there was none."""
    hosts = [one for one in study.members(collaboration) if one.role is Role.HOST]
    days: Counter[str] = Counter()
    last: dict[str, date] = {}
    for one in hosts:
        held = list(_days(one, period))
        if held:
            days[one.municipality] += len(held)
            last[one.municipality] = max(held)
    return max(days, key=lambda key: (days[key], last[key]), default="")


def _days(membership: Membership, period: Period) -> Iterable[date]:
    first = max(period.first_day, membership.start.first_day) if membership.start else period.first_day
    last = min(period.last_day, membership.end.last_day) if membership.end else period.last_day
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
