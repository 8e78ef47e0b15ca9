"""Makers for what-ifs: a cluster of three with one fixed and one variable cost. All is invented."""

from collections.abc import Mapping
from typing import Any

from make import CLUSTER, HOST, LARGE, SMALL, make_study
from samverkan.domain.dates import Period
from samverkan.domain.indicators import Indicator
from samverkan.domain.sharing.billing import Accounts
from samverkan.domain.sharing.costs import CostKind, CostLine, Unit
from samverkan.domain.sharing.keys import CostKey, KeyPart
from samverkan.domain.sharing.plan import Act, Amount, Change, Scenario, SharingPlan
from samverkan.domain.study import Municipality

OTHER = "ANNA"
"""A municipality outside the collaboration."""
USERS = {HOST: 300.0, SMALL: 100.0, LARGE: 200.0, OTHER: 400.0}
EQUALLY = CostKey("equally", parts=(KeyPart(1.0, "equal"),))
BY_USERS = CostKey("by users", parts=(KeyPart(1.0, "users"),))
STAFF = CostLine(CLUSTER, "Staff", Period.read("2024"), 1000, Unit.KSEK, CostKind.FIXED)
LICENCES = CostLine(CLUSTER, "Licences", Period.read("2024"), 600, Unit.KSEK, CostKind.VARIABLE, "users")


def sure(sek: float) -> Amount:
    """An amount without a range."""
    return Amount(sek, sek, sek, "made up")


def make_accounts(
    costs: tuple[CostLine, ...] = (STAFF, LICENCES), users: Mapping[str, float] | None = None
) -> Accounts:
    """The costs of 2024 and the users of three members and one outsider."""
    study = make_study()
    outsider = Municipality(OTHER, OTHER.title())
    study = make_study(municipalities=(*study.municipalities, outsider))
    users = USERS if users is None else users
    indicators = tuple(Indicator(one, "", "users", Period.read("2024"), value) for one, value in users.items())
    return Accounts(study, costs, indicators)


def make_plan(**settings: Any) -> SharingPlan:
    """A plan with equal parts in use and a key by users; three years."""
    defaults: dict[str, Any] = {"key_in_use": "equally", "keys": (EQUALLY, BY_USERS), "horizon_years": 3}
    return SharingPlan(CLUSTER, **{**defaults, **settings})


def make_scenario(*changes: Change) -> Scenario:
    """A scenario of these changes."""
    return Scenario("test", changes, "provet", "the test")


def leave(municipality: str, year: int = 2027) -> Change:
    """Somebody leaves."""
    return Change(Act.LEAVE, municipality, year)


def join(municipality: str, year: int = 2027) -> Change:
    """Somebody joins."""
    return Change(Act.JOIN, municipality, year)
