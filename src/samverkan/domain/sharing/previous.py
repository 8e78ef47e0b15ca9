"""The period before: the newest earlier one of the same length that has costs."""

from samverkan.domain.dates import Period
from samverkan.domain.sharing.billing import Accounts
from samverkan.domain.sharing.plan import SharingPlan


def find_previous(accounts: Accounts, plan: SharingPlan, period: Period) -> Period | None:
    """Return the period before that has costs and is equally long; None when there is none."""
    earlier = {
        one.period
        for one in accounts.costs
        if one.collaboration == plan.collaboration
        and one.period.last_day < period.first_day
        and _months(one.period) == _months(period)
    }
    return max(earlier, default=None)


def _months(period: Period) -> int:
    """Return how many months a period has after its first; a single day is shorter than a month."""
    return -1 if period.first_day == period.last_day else period.last_day.month - period.first_day.month
