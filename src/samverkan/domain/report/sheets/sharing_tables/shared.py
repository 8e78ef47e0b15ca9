"""What the sheets of sharing have in common: columns of money, and the way back to what figures rest on."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from samverkan.domain.report.sheets.sheet import Column
from samverkan.domain.sharing.bill import Bill
from samverkan.domain.sharing.gaming import Basis, NamedGame
from samverkan.domain.sharing.plan import Scenario, SharingPlan
from samverkan.domain.words import Text

R = TypeVar("R")
ORE = 100


def money_column(key: str, heading: Text, amount_ore: Callable[[R], int | None]) -> Column[R]:
    """Return a column of SEK with öre."""

    def in_sek(row: R) -> float | None:
        found = amount_ore(row)
        return None if found is None else found / ORE

    return Column(f"{key}_sek", heading, in_sek, 2)


def sources_of_bill(bill: Bill | None, member: str) -> tuple[str, ...]:
    """Return what a member's bill rests on, each once."""
    rows = () if bill is None else bill.rows
    return tuple(dict.fromkeys(source for row in rows if row.municipality == member for source in row.sources))


def sources_of_game(named: NamedGame | None, members: Iterable[str]) -> tuple[str, ...]:
    """Return where it stands what groups would pay, and the group itself when a table states it."""
    if named is None:
        return ()
    group = tuple(members)
    if named.basis is Basis.TABLE:
        return (f"coalition:{';'.join(group)}",) if group else ("coalitions.csv",)
    if named.basis is Basis.MODEL:
        return ("study.toml:sharing.model",)
    return tuple(f"study.toml:sharing.alone.{one}" for one in group or named.members)


def sources_of_whatif(plan: SharingPlan, scenario: Scenario, member: str) -> tuple[str, ...]:
    """Return what a member's outcome rests on: the what-if, which names its costs and figures, and stated amounts."""
    stated = ("alone", "joining", "leaving", "added")
    found = [f"study.toml:sharing.{name}.{member}" for name in stated if member in getattr(plan, name)]
    return (f"whatif:{scenario.id}", *found)
