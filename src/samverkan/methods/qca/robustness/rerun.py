"""An analysis done again with something changed, beside the initial one: what came back and what did not."""

from dataclasses import dataclass

from samverkan.methods.qca.reanalysis import Analysis, UnfinishedError, minimise_recipe
from samverkan.methods.qca.sets import Model, Term, sort_model


@dataclass(frozen=True, slots=True)
class Initial:
    """The solution that all else is compared with: all its models, how many, and the one that is reported."""

    models: tuple[Model, ...]
    n_models: int
    model: Model


@dataclass(frozen=True, slots=True)
class Rerun:
    """What an analysis gave when it was done again.

    `is_same`: all models are those of the initial solution. `keeps_model`: the initial model is one of them. `lost`
    and `gained` compare the initial model with the nearest model, the one that shares most terms with it. Where
    `is_finished` is False a limit ended the minimisation, and nothing is known.
    """

    models: tuple[Model, ...]
    n_models: int
    is_same: bool
    keeps_model: bool
    lost: Model
    gained: Model
    is_finished: bool = True

    @property
    def has_solution(self) -> bool:
        """Whether any row was positive, so that some model has terms."""
        return any(self.models)

    @property
    def terms_of_some(self) -> frozenset[Term]:
        """The terms that at least one model has."""
        return frozenset[Term]().union(*self.models)

    @property
    def terms_of_every(self) -> frozenset[Term]:
        """The terms that all models have."""
        return frozenset(self.models[0]).intersection(*self.models[1:]) if self.models else frozenset()


UNFINISHED = Rerun((), 0, is_same=False, keeps_model=False, lost=(), gained=(), is_finished=False)


def solve_initial(recipe: Analysis, model: Model | None = None) -> Initial:
    """Return the solution to compare with; without a model the first one is reported.

    Raises
    ------
    UnfinishedError
        A limit ended the minimisation.

    References
    ----------
    Oana & Schneider (2021), Sociological Methods & Research 53(1): the initial solution.

    Examples
    --------
    >>> from samverkan.methods.qca.sets import make_outcome, make_sets
    >>> sets = make_sets([[1, 1], [1, 0], [0, 0]], ["TRUST", "HOST"])
    >>> solve_initial(Analysis(sets, make_outcome([1, 1, 0], 3))).model
    ((1, -1),)
    """
    found = minimise_recipe(recipe)
    reported = model if model is not None else next(iter(found.models), ())
    return Initial(found.models, found.n_models, sort_model(reported))


def rerun(recipe: Analysis, initial: Initial) -> Rerun:
    """Return what the recipe gives, beside the initial solution."""
    try:
        found = minimise_recipe(recipe)
    except UnfinishedError:
        return UNFINISHED
    nearest = nearest_model(found.models, initial.model)
    return Rerun(
        models=found.models,
        n_models=found.n_models,
        is_same=found.n_models == initial.n_models and set(found.models) == set(initial.models),
        keeps_model=initial.model in found.models,
        lost=sort_model(set(initial.model) - set(nearest)),
        gained=sort_model(set(nearest) - set(initial.model)),
    )


def nearest_model(models: tuple[Model, ...], model: Model) -> Model:
    """Return the model that shares most terms with the given one, then the one with the fewest other terms."""
    wanted = set(model)
    return min(models, key=lambda one: (-len(wanted & set(one)), len(set(one) - wanted)), default=())
