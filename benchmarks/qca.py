"""How long exact minimisation takes, and how much memory: `python benchmarks/qca.py [--quick]`.

Seeded uniform crisp data with a planted structure of three terms; every figure from a process of its own. Beside ours,
without and with the extra `fast`, stand the peers that the package index has, installed into environments that are
thrown away, and what R QCA 3.25.1 and the project's prototype took for tables of the same size: the project's own
measurement, on record and not run here.
"""

import argparse
import importlib
import importlib.util
import json
import os
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

Run: TypeAlias = Callable[[], dict[str, Any]]
CONSERVATIVE, PARSIMONIOUS = "conservative", "parsimonious"
PEERS = ("pyqca", "setqca")
NOT_THERE = "CORA is not on the package index (the name there is another product); it is left out."
MOST_MEMORY = 12 << 30
REPEATED_FOR = 0.5
A_BATCH = 0.04
"""Runs are timed together until they take so many CPU seconds: the clock of a process may tick in steps of 4 ms."""
SHORTEST = 1e-4
N_SEEDS = 5
CHEAP = 0.3
"""Where one run takes less, the data of so many seeds are run and their median is given."""
PATIENCE = 4
"""The limit is in CPU seconds; a busy machine may take so many times longer by the clock."""
NOT_REPEATED = ""
SMALL = (18, 5)
OVER_TIME: dict[tuple[str, str], list[tuple[int, int]]] = {}


@dataclass(frozen=True)
class Row:
    """A size of table, and the CPU seconds on record: R QCA with all minimum models, with the first, the prototype."""

    n_cases: int
    n_conditions: int
    solution: str
    r_all: str = "–"
    r_first: str = "–"
    prototype: str = "–"
    is_quick: bool = False


ROWS = (
    Row(30, 8, PARSIMONIOUS, ".004", ".001", ".0005", is_quick=True),
    Row(100, 8, CONSERVATIVE, ".09", "–", ".003", is_quick=True),
    Row(300, 8, CONSERVATIVE, "error", "–", ".006", is_quick=True),
    Row(30, 12, PARSIMONIOUS, "6.3", ".02", ".003", is_quick=True),
    Row(100, 12, PARSIMONIOUS, "> 120", ".035", ".002", is_quick=True),
    Row(300, 12, PARSIMONIOUS, "> 120", ".034", ".006", is_quick=True),
    Row(300, 12, CONSERVATIVE, "4.5", "–", ".006", is_quick=True),
    Row(1_000, 12, PARSIMONIOUS, "> 120", ".055", ".017", is_quick=True),
    Row(1_000, 12, CONSERVATIVE, "> 120", "–", ".21", is_quick=True),
    Row(30, 16, PARSIMONIOUS, "1.7", ".023", ".0012", is_quick=True),
    Row(100, 16, PARSIMONIOUS, "error", ".99", ".005", is_quick=True),
    Row(300, 16, PARSIMONIOUS, "error", "2.7", ".03"),
    Row(1_000, 16, PARSIMONIOUS, "> 120", ".36", ".18"),
    Row(300, 20, PARSIMONIOUS, "error", "1.2", ".13"),
    Row(1_000, 20, PARSIMONIOUS, "> 120", "–", "2.2"),
    Row(300, 25, PARSIMONIOUS, "–", "–", "2.2"),
    Row(30, 40, PARSIMONIOUS, "–", "–", ".022"),
    Row(100, 40, PARSIMONIOUS, "–", "–", "5.4"),
    Row(1_000, 25, CONSERVATIVE, "–", "–", ".036"),
)
HEADS = ("N, k", "solution", "implicants", "models", "fast: first", "then", "MiB", "plain: first", "then", "MiB")
RECORDED = ("R all", "R first", "prototype")


def make_data(n_cases: int, n_conditions: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return uniform crisp cases and the outcome that a planted disjunction of three terms gives them."""
    chance = np.random.default_rng([seed, n_cases, n_conditions])
    values = chance.integers(0, 2, (n_cases, n_conditions))
    outcome = np.zeros(n_cases, dtype=bool)
    for _ in range(3):
        places = chance.choice(n_conditions, int(chance.integers(2, 4)), replace=False)
        outcome |= (values[:, places] == chance.integers(0, 2, len(places))).all(axis=1)
    return values, outcome.astype(int)


def make_ours(values: np.ndarray, outcome: np.ndarray, step: dict[str, Any]) -> Run:
    """Return our minimisation, the models written out as terms; the truth table is made before."""
    from samverkan.methods.qca.minimisation import implicants, minimise, models
    from samverkan.methods.qca.minimisation.result import Limits, Minimising, Solution
    from samverkan.methods.qca.sets import make_outcome, make_sets
    from samverkan.methods.qca.truth_table import build_truth_table

    if step["who"] == "plain":
        for module in (implicants, models):
            module.has_fast = lambda: False
    names = [f"C{at}" for at in range(values.shape[1])]
    asked = Minimising(limits=Limits(implicants=None))
    start = time.process_time()
    table = build_truth_table(make_sets(values, names), make_outcome(outcome, len(values)))
    built = time.process_time() - start

    def run() -> dict[str, Any]:
        found = minimise.minimise(table, Solution(step["solution"]), asked)
        n_listed = len(found.models)
        return {
            "table": built,
            "implicants": len(found.prime_implicants),
            "models": found.n_models,
            "listed": n_listed,
        }

    return run


def make_pyqca(values: np.ndarray, outcome: np.ndarray, _: dict[str, Any]) -> Run:
    """Return pyQCA's whole fit with its exact cover; it has no door to one solution alone."""
    import pandas

    import qca

    names = [f"C{at}" for at in range(values.shape[1])]
    frame = pandas.DataFrame(values, columns=names).assign(OUT=outcome)

    def run() -> dict[str, Any]:
        qca.CSQCA(data=frame, outcome="OUT", conditions=names).fit(consistency_cutoff=1.0, minimizer="exact_set_cover")
        return {}

    return run


def make_setqca(values: np.ndarray, outcome: np.ndarray, step: dict[str, Any]) -> Run:
    """Return setQCA's minimisation alone, its truth table made before."""
    from setqca.minimize import minimize

    width = values.shape[1]
    rows = values @ (1 << np.arange(width)[::-1])
    positive, negative = set(rows[outcome == 1].tolist()), set(rows[outcome == 0].tolist())
    free = set(range(1 << width)) - positive - negative if step["solution"] == PARSIMONIOUS else set()
    return lambda: {"models": len(minimize(positive, dont_cares=free, width=width, max_solutions=1_000_000))}


RUNS: dict[str, Callable[..., Run]] = {
    "fast": make_ours,
    "plain": make_ours,
    "pyqca": make_pyqca,
    "setqca": make_setqca,
}


def run_step(step: dict[str, Any]) -> dict[str, Any]:
    """Return the figures of one row in this process: the first run, the median over seeds of those after it, memory."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (int(step["limit"]), int(step["limit"]) + 1))
    run = prepare(step, step["seed"])
    start = time.process_time()
    facts = run()
    first = time.process_time() - start
    then = [first]
    if step["repeats"] and first < step["limit"] / 10:
        if step["who"] == "fast":
            # Later runs show the compiled search, as in a session that has needed it once.
            for part in ("hitting_fast", "covers_fast"):
                importlib.import_module(f"samverkan.methods.qca.minimisation.{part}")
        then = [time_again(run)]
    if step["repeats"] and then[0] < CHEAP:
        then += [time_again(prepare(step, seed)) for seed in range(step["seed"] + 1, step["seed"] + N_SEEDS)]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {**facts, "seconds": first, "then": statistics.median(then), "mib": peak}


def prepare(step: dict[str, Any], seed: int) -> Run:
    """Return what is to be timed, over the data of one seed."""
    values, outcome = make_data(step["n_cases"], step["n_conditions"], seed)
    return RUNS[step["who"]](values, outcome, step)


def time_again(run: Run) -> float:
    """Return the CPU seconds of a later run: the best of the means of batches."""
    run()
    n, best, spent = 1, float("inf"), 0.0
    while spent < REPEATED_FOR:
        start = time.process_time()
        for _ in range(n):
            run()
        batch = time.process_time() - start
        spent += max(batch, SHORTEST)
        if batch >= A_BATCH:
            best = min(best, batch / n)
        else:
            n *= 2
    return best


def measure(python: str, row: Row, who: str, asked: argparse.Namespace) -> dict[str, Any]:
    """Return what a process of its own says, or why it said nothing."""
    step = {**asdict(row), "who": who, "seed": asked.seed, "limit": asked.limit, "repeats": bool(row.r_all)}
    run = [python, "-P", __file__, "--step", json.dumps(step)]
    start = time.perf_counter()
    try:
        done = subprocess.run(
            run, capture_output=True, text=True, check=False, timeout=asked.limit * PATIENCE, env=os.environ
        )
    except subprocess.TimeoutExpired:
        return {"failure": f"> {asked.limit:.0f}"}
    if done.returncode == -signal.SIGXCPU:
        return {"failure": f"> {asked.limit:.0f}"}
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["killed"]
        return {"failure": "memory" if "Memory" in lines[-1] else "error", "why": lines[-1]}
    return {**json.loads(done.stdout.splitlines()[-1]), "wall": time.perf_counter() - start}


def measure_peer(python: str | None, row: Row, who: str, asked: argparse.Namespace) -> dict[str, Any] | None:
    """Return what a peer says; one that ran out of time on a smaller table of the kind is not asked again."""
    if python is None:
        return None
    smaller = (one for one, n in OVER_TIME.get((who, row.solution), ()) if one <= row.n_conditions and n <= row.n_cases)
    if next(smaller, None) is not None:
        return {"failure": f"> {asked.limit:.0f}"}
    found = measure(python, row, who, asked)
    if str(found.get("failure", "")).startswith(">"):
        OVER_TIME.setdefault((who, row.solution), []).append((row.n_conditions, row.n_cases))
    return found


def install_peer(folder: Path, name: str) -> str | None:
    """Return the interpreter of a fresh environment that has the peer; None when it cannot be installed."""
    here = Path(__file__).parent.parent / ".uv" / "bin" / "uv"
    uv = shutil.which("uv") or (str(here) if here.exists() else None)
    if uv is None:
        return None
    python = folder / name / "bin" / "python"
    for run in (
        [uv, "venv", "--quiet", "--python", sys.executable, str(folder / name)],
        [uv, "pip", "install", "--quiet", "--python", str(python), name],
    ):
        if subprocess.run(run, capture_output=True, check=False).returncode:
            return None
    return str(python)


def seconds(found: dict[str, Any] | None, key: str = "seconds") -> str:
    """Return CPU seconds as text, or what happened instead."""
    if found is None:
        return "–"
    if "failure" in found:
        return str(found["failure"])
    value = float(found[key])
    return f"{value:.4f}" if value < 0.1 else f"{value:.2f}"


def write_row(row: Row, ours: dict[str, dict[str, Any] | None], peers: dict[str, dict[str, Any] | None]) -> list[str]:
    """Return the cells of one line."""
    known = next((one for one in ours.values() if one and "implicants" in one), None)
    cells = [f"{row.n_cases:,}, {row.n_conditions}", row.solution]
    cells += [f"{known['implicants']:,}", f"{known['models']:,}"] if known else ["–", "–"]
    for one in ours.values():
        cells += [seconds(one), seconds(one, "then"), f"{one['mib']:.0f}" if one and "mib" in one else "–"]
    return [*cells, *map(seconds, peers.values()), row.r_all, row.r_first, row.prototype]


def print_line(cells: list[str]) -> None:
    """Print one line of the table as soon as it is known."""
    widths = [10, 14, 11, 20, *[13, 9, 6] * 2, *[10] * len(PEERS), 8, 8, 10]
    print("".join(f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True)), flush=True)


def print_start_up(kinds: list[str], asked: argparse.Namespace) -> None:
    """Print how long a person waits for the first small analysis in a fresh process."""
    print(f"\nThe first analysis in a fresh process, {SMALL[0]} cases × {SMALL[1]} conditions")
    for who in kinds:
        found = measure(sys.executable, Row(*SMALL, PARSIMONIOUS, NOT_REPEATED), who, asked)
        print(
            f"{who:>8}: {seconds(found)} s CPU to minimise, {found.get('table', 0):.4f} s for the truth table", end=""
        )
        print(f", {found.get('wall', 0):.2f} s by the clock from start to end")


def main() -> None:
    """Measure every row and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only the small rows")
    parser.add_argument("--limit", type=float, default=120.0, help="CPU seconds for each process")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-peers", action="store_true", help="do not install and run other programmes")
    parser.add_argument("--step", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.step:
        print(json.dumps(run_step(json.loads(asked.step))))
        return
    kinds = ["fast", "plain"] if importlib.util.find_spec("numba") else ["plain"]
    with tempfile.TemporaryDirectory() as name:
        peers = {one: None if asked.no_peers else install_peer(Path(name), one) for one in PEERS}
        missing = [one for one, python in peers.items() if python is None]
        print(f"CPU seconds; data of seed {asked.seed}; limit {asked.limit:.0f} s.", end=" ")
        print(f"Then: the median of {N_SEEDS} seeds where short. R QCA 3.25.1 and prototype: on record.")
        print(NOT_THERE, *[f"{one} could not be installed." for one in missing if not asked.no_peers])
        print_line([*HEADS, *PEERS, *RECORDED])
        for row in ROWS:
            if asked.quick and not row.is_quick:
                continue
            ours = {
                who: measure(sys.executable, row, who, asked) if who in kinds else None for who in ("fast", "plain")
            }
            theirs = {one: measure_peer(python, row, one, asked) for one, python in peers.items()}
            print_line(write_row(row, ours, theirs))
    print_start_up(kinds, asked)


if __name__ == "__main__":
    main()
