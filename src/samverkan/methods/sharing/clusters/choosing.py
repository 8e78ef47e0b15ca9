"""The cheapest partition of some columns, by integer programming that a person can interrupt."""

import threading
from typing import TYPE_CHECKING

import numpy as np

from samverkan.methods.sharing.clusters.candidates import Candidates
from samverkan.methods.sharing.clusters.master import Places

if TYPE_CHECKING:
    import highspy

WATCHED_SECONDS = 0.1
"""How often it is seen whether a person has interrupted."""


def choose_columns(
    candidates: Candidates, columns: Places, known: Places, limits: tuple[float, float]
) -> tuple[Places, float]:
    """Return the cheapest partition of some columns, or the known one if cheaper, and a bound over these columns.

    `limits` are the seconds by the clock, and the relative gap at which to stop.
    """
    import highspy  # loaded with the first programme

    seconds, gap = limits
    solver = _open_solver(candidates, columns)
    for option, value in (("time_limit", seconds), ("mip_rel_gap", gap)):
        solver.setOptionValue(option, value)
    if np.isin(known, columns).all():
        start = highspy.HighsSolution()
        start.col_value = np.isin(columns, known).astype(float).tolist()
        solver.setSolution(start)
    _run(solver)
    found = solver.getInfo()
    bound = float(found.mip_dual_bound)
    if found.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return known, bound
    chosen = columns[np.array(solver.getSolution().col_value) > 0.5]
    is_better = candidates.costs[chosen].sum() < candidates.costs[known].sum()
    return (chosen if is_better else known), bound


def _open_solver(candidates: Candidates, columns: Places) -> "highspy.Highs":
    import highspy  # loaded with the first programme

    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    once, none = np.ones(candidates.n_players), np.zeros(0, dtype=np.int32)
    solver.addRows(once.size, once, once, 0, np.zeros(once.size, dtype=np.int32), none, np.zeros(0))
    members = candidates.members[columns]
    is_member = members < candidates.n_players
    starts = np.concatenate([[0], np.cumsum(is_member.sum(axis=1))[:-1]]).astype(np.int32)
    rows = members[is_member].astype(np.int32)
    least, most = np.zeros(columns.size), np.ones(columns.size)
    solver.addCols(columns.size, candidates.costs[columns], least, most, rows.size, starts, rows, np.ones(rows.size))
    whole = np.full(columns.size, int(highspy.HighsVarType.kInteger), dtype=np.uint8)
    solver.changeColsIntegrality(columns.size, np.arange(columns.size, dtype=np.int32), whole)
    return solver


def _run(solver: "highspy.Highs") -> None:
    """Run in a thread of its own, so that Ctrl-C is heard meanwhile; then the solver is told to stop."""
    solver.HandleUserInterrupt = True
    work = threading.Thread(target=solver.run, daemon=True)
    work.start()
    try:
        while work.is_alive():
            work.join(WATCHED_SECONDS)
    except BaseException:
        solver.cancelSolve()  # type: ignore[no-untyped-call]
        work.join()
        raise
