"""The page's chapters about who pays: shares by key, the bill by line, what changed, the saving against alone."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from samverkan.domain.sharing.analysis import KeyBill, SharingAnalysis
from samverkan.domain.sharing.bill import Bill, DriverReading
from samverkan.domain.sharing.core_chances import StayingChances
from samverkan.domain.sharing.decomposing import BillChange
from samverkan.domain.sharing.keys import EQUAL, driver_words
from samverkan.domain.sharing.places import change_source, line_source, saving_source, share_source
from samverkan.domain.sharing.savings import OwnCost, Saved, count_inhabitants, own_costs, savings
from samverkan.domain.words import ENGLISH, SWEDISH, Text, name_in, say
from samverkan.files.report_html.anchors import Anchors
from samverkan.files.sharing_html.grids import Entry, Grid, Line, make_grid

SURE = 0.99
MOST_ROWS = 400
"""With more shares than this only those of the key in use have a table of their own."""


@dataclass(frozen=True, slots=True)
class PaidRow:
    """What one member pays under a key: öre, share of the bill, öre for each inhabitant, and which bound it reached."""

    anchor: str
    name: str
    amount_ore: int
    share: float | None
    each_ore: float | None
    bound: Text | None


@dataclass(frozen=True, slots=True)
class ShownKey:
    """One key with what each member pays, or every reason why it cannot be billed."""

    own: KeyBill
    rows: tuple[PaidRow, ...]


@dataclass(frozen=True, slots=True)
class MemberRow:
    """What one member wants to know first: what it pays, what it would pay alone, and what changed."""

    anchor: str
    name: str
    paid: PaidRow
    own: OwnCost | None
    saved: Saved | None
    chance: float | None
    change_ore: int | None
    change_source: str
    saving_source: str


@dataclass(frozen=True, slots=True)
class DriverRow:
    """One driver with the reading of each member, and the lines that it divides."""

    name: Text
    readings: tuple[DriverReading | None, ...]
    n_lines: int


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """What changed for a member, with its place."""

    anchor: str
    name: str
    own: BillChange


@dataclass(frozen=True, slots=True)
class OwnRow:
    """A member's own cost, and what it saves under the key in use."""

    name: str
    own: OwnCost | None


@dataclass(frozen=True, slots=True)
class PaysChapter:
    """Everything about who pays; empty where the study states too little."""

    members: tuple[MemberRow, ...]
    compared: Grid | None
    keys: tuple[ShownKey, ...]
    n_more_keys: int
    has_inhabitants: bool
    bill: Grid | None
    drivers: tuple[DriverRow, ...]
    changes: tuple[ChangeRow, ...]
    own: tuple[OwnRow, ...]
    saved: Grid | None


def gather_paying(analysis: SharingAnalysis, anchors: Anchors) -> PaysChapter:
    """Return the chapters' values; every share, line, change and saving gets its place."""
    inhabitants = count_inhabitants(analysis)
    is_small = len(analysis.keys) * len(analysis.members) <= MOST_ROWS
    shown = [one for one in analysis.keys if is_small or one.is_in_use or one.bill is None]
    keys = tuple(_show_key(analysis, one, inhabitants, anchors) for one in shown)
    own = own_costs(analysis)
    bill = analysis.bill
    changes = tuple(_changes(analysis, anchors))
    saved = _saved(analysis, own, anchors)
    return PaysChapter(
        members=tuple(_members(analysis, keys, own, anchors)),
        compared=make_grid(_named(analysis), _compare(analysis)) if analysis.billed else None,
        keys=keys,
        n_more_keys=len(analysis.keys) - len(shown),
        has_inhabitants=bool(inhabitants),
        bill=None if bill is None else make_grid(_named(analysis), _lines(bill, anchors)),
        drivers=() if bill is None else tuple(_drivers(bill)),
        changes=changes,
        own=tuple(OwnRow(analysis.study.name(one), own.get(one)) for one in analysis.members) if own else (),
        saved=saved,
    )


def _named(analysis: SharingAnalysis) -> tuple[tuple[str, str], ...]:
    return tuple((one, analysis.study.name(one)) for one in analysis.members)


def _show_key(
    analysis: SharingAnalysis, one: KeyBill, inhabitants: Mapping[str, DriverReading], anchors: Anchors
) -> ShownKey:
    if one.bill is None:
        return ShownKey(one, ())
    bill, rows = one.bill, []
    for member, paid in bill.shares_ore.items():
        people = inhabitants.get(member)
        rows.append(
            PaidRow(
                anchor=anchors.place(share_source(one.key.id, member)),
                name=analysis.study.name(member),
                amount_ore=paid,
                share=paid / bill.total_ore if bill.total_ore else None,
                each_ore=None if people is None else paid / people.value,
                bound=bill.bounded.get(member),
            )
        )
    return ShownKey(one, tuple(rows))


def _compare(analysis: SharingAnalysis) -> list[Line]:
    lines = []
    for one in analysis.keys:
        if one.bill is None:
            continue
        total = one.bill.total_ore or 1
        entries = {
            member: Entry(paid, say("{share:.1%}", share=paid / total), share_source(one.key.id, member))
            for member, paid in one.bill.shares_ore.items()
        }
        lines.append(Line(one.key.label, entries, one.is_in_use))
    return lines


def _lines(bill: Bill, anchors: Anchors) -> list[Line]:
    names = dict.fromkeys(row.line for row in bill.rows)
    lines = []
    for name in names:
        rows = [row for row in bill.rows if row.line == name]
        costs = [source for row in rows for source in row.sources if source.startswith("cost:")]
        label = bill.line_labels.get(name, name)
        entries = {row.municipality: Entry(row.amount_ore) for row in rows}
        drivers = dict.fromkeys(one.driver for row in rows for one in row.readings)
        note = _list_drivers(drivers) if drivers else None
        lines.append(Line(label, entries, False, anchors.place(line_source(name)), next(iter(costs), ""), note))
    entries = {member: Entry(paid, None, share_source(bill.key, member)) for member, paid in bill.shares_ore.items()}
    return [*lines, Line(say("In all"), entries)]


def _list_drivers(drivers: Iterable[str]) -> Text:
    names = [driver_words(one) for one in drivers]
    swedish, english = (", ".join(one.in_language(language) for one in names) for language in (SWEDISH, ENGLISH))
    return say("by {drivers}", drivers=name_in(swedish, english))


def _drivers(bill: Bill) -> Iterator[DriverRow]:
    found: dict[str, dict[str, DriverReading]] = {}
    lines: dict[str, set[str]] = {}
    for row in bill.rows:
        for one in row.readings:
            found.setdefault(one.driver, {}).setdefault(one.municipality, one)
            lines.setdefault(one.driver, set()).add(row.line)
    for driver, readings in found.items():
        if driver != EQUAL:
            yield DriverRow(driver_words(driver), tuple(readings.get(one) for one in bill.members), len(lines[driver]))


def _changes(analysis: SharingAnalysis, anchors: Anchors) -> Iterator[ChangeRow]:
    for one in analysis.change.changes if analysis.change is not None else ():
        anchor = anchors.place(change_source(one.municipality))
        yield ChangeRow(anchor, analysis.study.name(one.municipality), one)


def _members(
    analysis: SharingAnalysis, keys: tuple[ShownKey, ...], own: Mapping[str, OwnCost], anchors: Anchors
) -> Iterator[MemberRow]:
    bill = analysis.bill
    used = next((one for one in keys if one.own.is_in_use), None)
    if bill is None or used is None:
        return
    saved = savings(own, bill.shares_ore)
    staying = analysis.staying.get(bill.key)
    changed = {one.municipality: one.change_ore for one in (analysis.change.changes if analysis.change else ())}
    for member, paid in zip(bill.shares_ore, used.rows, strict=True):
        yield MemberRow(
            anchor=anchors.place(f"member:{member}"),
            name=analysis.study.name(member),
            paid=paid,
            own=own.get(member),
            saved=saved.get(member),
            chance=None if staying is None else staying.members.get(member),
            change_ore=changed.get(member),
            change_source=change_source(member),
            saving_source=saving_source(bill.key, member),
        )


def _saved(analysis: SharingAnalysis, own: Mapping[str, OwnCost], anchors: Anchors) -> Grid | None:
    if not own or not analysis.billed:
        return None
    lines = []
    for one in analysis.keys:
        if one.bill is None:
            continue
        found = savings(own, one.bill.shares_ore)
        staying = analysis.staying.get(one.key.id)
        entries = {}
        for member, saved in found.items():
            source = saving_source(one.key.id, member)
            entries[member] = Entry(saved.mode_ore, _chance(staying, member), anchor=anchors.place(source))
        lines.append(Line(one.key.label, entries, one.is_in_use))
    return make_grid(_named(analysis), lines)


def _chance(staying: StayingChances | None, member: str) -> Text | None:
    chance = None if staying is None else staying.members.get(member)
    if chance is None:
        return None
    if SURE < chance < 1:
        return say("saves in above 99%")
    return say("saves in {chance:.0%}", chance=chance)
