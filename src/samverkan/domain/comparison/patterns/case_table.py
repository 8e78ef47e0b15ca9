"""The calibrated table that an analysis starts from: cases, conditions and outcome, each value with its sources."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from samverkan.domain.words import Text
from samverkan.methods.qca.sets import Memberships, Sets


@dataclass(frozen=True, slots=True)
class CalibratedBy:
    """How one condition or the outcome became memberships: the rule with its anchors, who set it, and why."""

    name: str
    label: Text
    rule: Text
    source: Text
    set_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A case that the analysis does not have, and why."""

    case: str
    reason: Text


@dataclass(frozen=True, slots=True)
class Clustering:
    """A division of the cases, for cluster diagnostics: one label per case, in the order of the cases."""

    name: Text
    labels: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class CaseTable:
    """Cases beside conditions and outcome, calibrated.

    `sources` leads from (case, condition or outcome name) to what the membership rests on. `notes` say what was
    noticed on the way: memberships of exactly .5, skewed sets, small and host members who differ.
    """

    cases: tuple[str, ...]
    sets: Sets
    outcome: Memberships
    outcome_name: str
    labels: Mapping[str, Text] = field(default_factory=dict)
    calibrations: tuple[CalibratedBy, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    clusterings: tuple[Clustering, ...] = ()
    notes: tuple[Text, ...] = ()
    sources: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    fingerprints: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the conditions and, last, of the outcome."""
        return (*self.sets.names, self.outcome_name)
