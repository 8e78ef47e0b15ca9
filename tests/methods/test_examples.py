"""The examples in the docstrings of the methods, run as they are printed."""

import doctest
import importlib
import pkgutil

import pytest

from samverkan.methods import agreement, apportionment, contrast, qca, saturation, sharing
from samverkan.methods.sharing import clusters, structured

PACKAGES = (agreement, contrast, qca, saturation, sharing)
DOORS = (*PACKAGES, clusters, structured)
MODULES = [
    module.name for package in PACKAGES for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
] + [apportionment.__name__]
# These hold, read, list or choose values; no formula is behind them.
WITHOUT_FORMULA = {
    "anchors_of",
    "assess",
    "check_monotone",
    "complaint_of",
    "core_tests",
    "count_candidates",
    "curve_of_tangents",
    "draw_models",
    "equal_parts",
    "equal_saving",
    "find_candidates",
    "format_model",
    "format_statement",
    "format_term",
    "greatest_complaint",
    "greatest_complaints",
    "is_core_empty",
    "join_candidates",
    "make_candidates",
    "make_game",
    "make_outcome",
    "make_sets",
    "make_structured_game",
    "mask_of",
    "missing_for",
    "modal_model",
    "needed_by",
    "parse_model",
    "parse_term",
    "per_driver",
    "players_of",
    "power_curve",
    "row_number",
    "savings_against_alone",
    "share",
    "tabulate_game",
    "worst_coalitions",
}


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_give_what_they_say(name):
    module = importlib.import_module(name)

    result = doctest.testmod(module)

    assert result.failed == 0


@pytest.mark.parametrize("package", DOORS)
def test_every_public_function_has_an_example_and_a_reference(package):
    functions = [getattr(package, name) for name in package.__all__ if name[0].islower()]

    lacking = [one.__name__ for one in functions if not _needed(one) <= set((one.__doc__ or "").split())]

    assert lacking == []


def _needed(function):
    return {">>>"} if function.__name__ in WITHOUT_FORMULA else {">>>", "References"}
