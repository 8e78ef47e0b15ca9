"""The sheets of a shared cost: the answer in words or why there is none, and the tables of the analysis."""

from collections.abc import Iterator

from samverkan.domain.report.evaluation import Evaluation
from samverkan.domain.report.sharing import StudySharing
from samverkan.domain.report.sheets.lines import Line, Told, lines_sheet, place_under
from samverkan.domain.report.sheets.sharing_tables.workbook import list_sharing_sheets
from samverkan.domain.report.sheets.sheet import AnySheet
from samverkan.domain.sharing.shortly import answer_whatifs, answer_who_pays, answer_would_it_hold, list_not_known
from samverkan.domain.words import say

KINDS = {
    "why_not": say("Why there is no analysis"),
    "pays": say("Who pays"),
    "holds": say("Would it hold"),
    "whatif": say("What if"),
    "unknown": say("Not known"),
}


def sharing_sheets(evaluation: Evaluation) -> tuple[AnySheet, ...]:
    """Return the sheet of sentences, which is always there, and the tables when there is an analysis."""
    told = Told(
        key="sharing",
        title=say("Shared cost"),
        method=say("Cost keys, cost games and what-ifs as the study states them in [sharing] of study.toml."),
        kinds=KINDS,
        sources=lambda: ("study.toml:sharing",),
    )
    analysis = evaluation.sharing.analysis
    tables = () if analysis is None else place_under(told.key, list_sharing_sheets(analysis))
    return (lines_sheet(told, _lines(evaluation.sharing)), *tables)


def _lines(sharing: StudySharing) -> Iterator[Line]:
    analysis = sharing.analysis
    if sharing.why_not is not None:
        yield Line("why_not", sharing.why_not)
    if analysis is None:
        return
    yield from (Line("pays", text) for text in answer_who_pays(analysis))
    yield from (Line("holds", text) for text in answer_would_it_hold(analysis))
    yield from (Line("whatif", text) for text in answer_whatifs(analysis.study, analysis.plan, analysis.whatifs))
    yield from (Line("unknown", text) for text in list_not_known(analysis))
