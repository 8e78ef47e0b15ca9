"""How much a search may cost: nodes and seconds, counted while it runs."""

from dataclasses import dataclass, field
from math import inf
from time import monotonic

LOOK_EVERY = 512


class OverBudget(Exception):  # noqa: N818 -- an ending that is handled, not a fault
    """The search has used what it was given."""


@dataclass(slots=True)
class Budget:
    """Counts down nodes, and looks at the clock now and then. Without limits it never ends a search."""

    nodes: float = inf
    deadline: float = inf
    spent: int = field(default=0, init=False)

    def spend(self) -> None:
        """Count one node; OverBudget when there are none left or the time is up."""
        self.spent += 1
        if self.spent > self.nodes:
            raise OverBudget
        if self.spent % LOOK_EVERY == 0:
            self.look()

    def look(self) -> None:
        """Raise OverBudget when the time is up."""
        if monotonic() > self.deadline:
            raise OverBudget

    def left(self) -> float:
        """Return how many seconds are left."""
        return self.deadline - monotonic()

    def part(self, nodes: float) -> "Budget":
        """Return a budget of so many nodes with the same deadline."""
        return Budget(nodes, self.deadline)


def open_budget(seconds: float | None) -> Budget:
    """Return a budget that ends in so many seconds; never when None."""
    return Budget(deadline=inf if seconds is None else monotonic() + seconds)
