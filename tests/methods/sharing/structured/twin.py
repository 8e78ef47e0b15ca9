"""A slow nucleolus over all coalitions at once, to compare with."""

import numpy as np
from scipy.optimize import linprog

from methods.sharing.structured.games import all_coalitions


def slow_nucleolus(costs, total, per_member=False):
    """Return the shares and the levels; `costs` are those of `all_coalitions`, in order."""
    n_players = int(len(costs) + 2).bit_length() - 1
    rows = all_coalitions(n_players).astype(float)
    weights = rows.sum(axis=1) if per_member else np.ones(len(rows))
    fixed, values, levels = [np.ones(n_players)], [total], []
    while np.linalg.matrix_rank(np.array(fixed), tol=1e-8) < n_players:
        basis = np.linalg.svd(np.array(fixed))[2][np.linalg.matrix_rank(np.array(fixed), tol=1e-8) :].T
        is_open = np.abs(rows @ basis).max(axis=1) > 1e-8
        found = linprog(
            np.append(np.zeros(n_players), 1),
            A_ub=np.column_stack([rows[is_open], -weights[is_open]]),
            b_ub=costs[is_open],
            A_eq=np.column_stack([np.array(fixed), np.zeros(len(fixed))]),
            b_eq=values,
            bounds=(None, None),
        )
        level, holding = found.x[-1], found.ineqlin.marginals < -1e-7
        levels.append(level)
        fixed += list(rows[is_open][holding])
        values += list(costs[is_open][holding] + weights[is_open][holding] * level)
    return np.linalg.lstsq(np.array(fixed), np.array(values), rcond=None)[0], levels
