"""A game of a CSV as text in a terminal: the shares of each rule, and whether anyone would be better off outside."""

from collections.abc import Sequence
from math import inf

from samverkan import __version__
from samverkan.domain.sharing.gaming import NamedGame
from samverkan.domain.sharing.rule_answers import RuleAnswer, holds
from samverkan.domain.sharing.rule_names import label_rule
from samverkan.domain.words import Text, number, say
from samverkan.files.share_script import ShareAnswer
from samverkan.files.text_tables import align, list_texts
from samverkan.methods.sharing.game import GameKind
from samverkan.methods.sharing.rules import Rule

DECIMALS, MANY = 2, 10_000
"""From so large a total on, shares are written without decimals."""


def write_game_text(answer: ShareAnswer, language: str) -> str:
    """Return the shares of each rule with the core test, in the money of the file."""
    game, named = answer.game, answer.game.named
    rows = [["", *named.members, say("holds?").in_language(language), ""]]
    rows += [_row(named, one, language) for one in game.rules if one.shares is not None]
    undefined = [
        say("{key}: {reason}", key=label_rule(one.rule), reason=one.reason) for one in game.rules if one.reason
    ]
    blocks = [
        [_title(named).in_language(language), *align(rows)],
        list_texts(say("In short"), _answers(answer), language),
        list_texts(say("Rules without an answer"), undefined, language),
        list_texts(say("Warnings"), game.warnings, language),
        [f"samverkan {__version__} · {answer.fingerprint}"],
    ]
    return "\n".join(line for block in blocks if block for line in [*block, ""])


def _title(named: NamedGame) -> Text:
    values = {"total": _write_in(named), "n": len(named.members)}
    if named.game.kind is GameKind.SAVINGS:
        return say("What each of {n} members gets of the saving of {total}", **values)
    return say("What each of {n} members pays of the cost of {total}", **values)


def _write_in(named: NamedGame) -> Text:
    if abs(named.game.total) >= MANY:
        return say("{amount:,.0f}", amount=named.game.total)
    return say("{amount:,.2f}", amount=named.game.total)


def _row(named: NamedGame, one: RuleAnswer, language: str) -> list[str]:
    shares = [] if one.shares is None else one.shares.tolist()
    return [
        _label(one).in_language(language),
        *(_amount(named, share, language) for share in shares),
        _truth(one.core.is_in_core if one.core is not None else None).in_language(language),
        _complaint(named, one, language),
    ]


def _label(one: RuleAnswer) -> Text:
    """Return the rule's name; a script gets Banzhaf's value as it is, and so does a person here."""
    return say("Banzhaf value (need not sum to the whole)") if one.rule is Rule.BANZHAF else label_rule(one.rule)


def _amount(named: NamedGame, value: float, language: str) -> str:
    return number(value, language, ",.0f" if abs(named.game.total) >= MANY else f",.{DECIMALS}f")


def _complaint(named: NamedGame, one: RuleAnswer, language: str) -> str:
    worst = one.core.worst if one.core is not None else None
    if worst is None or one.core is None or one.core.is_in_core is not False or not 0 < worst.amount < inf:
        return ""
    group = "+".join(named.names(worst.coalition))
    amount = _amount(named, worst.amount, language)
    if named.game.kind is GameKind.SAVINGS:
        return say("{group}: {amount} too little", group=group, amount=amount).in_language(language)
    return say("{group}: {amount} too much", group=group, amount=amount).in_language(language)


def _truth(is_so: bool | None) -> Text:
    if is_so is None:
        return say("not known")
    return say("yes") if is_so else say("no")


def _answers(answer: ShareAnswer) -> Sequence[Text]:
    game = answer.game
    texts = []
    if game.core.is_empty:
        texts.append(say("No division holds: however it is shared, somebody would be better off outside."))
    elif not len(game.named.game.missing):
        texts.append(say("There are divisions that hold: nobody would then be better off outside."))
    if holds(game.subadditive) is False:
        texts.append(say("Some groups would be better off apart than together (not subadditive)."))
    if holds(game.concave):
        texts.append(say("The more are in, the cheaper is one more (concave): the Shapley value holds."))
    return texts
