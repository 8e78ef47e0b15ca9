"""How long the nucleolus with its certificate takes, and how much memory: `python benchmarks/sharing_nucleolus.py`.

Two games of every size: costs of joint work as in the shared reference games (a concave cost, coordination, the
cheapest host), and random savings. Every figure is from a process of its own: CPU seconds of the first answer, the mean
of later ones with the compiled pass loaded, and peak memory, the making of the table included. Beside ours stand
coopgame-py (a development dependency) and tucoopy, where installed. `--players 10 15 20` asks for other sizes.
"""

import argparse
import importlib
import json
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec

import numpy as np

SIZES = (10, 15, 18, 20, 22, 24)
RULES = ("equal", "per_capita", "proportional", "disruption")
WHO = (*RULES, "coopgame-py", "tucoopy")
MODULES = {"coopgame-py": "coopgame", "tucoopy": "tucoopy"}
REPEATED_FOR = 0.5
LOADED_FROM = 14
LIMIT = 60
"""CPU seconds after which a program is stopped, and not asked about larger games."""


def sum_up(values: np.ndarray) -> np.ndarray:
    """Return the sum over each coalition."""
    sums = np.zeros(1)
    for value in values:
        sums = np.concatenate([sums, sums + value])
    return sums


def make_costs(n_players: int, seed: int) -> np.ndarray:
    """Return what joint work of 2^n coalitions of towns costs, in millions."""
    chance = np.random.default_rng([seed, n_players])
    inhabitants = np.exp(chance.normal(np.log(18_000), 0.7, n_players))
    inhabitants[0] = 90_000
    places = chance.uniform(0, 60, (n_players, 2))
    distance_km = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
    masks = np.arange(1 << n_players)
    hosting = np.full(1 << n_players, np.inf)
    for host in range(n_players):
        others = 400_000 + 900 * distance_km[host] * np.sqrt(inhabitants)
        others[host] = 0
        hosting = np.where(masks >> host & 1, np.minimum(hosting, sum_up(others)), hosting)
    coordination = 250_000 * np.maximum(np.bitwise_count(masks) - 1.0, 0) ** 1.3
    costs = (4e6 + 5_400 * sum_up(inhabitants) ** 0.92 + coordination + hosting) / 1e6
    costs[0] = 0
    return costs


def make_savings(n_players: int, seed: int) -> np.ndarray:
    """Return savings drawn at random, as in the first type of Benedek, Fliege and Nguyen (2021)."""
    chance = np.random.default_rng([seed, n_players])
    size = np.bitwise_count(np.arange(1 << n_players)).astype(int)
    savings = np.floor(chance.random(1 << n_players) * 100 * size) + 1
    savings[size < 2] = 0
    savings[-1] = 100 * (n_players - 1)
    return savings


GAMES = {"costs": make_costs, "savings": make_savings}


def prepare(who: str, kind: str, table: np.ndarray) -> Callable[[], object]:
    """Return what answers the question; loading the table is not part of it."""
    if who in RULES:
        from samverkan.methods.sharing.game import GameKind, make_game
        from samverkan.methods.sharing.nucleolus.rules import nucleolus
        from samverkan.methods.sharing.nucleolus.weighing import Weights

        game = make_game(table, GameKind.COST if kind == "costs" else GameKind.SAVINGS)
        return partial(nucleolus, game, Weights(who))
    savings = table if kind == "savings" else sum_up(table[1 << np.arange(table.size.bit_length() - 1)]) - table
    if who == "coopgame-py":
        import coopgame

        return partial(coopgame.nucleolus, coopgame.Game(savings[1:].tolist()))
    import tucoopy
    from tucoopy.solutions import nucleolus as other

    n_players = table.size.bit_length() - 1
    return partial(other, tucoopy.Game(n_players=n_players, v=dict(enumerate(savings.tolist()))))


def run_step(who: str, kind: str, n_players: int, seed: int) -> dict[str, float]:
    """Return the figures of one row in this process."""
    resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT + 1))
    answer = prepare(who, kind, GAMES[kind](n_players, seed))
    spent: list[float] = []
    if who in RULES and n_players >= LOADED_FROM:
        # Later answers show the compiled pass, as in a session that has needed it once.
        spent.append(_time(answer))
        importlib.import_module("samverkan.methods.sharing.nucleolus.scan_fast")
        answer()
    while not spent or (sum(spent) < REPEATED_FOR and len(spent) < 100):
        spent.append(_time(answer))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    later = spent[1:] or spent
    return {"first": spent[0], "then": sum(later) / len(later), "mib": peak}


def _time(answer: Callable[[], object]) -> float:
    start = time.process_time()
    answer()
    return time.process_time() - start


def measure(who: str, kind: str, n_players: int, seed: int) -> str:
    """Return a cell of the table: the first and the best time and the memory, or why there is none."""
    step = json.dumps([who, kind, n_players, seed])
    done = subprocess.run([sys.executable, "-P", __file__, "--step", step], capture_output=True, text=True, check=False)
    if done.returncode == -signal.SIGXCPU:
        return f"> {LIMIT}"
    if done.returncode:
        return "undefined" if "UndefinedError" in done.stderr else "error"
    figures = json.loads(done.stdout.splitlines()[-1])
    return f"{figures['first']:.3f} {figures['then']:.4f} {figures['mib']:.0f}"


def main() -> None:
    """Print a table: a row per game, in each cell the first answer, later ones (CPU s) and peak memory (MiB)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--players", type=int, nargs="+", default=SIZES)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--step", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.step:
        print(json.dumps(run_step(*json.loads(asked.step))))
        return
    who = [one for one in WHO if one in RULES or find_spec(MODULES[one])]
    print(f"{'n':>2} {'game':8}", *(f"{one:>22}" for one in who))
    too_slow: set[tuple[str, str]] = set()
    for n_players in asked.players:
        for kind in GAMES:
            cells = [
                f"> {LIMIT}" if (kind, one) in too_slow else measure(one, kind, n_players, asked.seed) for one in who
            ]
            too_slow |= {(kind, one) for one, cell in zip(who, cells, strict=True) if cell == f"> {LIMIT}"}
            print(f"{n_players:>2} {kind:8}", *(f"{cell:>22}" for cell in cells), flush=True)


if __name__ == "__main__":
    main()
