"""The examples in the docstrings of the methods, run as they are printed."""

import doctest
import importlib
import pkgutil

import pytest

from samverkan.methods import agreement, contrast, qca, saturation

PACKAGES = (agreement, contrast, qca, saturation)
MODULES = [
    module.name for package in PACKAGES for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
]
# These hold, read or write values; no formula is behind them.
WITHOUT_FORMULA = {
    "anchors_of",
    "format_model",
    "format_statement",
    "format_term",
    "make_outcome",
    "make_sets",
    "parse_model",
    "parse_term",
    "row_number",
}


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_give_what_they_say(name):
    module = importlib.import_module(name)

    result = doctest.testmod(module)

    assert result.failed == 0


@pytest.mark.parametrize("package", PACKAGES)
def test_every_public_function_has_an_example_and_a_reference(package):
    functions = [getattr(package, name) for name in package.__all__ if name[0].islower()]

    lacking = [one.__name__ for one in functions if not _needed(one) <= set((one.__doc__ or "").split())]

    assert lacking == []


def _needed(function):
    return {">>>"} if function.__name__ in WITHOUT_FORMULA else {">>>", "References"}
