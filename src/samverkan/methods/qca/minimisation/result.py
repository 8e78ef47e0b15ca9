"""What minimisation is asked for, and what it gives."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias

from samverkan.methods.qca.sets import Model, Term

Expectations: TypeAlias = tuple[frozenset[int], ...]
"""For each condition the levels that are expected to contribute to the outcome; an empty set expects nothing."""


class Solution(StrEnum):
    """How remainders are treated: never assumed, all free, or free where expectation agrees."""

    CONSERVATIVE = "conservative"
    PARSIMONIOUS = "parsimonious"
    INTERMEDIATE = "intermediate"


class Listing(StrEnum):
    """Which models are listed: those with the fewest terms, or all from which no term can be left out."""

    MINIMUM = "minimum"
    IRREDUNDANT = "irredundant"


class Limit(StrEnum):
    """A limit that ended the work early."""

    SECONDS = "seconds"
    IMPLICANTS = "implicants"
    MODELS = "models"


@dataclass(frozen=True, slots=True)
class Limits:
    """When to stop. None: never. `listed` only bounds how many models are written out; the count stays exact."""

    seconds: float | None = None
    implicants: int | None = 20_000_000
    listed: int | None = 1_000


@dataclass(frozen=True, slots=True)
class Minimising:
    """What a minimisation is asked for.

    `impossible` are terms whose remainders may not be assumed (enhanced standard analysis): impossible, untenable,
    or against a statement of necessity. Observed rows are never taken out by them. `excluded` are positive rows that
    count as contradictions, for they pass for the outcome and for its absence.
    """

    listing: Listing = Listing.MINIMUM
    expectations: Expectations = ()
    impossible: tuple[Term, ...] = ()
    limits: Limits = field(default_factory=Limits)
    excluded: tuple[Term, ...] = ()


@dataclass(frozen=True, eq=False)
class Pair:
    """An intermediate solution's origin: a conservative and a parsimonious model, and what they give together."""

    conservative: Model
    parsimonious: Model
    minimised: "Minimised"


@dataclass(frozen=True, eq=False)
class Minimised:
    """A solution: its prime implicants, the chart, and its models.

    `rows` are the positive configurations. `prime_implicants` behaves as a sequence of terms, and `coverage[i]` is a
    bit set (bit j: implicant i covers `rows[j]`). `models` holds at most `limits.listed`; `n_models` is the exact
    count, and `iterate` gives them all, one by one. `shared` are the terms of every model, `used` the implicants, by
    index, that some model has, `n_unused` how many none has. `stopped` says which limit ended the work; then the lists
    are what was proven by then, and `n_models` counts what was found. `pairs` belong to the intermediate solution.
    """

    solution: Solution
    listing: Listing
    rows: tuple[Term, ...]
    prime_implicants: Sequence[Term]
    coverage: Sequence[int]
    essential: Model
    write_models: Callable[[], tuple[Model, ...]] = field(repr=False)
    n_models: int
    shared: Model
    n_unused: int
    used: frozenset[int] = frozenset()
    stopped: tuple[Limit, ...] = ()
    pairs: tuple[Pair, ...] = ()
    iterate: Callable[[], Iterator[Model]] = field(default=lambda: iter(()), repr=False)

    @cached_property
    def models(self) -> tuple[Model, ...]:
        """The models as terms, written out when they are first asked for."""
        return self.write_models()

    @property
    def is_whole(self) -> bool:
        """Whether no limit ended the work."""
        return not self.stopped
