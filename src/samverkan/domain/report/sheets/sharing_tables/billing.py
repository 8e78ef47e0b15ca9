"""The sheets of bills: what each pays by every key, line by line, with the readings behind it, and what changed."""

from dataclasses import dataclass

from samverkan.domain.report.sheets.sharing_tables.shared import money_column, sources_of_bill
from samverkan.domain.report.sheets.sheet import Column, Sheet
from samverkan.domain.sharing.analysis import KeyBill, SharingAnalysis
from samverkan.domain.sharing.bill import Bill, BillRow, DriverReading
from samverkan.domain.sharing.decomposing import BillChange, Cause
from samverkan.domain.words import Text, as_is, say


@dataclass(frozen=True, eq=False)
class Paid:
    """What one member pays by one key."""

    key: KeyBill
    bill: Bill
    member: str

    @property
    def amount_ore(self) -> int:
        """The member's share of the bill."""
        return self.bill.shares_ore[self.member]


@dataclass(frozen=True, eq=False)
class Line:
    """One member's part of one line by one key."""

    key: KeyBill
    bill: Bill
    row: BillRow


def shares_sheet(analysis: SharingAnalysis) -> Sheet[Paid]:
    """Return what each member pays by every key."""
    name = analysis.study.name
    return Sheet(
        key="shares",
        title=say("Shares by key"),
        method=say("What each member pays of the bill by each key, in whole öre that sum to the bill."),
        columns=(
            Column("key", say("Key"), lambda one: one.key.key.id),
            Column("label", say("Name of the key"), lambda one: one.key.key.label),
            Column("in_use", say("In use"), lambda one: one.key.is_in_use),
            Column("municipality", say("Member"), lambda one: one.member),
            Column("name", say("Name"), lambda one: name(one.member)),
            money_column("amount", say("Pays, SEK"), lambda one: one.amount_ore),
            Column("share", say("Share of the bill"), lambda one: _part(one.amount_ore, one.bill.total_ore), 3),
            Column("bounded", say("Minimum or cap"), lambda one: one.bill.bounded.get(one.member)),
            Column("days", say("Days as a member"), lambda one: one.bill.days.get(one.member), 0),
        ),
        rows=tuple(
            Paid(one, one.bill, member) for one in analysis.keys if one.bill is not None for member in one.bill.members
        ),
        sources=lambda one: sources_of_bill(one.bill, one.member),
    )


def lines_sheet(analysis: SharingAnalysis) -> Sheet[Line]:
    """Return each member's part of each line by every key."""
    name = analysis.study.name
    return Sheet(
        key="lines",
        title=say("Bills line by line"),
        method=say("Each member's part of each cost line, and the readings of the drivers that it was divided by."),
        columns=(
            Column("key", say("Key"), lambda one: one.key.key.id),
            Column("in_use", say("In use"), lambda one: one.key.is_in_use),
            Column("municipality", say("Member"), lambda one: one.row.municipality),
            Column("name", say("Name"), lambda one: name(one.row.municipality)),
            Column("line", say("Line"), lambda one: one.bill.line_labels.get(one.row.line, as_is(one.row.line))),
            money_column("amount", say("Pays, SEK"), lambda one: one.row.amount_ore),
            Column("readings", say("Readings"), lambda one: _readings(one.row.readings)),
        ),
        rows=tuple(Line(one, one.bill, row) for one in analysis.keys if one.bill is not None for row in one.bill.rows),
        sources=lambda one: one.row.sources,
    )


def change_sheet(analysis: SharingAnalysis) -> Sheet[BillChange]:
    """Return what changed for each member since the period before, by cause."""
    found = analysis.change
    name = analysis.study.name
    return Sheet(
        key="change",
        title=say("What changed"),
        method=say(
            "The change of each member's bill by the key in use, divided among its causes: the mean of what each adds "
            "over all orders in which they can come about (Shapley). The causes sum to the change."
        ),
        columns=(
            Column("municipality", say("Member"), lambda one: one.municipality),
            Column("name", say("Name"), lambda one: name(one.municipality)),
            money_column("before", say("Before, SEK"), lambda one: one.before_ore),
            money_column("after", say("After, SEK"), lambda one: one.after_ore),
            money_column("change", say("Change, SEK"), lambda one: one.change_ore),
            *(_cause_column(cause) for cause in Cause),
        ),
        rows=() if found is None else found.changes,
        sources=lambda one: sources_of_bill(analysis.bill, one.municipality),
    )


def _cause_column(cause: Cause) -> Column[BillChange]:
    return money_column(cause.value, cause.label, lambda one: one.by_cause_ore.get(cause))


def _part(amount_ore: int, total_ore: int) -> float | None:
    return amount_ore / total_ore if total_ore else None


def _readings(readings: tuple[DriverReading, ...]) -> Text | None:
    shown = [f"{one.driver} {one.value:g}" for one in readings]
    return as_is("; ".join(shown)) if shown else None
