"""The answer to a script: models and fit alone, by the shortest way."""

from samverkan.domain.comparison.patterns.fitting import fit_models
from samverkan.domain.comparison.patterns.notes import find_outcome_limits, find_solution_warnings, find_table_warnings
from samverkan.domain.comparison.patterns.solving import (
    build_tables,
    find_untenable_of,
    fingerprint_analysis,
    solve_table,
)
from samverkan.files.patterns_script import ScriptAnswer
from samverkan.workbench.comparison.opening import open_cases
from samverkan.workbench.comparison.order import LISTED_FOR_SCRIPTS, PatternOrder, read_settings


def answer_script(order: PatternOrder) -> ScriptAnswer:
    """Return the models and their fit. Robustness, chance, cases and the other solutions are not computed.

    Raises
    ------
    WorkbenchError
        The file, the columns or the choices do not make an analysis; all that is wrong in the file at once.
    """
    opened = open_cases(order)
    data, settings = opened.data, read_settings(order, opened, LISTED_FOR_SCRIPTS)
    tables = build_tables(data, settings)
    table = tables[0]
    excluded = (*settings.impossible, *find_untenable_of(tables, settings)[0])
    minimised = solve_table(table, settings, settings.solution, excluded)
    return ScriptAnswer(
        data=data,
        settings=settings,
        minimised=minimised,
        fits=fit_models(table.sets, table.outcome, minimised.models),
        warnings=(
            *data.notes,
            *find_outcome_limits(data),
            *find_table_warnings(data, table),
            *find_solution_warnings(minimised, table, data.outcome_name),
        ),
        fingerprint=fingerprint_analysis(data, settings),
    )
