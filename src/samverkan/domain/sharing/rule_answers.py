"""What each rule of cost games answers for one game: shares, the core test, or why there is no answer."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samverkan.domain.sharing.gaming import NamedGame
from samverkan.domain.sharing.undefined import explain_failure, explain_undefined
from samverkan.domain.words import Text, say, say_count
from samverkan.methods.sharing.checks import Check, Verdict, check_concave, check_monotone, check_subadditive
from samverkan.methods.sharing.complaints import CoreTest, core_tests
from samverkan.methods.sharing.core import CoreAnswer, find_core_point
from samverkan.methods.sharing.errors import SharingError, UndefinedError
from samverkan.methods.sharing.game import GameKind
from samverkan.methods.sharing.nucleolus.result import Among
from samverkan.methods.sharing.rules import NUCLEOLI, RULES, Rule, among_for, missing_for, share


@dataclass(frozen=True, eq=False)
class RuleAnswer:
    """One rule's shares, shape (n,), in the money of the game, with the core test; or why it has none."""

    rule: Rule
    shares: NDArray[np.float64] | None = None
    core: CoreTest | None = None
    reason: Text | None = None


@dataclass(frozen=True, eq=False)
class GameAnswer:
    """What the rules say of a game, what laws it keeps, and whether anything would hold."""

    named: NamedGame
    rules: tuple[RuleAnswer, ...]
    core: CoreAnswer
    monotone: Check
    subadditive: Check
    concave: Check
    warnings: tuple[Text, ...]


def answer_game(named: NamedGame) -> GameAnswer:
    """Return each rule's shares with the core test, and the checks of the game."""
    game = named.game
    found = [_ask(named, rule) for rule in RULES]
    shared = [one for one in found if one.shares is not None]
    tests = iter(core_tests(game, np.array([one.shares for one in shared]))) if shared else iter(())
    rules = tuple(one if one.shares is None else RuleAnswer(one.rule, one.shares, next(tests)) for one in found)
    return GameAnswer(
        named=named,
        rules=rules,
        core=find_core_point(game),
        monotone=check_monotone(game),
        subadditive=check_subadditive(game),
        concave=check_concave(game),
        warnings=tuple(_warnings(named)),
    )


def holds(check: Check) -> bool | None:
    """Return whether a law holds; None when too little is known to say."""
    if check.verdict is Verdict.FAILS:
        return False
    return True if check.verdict is Verdict.HOLDS else None


def _ask(named: NamedGame, rule: Rule) -> RuleAnswer:
    if rule not in NUCLEOLI:
        missing = missing_for(named.game, rule)
        if missing.size:
            return RuleAnswer(rule, reason=_lacking(named, missing.tolist()))
    try:
        return RuleAnswer(rule, share(named.game, rule))
    except UndefinedError as error:
        return RuleAnswer(rule, reason=explain_undefined(named, error))
    except SharingError as error:
        return RuleAnswer(rule, reason=explain_failure(error))


def _lacking(named: NamedGame, masks: list[int]) -> Text:
    return say_count(
        "The rule needs what a group would pay that is not known: {group}.",
        "The rule needs what {count} groups would pay that are not known, such as {group}.",
        len(masks),
        group="+".join(named.names(masks[0])),
    )


def _warnings(named: NamedGame) -> list[Text]:
    game, notes = named.game, list(named.notes)
    if len(game.missing):
        notes.append(
            say(
                "Not known: {n} of {all} groups. What is found to be unstable is so; what seems stable may not be.",
                n=len(game.missing),
                all=game.everyone,
            )
        )
    if among_for(game) is Among.ALL_SHARES and game.kind is GameKind.COST:
        notes.append(
            say(
                "All together pay {excess:,.2f} more than each alone would: nobody gains by staying, whatever the key. "
                "The nucleoli are those among all shares.",
                excess=game.total - float(game.alone.sum()),
            )
        )
    return notes
