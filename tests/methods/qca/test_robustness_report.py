"""The whole robustness test: what is run, what is left out, and who is told."""

from dataclasses import replace
from itertools import chain, repeat

import numpy as np
import pytest

from methods.qca.payf import read_payf
from samverkan.methods.qca import reanalysis
from samverkan.methods.qca.calibration import DirectCalibration, calibrate
from samverkan.methods.qca.errors import QcaError
from samverkan.methods.qca.minimisation.result import Limits, Minimising
from samverkan.methods.qca.reanalysis import Analysis, UnfinishedError
from samverkan.methods.qca.robustness.alternatives import Alternative
from samverkan.methods.qca.robustness.anchors import AnchorQuestion
from samverkan.methods.qca.robustness.ranges import Choice
from samverkan.methods.qca.robustness.report import Part, RobustnessOptions, assess_robustness
from samverkan.methods.qca.robustness.sweeps import Dataset, Noise, NoiseKind
from samverkan.methods.qca.sets import make_outcome, make_sets
from samverkan.methods.qca.truth_table import Cutoffs

NOTHING = RobustnessOptions(ranges=(), leaves_cases_out=False, noise=())
RAW = np.array([10.0, 20, 30, 40, 50, 60])
DIRECT = DirectCalibration(10, 35, 60)


def make_recipe():
    values = np.column_stack([calibrate(RAW, DIRECT), [0.1, 0.9, 0.2, 0.8, 0.3, 0.7]])
    return Analysis(make_sets(values, ["A", "B"]), make_outcome([0, 0.1, 0.2, 0.8, 0.9, 1], 6), Cutoffs(0.8))


def test_what_is_not_asked_for_is_none():
    found = assess_robustness(make_recipe(), None, NOTHING)

    parts = (found.ranges, found.alternatives, found.fit, found.cases, found.left_out, found.noise, found.datasets)
    assert parts == (None,) * 7
    assert found.tests == ()


def test_the_alternatives_of_setmethods_give_its_figures(shared):
    payf = read_payf(shared)
    alternatives = tuple(Alternative(name, payf.recipe_of(name)) for name in ("T1", "T2"))

    found = assess_robustness(payf.recipe, payf.model("initial"), replace(NOTHING, alternatives=alternatives))

    assert [one.name for one in found.alternatives] == ["T1", "T2"]
    assert [one.model for one in found.tests] == [payf.model("T1"), payf.model("T2")]
    assert round(found.fit.overlap_most, 3) == payf.printed["fit_T1T2"]["RF_SC_maxTS"]
    assert round(found.cases.typical_ratio, 3) == payf.printed["case_ratio_T1T2"]["RCR_typ"]


def test_without_alternatives_the_solutions_just_beyond_the_ranges_are_the_test(shared):
    payf = read_payf(shared)

    found = assess_robustness(payf.recipe, None, replace(NOTHING, ranges=(Choice.FREQUENCY,)))

    assert [(one.choice, one.value) for one in found.tests] == [(Choice.FREQUENCY, 1.0), (Choice.FREQUENCY, 4.0)]
    assert found.tests[0].model == payf.model("T2")
    assert found.cases.rank == 3


def test_a_test_solution_beyond_an_anchor_has_the_memberships_of_its_own_calibration():
    recipe = make_recipe()
    options = replace(NOTHING, anchors=(AnchorQuestion(0, RAW, DIRECT, 1),))

    found = assess_robustness(recipe, None, options)

    (anchored,) = found.ranges
    assert (anchored.choice, anchored.condition, anchored.anchor) == (Choice.ANCHOR, 0, 1)
    assert found.tests
    for one in found.tests:
        assert (one.choice, one.condition, one.anchor) == (Choice.ANCHOR, 0, 1)
        assert one.membership.shape == (6,)


def test_progress_is_told_for_each_part():
    recipe = make_recipe()
    heard = []
    options = RobustnessOptions(
        noise=(Noise(NoiseKind.FLIP, 0.1),),
        n_runs=2,
        datasets=(Dataset("without R1", recipe.sets, recipe.outcome),),
    )

    assess_robustness(recipe, None, options, progress=lambda part, done, total: heard.append((part, done, total)))

    assert [one for one in heard if one[1] == one[2]] == [
        (Part.RANGES, 3, 3),
        (Part.CASES, 6, 6),
        (Part.NOISE, 2, 2),
        (Part.DATASETS, 1, 1),
    ]


def test_the_same_seed_gives_the_same_test():
    recipe = make_recipe()
    options = RobustnessOptions(n_runs=10)

    first, second = (assess_robustness(recipe, None, options).noise for _ in range(2))
    other = assess_robustness(recipe, None, replace(options, seed=1)).noise

    assert first == second
    assert other != first


def test_the_cases_that_decide_are_named():
    sets = make_sets([[1, 1], [1, 0], [0, 0], [0, 0]], ["A", "B"])
    recipe = Analysis(sets, make_outcome([1, 1, 0, 0], 4))

    found = assess_robustness(recipe, None, replace(NOTHING, leaves_cases_out=True))

    assert found.decisive_cases == (1,)


def test_an_outcome_that_never_occurs_is_tested_all_the_same():
    recipe = Analysis(make_sets([[1, 0], [0, 1]], ["A", "B"]), make_outcome([0, 0], 2))

    found = assess_robustness(recipe, None, RobustnessOptions(n_runs=3))

    assert found.initial.model == ()
    assert found.noise[0].terms == ()


def test_an_alternative_with_other_conditions_is_refused():
    other = Analysis(make_sets([[1]], ["C"]), make_outcome([1], 1))

    with pytest.raises(QcaError) as found:
        assess_robustness(make_recipe(), None, replace(NOTHING, alternatives=(Alternative("broad trust", other),)))

    assert str(found.value) == (
        'The alternative "broad trust" has other conditions or another number of cases than the analysis.'
    )


def test_an_analysis_that_does_not_finish_cannot_be_tested():
    rng = np.random.default_rng(2)
    rows = rng.integers(0, 2, (40, 10))
    sets, outcome = make_sets(rows[:, :-1], list("ABCDEFGHI")), make_outcome(rows[:, -1], 40)
    recipe = Analysis(sets, outcome, minimising=Minimising(limits=Limits(implicants=1)))

    with pytest.raises(UnfinishedError):
        assess_robustness(recipe)


def test_two_kinds_of_noise_that_do_the_same_to_crisp_data_are_run_once():
    crisp = Analysis(make_sets([[1, 1], [1, 0], [0, 0]], ["A", "B"]), make_outcome([1, 1, 0], 3))
    options = replace(NOTHING, noise=RobustnessOptions().noise, n_runs=2)

    found, fuzzy = (assess_robustness(recipe, None, options).noise for recipe in (crisp, make_recipe()))

    assert [(one.noise.kind, one.noise.rate) for one in found] == [(NoiseKind.FLIP, rate) for rate in (0.02, 0.05, 0.1)]
    assert len(fuzzy) == 6


def test_the_data_sets_that_decide_are_named():
    recipe = Analysis(make_sets([[1, 1], [1, 0], [0, 0]], ["A", "B"]), make_outcome([1, 1, 0], 3))
    same = Dataset("without R1", recipe.sets, recipe.outcome)
    other = Dataset("without R2", make_sets([[1, 1], [0, 0]], ["A", "B"]), make_outcome([1, 0], 2))

    found = assess_robustness(recipe, None, replace(NOTHING, datasets=(same, other)))

    assert found.decisive_datasets == ("without R2",)


def test_the_time_that_is_over_leaves_the_rest_unfinished_and_counted(monkeypatch):
    recipe = replace(make_recipe(), minimising=Minimising(limits=Limits(seconds=60)))
    options = RobustnessOptions(ranges=(), noise=(Noise(NoiseKind.FLIP, 0.1),), n_runs=5)
    whole = assess_robustness(recipe, None, options)

    # The initial analysis begins, the limit is set, one case is left out, and at the next one the time is over.
    moments = chain([0.0, 0.0, 0.0], repeat(61.0))
    monkeypatch.setattr(reanalysis, "time", lambda: next(moments))
    cut_short = assess_robustness(recipe, None, options)

    assert (whole.n_finished, whole.n_asked) == (11, 11)
    assert (cut_short.n_finished, cut_short.n_asked) == (1, 11)
    assert [one.rerun.is_finished for one in cut_short.left_out] == [True] + [False] * 5
