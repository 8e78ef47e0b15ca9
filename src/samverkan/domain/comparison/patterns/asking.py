"""What a person asks of an analysis, read from text: expectations, impossible combinations, the negation."""

import re
from collections.abc import Sequence
from dataclasses import replace

from samverkan.domain.comparison.patterns.case_table import CaseTable, Origin, WithoutInformant
from samverkan.domain.comparison.patterns.expressing import read_expression, tell_unknown
from samverkan.domain.errors import WorkbenchError
from samverkan.domain.words import as_is, say
from samverkan.methods.qca.minimisation.result import Expectations
from samverkan.methods.qca.sets import Condition, Term, make_sets

EXPECTED = re.compile(r"(?P<absent>~?)\s*(?P<name>[^~*+{}]+?)\s*(?:\{(?P<levels>\d+(?:\s*[;,]\s*\d+)*)\})?")
BETWEEN = re.compile(r",(?![^{]*\})")
"""A comma that does not stand between braces."""


class AskingError(WorkbenchError):
    """What was asked cannot be understood, or names a condition that the analysis does not have."""


def split_list(text: str) -> tuple[str, ...]:
    """Return the parts of a list with commas between them; commas in braces stay."""
    return tuple(part.strip() for part in BETWEEN.split(text) if part.strip())


def read_expectations(text: str, conditions: Sequence[Condition]) -> Expectations:
    """Return for each condition the levels that are expected to contribute: `DEV,~URB,X{1;2}`; none when not named.

    Raises AskingError when a part cannot be read, or names a condition or a level that there is not.
    """
    levels: list[frozenset[int]] = [frozenset()] * len(conditions)
    for part in split_list(text):
        found = EXPECTED.fullmatch(part)
        if found is None:
            raise AskingError(
                say('"{part}" in --expect is not a condition. Write for example DEV,~URB or X{{1;2}}.', part=part)
            )
        at = _find_condition(found["name"], conditions)
        if levels[at]:
            raise AskingError(say('"{name}" stands twice in --expect. Name it once.', name=found["name"]))
        levels[at] = _expected_levels(found, conditions[at])
    return tuple(levels)


def _find_condition(name: str, conditions: Sequence[Condition]) -> int:
    names = [one.name for one in conditions]
    if name in names:
        return names.index(name)
    raise AskingError(tell_unknown(name, names))


def _expected_levels(found: re.Match[str], condition: Condition) -> frozenset[int]:
    if found["levels"] is None:
        if condition.n_levels > 2:
            raise AskingError(
                say(
                    '"{name}" has {n_levels} levels. Say in --expect which contribute, as in {name}{{1}} or '
                    "{name}{{1;2}}.",
                    name=condition.name,
                    n_levels=condition.n_levels,
                )
            )
        return frozenset({0 if found["absent"] else 1})
    levels = frozenset(int(level) for level in re.split(r"[;,]", found["levels"]))
    if max(levels) >= condition.n_levels:
        raise AskingError(
            say(
                '"{name}" has the levels 0 to {highest}, and --expect names {level}.',
                name=condition.name,
                highest=condition.n_levels - 1,
                level=max(levels),
            )
        )
    return frozenset(range(condition.n_levels)) - levels if found["absent"] else levels


def read_terms(texts: Sequence[str], conditions: Sequence[Condition]) -> tuple[Term, ...]:
    """Return the combinations that cannot be, each once; ExpressingError for a text that cannot be read."""
    option = as_is("--impossible")
    return tuple(dict.fromkeys(term for text in texts for term in read_expression(text, conditions, option)))


def opposite_name(name: str) -> str:
    """Return the name of the absence: `~SURV` for `SURV`, and the other way round."""
    return name[1:] if name.startswith("~") else f"~{name}"


def negate_outcome(data: CaseTable) -> CaseTable:
    """Return the same cases with the absence of the outcome as the outcome."""
    name = opposite_name(data.outcome_name)
    labels = dict(data.labels)
    if data.outcome_name in labels and name not in labels:
        labels[name] = say("the absence of {outcome}", outcome=labels[data.outcome_name])
    sources = {
        (case, name if column == data.outcome_name else column): places
        for (case, column), places in data.sources.items()
    }
    negated = 1 - data.outcome
    negated.setflags(write=False)
    turned = replace(data, outcome=negated, outcome_name=name, labels=labels, sources=sources)
    return replace(
        turned,
        origins=tuple(_turn_origin(one, name) if one.name == data.outcome_name else one for one in data.origins),
        without_informants=tuple(_turn_values(one, name) for one in data.without_informants),
    )


def _turn_origin(one: Origin, name: str) -> Origin:
    return replace(one, name=name, is_negated=not one.is_negated)


def _turn_values(one: WithoutInformant, name: str) -> WithoutInformant:
    values = one.values.copy()
    values[:, -1] = 1 - values[:, -1]
    return replace(one, columns=(*one.columns[:-1], name), values=values)


def select_conditions(data: CaseTable, names: Sequence[str]) -> CaseTable:
    """Return the same cases with some of the conditions; AskingError when there is none of a name."""
    ats = [_find_condition(name, data.sets.conditions) for name in dict.fromkeys(names)]
    sets = make_sets(data.sets.values[:, ats], [data.sets.conditions[at] for at in ats])
    kept = {*sets.names, data.outcome_name, data.outcome_name.removeprefix("~")}
    calibrations = tuple(one for one in data.calibrations if one.name in kept)
    columns = [*ats, len(data.sets.names)]
    return replace(
        data,
        sets=sets,
        calibrations=calibrations,
        origins=tuple(one for one in data.origins if one.name in kept),
        without_informants=tuple(
            replace(one, columns=tuple(one.columns[at] for at in columns), values=one.values[:, columns])
            for one in data.without_informants
        ),
    )
