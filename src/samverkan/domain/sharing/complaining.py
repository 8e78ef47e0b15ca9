"""What is said of stability: who would be better off outside and by how much, and what would mend it."""

from collections.abc import Mapping, Sequence

from samverkan.domain.sharing.money import tell_money
from samverkan.domain.study import Study
from samverkan.domain.words import Text, as_is, list_words, say, say_count
from samverkan.methods.sharing.game import GameKind

SMALL_ORE = 50
"""Less than half a krona is no complaint worth a sentence."""


def list_names(study: Study, members: Sequence[str]) -> Text:
    """Return names as a sentence lists them."""
    return list_words([as_is(study.name(one)) for one in members]) if members else as_is("")


def describe_worst(study: Study, worst: Sequence[str], complaint_ore: int, kind: GameKind) -> Text:
    """Return who would be better off outside, and by how much a year."""
    amount = tell_money(complaint_ore)
    group = list_names(study, worst)
    if kind is GameKind.SAVINGS:
        return say("{group} would be better off outside, by {amount} a year.", group=group, amount=amount)
    if len(worst) == 1:
        return say(
            "{group} would be better off outside: it pays {amount} a year more than on its own.",
            group=group,
            amount=amount,
        )
    return say(
        "{group} would be better off outside, as a group of their own: they pay {amount} a year more than "
        "they would together by themselves.",
        group=group,
        amount=amount,
    )


def describe_hold(study: Study, worst: Sequence[str], complaint_ore: int | None, n_missing: int) -> Text:
    """Return that nobody would be better off outside, as far as is known, and who is nearest to it."""
    if n_missing:
        return say_count(
            "No group whose own cost is known would be better off outside; of {count} group it is not known.",
            "No group whose own cost is known would be better off outside; of {count} groups it is not known.",
            n_missing,
        )
    if not worst or complaint_ore is None:
        return say("Nobody would be better off outside.")
    if -complaint_ore < SMALL_ORE:
        return say(
            "Nobody would be better off outside, but {group} would do as well by themselves.",
            group=list_names(study, worst),
        )
    return say(
        "Nobody would be better off outside. Nearest to it: {group}, who would lose {amount} a year.",
        group=list_names(study, worst),
        amount=tell_money(-complaint_ore),
    )


def describe_repair(study: Study, change_ore: Mapping[str, int], moved_ore: int, is_known: bool) -> Text:
    """Return the smallest change that makes shares hold."""
    moves = [_move(study, one, amount) for one, amount in change_ore.items() if abs(amount) >= SMALL_ORE]
    if not moves:
        return say("It takes less than a krona a year to make it hold.")
    listed = moves[0]
    for move in moves[1:]:
        listed = say("{moves}; {move}", moves=listed, move=move)
    if not is_known:
        return say(
            "To meet every group whose own cost is known, {moved} a year must move: {moves}.",
            moved=tell_money(moved_ore),
            moves=listed,
        )
    return say("For it to hold, {moved} a year must move: {moves}.", moved=tell_money(moved_ore), moves=listed)


def _move(study: Study, member: str, amount_ore: int) -> Text:
    if amount_ore < 0:
        return say("{name} pays {amount} less", name=study.name(member), amount=tell_money(-amount_ore))
    return say("{name} pays {amount} more", name=study.name(member), amount=tell_money(amount_ore))


def describe_empty_core(subsidy_ore: int) -> Text:
    """Return that nothing holds, and what somebody else would have to pay."""
    return say(
        "No key holds: however the bill is divided, somebody would be better off outside. Somebody else would have "
        "to pay at least {amount} a year for one to hold.",
        amount=tell_money(subsidy_ore),
    )


def describe_loss(loss_ore: float) -> Text:
    """Return that all together pay more than each alone: an answer, not an error."""
    return say(
        "Nobody gains by staying: together the members pay {amount} a year more than each on its own, and no "
        "key changes that.",
        amount=tell_money(loss_ore),
    )


def describe_saving(saving_ore: float) -> Text:
    """Return what all save together."""
    return say("Together the members pay {amount} a year less than each on its own.", amount=tell_money(saving_ore))


def describe_needs(study: Study, groups: Sequence[Sequence[str]], n_missing: int) -> Text:
    """Return which groups a rule would need to know."""
    shown = ", ".join("+".join(study.name(one) for one in group) for group in groups)
    if n_missing > len(groups):
        shown += ", …"
    return say_count(
        "It needs the cost of {count} group that is not known: {shown}.",
        "It needs the costs of {count} groups that are not known: {shown}.",
        n_missing,
        shown=shown,
    )
