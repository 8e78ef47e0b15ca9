"""patterns.json: every figure of an analysis of patterns under stable English keys, each row with its trace."""

from typing import Any, Final

from samverkan.domain.comparison.patterns.analysis import PatternAnalysis, Side
from samverkan.domain.comparison.patterns.anchoring import explain_no_anchors
from samverkan.domain.comparison.patterns.answering import answer_plainly
from samverkan.domain.comparison.patterns.missing_informants import explain_indispensable
from samverkan.domain.report.sheets.pattern_tables.shared import both_sides, key_of, solutions_of
from samverkan.domain.report.sheets.pattern_tables.workbook import list_pattern_sheets
from samverkan.files.plain_json import plain, table_object
from samverkan.methods.qca.expressions import format_model, format_term

FORMAT: Final = 1


def patterns_object(analysis: PatternAnalysis) -> dict[str, Any]:
    """Return the analysis as plain values for JSON; NaN becomes null, and every row of a table has its trace."""
    data = analysis.data
    return {
        "format": FORMAT,
        "samverkan": analysis.version,
        "fingerprint": analysis.fingerprint,
        "seed": analysis.settings.seed,
        "outcome": data.outcome_name,
        "conditions": [plain(one) for one in data.sets.conditions],
        "labels": {name: plain(label) for name, label in data.labels.items()},
        "settings": settings_object(analysis),
        "inputs": dict(sorted(data.fingerprints.items())),
        "limits": [plain(one) for one in analysis.limits],
        "warnings": [plain(one) for one in analysis.warnings],
        "notes": [plain(one) for one in data.notes],
        "answer": [plain(one) for one in answer_plainly(analysis)],
        "sides": {key_of(side): _side(side) for side in both_sides(analysis)},
        "robustness": _robustness(analysis),
        "tables": {sheet.key: table_object(sheet) for sheet in list_pattern_sheets(analysis)},
    }


def settings_object(analysis: PatternAnalysis) -> dict[str, Any]:
    """Return what a person chose; levels that are expected stand under their condition."""
    settings, conditions = analysis.settings, analysis.data.sets.conditions
    found = plain(settings)
    found["expectations"] = {
        one.name: sorted(levels) for one, levels in zip(conditions, settings.expectations, strict=False) if levels
    }
    found["impossible"] = [format_term(term, conditions) for term in settings.impossible]
    return dict(found)


def _side(side: Side) -> dict[str, Any]:
    conditions = side.table.sets.conditions
    return {
        "outcome": side.outcome_name,
        "negated": side.is_negated,
        "n_remainders": side.table.n_remainders,
        "unassigned": list(side.table.unassigned),
        "untenable": [format_term(term, conditions) for term in side.untenable],
        "solutions": {
            str(name): {
                "n_models": result.minimised.n_models,
                "models": [[format_term(term, conditions) for term in model] for model in result.minimised.models],
                "factored": list(result.factored),
                "n_prime_implicants": len(result.minimised.prime_implicants),
                "essential": [format_term(term, conditions) for term in result.minimised.essential],
                "shared": [format_term(term, conditions) for term in result.minimised.shared],
                "n_unused": result.minimised.n_unused,
                "stopped": [str(one) for one in result.minimised.stopped],
            }
            for name, result in solutions_of(side)
        },
    }


def _robustness(analysis: PatternAnalysis) -> dict[str, Any] | None:
    found = analysis.robustness
    if found is None:
        return None
    conditions, cases = analysis.data.sets.conditions, analysis.data.cases
    return {
        "model": format_model(found.initial.model, conditions),
        "tests": [
            {
                "model": format_model(one.model, conditions),
                "n_models": one.n_models,
                "choice": plain(one.choice),
                "value": plain(one.value),
                "name": one.name,
            }
            for one in found.tests
        ],
        "fit": plain(found.fit),
        "cases": _cases(analysis),
        "decisive_cases": [cases[case] for case in found.decisive_cases],
        "decisive_informants": list(found.decisive_datasets),
        "notes": [plain(one) for one in (*explain_no_anchors(analysis.data), *explain_indispensable(analysis.data))],
        "seed": found.seed,
    }


def _cases(analysis: PatternAnalysis) -> dict[str, Any] | None:
    """Return the robust, shaky and possible cases by name."""
    found, names = analysis.robustness, analysis.data.cases
    if found is None or found.cases is None:
        return None
    cases = plain(found.cases)
    return {key: [names[case] for case in one] if isinstance(one, list) else one for key, one in cases.items()}
