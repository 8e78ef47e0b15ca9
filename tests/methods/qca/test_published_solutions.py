"""Solutions of published studies: the same prime implicants, models and parameters of fit as R QCA 3.25.1.

Each file has the R call's arguments: truthTable(data, outcome, conditions, incl.cut, n.cut, pri.cut), then
minimize(tt, details = TRUE) for the conservative solution, include = "?" for the parsimonious one, dir.exp for the
intermediate one, and all.sol = TRUE for all irredundant models.
"""

import itertools

import pytest

from methods.qca import twin
from methods.qca.reference import NAMES, Reference, listed, read_reference, sets_of
from samverkan.methods.qca.fit import fit_model
from samverkan.methods.qca.minimisation.minimise import minimise
from samverkan.methods.qca.minimisation.result import Limits, Listing, Minimising, Solution
from samverkan.methods.qca.sets import covers, sort_model

PLAIN = (Solution.CONSERVATIVE, Solution.PARSIMONIOUS)
MINIMUM = Minimising()
ALL = Minimising(listing=Listing.IRREDUNDANT)
WITH_EXPECTATIONS = tuple(name for name in NAMES if name.split("_")[0] not in {"FakeMV", "LM", "pban", "transport"})
R_ENDS_WITHOUT_ANSWER = {"transport_ACC": 207_416, "transport_ACC_neg": 474_134}
"""R QCA's all.sol = TRUE does not end in 40 seconds; the file has the count of an independent programme instead."""

NOT_ESSENTIAL = {
    ("LC_SURV", Solution.PARSIMONIOUS): ["DEV*STB"],
    ("LIPC_SURVIVED", Solution.PARSIMONIOUS): ["DEVELOPED*GOVSTAB"],
    ("PAYF_HL", Solution.PARSIMONIOUS): ["HE*~GG*HI*HW", "GG*AH"],
    ("Rokkan_S", Solution.PARSIMONIOUS): ["C*~E", "~C*~R"],
    ("Rokkan_S_neg", Solution.PARSIMONIOUS): ["~C*R"],
    ("SCHF_EXPORT", Solution.PARSIMONIOUS): ["~EMP*OCCUP", "BARGAIN*UNI*STOCK", "~OCCUP*STOCK*~MA"],
    ("education_O_neg", Solution.CONSERVATIVE): ["~NPM1*~NPM2*~NPM3*~NPM5*~NPM6"],
    ("jobsecurity_JSR_neg", Solution.PARSIMONIOUS): ["S*~R", "~S*~C"],
    ("pban_PB", Solution.PARSIMONIOUS): ["C{2}*V{0}"],
    ("pban_PB_neg", Solution.PARSIMONIOUS): ["C{0}*F{0}"],
    ("transport_ACC_neg", Solution.PARSIMONIOUS): ["FIN{0}*HIS{1}*EXP{1}"],
}
"""What R marks as essential and is not: an essential prime implicant alone covers some row (Quine, McCluskey).

R marks the terms of every model that it lists, and by default it lists only those with the fewest terms. That is what
we call shared. The proof that these are not essential: a model that covers every row without them, in R's own all.sol.
"""


def solve(reference: Reference, solution: Solution, asked: Minimising = MINIMUM):
    """Return our solution of a reference file."""
    return minimise(reference.table, solution, asked)


def expecting(reference: Reference, listing: Listing = Listing.MINIMUM) -> Minimising:
    """Return what is asked for where the file has directional expectations."""
    return Minimising(listing=listing, expectations=reference.expectations)


def asked_of_twin(reference: Reference) -> twin.Asked:
    """Return the same question for the slow twin."""
    table = reference.table
    return twin.Asked(
        tuple(one.n_levels for one in reference.sets.conditions),
        tuple((row.configuration, row.out.value) for row in table.rows),
        reference.expectations,
    )


@pytest.mark.parametrize("solution", PLAIN)
@pytest.mark.parametrize("name", NAMES)
def test_prime_implicants_are_those_of_r(shared, name, solution):
    reference = read_reference(shared, name)
    printed = reference.printed["solutions"][solution.value]

    found = solve(reference, solution)

    assert set(found.prime_implicants) == reference.terms(printed["PI"])
    assert len(found.prime_implicants) == len(listed(printed["PI"]))


@pytest.mark.parametrize("solution", PLAIN)
@pytest.mark.parametrize("name", NAMES)
def test_models_with_the_fewest_terms_are_those_of_r(shared, name, solution):
    reference = read_reference(shared, name)
    printed = reference.models(reference.printed["solutions"][solution.value]["models"])

    found = solve(reference, solution)

    assert sets_of(found.models) == printed
    assert found.n_models == len(found.models) == len(printed)
    assert sets_of(found.iterate()) == printed
    assert frozenset(found.shared) == frozenset.intersection(*printed)
    assert found.n_unused == len(set(found.prime_implicants) - frozenset().union(*printed))
    assert found.is_whole


@pytest.mark.parametrize("solution", PLAIN)
@pytest.mark.parametrize("name", NAMES)
def test_what_r_calls_essential_is_what_its_listed_models_share(shared, name, solution):
    reference = read_reference(shared, name)
    printed = reference.terms(reference.printed["solutions"][solution.value]["essential"])

    found = solve(reference, solution)

    assert frozenset(found.shared) == printed
    assert printed - frozenset(found.essential) == reference.terms(NOT_ESSENTIAL.get((name, solution), []))
    assert frozenset(found.essential) <= printed


@pytest.mark.parametrize(("name", "solution"), NOT_ESSENTIAL)
def test_what_only_r_calls_essential_can_be_done_without(shared, name, solution):
    reference = read_reference(shared, name)
    terms = reference.terms(NOT_ESSENTIAL[name, solution])

    found = solve(reference, solution, Minimising(listing=Listing.IRREDUNDANT, limits=Limits(listed=1)))

    for term in terms:
        spared = next(model for model in found.iterate() if term not in model)
        assert all(any(covers(other, row) for other in spared) for row in found.rows)
        if name not in R_ENDS_WITHOUT_ANSWER:
            assert frozenset(spared) in reference.models(
                reference.printed["solutions"][f"{solution.value}_all"]["models"]
            )


@pytest.mark.parametrize("solution", PLAIN)
@pytest.mark.parametrize("name", [name for name in NAMES if name not in R_ENDS_WITHOUT_ANSWER])
def test_all_irredundant_models_are_those_of_r(shared, name, solution):
    reference = read_reference(shared, name)
    printed = reference.models(reference.printed["solutions"][f"{solution.value}_all"]["models"])

    found = solve(reference, solution, ALL)

    assert sets_of(found.models) == printed
    assert found.n_models == len(found.models) == len(printed)
    assert frozenset(found.shared) == frozenset.intersection(*printed)


@pytest.mark.parametrize(("name", "n_models"), R_ENDS_WITHOUT_ANSWER.items())
def test_models_are_counted_exactly_where_r_does_not_end(shared, name, n_models):
    reference = read_reference(shared, name)

    found = solve(reference, Solution.PARSIMONIOUS, Minimising(listing=Listing.IRREDUNDANT, limits=Limits(listed=10)))

    assert reference.printed["solutions"]["parsimonious_all"]["n_models_prototype"] == n_models
    assert found.n_models == n_models
    assert len(found.models) == 10
    assert found.is_whole
    first = list(itertools.islice(found.iterate(), 1_000))
    assert len(sets_of(first)) == 1_000


@pytest.mark.parametrize("name", WITH_EXPECTATIONS)
def test_intermediate_models_are_those_of_r_over_all_its_pairs(shared, name):
    """R gives one list for each pair of a conservative and a parsimonious model; ours is their union."""
    reference = read_reference(shared, name)
    pairs = reference.printed["solutions"]["intermediate"]["i_sol"].values()

    found = solve(reference, Solution.INTERMEDIATE, expecting(reference))

    printed = frozenset().union(*(reference.models(pair["models"]) for pair in pairs))
    assert sets_of(found.models) == printed
    assert found.n_models == len(printed)
    assert set(found.prime_implicants) == frozenset().union(*(reference.terms(pair["PI"]) for pair in pairs))
    assert frozenset(found.shared) == frozenset.intersection(*printed)


@pytest.mark.parametrize("name", WITH_EXPECTATIONS)
def test_each_pair_of_models_has_the_intermediate_models_of_r(shared, name):
    reference = read_reference(shared, name)
    pairs = reference.printed["solutions"]["intermediate"]["i_sol"].values()

    found = solve(reference, Solution.INTERMEDIATE, expecting(reference))

    assert {
        (frozenset(pair.conservative), frozenset(pair.parsimonious)): (
            sets_of(pair.minimised.models),
            frozenset(pair.minimised.prime_implicants),
        )
        for pair in found.pairs
    } == {
        (reference.terms(pair["c_sol"]), reference.terms(pair["p_sol"])): (
            reference.models(pair["models"]),
            reference.terms(pair["PI"]),
        )
        for pair in pairs
    }


@pytest.mark.parametrize("name", WITH_EXPECTATIONS)
def test_the_slow_twin_has_the_intermediate_models_of_each_pair_of_r(shared, name):
    reference = read_reference(shared, name)
    pairs = reference.printed["solutions"]["intermediate"]["i_sol"].values()

    found = twin.by_pair(asked_of_twin(reference))

    assert {pair: (one.models, one.primes) for pair, one in found.items()} == {
        (reference.terms(pair["c_sol"]), reference.terms(pair["p_sol"])): (
            reference.models(pair["models"]),
            reference.terms(pair["PI"]),
        )
        for pair in pairs
    }


@pytest.mark.parametrize("solution", PLAIN)
@pytest.mark.parametrize("name", NAMES)
def test_parameters_of_fit_are_those_of_r(shared, name, solution):
    reference = read_reference(shared, name)
    printed = reference.printed["solutions"][solution.value]

    for model, figures in zip(printed["models"], printed["parameters"]["models"], strict=True):
        assert_fit(reference, model, figures)


@pytest.mark.parametrize("name", WITH_EXPECTATIONS)
def test_parameters_of_fit_of_intermediate_models_are_those_of_r(shared, name):
    reference = read_reference(shared, name)

    for pair in reference.printed["solutions"]["intermediate"]["i_sol"].values():
        for model, figures in zip(pair["models"], pair["parameters"]["models"], strict=True):
            assert_fit(reference, model, figures)


def assert_fit(reference: Reference, model: list[str], figures: dict) -> None:
    """Assert that our parameters of fit of a model and of each of its terms are the printed ones."""
    ours = fit_model(reference.sets, reference.outcome, sort_model(map(reference.term, listed(model))))
    whole = figures["solution"]
    assert [ours.solution.inclusion, ours.solution.pri, ours.solution.coverage] == pytest.approx(
        [whole["inclS"], whole["PRI"], whole["covS"]], abs=1e-9
    )
    table = figures["terms"]
    columns = dict(zip(table["columns"], map(listed, table["values"]), strict=True))
    by_term = dict(zip(ours.model, ours.terms, strict=True))
    mine = [by_term[reference.term(text)] for text in listed(table["rows"])]
    assert len(mine) == len(by_term)
    assert [one.inclusion for one in mine] == pytest.approx(columns["inclS"], abs=1e-9)
    assert [one.pri for one in mine] == pytest.approx(columns["PRI"], abs=1e-9)
    assert [one.coverage for one in mine] == pytest.approx(columns["covS"], abs=1e-9)
    # R leaves the unique coverage of an only term empty; by the formula it is all that the model covers.
    unique = columns["covS"] if columns["covU"] == [None] else columns["covU"]
    assert [one.unique_coverage for one in mine] == pytest.approx(unique, abs=1e-9)
