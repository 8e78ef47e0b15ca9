"""Test solutions: the models that other defensible choices give, just beyond a range or chosen by a person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from samverkan.methods.qca.reanalysis import Analysis
from samverkan.methods.qca.robustness.anchors import AnchorQuestion, move_anchor
from samverkan.methods.qca.robustness.ranges import Choice, End, SensitivityRange
from samverkan.methods.qca.robustness.rerun import Initial, Rerun, nearest_model
from samverkan.methods.qca.sets import Memberships, Model, model_membership


@dataclass(frozen=True, eq=False)
class Alternative:
    """Another analysis of the same cases that one could have defended, under a name."""

    name: str
    recipe: Analysis


@dataclass(frozen=True, eq=False)
class TestSolution:
    """A model that another defensible choice gave, with each case's membership in it by its own calibration.

    Where that analysis has several models it is the one nearest to the initial model (`n_models` says how many).
    `choice` and `value` are those just beyond a range (`condition` and `anchor` as there); both are None for an
    alternative with a `name`.
    """

    __test__ = False

    model: Model
    n_models: int
    membership: Memberships
    choice: Choice | None = None
    value: float | None = None
    condition: int | None = None
    anchor: int | None = None
    name: str = ""


def tests_beyond(
    recipe: Analysis, initial: Initial, ranges: Iterable[SensitivityRange], anchors: Sequence[AnchorQuestion]
) -> list[TestSolution]:
    """Return the models just beyond each end of each range; where no row is positive there is none."""
    tests = []
    asked = {(question.condition, question.anchor): question for question in anchors}
    for one in ranges:
        for bound in (one.lower, one.upper):
            if bound.end is not End.CHANGE or bound.beyond is None or not bound.beyond.has_solution:
                continue
            model = nearest_model(bound.beyond.models, initial.model)
            moved = recipe
            if one.choice is Choice.ANCHOR and bound.seen_at is not None:
                moved = move_anchor(recipe, asked[one.condition, one.anchor or 0], bound.seen_at)
            membership = model_membership(moved.sets, model)
            found = TestSolution(model, bound.beyond.n_models, membership, one.choice, bound.seen_at)
            tests.append(replace(found, condition=one.condition, anchor=one.anchor))
    return tests


def tests_of(initial: Initial, found: Iterable[tuple[Alternative, Rerun]]) -> list[TestSolution]:
    """Return the models of the alternatives, in their order; where no row is positive there is none."""
    tests = []
    for alternative, result in found:
        if result.has_solution:
            model = nearest_model(result.models, initial.model)
            membership = model_membership(alternative.recipe.sets, model)
            tests.append(TestSolution(model, result.n_models, membership, name=alternative.name))
    return tests
