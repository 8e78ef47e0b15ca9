"""Why a rule has no answer for a game, or a calculation none for its figures, in words with the members' names."""

from collections.abc import Callable, Sequence
from typing import Final

from samverkan.domain.sharing.gaming import NamedGame
from samverkan.domain.words import Text, say
from samverkan.methods.sharing.errors import (
    BelowZeroError,
    DearerTogetherError,
    GameError,
    HoldOutError,
    NoProportionsError,
    NothingToDisruptError,
    OutsideRightsError,
    Proportion,
    SharingError,
    TooFewKnownError,
    TotalUnknownError,
    UndefinedError,
    WeightlessComplaintError,
)

Naming = Callable[[Sequence[str]], str]
"""How a group of members is written."""

NO_PROPORTIONS = say("The members' own amounts come to nothing, so the saving has no proportions to follow.")
WEIGHTLESS = say("Every division gives a group that has no weight in the rule something to complain of.")
BY_PROPORTION: Final = {
    Proportion.OWN_COSTS: NO_PROPORTIONS,
    Proportion.WEIGHTS: NO_PROPORTIONS,
    Proportion.BANZHAF_VALUES: say(
        "The Banzhaf values come to nothing together, so they cannot be scaled to the whole."
    ),
    Proportion.REMAINING_COSTS: say(
        "What the members would still pay comes to nothing, so the cost that no member causes cannot be divided by it."
    ),
}
BY_KIND: Final[dict[type[UndefinedError], Text]] = {
    TotalUnknownError: say("What all together pay is not known, so there is nothing to share."),
    DearerTogetherError: say("Every division leaves somebody worse off than alone."),
    WeightlessComplaintError: WEIGHTLESS,
    OutsideRightsError: say("The whole lies outside what the members can be made to pay at the least and at the most."),
    TooFewKnownError: say("Too few groups are known to say what each would pay."),
}


def explain_undefined(named: NamedGame, error: UndefinedError, write: Naming = "+".join) -> Text:
    """Return why a rule has no answer for a game of which it knows all that it needs."""
    if isinstance(error, NoProportionsError):
        return BY_PROPORTION[error.proportion]
    if isinstance(error, TooFewKnownError) and not len(named.game.missing):
        # All are known, so it is what they weigh that does not pin the shares down.
        return WEIGHTLESS
    if error.coalition:
        return _of_a_group(write(named.names(error.coalition)), error)
    return BY_KIND.get(type(error), say("The rule has no answer for this game."))


def _of_a_group(group: str, error: UndefinedError) -> Text:
    if isinstance(error, NothingToDisruptError):
        return say("{group} and the others do better as two groups than together: nothing to disrupt.", group=group)
    if isinstance(error, HoldOutError):
        return say("{group} can hold out for more than everyone together gives it.", group=group)
    if isinstance(error, BelowZeroError):
        return say("{group} has an amount below 0, and complaints cannot be divided by it.", group=group)
    return say("The rule has no answer for this game; it turns on {group}.", group=group)


def explain_failure(error: SharingError) -> Text:
    """Return why something could not be computed; what the method says itself is for a programmer."""
    if isinstance(error, UndefinedError):
        return say("It has no answer with these costs.")
    if isinstance(error, GameError):
        return say("The costs of groups cannot be used as they stand: one of them is missing or no number.")
    return say("The calculation came to no end with these figures. See that none is far too large or too small.")
