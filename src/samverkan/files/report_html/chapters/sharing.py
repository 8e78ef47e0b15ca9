"""The chapters about the shared cost: who pays by each key, and whether it would hold."""

from collections.abc import Mapping
from dataclasses import dataclass

from samverkan.domain.report.evaluation import Evaluation
from samverkan.domain.sharing.analysis import Part, SharingAnalysis
from samverkan.domain.sharing.complaining import list_names
from samverkan.domain.sharing.keys import CostKey
from samverkan.domain.sharing.places import share_source, standing_source
from samverkan.domain.sharing.savings import OwnCost, Saved, count_inhabitants, own_costs, savings
from samverkan.domain.sharing.shortly import answer_whatifs, answer_who_pays, answer_would_it_hold
from samverkan.domain.sharing.stability import Standing
from samverkan.domain.words import Text
from samverkan.files.report_html.anchors import Anchors

MOST_ACROSS = 7
"""With more members than this their shares by every key are in the workbook only."""

MOST_MEMBERS = 60


@dataclass(frozen=True, slots=True)
class PaidRow:
    """What one member pays by the key in use, with what its bill rests on."""

    anchor: str
    name: str
    amount_ore: int
    share: float | None
    each_ore: float | None
    own: OwnCost | None
    saved: Saved | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One key with what each member pays; `shares` are anchor and öre in the order of the members."""

    key: CostKey
    is_in_use: bool
    shares: tuple[tuple[str, int], ...]
    why_not: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class StandingRow:
    """How a key or a rule stands."""

    anchor: str
    own: Standing
    worst: Text


@dataclass(frozen=True, slots=True)
class SharingChapter:
    """What both chapters show; without an analysis only why there is none."""

    analysis: SharingAnalysis | None
    why_not: tuple[Text, ...]
    pays: tuple[Text, ...]
    members: tuple[str, ...]
    paid: tuple[PaidRow, ...]
    n_more: int
    has_inhabitants: bool
    has_own: bool
    keys: tuple[KeyRow, ...]
    holds: tuple[Text, ...]
    why_not_held: tuple[Text, ...]
    standings: tuple[tuple[bool, tuple[StandingRow, ...]], ...]
    whatifs: tuple[Text, ...]


def gather_sharing(evaluation: Evaluation, anchors: Anchors) -> SharingChapter:
    """Return the chapters' values; every share and every standing gets its place."""
    analysis, reason = evaluation.sharing.analysis, evaluation.sharing.why_not
    if analysis is None:
        why = () if reason is None else (reason,)
        return SharingChapter(None, why, (), (), (), 0, False, False, (), (), why, (), ())
    people = count_inhabitants(analysis)
    own = own_costs(analysis)
    found = analysis.stability
    paid = _paid(analysis, own, {one: reading.value for one, reading in people.items()}, anchors)
    return SharingChapter(
        analysis=analysis,
        why_not=(*analysis.why_not(Part.BILL), *(analysis.in_use.why_not if analysis.in_use else ())),
        pays=answer_who_pays(analysis),
        members=tuple(analysis.study.name(one) for one in analysis.members),
        paid=paid,
        n_more=len(analysis.members) - len(paid) if paid else 0,
        has_inhabitants=bool(people),
        has_own=bool(own),
        keys=_keys(analysis, anchors) if len(analysis.members) <= MOST_ACROSS else (),
        holds=answer_would_it_hold(analysis),
        why_not_held=(*analysis.why_not(Part.GAME), *analysis.why_not(Part.STABILITY)),
        standings=()
        if found is None
        else (
            (True, tuple(_standing(analysis, one, anchors) for one in found.keys)),
            (False, tuple(_standing(analysis, one, anchors) for one in found.rules)),
        ),
        whatifs=answer_whatifs(analysis.study, analysis.plan, analysis.whatifs),
    )


def _paid(
    analysis: SharingAnalysis, own: Mapping[str, OwnCost], people: Mapping[str, float], anchors: Anchors
) -> tuple[PaidRow, ...]:
    bill = analysis.bill
    if bill is None:
        return ()
    saved = savings(own, bill.shares_ore)
    rows = []
    for member, paid in list(bill.shares_ore.items())[:MOST_MEMBERS]:
        sources = (source for row in bill.rows if row.municipality == member for source in row.sources)
        rows.append(
            PaidRow(
                anchor=anchors.place(share_source(bill.key, member)),
                name=analysis.study.name(member),
                amount_ore=paid,
                share=paid / bill.total_ore if bill.total_ore else None,
                each_ore=paid / people[member] if member in people else None,
                own=own.get(member),
                saved=saved.get(member),
                sources=tuple(dict.fromkeys(sources)),
            )
        )
    return tuple(rows)


def _keys(analysis: SharingAnalysis, anchors: Anchors) -> tuple[KeyRow, ...]:
    rows = []
    for one in analysis.keys:
        paid = one.bill.shares_ore if one.bill is not None else {}
        shares = tuple((anchors.place(share_source(one.key.id, member)), amount) for member, amount in paid.items())
        rows.append(KeyRow(one.key, one.is_in_use, shares, one.why_not))
    return tuple(rows)


def _standing(analysis: SharingAnalysis, one: Standing, anchors: Anchors) -> StandingRow:
    return StandingRow(anchors.place(standing_source(one.id)), one, list_names(analysis.study, one.worst))
