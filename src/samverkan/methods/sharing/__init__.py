"""Sharing a cost: games over coalitions, rules that divide them, and whether anyone would be better off outside."""

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
from samverkan.methods.sharing.own_cost_rules import equal_gains, equal_parts, moriarity, proportional_gains
from samverkan.methods.sharing.rounding import round_shares
from samverkan.methods.sharing.rules import NEEDS, RULES, WEIGHTED_RULES, Rule, missing_for, needed_by, share
from samverkan.methods.sharing.separable_rules import aca, louderback, scrb
from samverkan.methods.sharing.tau import minimal_rights, tau, utopia
from samverkan.methods.sharing.values import banzhaf, normalised_banzhaf, shapley, weighted_shapley

__all__ = [
    "CHECKS",
    "MOST_PLAYERS",
    "NEEDS",
    "RULES",
    "WEIGHTED_RULES",
    "Assessment",
    "Check",
    "Complaint",
    "CoreAnswer",
    "CoreBounds",
    "CoreTest",
    "Game",
    "GameError",
    "GameKind",
    "Growth",
    "Law",
    "Measure",
    "Need",
    "Rule",
    "SharingError",
    "UndefinedError",
    "Verdict",
    "aca",
    "assess",
    "banzhaf",
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
    "louderback",
    "make_game",
    "mask_of",
    "minimal_rights",
    "missing_for",
    "moriarity",
    "needed_by",
    "normalised_banzhaf",
    "players_of",
    "proportional_gains",
    "respond_to_growth",
    "round_shares",
    "satisfaction",
    "savings_against_alone",
    "scrb",
    "separable_costs",
    "shapley",
    "share",
    "tabulate_game",
    "tau",
    "utopia",
    "weighted_shapley",
    "worst_coalitions",
]
