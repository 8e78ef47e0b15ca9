"""Makers of what the pictures of sharing show: so many members, with long names, losses and gaps when asked for."""

from samverkan.charts.chance_intervals import ChanceIntervals, MemberChance
from samverkan.charts.cluster_plan import ClusterPlan, PlanPlace
from samverkan.charts.complaint_bars import Complaint, ComplaintBars
from samverkan.charts.savings_by_member import KeySavings, Saving, SavingsByMember
from samverkan.charts.shares_by_key import KeyShares, SharesByKey
from samverkan.charts.whatif_waterfall import MemberSteps, Step, Waterfall
from samverkan.charts.whatif_years import MemberYears, WhatIfYears

NAMES = (
    "Åmål",
    "Säffle",
    "Västra Götalandsregionens gemensamma IT-nämnd",
    "Örnsköldsvik",
    "Lill",
    "Malung-Sälens kommun",
    "Ö",
    *(f"Kommun {place}" for place in range(8, 40)),
)
KEYS = (
    "Inhabitants",
    "Equal parts",
    "Thirty percent in equal parts and the rest by the number of inhabitants on 1 November",
    "Devices",
    "Shapley value",
    "Nucleolus",
    "Users",
    "Fixed plus variable",
)
STEPS = tuple(Step)


def members_of(count: int) -> tuple[str, ...]:
    """The names of the first members."""
    return NAMES[:count]


def make_shares(count: int = 3, *, keys: int = 3, size: float = 1e6, **fields: object) -> SharesByKey:
    """Shares that fall from the first member to the last, a little flatter with each key; the first key is in use."""
    found = tuple(
        KeyShares(
            KEYS[key],
            tuple(size * (count - place + 2 * key) for place in range(count)),
            key == 0,
            tuple(f"share:{key}:{place}" for place in range(count)),
        )
        for key in range(keys)
    )
    return SharesByKey(members_of(count), found)


def make_savings(count: int = 3, *, keys: int = 3, size: float = 1e6, spread: float = 0.0) -> SavingsByMember:
    """Savings that turn into extra cost for the last members; with a spread they are ranges."""
    found = []
    for key in range(keys):
        amounts = [size * (count / 2 - place + key) / 3 for place in range(count)]
        savings = tuple(
            Saving(one, (one - spread * size, one + spread * size) if spread else None, f"saving:{key}:{place}")
            for place, one in enumerate(amounts)
        )
        found.append(KeySavings(KEYS[key], savings, key == 0))
    return SavingsByMember(members_of(count), tuple(found))


def make_complaints(count: int = 3, *, keys: int = 4, size: float = 1e6) -> ComplaintBars:
    """Keys from far from stable to stable with room; the groups grow from one member."""
    members = members_of(count)
    found = tuple(
        Complaint(KEYS[key], size * (1.5 - key), members[: max(1, min(key * 3 + 1, count - 1))], key == 1, f"key:{key}")
        for key in range(keys)
    )
    return ComplaintBars(members, found)


def make_waterfall(count: int = 3, *, size: float = 1e6) -> Waterfall:
    """Steps up and down, smaller for each member; the last kind of step never changes anything."""
    changes = (0.3, 0.2, -0.9, 0.15, 0.25, 0.4, 0.0)
    members = tuple(
        MemberSteps(
            name,
            size * 10 / (place + 1),
            tuple(size * one / (place + 1) * (-1 if place % 2 else 1) for one in changes),
            f"waterfall:{place}",
        )
        for place, name in enumerate(members_of(count))
    )
    return Waterfall(STEPS, members)


def make_years(count: int = 3, *, size: float = 1e6) -> WhatIfYears:
    """Ten years in which the change first costs, then saves; every third member never gets it back."""
    years = tuple(range(2026, 2036))
    members = tuple(
        MemberYears(
            name,
            tuple(size * (3 + year / 10) for year in range(10)),
            tuple(size * (4 - year / 4 + place / 5) for year in range(10)),
            None if place % 3 == 2 else 2031,
            f"years:{place}",
        )
        for place, name in enumerate(members_of(count))
    )
    return WhatIfYears(years, members)


def make_chances(count: int = 3, *, size: float = 1e6) -> ChanceIntervals:
    """Intervals that move from saving to extra cost."""
    middles = [(place - count / 2) / 4 for place in range(count)]
    members = tuple(
        MemberChance(
            name,
            size * (middle - 0.5),
            size * middle,
            size * (middle + 0.8),
            max(0.0, min(1.0, 0.5 - middle)),
            f"chance:{place}",
        )
        for place, (name, middle) in enumerate(zip(members_of(count), middles, strict=True))
    )
    return ChanceIntervals(members, 10_000)


def make_plan(count: int = 7, *, with_positions: bool = False, clusters: int = 3) -> ClusterPlan:
    """Municipalities in clusters whose first member is host; the last one stays alone."""
    places = tuple(
        PlanPlace(
            name,
            "" if count > 1 and place == count - 1 else f"Kluster {place % clusters + 1}",
            40_000 // (place + 1),
            (400_000 + 37_000 * (place * 7 % 11), 6_400_000 + 23_000 * (place * 5 % 13)) if with_positions else None,
            place < min(clusters, count),
            f"place:{place}",
        )
        for place, name in enumerate(members_of(count))
    )
    return ClusterPlan(places)
