"""Where municipalities lie, as municipalities.csv says in the columns lat and lon, and how far apart they are."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from samverkan.domain.errors import Place, Problem
from samverkan.domain.study import Municipality, Study
from samverkan.domain.words import Text, say

MUNICIPALITIES = "municipalities.csv"
LATITUDE, LONGITUDE = "lat", "lon"
MOST_DEGREES: Mapping[str, float] = {LATITUDE: 90.0, LONGITUDE: 180.0}
EARTH_KM = 6371.0088
"""The mean radius of the Earth, by the International Union of Geodesy and Geophysics."""

Position = tuple[float, float]
"""Degrees: latitude and longitude."""


def read_positions(study: Study) -> tuple[dict[str, Position], list[Problem]]:
    """Return where each municipality lies that says so, and what is wrong with what is said."""
    found: dict[str, Position] = {}
    problems: list[Problem] = []
    for row, one in enumerate(study.municipalities, start=2):
        extra = dict(one.extra)
        stated = {name: extra.get(name, "").strip() for name in (LATITUDE, LONGITUDE)}
        if not any(stated.values()):
            continue
        degrees = {name: _degrees(name, value) for name, value in stated.items()}
        problems += [
            Problem(Place(MUNICIPALITIES, row, name), _wrong(one, name, stated[name]))
            for name, value in degrees.items()
            if value is None
        ]
        latitude, longitude = degrees[LATITUDE], degrees[LONGITUDE]
        if latitude is not None and longitude is not None:
            found[one.id] = (latitude, longitude)
    return found, problems


def measure_distances(positions: Sequence[Position]) -> NDArray[np.float64]:
    """Return the kilometres between positions along the surface of the Earth, shape (n, n): the haversine formula."""
    latitude, longitude = np.radians(np.array(positions, dtype=float).reshape(-1, 2)).T
    half = np.sin((latitude[:, None] - latitude) / 2) ** 2
    half += np.cos(latitude[:, None]) * np.cos(latitude) * np.sin((longitude[:, None] - longitude) / 2) ** 2
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0))))


def lay_flat(positions: Mapping[str, Position]) -> dict[str, tuple[float, float]]:
    """Return where each lies on a plan, in kilometres eastward and northward: true at the middle latitude."""
    if not positions:
        return {}
    latitudes = [latitude for latitude, _ in positions.values()]
    middle = np.radians((min(latitudes) + max(latitudes)) / 2)
    per_degree = EARTH_KM * np.pi / 180
    return {
        one: (float(longitude * np.cos(middle) * per_degree), float(latitude * per_degree))
        for one, (latitude, longitude) in positions.items()
    }


def _degrees(name: str, value: str) -> float | None:
    try:
        found = float(value.replace(",", "."))
    except ValueError:
        return None
    return found if abs(found) <= MOST_DEGREES[name] else None


def _wrong(one: Municipality, name: str, value: str) -> Text:
    return say(
        '{municipality} has {column} = "{value}". Write degrees with decimals, such as 59.52, at most {most:g}, or '
        "leave both lat and lon empty.",
        municipality=one.name,
        column=name,
        value=value,
        most=MOST_DEGREES[name],
    )
