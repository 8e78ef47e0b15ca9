"""Sharing a cost: games over coalitions, rules that divide them, and whether anyone would be better off outside.

Games of hundreds of players are in `sharing.structured`, and which clusters could form in `sharing.clusters`.
"""

from importlib import import_module
from types import ModuleType

from samverkan.methods.apportionment import ApportionmentError, round_shares, round_table
from samverkan.methods.sharing.assessment import Assessment, assess
from samverkan.methods.sharing.blocks import Measure
from samverkan.methods.sharing.checks import (
    CHECKS,
    Check,
    Law,
    Verdict,
    check_concave,
    check_monotone,
    check_subadditive,
)
from samverkan.methods.sharing.complaints import (
    Complaint,
    CoreTest,
    complaint_of,
    core_test,
    core_tests,
    greatest_complaint,
    greatest_complaints,
    satisfaction,
    savings_against_alone,
    separable_costs,
    worst_coalitions,
)
from samverkan.methods.sharing.core import CoreAnswer, CoreBounds, core_bounds, find_core_point, is_core_empty
from samverkan.methods.sharing.errors import GameError, SharingError, UndefinedError
from samverkan.methods.sharing.game import MOST_PLAYERS, Game, GameKind, make_game, mask_of, players_of, tabulate_game
from samverkan.methods.sharing.growth import Growth, respond_to_growth
from samverkan.methods.sharing.needs import Need
from samverkan.methods.sharing.nucleolus.certificate import certify
from samverkan.methods.sharing.nucleolus.result import Among, Certificate, Fault, LeastCore, Level, Nucleolus
from samverkan.methods.sharing.nucleolus.rules import least_core, nucleolus
from samverkan.methods.sharing.nucleolus.scan import Pace
from samverkan.methods.sharing.nucleolus.weighing import Weights
from samverkan.methods.sharing.own_cost_rules import equal_gains, equal_parts, moriarity, proportional_gains
from samverkan.methods.sharing.rules import NEEDS, RULES, WEIGHTED_RULES, Rule, missing_for, needed_by, share
from samverkan.methods.sharing.separable_rules import aca, louderback, scrb
from samverkan.methods.sharing.stabilising import Stabilised, stabilise
from samverkan.methods.sharing.tau import minimal_rights, tau, utopia
from samverkan.methods.sharing.values import banzhaf, normalised_banzhaf, shapley, weighted_shapley

__all__ = [
    "CHECKS",
    "MOST_PLAYERS",
    "NEEDS",
    "RULES",
    "WEIGHTED_RULES",
    "Among",
    "ApportionmentError",
    "Assessment",
    "Certificate",
    "Check",
    "Complaint",
    "CoreAnswer",
    "CoreBounds",
    "CoreTest",
    "Fault",
    "Game",
    "GameError",
    "GameKind",
    "Growth",
    "Law",
    "LeastCore",
    "Level",
    "Measure",
    "Need",
    "Nucleolus",
    "Pace",
    "Rule",
    "SharingError",
    "Stabilised",
    "UndefinedError",
    "Verdict",
    "Weights",
    "aca",
    "assess",
    "banzhaf",
    "certify",
    "check_concave",
    "check_monotone",
    "check_subadditive",
    "complaint_of",
    "core_bounds",
    "core_test",
    "core_tests",
    "equal_gains",
    "equal_parts",
    "find_core_point",
    "greatest_complaint",
    "greatest_complaints",
    "is_core_empty",
    "least_core",
    "louderback",
    "make_game",
    "mask_of",
    "minimal_rights",
    "missing_for",
    "moriarity",
    "needed_by",
    "normalised_banzhaf",
    "nucleolus",
    "players_of",
    "proportional_gains",
    "respond_to_growth",
    "round_shares",
    "round_table",
    "satisfaction",
    "savings_against_alone",
    "scrb",
    "separable_costs",
    "shapley",
    "share",
    "stabilise",
    "tabulate_game",
    "tau",
    "utopia",
    "weighted_shapley",
    "worst_coalitions",
]

APART = ("clusters", "structured")
"""Rooms of their own, which reuse some names, and which take as long to load as all the rest."""


def __getattr__(name: str) -> ModuleType:
    if name in APART:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
