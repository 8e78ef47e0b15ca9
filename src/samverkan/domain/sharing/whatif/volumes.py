"""Volumes and prices in a year of a scenario: what each unit has of a driver, and what a line's price has become."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samverkan.domain.sharing.keys import EQUAL
from samverkan.domain.sharing.plan import Act, Scenario
from samverkan.domain.sharing.whatif.base import Base
from samverkan.domain.sharing.whatif.drawn import Drawn
from samverkan.domain.sharing.whatif.timeline import State

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Volumes:
    """Reads volumes and prices, shape (n_draws,) each. Beyond the base year they are as in it, but for the scenario."""

    base: Base
    scenario: Scenario
    drawn: Drawn

    @property
    def n_draws(self) -> int:
        """How many draws there are."""
        return self.drawn.n_draws

    def price(self, line: str, year: int) -> Floats:
        """Return what a line's amount is multiplied by in a year."""
        factor = np.ones(self.n_draws)
        for change in self.scenario.changes:
            if change.act is Act.PRICE and change.year <= year and change.subject in ("*", line):
                factor = factor * self.drawn.factors[change]
        return factor

    def of_part(self, driver: str, municipality: str, unit: str, year: int, key: str) -> Floats:
        """Return what one municipality, within its unit, has of a driver in a year."""
        volume = np.full(self.n_draws, self.base.values[key][driver][municipality])
        for change in self.scenario.changes:
            concerns = change.municipality in ("", municipality, unit)
            if change.act is Act.VOLUME and change.subject == driver and change.year <= year and concerns:
                volume = volume * self.drawn.factors[change]
        return volume

    def of_unit(self, driver: str, unit: str, state: State, year: int, key: str) -> Floats:
        """Return what a unit has of a driver in a year, as a key reads it: 1 of equal parts, else that of its parts."""
        if driver == EQUAL:
            return np.ones(self.n_draws)
        parts = (self.of_part(driver, one, unit, year, key) for one in state.municipalities(unit))
        return sum(parts, np.zeros(self.n_draws))
