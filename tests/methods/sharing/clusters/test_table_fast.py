"""What is compiled for the cheapest partition from a table gives the figures of numpy."""

import numpy as np
import pytest

from methods.sharing.clusters.clusters import make_cluster_game
from samverkan.methods.sharing.clusters import partition_table, table

pytest.importorskip("numba", reason="the extra `fast` is not installed")


@pytest.mark.parametrize("n_players", [1, 4, 11])
def test_both_paths_find_the_same_partition(n_players, monkeypatch):
    game = make_cluster_game(n_players, seed=4)[0].tabulate()
    plain = partition_table(game)

    monkeypatch.setattr(table, "MANY_PLAYERS", 1)
    fast = partition_table(game)

    assert fast == plain


def test_both_paths_pass_over_coalitions_that_cannot_form():
    costs, best = np.array([np.inf, 3.0, 4.0, 5.0]), np.array([0.0, 1.0, np.inf, np.inf])
    from samverkan.methods.sharing.clusters.table_fast import join

    assert join(costs, best).tolist() == table._join(costs, best).tolist() == [np.inf, 3.0, 4.0, 5.0]
