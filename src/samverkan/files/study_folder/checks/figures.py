"""Key figures and costs: each belongs to somebody, and each driver has values."""

from collections import defaultdict
from collections.abc import Iterator

from samverkan.domain.errors import Place, Problem, Severity, suggest
from samverkan.domain.words import say
from samverkan.files.study_folder.given import Given
from samverkan.files.study_folder.readings import problem_in_rows

INDICATORS, COSTS = "indicators.csv", "costs.csv"
EQUAL = "equal"


def check_figures(given: Given) -> Iterator[Problem]:
    """Yield what is wrong with indicators and costs."""
    nobody = [row for row, one in given.rows(INDICATORS) if not one.municipality and not one.collaboration]
    if nobody:
        text = say("neither municipality nor collaboration is filled in. Write whose figure it is.")
        yield problem_in_rows(Place(INDICATORS, column="municipality"), nobody, text)
    yield from _note_drivers(given)


def _note_drivers(given: Given) -> Iterator[Problem]:
    if INDICATORS in given.unreadable:
        return
    known = {one.indicator for one in given.values(INDICATORS)} | {EQUAL}
    unknown: dict[str, list[int]] = defaultdict(list)
    for row, line in given.rows(COSTS):
        if line.driver and line.driver not in known:
            unknown[line.driver].append(row)
    for driver, rows in unknown.items():
        text = say(
            'the driver "{driver}" is no indicator of indicators.csv, so the line cannot be shared by it.{suggestion}',
            driver=driver,
            suggestion=suggest(driver, known),
        )
        yield problem_in_rows(Place(COSTS, column="driver"), rows, text, Severity.NOTE)
