"""What `benchmarks/sharing.py` asks, of whom, and of which games; all of them seeded and invented."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any

import numpy as np

PART = 1 << 16
"""The data is made in parts, so that the memory shown is that of the answer."""
SIZES = (10, 15, 18, 20, 22, 24, 25)
NUCLEOLI = ("equal", "per_capita", "proportional", "disruption")
TANGENTS = 24
DRAWS = 20
Prepared = Callable[[], object]


def make_table(n_players: int, seed: int) -> np.ndarray:
    """Return the costs of every coalition."""
    chance = np.random.default_rng([seed, n_players])
    table, heads = np.zeros(1), np.zeros(1, dtype=np.uint8)
    for size in chance.integers(5, 90, n_players):
        table, heads = np.concatenate([table, table + size]), np.concatenate([heads, heads + np.uint8(1)])
    coordination = 0.25 * np.maximum(np.arange(n_players + 1) - 1, 0) ** 1.3
    for start in range(0, table.size, PART):
        part = slice(start, start + PART)
        costs = 4 + 5.4 * table[part] ** 0.92 + coordination[heads[part]]
        table[part] = costs * (1 + 0.01 * chance.random(costs.size))
    table[0] = 0
    return table


def sum_up(values: np.ndarray) -> np.ndarray:
    """Return the sum over each coalition."""
    sums = np.zeros(1)
    for value in values:
        sums = np.concatenate([sums, sums + value])
    return sums


def make_towns(n_towns: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return inhabitants, the first town the largest, and kilometres."""
    chance = np.random.default_rng([seed, n_towns])
    inhabitants = np.exp(chance.normal(np.log(18_000), 0.7, n_towns))
    inhabitants[0] = 90_000
    places = chance.uniform(0, 60, (n_towns, 2))
    return inhabitants, np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))


def make_costs(n_players: int, seed: int, elasticity: float = 0.92) -> np.ndarray:
    """Return what joint work of towns costs, in millions: a concave cost, coordination, and the cheapest host."""
    inhabitants, distance_km = make_towns(n_players, seed)
    masks = np.arange(1 << n_players)
    hosting = np.full(1 << n_players, np.inf)
    for host in range(n_players):
        others = 400_000 + 900 * distance_km[host] * np.sqrt(inhabitants)
        others[host] = 0
        hosting = np.where(masks >> host & 1, np.minimum(hosting, sum_up(others)), hosting)
    coordination = 250_000 * np.maximum(np.bitwise_count(masks) - 1.0, 0) ** 1.3
    costs = (4e6 + 5_400 * sum_up(inhabitants) ** elasticity + coordination + hosting) / 1e6
    costs[0] = 0
    return costs


def make_random(n_players: int, seed: int) -> np.ndarray:
    """Return the costs whose savings are random, as in the first type of Benedek, Fliege and Nguyen (2021)."""
    chance = np.random.default_rng([seed, n_players])
    size = np.bitwise_count(np.arange(1 << n_players)).astype(int)
    savings = np.floor(chance.random(1 << n_players) * 100 * size) + 1
    savings[size < 2] = 0
    savings[-1] = 100 * (n_players - 1)
    return 0.0 - savings


def make_draws(n_players: int, seed: int) -> np.ndarray:
    """Return games of the same towns whose scale effect is drawn, shape (draws, 2^n)."""
    chance = np.random.default_rng([seed, 1])
    return np.stack([make_costs(n_players, seed, one) for one in chance.triangular(0.88, 0.95, 1, DRAWS)])


def prepare_game(who: str, table: np.ndarray) -> Any:
    """Return our game, and let one of the two paths do all the work."""
    from samverkan.methods.sharing import kernels
    from samverkan.methods.sharing.game import make_game

    if who == "plain":
        kernels.has_fast = lambda: False
    return make_game(table)


def equal_shares(table: np.ndarray) -> np.ndarray:
    """Return equal parts: a share that some coalition complains of."""
    n_players = table.size.bit_length() - 1
    return np.full(n_players, table[-1] / n_players)


def our_shapley(who: str, table: np.ndarray) -> Prepared:
    """Prepare Shapley."""
    from samverkan.methods.sharing.values import shapley

    game = prepare_game(who, table)
    return lambda: shapley(game)


def our_core_test(who: str, table: np.ndarray) -> Prepared:
    """Prepare the core test, which names the worst coalition."""
    from samverkan.methods.sharing.complaints import core_test

    game, shares = prepare_game(who, table), equal_shares(table)
    return lambda: core_test(game, shares)


def our_check(name: str) -> Callable[[str, np.ndarray], Prepared]:
    """Return what prepares a check of the table."""

    def prepare(who: str, table: np.ndarray) -> Prepared:
        from samverkan.methods.sharing.checks import CHECKS, Law

        game = prepare_game(who, table)
        return lambda: CHECKS[Law(name)](game)

    return prepare


def our_bounds(who: str, table: np.ndarray) -> Prepared:
    """Prepare the bounds of the core."""
    from samverkan.methods.sharing.core import core_bounds

    game = prepare_game(who, table)
    return lambda: core_bounds(game)


def our_nucleolus(name: str) -> Callable[[str, np.ndarray], Prepared]:
    """Return what prepares a nucleolus with its certificate, which must hold; the compiled pass is loaded."""

    def prepare(who: str, table: np.ndarray) -> Prepared:
        from samverkan.methods.sharing import Among, Pace, Weights, nucleolus

        game, pace = prepare_game(who, table), Pace.COMPILED if who == "fast" else Pace.PLAIN

        def answer() -> object:
            found = nucleolus(game, Weights(name), Among.IMPUTATIONS, pace)
            if not found.certificate.is_valid:
                raise ValueError("The certificate does not hold.")
            return found

        return answer

    return prepare


def our_draws(who: str, tables: np.ndarray) -> Prepared:
    """Prepare one draw after the other: the nucleolus of 12 members with its certificate."""
    from samverkan.methods.sharing import Among, Pace, Weights, make_game, nucleolus

    coming, pace = cycle(tables), Pace.COMPILED if who == "fast" else Pace.PLAIN
    return lambda: nucleolus(make_game(next(coming)), Weights.EQUAL, Among.IMPUTATIONS, pace)


def their_draws(_: str, tables: np.ndarray) -> Prepared:
    """Prepare the same of coopgame-py."""
    import coopgame

    coming = cycle(tables)
    return lambda: coopgame.nucleolus(coopgame.Game((-next(coming)[1:]).tolist()))


def tucoopy_draws(_: str, tables: np.ndarray) -> Prepared:
    """Prepare the same of tucoopy."""
    import tucoopy
    from tucoopy.solutions import nucleolus

    coming = cycle(tables)
    n_players = tables.shape[1].bit_length() - 1
    return lambda: nucleolus(tucoopy.Game(n_players, dict(enumerate((0.0 - next(coming)).tolist()))))


def our_complaint(_: str, towns: tuple[np.ndarray, np.ndarray]) -> Prepared:
    """Prepare the greatest complaint of the key by inhabitants, of a cost model and without a table."""
    from samverkan.methods.sharing.structured import PUBLISHED_RANGES, build_game, greatest_complaint, modal_model

    game = build_game(modal_model(PUBLISHED_RANGES), *towns, n_tangents=TANGENTS)
    shares = game.drivers * game.total / game.drivers.sum()
    return lambda: greatest_complaint(game, shares)


def of_coopgame(act: Callable[[Any, Any, np.ndarray], object]) -> Callable[[str, np.ndarray], Prepared]:
    """Return what prepares an act of coopgame-py on the savings game of the same costs."""

    def prepare(_: str, table: np.ndarray) -> Prepared:
        import coopgame

        game = coopgame.Game((-table[1:]).tolist())
        return lambda: act(coopgame, game, -equal_shares(table))

    return prepare


def of_tucoopy(act: Callable[[Any, Any, np.ndarray], object]) -> Callable[[str, np.ndarray], Prepared]:
    """Return what prepares an act of tucoopy on the savings game of the same costs."""

    def prepare(_: str, table: np.ndarray) -> Prepared:
        import tucoopy

        game = tucoopy.Game(table.size.bit_length() - 1, dict(enumerate((0.0 - table).tolist())))
        return lambda: act(tucoopy, game, -equal_shares(table))

    return prepare


def shapiq_shapley(_: str, table: np.ndarray) -> Prepared:
    """Prepare the exact computer of shapiq, which keeps what it has computed, so each run has a new one."""
    import shapiq

    n_players = table.size.bit_length() - 1
    bits = 1 << np.arange(n_players)
    return lambda: shapiq.ExactComputer(lambda rows: table[np.asarray(rows, dtype=int) @ bits], n_players)("SV", 1)


@dataclass(frozen=True)
class Task:
    """What is measured: by whom, at which sizes, and the CPU seconds of the prototype by size."""

    name: str
    runs: dict[str, Callable[[str, Any], Prepared]]
    sizes: tuple[int, ...] = SIZES
    prototype: dict[int, str] = field(default_factory=dict)
    make: Callable[[int, int], Any] = make_table
    is_quick: bool = False


def tucoopy_nucleolus(_module: Any, game: Any, _: np.ndarray) -> object:
    """Return the nucleolus by tucoopy."""
    from tucoopy.solutions import nucleolus

    return nucleolus(game)


def nucleolus_task(name: str, weights: str, make: Callable[[int, int], np.ndarray], **more: Any) -> Task:
    """Return the task of a nucleolus; peers are asked for the one that all of them have."""
    runs = {"fast": our_nucleolus(weights), "plain": our_nucleolus(weights)}
    if weights == "equal":
        runs["coopgame-py"] = of_coopgame(lambda coopgame, game, _: coopgame.nucleolus(game))
        runs["tucoopy"] = of_tucoopy(tucoopy_nucleolus)
    return Task(name, runs, make=make, **more)


TASKS = (
    Task(
        "shapley",
        {
            "fast": our_shapley,
            "plain": our_shapley,
            "coopgame-py": of_coopgame(lambda coopgame, game, _: coopgame.shapley(game)),
            "tucoopy": of_tucoopy(lambda tucoopy, game, _: tucoopy.shapley_value(game)),
            "shapiq": shapiq_shapley,
        },
        prototype={10: ".0001", 15: ".0001", 18: ".0002", 20: ".0004", 22: ".0022", 24: ".010", 25: ".017"},
    ),
    Task(
        "core test",
        {
            "fast": our_core_test,
            "plain": our_core_test,
            "coopgame-py": of_coopgame(lambda _, game, shares: game.is_in_core(shares.tolist())),
            "tucoopy": of_tucoopy(lambda tucoopy, game, shares: tucoopy.Core(game).contains(shares.tolist())),
        },
        prototype={20: ".0007", 24: ".010", 25: ".021"},
    ),
    nucleolus_task(
        "nucleolus",
        "equal",
        make_costs,
        sizes=(10, 15, 18, 20, 22, 24),
        prototype={10: ".006", 15: ".008", 18: ".030", 20: ".075", 22: ".042", 24: ".24–.25"},
    ),
    nucleolus_task("random savings", "equal", make_random, sizes=(10, 15, 20, 24), prototype={24: ".24–.47"}),
    *(nucleolus_task(one, one, make_costs, sizes=(10, 15, 20)) for one in NUCLEOLI[1:]),
    Task(
        "draw",
        {"fast": our_draws, "plain": our_draws, "coopgame-py": their_draws, "tucoopy": tucoopy_draws},
        sizes=(12,),
        prototype={12: ".011"},
        make=make_draws,
    ),
    Task(
        "complaint",
        {"fast": our_complaint},
        sizes=(290,),
        prototype={290: ".08–.1"},
        make=make_towns,
        is_quick=True,
    ),
    Task("monotone", {"fast": our_check("monotone"), "plain": our_check("monotone")}),
    Task(
        "concave",
        {
            "fast": our_check("concave"),
            "plain": our_check("concave"),
            "coopgame-py": of_coopgame(lambda _, game, __: game.is_convex()),
            "tucoopy": of_tucoopy(lambda _, game, __: game.is_convex()),
        },
    ),
    Task(
        "subadditive",
        {
            "fast": our_check("subadditive"),
            "plain": our_check("subadditive"),
            "coopgame-py": of_coopgame(lambda _, game, __: game.is_superadditive()),
            "tucoopy": of_tucoopy(lambda _, game, __: game.is_superadditive()),
        },
        sizes=(10, 15, 18, 20),
    ),
    Task("core bounds", {"fast": our_bounds, "plain": our_bounds}, sizes=(8, 10, 12, 15, 20), make=make_costs),
)
