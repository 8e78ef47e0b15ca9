"""The one object that `samverkan qca --json` prints: models and their fit, for scripts."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from math import isfinite

from samverkan import __version__
from samverkan.domain.comparison.patterns.case_table import CaseTable
from samverkan.domain.comparison.patterns.settings import PatternSettings
from samverkan.domain.words import Text
from samverkan.methods.qca.expressions import format_term
from samverkan.methods.qca.fit import ModelFit, Sufficiency
from samverkan.methods.qca.minimisation.result import Minimised
from samverkan.methods.qca.sets import Condition, Model, Term

FORMAT = 1
_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


@dataclass(frozen=True, eq=False)
class ScriptAnswer:
    """A solution for a script; `fits` has one per listed model, `warnings` what is odd about the answer."""

    data: CaseTable
    settings: PatternSettings
    minimised: Minimised
    fits: tuple[ModelFit, ...]
    warnings: tuple[Text, ...]
    fingerprint: str


def write_script_json(answer: ScriptAnswer, language: str) -> str:
    """Return the object as JSON.

    `models` and `fits` are parallel; within a model the terms are sorted as text. No positive row: both are empty and
    `n_models` is 0. No negative row: the one model is `["1"]`, which covers everything. A figure that nothing can be
    divided for is null, and so is the unique coverage of a whole model, which R leaves out too. `n_models` is exact
    even where `stopped` says that fewer were listed.
    """
    settings, conditions = answer.settings, answer.data.sets.conditions
    minimised = answer.minimised
    models = minimised.models
    stopped = [str(one) for one in minimised.stopped]
    if len(models) < minimised.n_models and "models" not in stopped:
        stopped.append("models")
    found = {
        "format": FORMAT,
        "samverkan": __version__,
        "fingerprint": answer.fingerprint,
        "seed": settings.seed,
        "outcome": answer.data.outcome_name,
        "conditions": list(answer.data.sets.names),
        "n_cases": len(answer.data.cases),
        "left_out": [one.case for one in answer.data.left_out],
        "cutoffs": asdict(settings.cutoffs),
        "solution": str(settings.solution),
        "listing": str(settings.listing),
        "expectations": _expectations(settings, conditions),
        "enhanced": settings.is_enhanced,
        "models": [_names(model, conditions) for model in models],
        "n_models": minimised.n_models,
        "fits": [_fit(one, conditions) for one in answer.fits],
        "shared": _names(minimised.shared, conditions),
        "essential": _names(minimised.essential, conditions),
        "n_prime_implicants": len(minimised.prime_implicants),
        "n_unused_prime_implicants": minimised.n_unused,
        "stopped": stopped,
        "warnings": [one.in_language(language) for one in answer.warnings],
    }
    return _encode(found)


def _names(terms: Model | Sequence[Term], conditions: Sequence[Condition]) -> list[str]:
    return sorted(format_term(term, conditions) for term in terms)


def _expectations(settings: PatternSettings, conditions: Sequence[Condition]) -> Mapping[str, list[int]]:
    return {
        condition.name: sorted(levels)
        for condition, levels in zip(conditions, settings.expectations, strict=False)
        if levels
    }


def _fit(fit: ModelFit, conditions: Sequence[Condition]) -> Mapping[str, object]:
    terms = {format_term(term, conditions): _figures(one) for term, one in zip(fit.model, fit.terms, strict=True)}
    return {"solution": _figures(fit.solution), "terms": dict(sorted(terms.items()))}


def _figures(fit: Sufficiency) -> Mapping[str, float | None]:
    figures = {
        "inclusion": fit.inclusion,
        "pri": fit.pri,
        "coverage": fit.coverage,
        "unique_coverage": fit.unique_coverage,
    }
    return {name: value if value is not None and isfinite(value) else None for name, value in figures.items()}
