"""Which clusters could form, which together cost least, and which nobody would leave under a given key."""

from samverkan.methods.sharing.clusters.candidates import (
    MOST_CANDIDATES,
    Candidates,
    Limits,
    TooManyCandidatesError,
    count_candidates,
    find_candidates,
    join_candidates,
    make_candidates,
)
from samverkan.methods.sharing.clusters.generation import (
    BestPartition,
    ClusterBound,
    Effort,
    Proof,
    bound_partition,
    find_best_partition,
)
from samverkan.methods.sharing.clusters.keys import CommonKey, equal_percentage, equal_saving, per_driver
from samverkan.methods.sharing.clusters.stable import (
    Blocking,
    StablePartition,
    find_blocking,
    find_stable_partition,
    share_of_saving_lost,
)
from samverkan.methods.sharing.clusters.table import TablePartition, partition_table

__all__ = [
    "MOST_CANDIDATES",
    "BestPartition",
    "Blocking",
    "Candidates",
    "ClusterBound",
    "CommonKey",
    "Effort",
    "Limits",
    "Proof",
    "StablePartition",
    "TablePartition",
    "TooManyCandidatesError",
    "bound_partition",
    "count_candidates",
    "equal_percentage",
    "equal_saving",
    "find_best_partition",
    "find_blocking",
    "find_candidates",
    "find_stable_partition",
    "join_candidates",
    "make_candidates",
    "partition_table",
    "per_driver",
    "share_of_saving_lost",
]
