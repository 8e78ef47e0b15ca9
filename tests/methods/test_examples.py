"""The examples in the docstrings of the methods, run as they are printed."""

import doctest
import importlib
import pkgutil

import pytest

from samverkan.methods import agreement, contrast, saturation

MODULES = [
    f"{package.__name__}.{module.name}"
    for package in (agreement, contrast, saturation)
    for module in pkgutil.iter_modules(package.__path__)
]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_give_what_they_say(name):
    module = importlib.import_module(name)

    result = doctest.testmod(module)

    assert result.failed == 0


@pytest.mark.parametrize("package", [agreement, contrast, saturation])
def test_every_public_function_has_an_example_and_a_reference(package):
    functions = [getattr(package, name) for name in package.__all__ if name[0].islower()]

    lacking = [one.__name__ for one in functions if not {">>>", "References"} <= set((one.__doc__ or "").split())]

    assert lacking == []
