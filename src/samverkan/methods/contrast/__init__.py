"""Contrasts of small groups: proportions, exact permutation tests, dominance and spread."""

from samverkan.methods.contrast.dominance import Dominance, cliffs_delta
from samverkan.methods.contrast.permutation import Permutation, permutation_test
from samverkan.methods.contrast.proportion import wilson_interval
from samverkan.methods.contrast.samples import ContrastError
from samverkan.methods.contrast.spread import Spread, median_spread

__all__ = [
    "ContrastError",
    "Dominance",
    "Permutation",
    "Spread",
    "cliffs_delta",
    "median_spread",
    "permutation_test",
    "wilson_interval",
]
