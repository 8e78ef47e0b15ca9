"""The rules by name: what each needs to know, and the function that shares by it."""

from collections.abc import Callable
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samverkan.methods.sharing.complaints import TOLERANCE
from samverkan.methods.sharing.errors import SharingError
from samverkan.methods.sharing.game import Game
from samverkan.methods.sharing.known import missing_of
from samverkan.methods.sharing.needs import Need, coalitions_of
from samverkan.methods.sharing.nucleolus.result import Among
from samverkan.methods.sharing.nucleolus.rules import nucleolus
from samverkan.methods.sharing.nucleolus.weighing import Weights
from samverkan.methods.sharing.own_cost_rules import equal_gains, equal_parts, moriarity, proportional_gains
from samverkan.methods.sharing.separable_rules import aca, louderback, scrb
from samverkan.methods.sharing.tau import tau
from samverkan.methods.sharing.values import banzhaf, shapley, weighted_shapley

Floats = NDArray[np.float64]
RuleFunction = Callable[[Game], Floats]


class Rule(StrEnum):
    """A rule that shares a cost, by the name that scripts read."""

    SHAPLEY = "shapley"
    NUCLEOLUS = "nucleolus"
    PER_CAPITA_NUCLEOLUS = "per_capita_nucleolus"
    PROPORTIONAL_NUCLEOLUS = "proportional_nucleolus"
    DISRUPTION_NUCLEOLUS = "disruption_nucleolus"
    SCRB = "scrb"
    ACA = "aca"
    EQUAL_GAINS = "equal_gains"
    PROPORTIONAL_GAINS = "proportional_gains"
    MORIARITY = "moriarity"
    LOUDERBACK = "louderback"
    TAU = "tau"
    BANZHAF = "banzhaf"
    WEIGHTED_SHAPLEY = "weighted_shapley"
    EQUAL = "equal"


NUCLEOLI: dict[Rule, Weights] = {
    Rule.NUCLEOLUS: Weights.EQUAL,
    Rule.PER_CAPITA_NUCLEOLUS: Weights.PER_CAPITA,
    Rule.PROPORTIONAL_NUCLEOLUS: Weights.PROPORTIONAL,
    Rule.DISRUPTION_NUCLEOLUS: Weights.DISRUPTION,
}
"""What each nucleolus divides a complaint by."""


def among_for(game: Game) -> Among:
    """Return among which shares a nucleolus is sought: no player pays more than alone, unless somebody must."""
    costs = game.as_costs()
    must_lose = costs.total > costs.alone.sum() + TOLERANCE * costs.magnitude
    return Among.ALL_SHARES if must_lose else Among.IMPUTATIONS


def _nucleolus_by(weights: Weights) -> RuleFunction:
    return lambda game: nucleolus(game, weights, among_for(game)).shares


RULES: dict[Rule, RuleFunction] = {
    Rule.SHAPLEY: shapley,
    **{rule: _nucleolus_by(weights) for rule, weights in NUCLEOLI.items()},
    Rule.SCRB: scrb,
    Rule.ACA: aca,
    Rule.EQUAL_GAINS: equal_gains,
    Rule.PROPORTIONAL_GAINS: proportional_gains,
    Rule.MORIARITY: moriarity,
    Rule.LOUDERBACK: louderback,
    Rule.TAU: tau,
    Rule.BANZHAF: banzhaf,
    Rule.EQUAL: equal_parts,
}
"""The rules that a game alone decides. A new rule is entered here and, if it needs less than all, in `NEEDS`."""

WEIGHTED_RULES: dict[Rule, Callable[[Game, ArrayLike], Floats]] = {Rule.WEIGHTED_SHAPLEY: weighted_shapley}
"""The rules that also need a weight for each player."""

NEEDS: dict[Rule, Need] = {
    Rule.SCRB: Need.ALONE_AND_LAST,
    Rule.ACA: Need.ALONE_AND_LAST,
    Rule.LOUDERBACK: Need.ALONE_AND_LAST,
    Rule.EQUAL_GAINS: Need.ALONE,
    Rule.PROPORTIONAL_GAINS: Need.ALONE,
    Rule.MORIARITY: Need.ALONE,
    Rule.EQUAL: Need.TOTAL,
}
"""What a rule needs to know; where it is not named, every coalition."""


def share(game: Game, rule: Rule, weights: ArrayLike | None = None) -> Floats:
    """Return the shares by a rule, shape (n,), in the money of the game.

    All rules but Banzhaf's sum to the total. Raises UndefinedError when the rule has no answer for this game,
    GameError when a coalition that it needs is not known, SharingError when weights are wrong or lacking.

    Examples
    --------
    >>> from samverkan.methods.sharing.game import make_game
    >>> game = make_game([0, 6, 8, 12, 10, 14, 15, 18])
    >>> share(game, Rule.SHAPLEY).round(4).tolist()
    [4.3333, 5.8333, 7.8333]
    >>> share(game, Rule.WEIGHTED_SHAPLEY, [1, 1, 2]).round(4).tolist()
    [4.5833, 6.25, 7.1667]
    """
    if rule not in WEIGHTED_RULES:
        return RULES[rule](game)
    if weights is None:
        raise SharingError(f"The rule {rule} needs a weight for each of the {game.n_players} players.")
    return WEIGHTED_RULES[rule](game, weights)


def needed_by(rule: Rule, n_players: int) -> NDArray[np.int64]:
    """Return the bit masks of the coalitions whose entries a rule reads, in order.

    Examples
    --------
    >>> needed_by(Rule.SCRB, 4).tolist()
    [1, 2, 4, 7, 8, 11, 13, 14, 15]
    """
    return coalitions_of(NEEDS.get(rule, Need.ALL), n_players)


def missing_for(game: Game, rule: Rule) -> NDArray[np.int64]:
    """Return the bit masks of the coalitions that a rule needs and the game does not know, in order.

    Examples
    --------
    >>> from samverkan.methods.sharing.game import make_game
    >>> game = make_game([0, 6, 8, None, 10, 14, 15, 18])
    >>> missing_for(game, Rule.SHAPLEY).tolist(), missing_for(game, Rule.EQUAL_GAINS).tolist()
    ([3], [])
    """
    return missing_of(game, NEEDS.get(rule, Need.ALL))
