"""Indicators: key figures and drivers with their period, unit and source."""

from collections.abc import Iterable
from dataclasses import dataclass

from samverkan.domain.dates import Period
from samverkan.domain.study import Extra
from samverkan.domain.words import Text, as_is, say

POPULATION = "population"
DEFINITION_CHANGED = "definition changed"
FIGURES = {
    "population": say("inhabitants"),
    "devices": say("devices"),
    "users": say("user accounts"),
    "workplaces": say("workplaces"),
    "office_staff": say("staff of the joint office"),
    "it_cost_per_inhabitant": say("IT cost per inhabitant"),
    "availability_percent": say("availability of operations"),
    "support_first_line_percent": say("support cases solved in the first line"),
    "access_wait_days": say("days of waiting for access"),
}
"""Key figures that many studies have; others are shown by their own name."""

UNITS = {
    "inhabitants": say("inhabitants"),
    "persons": say("persons"),
    "percent": say("per cent"),
    "days": say("days"),
    "hours": say("hours"),
    "devices": say("devices"),
    "accounts": say("accounts"),
    "full-time posts": say("full-time posts"),
    "SEK": say("kronor"),
    "kSEK": say("kSEK"),
    "MSEK": say("MSEK"),
}


@dataclass(frozen=True, slots=True)
class Indicator:
    """One value of a key figure for a municipality, a collaboration, or a municipality within a collaboration."""

    municipality: str
    collaboration: str
    indicator: str
    period: Period
    value: float | None = None
    unit: str = ""
    source: str = ""
    status: str = ""
    extra: Extra = ()

    @property
    def reference(self) -> str:
        """The name by which a figure points back to this value; a member within a collaboration is `KVARN/STEN`."""
        place = "/".join(one for one in (self.collaboration, self.municipality) if one)
        return f"indicator:{place}:{self.indicator}:{self.period}"


def newest_values(indicators: Iterable[Indicator], name: str) -> dict[str, Indicator]:
    """Return each municipality's newest known value of one indicator."""
    newest: dict[str, Indicator] = {}
    for one in indicators:
        if one.indicator != name or one.value is None or not one.municipality:
            continue
        held = newest.get(one.municipality)
        if held is None or held.period < one.period:
            newest[one.municipality] = one
    return newest


def figure_words(indicator: str) -> Text:
    """Return the name of a key figure, as a person says it."""
    return FIGURES.get(indicator) or as_is(indicator.replace("_", " "))


def unit_words(unit: str) -> Text:
    """Return a unit in words."""
    return UNITS.get(unit) or as_is(unit)
