"""The examples in the docstrings of clusters games and partitions, run as they are printed."""

import doctest
import importlib
import pkgutil

import pytest

from samverkan.methods.sharing import clusters

MODULES = [module.name for module in pkgutil.iter_modules(clusters.__path__, f"{clusters.__name__}.")]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_give_what_they_say(name):
    result = doctest.testmod(importlib.import_module(name))

    assert result.failed == 0


def test_every_public_function_has_an_example():
    functions = [getattr(clusters, name) for name in clusters.__all__ if name[0].islower()]

    assert [one.__name__ for one in functions if ">>>" not in (one.__doc__ or "")] == []
