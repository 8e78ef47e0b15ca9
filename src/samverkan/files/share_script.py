"""The one object that `samverkan share GAME.csv --json` prints: the shares of each rule, for scripts."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite

from samverkan import __version__
from samverkan.domain.sharing.gaming import NamedGame
from samverkan.domain.sharing.rule_answers import GameAnswer, RuleAnswer, holds
from samverkan.methods.sharing.complaints import CoreTest

FORMAT = 1
_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


@dataclass(frozen=True, eq=False)
class ShareAnswer:
    """What the rules say of the game of a file, and the fingerprint of the file."""

    game: GameAnswer
    fingerprint: str


def write_share_json(answer: ShareAnswer, language: str) -> str:
    """Return the object as JSON.

    Each rule stands under its own name with `shares` of each member, `in_core`, and `worst`: the group with the
    greatest complaint and how large it is (what it pays above its own cost; in a savings game, what it could save by
    itself above what it gets). A rule without an answer is null, and `undefined` says why. `subadditive` and `concave`
    (superadditive and convex of a savings game) are null when too little is known.
    """
    game, named = answer.game, answer.game.named
    found: dict[str, object] = {
        "format": FORMAT,
        "samverkan": __version__,
        "fingerprint": answer.fingerprint,
        "kind": named.game.kind.value,
        "members": list(named.members),
        "total": named.game.total,
        "n_missing": len(named.game.missing),
        "core_empty": game.core.is_empty,
        "monotone": holds(game.monotone),
        "subadditive": holds(game.subadditive),
        "concave": holds(game.concave),
    }
    found |= {one.rule.value: _answer(named, one) for one in game.rules}
    found["undefined"] = {
        one.rule.value: one.reason.in_language(language) for one in game.rules if one.reason is not None
    }
    found["warnings"] = [one.in_language(language) for one in game.warnings]
    return _encode(found)


def _answer(named: NamedGame, one: RuleAnswer) -> Mapping[str, object] | None:
    if one.shares is None or one.core is None:
        return None
    return {
        "shares": {name: float(share) for name, share in zip(named.members, one.shares, strict=True)},
        "in_core": one.core.is_in_core,
        "worst": _worst(named, one.core),
    }


def _worst(named: NamedGame, test: CoreTest) -> Mapping[str, object] | None:
    worst = test.worst
    if not isfinite(worst.amount):
        return None
    return {"coalition": list(named.names(worst.coalition)), "complaint": worst.amount}
