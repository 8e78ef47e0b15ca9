"""How long large cost games and clusters take, and how much memory: `python benchmarks/clusters.py [--quick]`.

Seeded points that look like Sweden, of which none is real; every figure from a process of its own. Beside ours stands
what the project's prototype took for tasks of the same kind: the project's own measurement, on record and not run here.
"""

import argparse
import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from samverkan.methods.sharing.clusters import (
    Candidates,
    Effort,
    Limits,
    bound_partition,
    equal_percentage,
    equal_saving,
    find_best_partition,
    find_candidates,
    find_stable_partition,
    partition_table,
    per_driver,
    share_of_saving_lost,
)
from samverkan.methods.sharing.structured import (
    PUBLISHED_RANGES,
    Integration,
    Search,
    StructuredGame,
    Weighing,
    build_game,
    check_certificate,
    greatest_complaint,
    modal_model,
    structured_least_core,
    structured_nucleolus,
    structured_shapley,
)

MOST_MEMORY = 12 << 30
Found = TypeVar("Found")
RUNS = 3
SHORT = 10.0
"""What takes fewer CPU seconds is run some times over, and the best run counts."""
PATIENCE = 6
"""The limit is in CPU seconds; a busy machine may take so many times longer by the clock."""


@dataclass(frozen=True)
class Row:
    """A task and its size, and the CPU seconds of the prototype."""

    task: str
    n: int
    first: float = 0
    second: float = 0
    prototype: str = "–"
    is_quick: bool = False


ROWS = (
    Row("complaint", 290, 24, prototype=".08", is_quick=True),
    Row("complaint", 290, 60, prototype=".2", is_quick=True),
    Row("complaint", 290, 600, prototype="1.2–1.5"),
    Row("least core", 20, 60, prototype=".03", is_quick=True),
    Row("least core", 50, 24, prototype=".24", is_quick=True),
    Row("least core", 290, 24, prototype="> 600"),
    Row("nucleolus", 20, 60, is_quick=True),
    Row("nucleolus", 50, 24, prototype=".55"),
    Row("nucleolus", 100, 24, prototype="56"),
    Row("per member", 50, 24, is_quick=True),
    Row("per member", 100, 24, prototype="20"),
    Row("Shapley", 290, 40, 0, prototype=".4", is_quick=True),
    Row("Shapley", 290, 146, 0, prototype="1.8"),
    Row("Shapley", 290, 40, 500, is_quick=True),
    Row("table", 16, is_quick=True),
    Row("table", 18, prototype=".2"),
    Row("candidates", 290, 100, 5, is_quick=True),
    Row("candidates", 290, 150, 5),
    Row("bound", 290, 100, 5, prototype=".06–.25", is_quick=True),
    Row("bound", 290, 150, 5, prototype=".25"),
    Row("partition", 290, 75, 5, is_quick=True),
    Row("partition", 290, 100, 5),
    Row("stable", 290, 100, 5, prototype="1.7", is_quick=True),
)


def make_towns(n_towns: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return inhabitants, and kilometres: most towns near each other in the south, some far apart in the north."""
    chance = np.random.default_rng([seed, n_towns])
    is_north = chance.random(n_towns) < 0.2
    east = chance.uniform(0, 450, n_towns)
    north = np.where(is_north, chance.uniform(500, 1_400, n_towns), chance.uniform(0, 500, n_towns))
    inhabitants = np.clip(np.exp(chance.normal(9.7, 0.9, n_towns)), 2_500, 900_000).round()
    return inhabitants, np.hypot(east[:, None] - east, north[:, None] - north)


def make_game(row: Row, seed: int, n_tangents: int = 120) -> StructuredGame:
    """Return the game of the most likely published values."""
    return build_game(modal_model(PUBLISHED_RANGES), *make_towns(row.n, seed), n_tangents=n_tangents)


def make_candidates(row: Row, seed: int) -> Candidates:
    """Return the clusters under a distance and a size."""
    _, distances = make_towns(row.n, seed)
    return find_candidates(
        distances <= row.first, make_game(row, seed).costs_of, Limits(int(row.second), most=20_000_000)
    )


def time_best(run: Callable[[], Found]) -> tuple[float, float, Found]:
    """Return the CPU seconds of the best of some runs, those of the first, which also loads, and what was found."""
    spent: list[float] = []
    while not spent or (len(spent) < RUNS and spent[0] < SHORT):
        start = time.process_time()
        found = run()
        spent.append(time.process_time() - start)
    return min(spent), spent[0], found


def find_complaint(row: Row, seed: int) -> tuple[float, str]:
    """Time the greatest complaint of the key by inhabitants."""
    game = make_game(row, seed, int(row.first))
    shares = game.drivers * game.total / game.drivers.sum()
    best, first, found = time_best(lambda: greatest_complaint(game, shares))
    return best, f"first {first:.2f} s, gap {found.gap / game.total:.0e} of the bill"


def find_nucleolus(row: Row, seed: int) -> tuple[float, str]:
    """Time the least core or a nucleolus, and check its certificate."""
    game = make_game(row, seed, int(row.first))
    solve = structured_least_core if row.task == "least core" else structured_nucleolus
    weighing = Weighing.MEMBER if row.task == "per member" else Weighing.COALITION
    best, first, found = time_best(lambda: solve(game, Search(weighing)))
    start = time.process_time()
    holds = "holds" if check_certificate(game, found).holds else "DOES NOT HOLD"
    checked = time.process_time() - start
    return best, (
        f"first {first:.2f} s, {found.n_rounds} rounds, {len(found.levels)} levels, "
        f"certificate {holds} ({checked:.2f} s)"
    )


def find_shapley(row: Row, seed: int) -> tuple[float, str]:
    """Time the Shapley value: of the part that grows with inhabitants, or with a host drawn as well."""
    game = make_game(row, seed, 24)
    if not row.second:
        still = np.tile(game.host_member_costs.min(axis=0), (row.n, 1))
        game = StructuredGame(game.host_costs, still, game.drivers, game.curve, game.coordination)
    asked = Integration(500, nodes=int(row.first), n_orders=int(row.second) or 2)
    start = time.process_time()
    found = structured_shapley(game, asked, np.random.default_rng(seed))
    spent = time.process_time() - start
    error = float((found.standard_errors / found.shares).max())
    return spent, f"host part {found.host_part}, residual {found.residual:.0e}, error at most {error:.1%}"


def find_in_table(row: Row, seed: int) -> tuple[float, str]:
    """Time the cheapest partition from a table."""
    game = make_game(row, seed).tabulate()
    start = time.process_time()
    found = partition_table(game)
    return time.process_time() - start, f"{len(found.clusters)} clusters"


def list_candidates(row: Row, seed: int) -> tuple[float, str]:
    """Time the listing and pricing of candidates."""
    start = time.process_time()
    found = make_candidates(row, seed)
    return time.process_time() - start, f"{len(found):,} candidates"


def find_bound(row: Row, seed: int) -> tuple[float, str]:
    """Time the bound by column generation, after the candidates are listed."""
    candidates = make_candidates(row, seed)
    best, first, found = time_best(lambda: bound_partition(candidates))
    return best, (
        f"first {first:.2f} s, {len(candidates):,} candidates, {found.n_rounds} rounds, {found.columns.size:,} columns"
    )


def find_partition(row: Row, seed: int) -> tuple[float, str]:
    """Time the bound and the cheapest partition of the columns that it generated."""
    candidates = make_candidates(row, seed)
    start = time.process_time()
    found = find_best_partition(candidates, Effort(proof_seconds=30))
    spent = time.process_time() - start
    return spent, f"{len(candidates):,} candidates, gap {found.gap:.1e}, {found.proof}"


def find_stable(row: Row, seed: int) -> tuple[float, str]:
    """Time the stable partitions of three keys, and say how much of the possible saving each forgoes."""
    candidates = make_candidates(row, seed)
    inhabitants, _ = make_towns(row.n, seed)
    bound = bound_partition(candidates).cost
    keys = {
        "per inhabitant": per_driver(inhabitants),
        "equal percentage": equal_percentage(candidates.alone),
        "equal saving": equal_saving(candidates.alone),
    }
    start = time.process_time()
    found = {name: find_stable_partition(candidates, key) for name, key in keys.items()}
    spent = time.process_time() - start
    lost = ", ".join(f"{name} {share_of_saving_lost(candidates, one, bound):.0%}" for name, one in found.items())
    return spent, f"{len(candidates):,} candidates, three keys; saving lost: {lost}"


TASKS: dict[str, Callable[[Row, int], tuple[float, str]]] = {
    "complaint": find_complaint,
    "least core": find_nucleolus,
    "nucleolus": find_nucleolus,
    "per member": find_nucleolus,
    "Shapley": find_shapley,
    "table": find_in_table,
    "candidates": list_candidates,
    "bound": find_bound,
    "partition": find_partition,
    "stable": find_stable,
}


def run_step(step: dict[str, Any]) -> dict[str, Any]:
    """Return the figures of one row in this process: CPU seconds, peak memory, what was found."""
    limit = int(step.pop("limit"))
    seed = step.pop("seed")
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
    row = Row(**step)
    spent, said = TASKS[row.task](row, seed)
    return {"seconds": spent, "mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "said": said}


def measure(row: Row, asked: argparse.Namespace) -> dict[str, Any]:
    """Return what a process of its own says, or why it said nothing."""
    step = {**asdict(row), "seed": asked.seed, "limit": asked.limit}
    run = [sys.executable, "-P", str(Path(__file__).resolve()), "--step", json.dumps(step)]
    try:
        done = subprocess.run(run, capture_output=True, text=True, check=False, timeout=asked.limit * PATIENCE)
    except subprocess.TimeoutExpired:
        return {"failure": f"> {asked.limit:.0f}"}
    if done.returncode == -signal.SIGXCPU:
        return {"failure": f"> {asked.limit:.0f}"}
    if done.returncode:
        return {"failure": "error", "said": (done.stderr.strip().splitlines() or ["killed"])[-1]}
    return dict(json.loads(done.stdout.splitlines()[-1]))


def print_line(row: Row, found: dict[str, Any]) -> None:
    """Print one line of the table as soon as it is known."""
    size = ", ".join(f"{one:g}" for one in (row.n, row.first, row.second) if one)
    seconds = found.get("failure") or f"{found['seconds']:.3f}"
    memory = f"{found['mib']:.0f}" if "mib" in found else "–"
    print(f"{row.task:<12}{size:>14}{seconds:>10}{memory:>8}{row.prototype:>11}  {found.get('said', '')}", flush=True)


def main() -> None:
    """Measure every row and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only the short rows")
    parser.add_argument("--only", choices=list(TASKS), action="append", help="only these tasks")
    parser.add_argument("--limit", type=float, default=200.0, help="CPU seconds for each process")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--step", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.step:
        print(json.dumps(run_step(json.loads(asked.step))))
        return
    print(
        f"CPU seconds, the best run; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.\n"
        "Sizes: players, then tangents (complaint, nucleolus), nodes and orders (Shapley), km and members"
    )
    print(f"{'task':<12}{'size':>14}{'CPU s':>10}{'MiB':>8}{'prototype':>11}  found")
    for row in ROWS:
        if (row.is_quick or not asked.quick) and (not asked.only or row.task in asked.only):
            print_line(row, measure(row, asked))


if __name__ == "__main__":
    main()
