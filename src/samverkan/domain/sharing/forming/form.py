"""From a study to its clusters: what could form, what costs least, and what would form of itself under each key."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from samverkan import __version__
from samverkan.domain.errors import Place, Problem, ProblemsError, WorkbenchError
from samverkan.domain.sharing.analysis import SharingMaterial, Trace
from samverkan.domain.sharing.forming.analysis import (
    Best,
    Cluster,
    ClusterAnalysis,
    ClusterSettings,
    Partition,
    SharedBy,
    UnderKey,
)
from samverkan.domain.sharing.forming.ground import Ground, Pairs, find_ground
from samverkan.domain.sharing.gaming import ORE, SEK_PER_MSEK, SETTINGS, build_model_game
from samverkan.domain.sharing.plan import ClusterLimits
from samverkan.domain.study import Form
from samverkan.domain.trace import fingerprint_all
from samverkan.domain.words import Text, say
from samverkan.methods.apportionment import round_shares
from samverkan.methods.sharing.clusters import (
    BestPartition,
    Candidates,
    Effort,
    Limits,
    Proof,
    TooManyCandidatesError,
    equal_percentage,
    equal_saving,
    find_best_partition,
    find_candidates,
    find_stable_partition,
    join_candidates,
    per_driver,
    share_of_saving_lost,
)
from samverkan.methods.sharing.clusters.candidates import Mapper, map_here
from samverkan.methods.sharing.structured.game import StructuredGame

Telling: TypeAlias = Callable[[Text, float], None]
LISTED, FOUND = 0.5, 0.95
"""The share of the work that is done when the candidates are listed, and when the cheapest partition is found."""
NOTHING = 1e-9
"""A possible saving below this part of what all cost alone is none."""


def tell_nobody(what: Text, share: float) -> None:
    """Tell nobody."""


@dataclass(frozen=True, eq=False)
class _Work:
    ground: Ground
    limits: ClusterLimits
    game: StructuredGame
    candidates: Candidates


def form_clusters(
    material: SharingMaterial,
    settings: ClusterSettings | None = None,
    mapper: Mapper = map_here,
    tell: Telling = tell_nobody,
) -> ClusterAnalysis:
    """Return which clusters of a study's municipalities could form, and which would.

    The mapper evaluates what clusters cost; the result does not depend on it.

    Raises
    ------
    ProblemsError
        As `find_ground`; or no limit is stated on how many municipalities a cluster may have.
    WorkbenchError
        More clusters could form than are listed, or a limit is impossible.
    """
    chosen = settings or ClusterSettings()
    ground = find_ground(material)
    limits = _limit(material, chosen)
    game = build_model_game(ground.model, ground.values, ground.known_km)
    work = _Work(ground, limits, game, _list_candidates(ground, limits, game, (mapper, tell)))
    tell(say("Looking for the cheapest clusters"), LISTED)
    effort = Effort(seconds=chosen.seconds / 2, proof_seconds=chosen.seconds / 2)
    found = find_best_partition(work.candidates, effort, partial(_tell_share, tell, LISTED))
    tell(say("Forming clusters under each key"), FOUND)
    return _put_together(material, work, found, chosen)


def _limit(material: SharingMaterial, chosen: ClusterSettings) -> ClusterLimits:
    stated = material.plan.clusters if material.plan is not None and material.plan.clusters else ClusterLimits()
    limits = replace(
        stated,
        largest=stated.largest if chosen.largest is None else chosen.largest,
        most_km=stated.most_km if chosen.most_km is None else chosen.most_km,
        same_county=stated.same_county or chosen.same_county,
    )
    unlimited = [name for name, one in limits.forms.items() if one.largest is None]
    if limits.largest is None and (unlimited or not limits.forms):
        text = say(
            "It is not said how many municipalities a cluster may have. State largest in [sharing.clusters], or use "
            "--largest."
        )
        raise ProblemsError([Problem(Place(SETTINGS), text)])
    return limits


def _narrow(general: ClusterLimits, own: ClusterLimits) -> ClusterLimits:
    """Return limits that keep within both."""
    sizes = [one for one in (general.largest, own.largest) if one is not None]
    kilometres = [one for one in (general.most_km, own.most_km) if one is not None]
    return ClusterLimits(
        min(sizes), min(kilometres) if kilometres else None, same_county=general.same_county or own.same_county
    )


def _each_form(limits: ClusterLimits) -> dict[str, ClusterLimits]:
    """Return the whole limits of each form; of '' when forms are not told apart."""
    return {name: _narrow(limits, own) for name, own in limits.forms.items()} or {"": limits}


def _list_candidates(
    ground: Ground, limits: ClusterLimits, game: StructuredGame, how: tuple[Mapper, Telling]
) -> Candidates:
    mapper, tell = how
    tell(say("Listing the clusters that could form"), 0.0)
    asked = {(one.largest or 1, ground.pairs_within(one).tobytes()): one for one in _each_form(limits).values()}
    listed = []
    for place, one in enumerate(asked.values()):
        share = LISTED * place / len(asked)
        progress = partial(_tell_listing, tell, (share, share + LISTED / len(asked)))
        try:
            within = ground.pairs_within(one)
            listed.append(find_candidates(within, game.costs_of, Limits(one.largest or 1), mapper, progress))
        except TooManyCandidatesError as error:
            raise WorkbenchError(
                say(
                    "At least {count:,} clusters could form, more than are listed. Allow shorter distances or fewer "
                    "members with --within or --largest.",
                    count=error.count,
                )
            ) from error
    return listed[0] if len(listed) == 1 else join_candidates(listed)


def _tell_listing(tell: Telling, shares: tuple[float, float], done: int, total: int) -> None:
    low, high = shares
    tell(say("Listing the clusters that could form"), low + (high - low) * done / max(total, 1))


def _tell_share(tell: Telling, share: float, _done: int, _total: int) -> None:
    """Tell that the work goes on; how many rounds are left is not known."""
    tell(say("Looking for the cheapest clusters"), share)


def _put_together(
    material: SharingMaterial, work: _Work, found: BestPartition, chosen: ClusterSettings
) -> ClusterAnalysis:
    ground, candidates = work.ground, work.candidates
    alone = _by_member(ground, candidates.alone)
    partition = _describe(work, found.clusters, found.linear.shares)
    best = Best(
        partition,
        found.gap,
        found.proof is Proof.OPTIMAL,
        _in_ore(found.subsidy) if not found.has_core else 0,
        found.has_core,
    )
    sizes = np.bincount(candidates.sizes)[1:]
    return ClusterAnalysis(
        study=ground.study,
        model=ground.model,
        limits=work.limits,
        members=ground.members,
        drivers=dict(zip(ground.members, ground.values, strict=True)),
        positions=ground.positions,
        counts=tuple(int(one) for one in sizes),
        alone_ore=alone,
        best=best,
        keys=_keys(work, found),
        sources={one: ground.drivers[one].reference for one in ground.members},
        notes=ground.notes,
        trace=_trace(material, work.limits, chosen),
    )


def _keys(work: _Work, found: BestPartition) -> tuple[UnderKey, ...]:
    candidates = work.candidates
    alone = candidates.alone
    can_save = float(alone.sum()) - found.cost > NOTHING * abs(float(alone.sum()))
    keys = {
        SharedBy.DRIVER: per_driver(work.ground.values),
        SharedBy.PERCENTAGE: equal_percentage(alone),
        SharedBy.SAVING: equal_saving(alone),
    }
    shown = []
    for name, key in keys.items():
        stable = find_stable_partition(candidates, key)
        lost = share_of_saving_lost(candidates, stable, found.cost) if can_save else None
        described = _describe(work, stable.clusters, stable.shares)
        shown.append(
            UnderKey(name, replace(described, shares_ore=_in_whole(work.ground, described, stable.shares)), lost)
        )
    return tuple(shown)


def _describe(work: _Work, clusters: Sequence[tuple[int, ...]], shares: NDArray[np.float64]) -> Partition:
    within = {name: (one.largest, work.ground.pairs_within(one)) for name, one in _each_form(work.limits).items()}
    found = tuple(_cluster(work, one, within) for one in sorted(clusters))
    return Partition(found, _by_member(work.ground, shares))


def _cluster(work: _Work, members: tuple[int, ...], within: dict[str, tuple[int | None, Pairs]]) -> Cluster:
    ground, game = work.ground, work.game
    block = np.ix_(members, members)
    forms = [Form(name) for name, (largest, pairs) in within.items() if name and _fits(members, largest, pairs)]
    return Cluster(
        members=tuple(ground.members[one] for one in members),
        host=ground.members[game.host_of(members)],
        cost_ore=_in_ore(game.cost(members)),
        alone_ore=sum(_in_ore(float(one)) for one in work.candidates.alone[list(members)]),
        longest_km=float(ground.distances_km[block].max()),
        forms=tuple(forms) if len(members) > 1 else (),
    )


def _fits(members: tuple[int, ...], largest: int | None, pairs: Pairs) -> bool:
    return (largest is None or len(members) <= largest) and bool(pairs[np.ix_(members, members)].all())


def _by_member(ground: Ground, amounts: NDArray[np.float64]) -> dict[str, int]:
    return {one: _in_ore(float(amount)) for one, amount in zip(ground.members, amounts, strict=True)}


def _in_whole(ground: Ground, partition: Partition, shares: NDArray[np.float64]) -> dict[str, int]:
    """Return shares in whole öre that sum to what each cluster costs."""
    place = {one: at for at, one in enumerate(ground.members)}
    found: dict[str, int] = {}
    for cluster in partition.clusters:
        exact = shares[[place[one] for one in cluster.members]] * SEK_PER_MSEK * ORE
        found |= zip(cluster.members, round_shares(exact, cluster.cost_ore), strict=True)
    return {one: found[one] for one in ground.members}


def _in_ore(amount_msek: float) -> int:
    return round(amount_msek * SEK_PER_MSEK * ORE)


def _trace(material: SharingMaterial, limits: ClusterLimits, chosen: ClusterSettings) -> Trace:
    inputs = material.fingerprints or {}
    asked = (limits.largest, limits.most_km, limits.same_county, sorted(limits.forms), chosen.seconds)
    whole = fingerprint_all({**inputs, "settings": repr(asked), "version": __version__})
    return Trace(dict(inputs), 0, 0, whole)
