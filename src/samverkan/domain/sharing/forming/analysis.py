"""The clusters that a study's municipalities could form, as one frozen value."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from samverkan.domain.sharing.analysis import Trace
from samverkan.domain.sharing.forming.positions import Position
from samverkan.domain.sharing.plan import ClusterLimits, ModelParameters
from samverkan.domain.study import Form, Study
from samverkan.domain.words import Text


class SharedBy(StrEnum):
    """A key under which every member ranks clusters alike."""

    DRIVER = "driver"
    PERCENTAGE = "equal percentage"
    SAVING = "equal saving"


@dataclass(frozen=True, slots=True)
class ClusterSettings:
    """What a person may choose; None and false leave what the study states.

    `seconds` is how long integer programming may look for a cheaper partition, by the clock.
    """

    largest: int | None = None
    most_km: float | None = None
    same_county: bool = False
    seconds: float = 30.0


@dataclass(frozen=True, slots=True)
class Cluster:
    """Municipalities together: the cheapest host, what they would cost a year together and each alone, in öre.

    `longest_km` is between the two farthest apart; `forms` are those whose limits the cluster keeps.
    """

    members: tuple[str, ...]
    host: str
    cost_ore: int
    alone_ore: int
    longest_km: float
    forms: tuple[Form, ...] = ()

    @property
    def saving_ore(self) -> int:
        """What the members save together a year against each alone."""
        return self.alone_ore - self.cost_ore

    @property
    def is_together(self) -> bool:
        """Whether there is more than one member."""
        return len(self.members) > 1


@dataclass(frozen=True, eq=False)
class Partition:
    """Every municipality in one cluster: what all cost a year, what each pays, and what all save against alone."""

    clusters: tuple[Cluster, ...]
    shares_ore: Mapping[str, int]

    @property
    def cost_ore(self) -> int:
        """What all cost a year."""
        return sum(one.cost_ore for one in self.clusters)

    @property
    def saving_ore(self) -> int:
        """What all save a year against each alone."""
        return sum(one.saving_ore for one in self.clusters)

    @property
    def joined(self) -> tuple[Cluster, ...]:
        """The clusters of more than one, those that save most first."""
        together = [one for one in self.clusters if one.is_together]
        return tuple(sorted(together, key=lambda one: (-one.saving_ore, one.members)))

    @property
    def n_alone(self) -> int:
        """How many municipalities stay alone."""
        return sum(not one.is_together for one in self.clusters)


@dataclass(frozen=True, eq=False)
class Best:
    """The cheapest partition found. Its shares are the duals: no cluster could do better for all its members.

    `gap` is how much cheaper another partition could be at most, as a part of the cost; `subsidy_ore` what must come
    from outside for the shares to pay for these clusters; `has_core` None where it is not known.
    """

    partition: Partition
    gap: float
    is_proven: bool
    subsidy_ore: int
    has_core: bool | None


@dataclass(frozen=True, eq=False)
class UnderKey:
    """What forms of itself under a key, and the part of the possible saving that is lost; None without any."""

    key: SharedBy
    partition: Partition
    lost: float | None


@dataclass(frozen=True, eq=False)
class ClusterAnalysis:
    """Which clusters could form, which together cost least, and which would form under each key.

    `counts` has how many clusters of 1, 2, … municipalities could form; `alone_ore` what each would cost alone.
    """

    study: Study
    model: ModelParameters
    limits: ClusterLimits
    members: tuple[str, ...]
    drivers: Mapping[str, float]
    positions: Mapping[str, Position]
    counts: tuple[int, ...]
    alone_ore: Mapping[str, int]
    best: Best
    keys: tuple[UnderKey, ...]
    sources: Mapping[str, str]
    notes: tuple[Text, ...]
    trace: Trace

    @property
    def total_alone_ore(self) -> int:
        """What all would cost a year, each alone."""
        return sum(self.alone_ore.values())
