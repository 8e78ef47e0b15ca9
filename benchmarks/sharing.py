"""How long sharing takes, and how much memory: `python benchmarks/sharing.py [--quick] [--only TASK]`.

Shapley, the core test, the nucleoli with their certificate, the greatest complaint of a key among 290 municipalities,
the nucleolus of one draw of 12 members, and checks of a table; what is asked and of which games is in
`sharing_tasks.py`. Every figure from a process of its own. Beside ours, with the extra `fast` and without, stand the
peers that the package index has, installed into environments that are thrown away, and what the project's prototype
took: its own measurement, on record and not run here. Clusters and structured games: `python benchmarks/clusters.py`.
"""

import argparse
import importlib.util
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from sharing_tasks import TASKS, Prepared, Task

PEERS = {"coopgame-py": "coopgame-py", "tucoopy": "tucoopy[lp]", "shapiq": "shapiq"}
OURS = ("fast", "plain")
MOST_MEMORY = 12 << 30
REPEATED_FOR = 0.5
COARSE = 0.1
"""Under a limit the kernel counts CPU time in ticks of 4 ms: what is shorter than this is repeated before it counts."""
PATIENCE = 6
"""The limit is in CPU seconds; a busy machine may take so many times longer by the clock."""
QUICK = 18
OVER_TIME: dict[tuple[str, str], int] = {}


def run_step(step: dict[str, Any]) -> dict[str, Any]:
    """Return the figures of one cell in this process: preparing, the first run, the best of those after, memory."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (int(step["limit"]), int(step["limit"]) + 1))
    task = next(one for one in TASKS if one.name == step["task"])
    data = task.make(step["n"], step["seed"])
    start = time.process_time()
    run = task.runs[step["who"]](step["who"], data)
    loaded = time.process_time() - start
    first, n_runs = spend(run, 1), 1
    best, spent = first, 0.0
    while spent < REPEATED_FOR and first < step["limit"] / 10:
        again = spend(run, n_runs)
        if again < COARSE:
            n_runs *= 2
            continue
        best, spent = min(best, again / n_runs) if spent else again / n_runs, spent + again
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"load": loaded, "first": first, "seconds": best, "mib": peak}


def spend(run: Prepared, n_runs: int) -> float:
    """Return the CPU seconds of some runs in a row."""
    start = time.process_time()
    for _ in range(n_runs):
        run()
    return time.process_time() - start


def measure(python: str, step: dict[str, Any]) -> dict[str, Any]:
    """Return what a process of its own says, or why it said nothing."""
    run = [python, __file__, "--step", json.dumps(step)]
    over = {"failure": f"> {step['limit']:.0f}"}
    try:
        done = subprocess.run(
            run, capture_output=True, text=True, check=False, timeout=step["limit"] * PATIENCE, env=os.environ
        )
    except subprocess.TimeoutExpired:
        return over
    if done.returncode == -signal.SIGXCPU:
        return over
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["killed"]
        return {"failure": "memory" if "Memory" in lines[-1] else "error", "why": lines[-1]}
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def measure_cell(python: str | None, step: dict[str, Any]) -> dict[str, Any] | None:
    """Return one figure; who ran out of time on a smaller game of the task is not asked again."""
    if python is None:
        return None
    key = (step["task"], step["who"])
    if OVER_TIME.get(key, step["n"] + 1) <= step["n"]:
        return {"failure": f"> {step['limit']:.0f}"}
    found = measure(python, step)
    if str(found.get("failure", "")).startswith(">"):
        OVER_TIME[key] = step["n"]
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
        [uv, "pip", "install", "--quiet", "--python", str(python), name, "numpy"],
    ):
        if subprocess.run(run, capture_output=True, check=False).returncode:
            return None
    return str(python)


def write_cell(found: dict[str, Any] | None) -> str:
    """Return CPU seconds, those of loading before it where they count, and MiB, or what happened instead."""
    if found is None:
        return "–"
    if "failure" in found:
        return str(found["failure"])
    load = f"{found['load']:.1f} + " if found["load"] >= 0.5 else ""
    return f"{load}{found['seconds']:.2g} s, {found['mib']:.0f} MiB"


def print_line(cells: list[str]) -> None:
    """Print one line of the table as soon as it is known."""
    widths = [14, 4, *[26] * (len(OURS) + len(PEERS)), 12, 6]
    print("".join(f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True)), flush=True)


def measure_task(task: Task, pythons: dict[str, str | None], asked: argparse.Namespace) -> None:
    """Print the lines of one task."""
    for n_players in task.sizes:
        if asked.quick and n_players > QUICK and not task.is_quick:
            continue
        step = {"task": task.name, "n": n_players, "seed": asked.seed, "limit": asked.limit}
        cells = [
            write_cell(measure_cell(python, {**step, "who": who}) if who in task.runs else None)
            for who, python in pythons.items()
        ]
        print_line([task.name, str(n_players), *cells, task.prototype.get(n_players, "–"), f"{os.getloadavg()[0]:.1f}"])


def main() -> None:
    """Measure every task and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"only up to {QUICK} players")
    parser.add_argument("--only", choices=[task.name for task in TASKS], action="append", help="only these tasks")
    parser.add_argument("--limit", type=float, default=60.0, help="CPU seconds for each process")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-peers", action="store_true", help="do not install and run other programmes")
    parser.add_argument("--step", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.step:
        print(json.dumps(run_step(json.loads(asked.step))))
        return
    with tempfile.TemporaryDirectory() as name:
        pythons: dict[str, str | None] = dict.fromkeys(OURS, sys.executable)
        if not importlib.util.find_spec("numba"):
            pythons["fast"] = None
        for peer in PEERS:
            pythons[peer] = None if asked.no_peers else install_peer(Path(name), PEERS[peer])
            if pythons[peer] is None and not asked.no_peers:
                print(f"{peer} could not be installed.")
        print(
            f"CPU seconds (loading + the best run) and peak MiB; seed {asked.seed}; limit {asked.limit:.0f} s; "
            f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores."
        )
        print_line(["task", "n", *pythons, "prototype", "load"])
        for task in TASKS:
            if not asked.only or task.name in asked.only:
                measure_task(task, pythons, asked)


if __name__ == "__main__":
    main()
