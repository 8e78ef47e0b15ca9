"""Integer programming over clusters can be interrupted, and keeps what is known when nothing better is found."""

import signal
import time

import numpy as np
import pytest

from samverkan.methods.sharing.clusters import make_candidates
from samverkan.methods.sharing.clusters.choosing import choose_columns

EVERYONE = np.arange(120)


def make_hard(n_clusters=6_000, seed=3):
    """Random fours of 120 players with costs that say nothing of each other: far from solved in seconds."""
    chance = np.random.default_rng(seed)
    fours = {tuple(sorted(chance.choice(120, 4, replace=False).tolist())) for _ in range(n_clusters)}
    clusters = [[one] for one in EVERYONE] + [list(one) for one in sorted(fours)]
    return make_candidates(120, clusters, [10.0] * 120 + chance.uniform(10, 11, len(fours)).tolist())


def test_a_person_who_interrupts_is_heard_while_the_solver_works():
    candidates = make_hard()
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.setitimer(signal.ITIMER_REAL, 1.0)
    started = time.monotonic()

    try:
        with pytest.raises(KeyboardInterrupt):
            choose_columns(candidates, np.arange(len(candidates)), EVERYONE, (120.0, 0.0))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, before)

    assert time.monotonic() - started < 60


def test_when_time_is_up_at_once_the_known_partition_stays_or_gets_better():
    candidates = make_hard()

    chosen, bound = choose_columns(candidates, np.arange(len(candidates)), EVERYONE, (0.0, 0.0))

    assert bound <= candidates.costs[chosen].sum() <= candidates.costs[EVERYONE].sum()
