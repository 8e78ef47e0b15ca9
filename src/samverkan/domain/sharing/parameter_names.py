"""What the parameters of the cost model are called, and in what they are stated."""

from collections.abc import Mapping
from dataclasses import dataclass

from samverkan.domain.words import Text, as_is, say

YEARLY, POWER = say("SEK a year"), say("power, without a unit")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter's name and unit, for a person."""

    label: Text
    unit: Text


def describe_parameter(name: str) -> Parameter:
    """Return what a parameter of [sharing.model] is called."""
    return _PARAMETERS.get(name, Parameter(as_is(name), as_is("")))


_PARAMETERS: Mapping[str, Parameter] = {
    "fixed": Parameter(say("fixed cost of an organisation of its own"), YEARLY),
    "unit": Parameter(say("cost per inhabitant, in a municipality of 60,000"), say("SEK a year and inhabitant")),
    "elasticity": Parameter(say("how cost follows size (1: in step with it)"), POWER),
    "realised": Parameter(say("how much of the effect of scale is realised"), say("a share, 0 to 1")),
    "transition": Parameter(say("yearly cost of each move to a host"), YEARLY),
    "distance": Parameter(
        say("cost of the distance to the host"), say("SEK a year, per km and the root of the inhabitants")
    ),
    "coordination": Parameter(say("cost of coordination with the first partner"), YEARLY),
    "growth": Parameter(say("how coordination grows with more partners (1: in step)"), POWER),
}
