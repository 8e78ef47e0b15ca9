"""Makers for bills: a collaboration with costs, drivers and keys. All names and figures are invented."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from make import CLUSTER, HOST, INHABITANTS, LARGE, SMALL, make_indicators, make_study
from samverkan.domain.dates import Period
from samverkan.domain.indicators import Indicator
from samverkan.domain.sharing.billing import Accounts
from samverkan.domain.sharing.costs import CostLine
from samverkan.domain.sharing.dividing import Charge, KeyWithValues
from samverkan.domain.sharing.keys import CostKey, KeyPart
from samverkan.domain.sharing.plan import SharingPlan
from samverkan.domain.study import Membership, Role, Study

YEAR = Period.read("2024")
USERS = {HOST: 3_000, SMALL: 400, LARGE: 5_600}


def make_key(key: str = "by", parts: Mapping[str, float] | None = None, **fields: Any) -> CostKey:
    """A key of these shares by driver; by inhabitants when nothing is said."""
    parts = {"population": 1.0} if parts is None else parts
    return CostKey(key, parts=tuple(KeyPart(share, driver) for driver, share in parts.items()), **fields)


def make_costs(
    lines: Mapping[str, float | None] | None = None, period: str = "2024", **fields: Any
) -> tuple[CostLine, ...]:
    """Cost lines of the collaboration in SEK."""
    lines = {"Staff": 600_000.0, "Licences": 300_000.0} if lines is None else lines
    return tuple(CostLine(CLUSTER, line, Period.read(period), amount, **fields) for line, amount in lines.items())


def make_reading(municipality: str, value: float | None, period: str = "2024", **fields: Any) -> Indicator:
    """A number of users as it was read."""
    return Indicator(municipality, fields.pop("collaboration", ""), "users", Period.read(period), value, **fields)


def make_accounts(*readings: Indicator, **parts: Any) -> Accounts:
    """The accounts of a collaboration of a host, a small and a large member, with inhabitants and users of 2024."""
    indicators = (*make_indicators(), *(readings or make_indicators(USERS, "users")))
    defaults: dict[str, Any] = {"study": make_study(), "costs": make_costs(), "indicators": indicators}
    return Accounts(**{**defaults, **parts})


def make_plan(*keys: CostKey, **fields: Any) -> SharingPlan:
    """A plan of the collaboration for 2024 with these keys."""
    return SharingPlan(CLUSTER, **{"period": YEAR, "keys": keys, **fields})


def with_memberships(study: Study, *memberships: tuple[str, str | None, str | None, Role]) -> Study:
    """The study with these memberships instead: municipality, first and last day, role."""
    rows = (
        Membership(CLUSTER, one, first and Period.read(first), last and Period.read(last), role)  # type: ignore[arg-type]
        for one, first, last, role in memberships
    )
    return replace(study, memberships=tuple(rows))


def make_charge(amounts: Mapping[str, int], members: Mapping[str, Fraction] | None = None, **fields: Any) -> Charge:
    """What is to be divided in öre among members of the whole period, the first of whom is host."""
    members = members or dict.fromkeys((HOST, SMALL, LARGE), Fraction(1))
    return Charge(amounts, members, **{"year": 2024, "host": next(iter(members)), **fields})


def with_values(key: CostKey, **values: Mapping[str, float]) -> KeyWithValues:
    """The key with the drivers' values; inhabitants and users are there anyhow."""
    return KeyWithValues(key, {"population": INHABITANTS, "users": USERS, **values})
