"""The short answer to who pays and whether it would hold, in plain sentences."""

from collections.abc import Iterator

from samverkan.domain.sharing.analysis import Part, SharingAnalysis
from samverkan.domain.sharing.complaining import list_names
from samverkan.domain.sharing.decomposing import Cause
from samverkan.domain.sharing.money import tell_money
from samverkan.domain.sharing.telling import tell_difference
from samverkan.domain.words import Text, say, say_count


def answer_sharing(analysis: SharingAnalysis) -> tuple[Text, ...]:
    """Return the answer in a few sentences: the bill, whether the key in use holds, which keys do, and what changed."""
    return (*_tell_bill(analysis), *_tell_hold(analysis), *_tell_change(analysis))


def _tell_bill(analysis: SharingAnalysis) -> Iterator[Text]:
    study, bill = analysis.study, analysis.bill
    if bill is None:
        yield from analysis.why_not(Part.BILL)
        yield from analysis.in_use.why_not if analysis.in_use is not None else ()
        return
    shares = bill.shares_ore
    most, least = max(shares, key=lambda one: shares[one]), min(shares, key=lambda one: shares[one])
    yield say(
        "The bill of {collaboration} for {period} is {total}. By the key in use {most} pays most, {most_amount}, and "
        "{least} least, {least_amount}.",
        collaboration=study.name(bill.collaboration),
        period=bill.period.text,
        total=tell_money(bill.total_ore),
        most=study.name(most),
        most_amount=tell_money(shares[most]),
        least=study.name(least),
        least_amount=tell_money(shares[least]),
    )


def _tell_hold(analysis: SharingAnalysis) -> Iterator[Text]:
    stability = analysis.stability
    if stability is None:
        yield from analysis.why_not(Part.GAME)
        return
    yield from stability.summary
    in_use = next((one for one in stability.keys if one.is_in_use), None)
    if in_use is not None:
        yield say("The key in use: {sentence}", sentence=in_use.sentence)
        if in_use.repair is not None:
            yield in_use.repair
    holding = [one for one in stability.keys if one.holds]
    if stability.keys and all(one.holds is not None for one in stability.keys):
        yield say_count(
            "Of the {all} keys {count} holds.", "Of the {all} keys {count} hold.", len(holding), all=len(stability.keys)
        )


def _tell_change(analysis: SharingAnalysis) -> Iterator[Text]:
    change = analysis.change
    if change is None:
        return
    total = sum(one.change_ore for one in change.changes)
    yield say("Since {before} the bill is {difference}.", before=change.before.text, difference=tell_difference(total))
    raised = [one.municipality for one in change.changes if one.change_ore > 0]
    if raised and len(raised) < len(change.changes):
        yield say("Those who pay more: {names}.", names=list_names(analysis.study, raised))


def causes_of(analysis: SharingAnalysis) -> tuple[Cause, ...]:
    """Return the causes that changed somebody's bill, in their order."""
    if analysis.change is None:
        return ()
    return tuple(one for one in Cause if any(change.by_cause_ore.get(one) for change in analysis.change.changes))
