"""Minimise a truth table: the door to conservative, parsimonious and intermediate solutions."""

from samverkan.methods.qca.minimisation.intermediate import solve_intermediate
from samverkan.methods.qca.minimisation.result import Minimised, Minimising, Solution
from samverkan.methods.qca.minimisation.solving import solve
from samverkan.methods.qca.truth_table import TruthTable

PLAIN = Minimising()


def minimise(table: TruthTable, solution: Solution, asked: Minimising = PLAIN) -> Minimised:
    """Return the solution of a truth table: all its models, exactly.

    Parameters
    ----------
    table
        From `build_truth_table`. Contradictions count as negative, rows below the frequency cut-off as remainders.
    solution
        How remainders are treated. The intermediate solution needs `asked.expectations`, and has the models of every
        pair of a conservative and a parsimonious model.
    asked
        Which models to list, which remainders may not be assumed, what is expected, and when to stop.

    Returns
    -------
    Minimised
        Without a positive row it has no models; without a negative one (and free remainders) the one model `1`.

    Raises
    ------
    QcaError
        An impossible term has not as many places as there are conditions; expectations are too few, or name levels
        that a condition does not have.

    References
    ----------
    Ragin (1987), The Comparative Method. Ragin & Sonnett (2005) for the intermediate solution. Murakami & Uno (2014),
    Discrete Applied Mathematics 170, for prime implicants as minimal hitting sets.

    Examples
    --------
    >>> from samverkan.methods.qca.sets import make_outcome, make_sets
    >>> from samverkan.methods.qca.truth_table import build_truth_table
    >>> sets = make_sets([[1, 1, 0], [1, 1, 1], [0, 1, 1], [0, 0, 1]], ["A", "B", "C"])
    >>> found = minimise(build_truth_table(sets, make_outcome([1, 1, 0, 0], 4)), Solution.PARSIMONIOUS)
    >>> found.models, found.n_models
    ((((1, -1, -1),),), 1)
    """
    if solution is Solution.INTERMEDIATE:
        return solve_intermediate(table, asked)
    return solve(table, solution, asked)
