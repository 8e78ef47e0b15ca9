"""What a person asks of an analysis, read from text: expectations, impossible combinations, theory, the negation."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches

from samverkan.domain.comparison.patterns.case_table import CaseTable, Origin, WithoutInformant
from samverkan.domain.errors import WorkbenchError
from samverkan.domain.words import Text, say
from samverkan.methods.qca.errors import ExpressionError
from samverkan.methods.qca.expressions import parse_model, parse_term
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
    raise AskingError(
        say(
            '"{name}" is not one of the conditions.{suggestion} They are: {conditions}.',
            name=name,
            suggestion=_suggest(name, names),
            conditions=", ".join(names),
        )
    )


def _suggest(name: str, names: Sequence[str]) -> Text:
    by_fold = {one.casefold(): one for one in names}
    near = get_close_matches(name.casefold(), by_fold, n=1)
    return say(' Did you mean "{nearest}"?', nearest=by_fold[near[0]]) if near else Text("")


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
    """Return the combinations that cannot be; AskingError names the text that cannot be read."""
    return tuple(term for text in texts for term in _read_one(text, conditions))


def _read_one(text: str, conditions: Sequence[Condition]) -> Iterator[Term]:
    _require_known(text, conditions)
    try:
        yield parse_term(text, conditions)
    except ExpressionError as error:
        raise _unread(text, error) from error


def check_theory(text: str, conditions: Sequence[Condition]) -> str:
    """Return the theory as it was written; AskingError when it cannot be read over these conditions."""
    _require_known(text, conditions)
    try:
        parse_model(text, conditions)
    except ExpressionError as error:
        raise _unread(text, error) from error
    return text


def _require_known(text: str, conditions: Sequence[Condition]) -> None:
    for part in re.split(r"[*+]", text):
        name = part.strip().removeprefix("~").split("{")[0].strip()
        if name and name not in ("0", "1"):
            _find_condition(name, conditions)


def _unread(text: str, error: ExpressionError) -> AskingError:
    return AskingError(
        say('"{text}" cannot be read ({reason}) Write for example A*~B + C, or X{{2}}.', text=text, reason=str(error))
    )


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
