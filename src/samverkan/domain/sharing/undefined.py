"""Why a rule has no answer for a game, or a calculation none for its figures, in words with the members' names."""

from collections.abc import Callable, Sequence

import numpy as np

from samverkan.domain.sharing.gaming import NamedGame
from samverkan.domain.words import Text, say
from samverkan.methods.sharing.errors import GameError, SharingError, TooFewKnownError, UndefinedError
from samverkan.methods.sharing.rules import NUCLEOLI, Rule

Naming = Callable[[Sequence[str]], str]
"""How a group of members is written."""

NOTHING_LEFT = say(
    "What the members would still pay comes to nothing, so the cost that no member causes cannot be divided by it."
)
NO_PROPORTIONS = say("The members' own amounts come to nothing, so the saving has no proportions to follow.")
BY_RULE = {
    Rule.SCRB: NOTHING_LEFT,
    Rule.ACA: NOTHING_LEFT,
    Rule.LOUDERBACK: NOTHING_LEFT,
    Rule.PROPORTIONAL_GAINS: NO_PROPORTIONS,
    Rule.MORIARITY: NO_PROPORTIONS,
    Rule.BANZHAF: say("The Banzhaf values come to nothing together, so they cannot be scaled to the whole."),
    Rule.TAU: say("The whole lies outside what the members can be made to pay at the least and at the most."),
}


def explain_undefined(named: NamedGame, rule: Rule, error: UndefinedError, write: Naming = "+".join) -> Text:
    """Return why a rule has no answer for a game of which it knows all that it needs."""
    group = write(named.names(error.coalition)) if error.coalition else ""
    if group and rule is Rule.DISRUPTION_NUCLEOLUS:
        return say("{group} and the others do better as two groups than together: nothing to disrupt.", group=group)
    if group and rule is Rule.TAU:
        return say("{group} can hold out for more than everyone together gives it.", group=group)
    if group and rule is Rule.PROPORTIONAL_NUCLEOLUS:
        return say("{group} has an amount below 0, and complaints cannot be divided by it.", group=group)
    if np.isnan(named.game.total):
        return say("What all together pay is not known, so there is nothing to share.")
    if isinstance(error, TooFewKnownError) and len(named.game.missing):
        return say("Too few groups are known to say what each would pay.")
    if rule in NUCLEOLI:
        return _without_shares(named)
    return BY_RULE.get(rule, say("The rule has no answer for this game."))


def _without_shares(named: NamedGame) -> Text:
    saving = named.saving_ore
    if saving is not None and saving < 0:
        return say("Every division leaves somebody worse off than alone.")
    return say("Every division gives a group that has no weight in the rule something to complain of.")


def explain_failure(error: SharingError) -> Text:
    """Return why something could not be computed; what the method says itself is for a programmer."""
    if isinstance(error, UndefinedError):
        return say("It has no answer with these costs.")
    if isinstance(error, GameError):
        return say("The costs of groups cannot be used as they stand: one of them is missing or no number.")
    return say("The calculation came to no end with these figures. See that none is far too large or too small.")
