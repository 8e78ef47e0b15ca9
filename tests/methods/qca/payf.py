"""The shared robustness test of SetMethods 4.0 on Paykani et al. (2018): its data, its four solutions, its figures."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from samverkan.methods.qca.expressions import parse_model
from samverkan.methods.qca.reanalysis import Analysis
from samverkan.methods.qca.sets import Memberships, Model, make_outcome, make_sets, model_membership
from samverkan.methods.qca.truth_table import Cutoffs

CONDITIONS = ("HE", "GG", "AH", "HI", "HW")


@dataclass(frozen=True, eq=False)
class Payf:
    """What R printed, with our recipe for each of its analyses: "initial", "T1", "T2" and "T3"."""

    printed: dict[str, Any]
    recipe: Analysis

    def recipe_of(self, name: str) -> Analysis:
        """Return the recipe of one analysis."""
        asked = self.printed[name]
        return Analysis(self.recipe.sets, self.recipe.outcome, Cutoffs(asked["incl_cut"], asked["n_cut"]))

    def model(self, name: str) -> Model:
        """Return the only model that R gave for one analysis."""
        (terms,) = self.printed[name]["models"]
        return parse_model("+".join(terms), self.recipe.sets.conditions)

    def memberships(self, *names: str) -> list[Memberships]:
        """Return each case's membership in the model of each analysis."""
        return [model_membership(self.recipe.sets, self.model(name)) for name in names]


@cache
def read_payf(shared: Path) -> Payf:
    """Return the shared file."""
    printed = json.loads((shared / "reference" / "qca" / "robustness_PAYF.json").read_text(encoding="utf-8"))
    columns = dict(zip(printed["data"]["columns"], printed["data"]["values"], strict=True))
    sets = make_sets(np.column_stack([columns[name] for name in CONDITIONS]), CONDITIONS)
    outcome = make_outcome(columns["HL"], sets.n_cases)
    asked = printed["initial"]
    return Payf(printed, Analysis(sets, outcome, Cutoffs(asked["incl_cut"], asked["n_cut"])))
