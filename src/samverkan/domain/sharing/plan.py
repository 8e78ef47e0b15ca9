"""The plan of sharing: what a study states in `[sharing]`. Nothing is presumed; what is absent is not computed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from samverkan.domain.dates import Period
from samverkan.domain.sharing.keys import CostKey


@dataclass(frozen=True, slots=True)
class Amount:
    """A yearly or single amount in SEK as far as it is known: a value, or lowest, most likely and highest; and why."""

    low: float
    mode: float
    high: float
    source: str = ""

    @property
    def is_certain(self) -> bool:
        """Whether there is no range."""
        return self.low == self.high


class ExitRule(StrEnum):
    """Who bears the cost that remains when a member has left."""

    LEAVER = "leaver"
    REMAINING = "remaining"
    SHARED = "shared"
    """The leaver pays its share of what remains for the agreed number of years, then the remaining members do."""


@dataclass(frozen=True, slots=True)
class ExitTerms:
    """What the agreement says of leaving. `remains` is the share of each cost kind that does not go with the leaver."""

    rule: ExitRule | None = None
    years: int = 0
    notice_months: int = 0
    remains: Mapping[str, float] = field(default_factory=dict)
    fades_in_years: int | None = None
    """In how many years what remains is gone, in equal steps; None: it never goes away by itself."""


@dataclass(frozen=True, slots=True)
class ModelParameters:
    """A stated cost model: each parameter with its range and source.

    Names as in methods/sharing: fixed, unit, elasticity, realised, transition, distance, coordination, growth.
    """

    amounts: Mapping[str, Amount]
    driver: str = "population"
    distances_km: Mapping[tuple[str, str], float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ClusterLimits:
    """Which clusters could form: how many municipalities, how far apart any two of them, all in one county or not.

    None is no limit. With `forms` a cluster must also keep within the limits of one of them, by the form's name.
    """

    largest: int | None = None
    most_km: float | None = None
    same_county: bool = False
    forms: Mapping[str, "ClusterLimits"] = field(default_factory=dict)


class Act(StrEnum):
    """What happens in a what-if."""

    JOIN = "join"
    LEAVE = "leave"
    MERGE = "merge"
    KEY = "key"
    HOST = "host"
    PRICE = "price"
    VOLUME = "volume"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happens: who or what it is about, from which year, and how large.

    JOIN, LEAVE, HOST: `subject` is a municipality. MERGE: `subject` is what the municipalities in `into` become one of.
    KEY: `subject` is the key that is taken into use. PRICE: `subject` is a cost line (or `*`), `factor` multiplies it.
    VOLUME: `subject` is a driver, `municipality` whose (or '' for all), `factor` multiplies it.
    """

    act: Act
    subject: str
    year: int
    municipality: str = ""
    into: tuple[str, ...] = ()
    factor: Amount = Amount(1, 1, 1)


@dataclass(frozen=True, slots=True)
class Scenario:
    """Changes that happen together, with a name for a person."""

    id: str
    changes: tuple[Change, ...]
    label_sv: str = ""
    label_en: str = ""


@dataclass(frozen=True, slots=True)
class SharingPlan:
    """What is to be shared in one collaboration, how, and what else a study states about it.

    `collaboration` is '' in a study that only asks which clusters could form.

    `alone` is each municipality's own yearly cost outside the collaboration; `joining` its cost of coming in, once;
    `added` how much the collaboration's yearly cost grows by a municipality that joins (or shrinks when it leaves) when
    it is stated rather than computed from variable lines; `leaving` its own cost of leaving, once.
    """

    collaboration: str
    period: Period | None = None
    lines: tuple[str, ...] = ()
    key_in_use: str = ""
    keys: tuple[CostKey, ...] = ()
    alone: Mapping[str, Amount] = field(default_factory=dict)
    joining: Mapping[str, Amount] = field(default_factory=dict)
    leaving: Mapping[str, Amount] = field(default_factory=dict)
    added: Mapping[str, Amount] = field(default_factory=dict)
    exit: ExitTerms = ExitTerms()
    model: ModelParameters | None = None
    clusters: ClusterLimits | None = None
    scenarios: tuple[Scenario, ...] = ()
    horizon_years: int = 10
    rates: tuple[float, ...] = (0.0, 0.025, 0.05)
    draws: int = 2000
    seed: int = 2026

    def key(self, key: str) -> CostKey | None:
        """Return the key of that id."""
        return next((one for one in self.keys if one.id == key), None)
