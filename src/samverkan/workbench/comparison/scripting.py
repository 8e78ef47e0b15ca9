"""The answer to a script: models and fit alone, by the shortest way."""

from samverkan.domain.comparison.patterns.fitting import fit_models
from samverkan.domain.comparison.patterns.notes import (
    find_data_warnings,
    find_limits,
    find_solution_warnings,
    find_table_warnings,
    warn_of_both,
    warn_of_taking_out,
)
from samverkan.domain.comparison.patterns.solving import (
    build_tables,
    find_both,
    fingerprint_analysis,
    solve_table,
    take_out,
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
    taken_out = take_out(tables, settings)[0]
    minimised = solve_table(table, settings, settings.solution, taken_out)
    return ScriptAnswer(
        data=data,
        settings=settings,
        minimised=minimised,
        fits=fit_models(table.sets, table.outcome, minimised.models),
        warnings=(
            *find_limits(data, table),
            *find_data_warnings(data),
            *find_table_warnings(data, table),
            *warn_of_both(data, find_both(*tables), settings),
            *warn_of_taking_out(settings, taken_out),
            *find_solution_warnings(minimised, table, data.outcome_name),
        ),
        fingerprint=fingerprint_analysis(data, settings),
    )
