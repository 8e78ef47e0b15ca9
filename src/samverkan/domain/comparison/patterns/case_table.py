"""The calibrated table that an analysis starts from: cases, conditions and outcome, each value with its sources."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from samverkan.domain.words import Text
from samverkan.methods.qca.calibration import Calibration
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
    """A division of the cases, for cluster diagnostics: one label per case, in the order of the cases.

    `words` says the labels that are no names of their own.
    """

    name: Text
    labels: tuple[str, ...]
    words: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Origin:
    """The raw values that one condition's or the outcome's memberships were made from, and the calibration itself.

    `raw` and `fixed` have one value per case, as `AnchorQuestion` takes them: `fixed` is the membership that the study
    states for a value that is not known. `anchors` names each anchor of the calibration, in the order of `anchors_of`.
    """

    name: str
    raw: Memberships
    calibration: Calibration
    anchors: tuple[Text, ...]
    fixed: Memberships
    is_negated: bool = False


@dataclass(frozen=True, eq=False)
class WithoutInformant:
    """The memberships when the scores of one informant are left out: a row per case, the outcome in the last column.

    NaN is a membership that is then not known. `label` is the informant's pseudonym, `sources` the scores left out.
    """

    label: str
    cases: tuple[str, ...]
    columns: tuple[str, ...]
    values: Memberships
    sources: tuple[str, ...]

    @property
    def known(self) -> Memberships:
        """The rows of the cases whose memberships are all known."""
        return self.values[~np.isnan(self.values).any(axis=1)]

    @property
    def known_cases(self) -> tuple[str, ...]:
        """The cases whose memberships are all known."""
        return tuple(case for case, row in zip(self.cases, self.values, strict=True) if not np.isnan(row).any())


@dataclass(frozen=True, eq=False)
class CaseTable:
    """Cases beside conditions and outcome, calibrated.

    `units` names what each case is a part of, when the same stands in several clusters, as a country in several years.
    `sources` leads from (case, condition or outcome name) to what the membership rests on. `limits` are what the study
    itself says that its cases cannot carry. `notes` say what was noticed on the way: small and host members who differ,
    what is not verified or filled in. `origins` has what the memberships were made from, where that is known, and
    `without_informants` the cases without each informant.
    """

    cases: tuple[str, ...]
    sets: Sets
    outcome: Memberships
    outcome_name: str
    labels: Mapping[str, Text] = field(default_factory=dict)
    calibrations: tuple[CalibratedBy, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    clusterings: tuple[Clustering, ...] = ()
    units: tuple[str, ...] = ()
    limits: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()
    sources: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    fingerprints: Mapping[str, str] = field(default_factory=dict)
    origins: tuple[Origin, ...] = ()
    without_informants: tuple[WithoutInformant, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the conditions and, last, of the outcome."""
        return (*self.sets.names, self.outcome_name)
