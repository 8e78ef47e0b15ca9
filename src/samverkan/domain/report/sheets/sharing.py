"""The sheets of a shared cost: the answer in words or why there is none, and the tables of the analysis."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from samverkan.domain.report.evaluation import Evaluation
from samverkan.domain.report.sharing import StudySharing
from samverkan.domain.report.sheets.sharing_tables.workbook import list_sharing_sheets
from samverkan.domain.report.sheets.sheet import AnySheet, Column, Sheet
from samverkan.domain.sharing.shortly import answer_whatifs, answer_who_pays, answer_would_it_hold, list_not_known
from samverkan.domain.words import Text, say

PREFIX = "sharing_"
"""Keys of results.json are one space; an analysis by itself calls its tables without it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence about the shared cost, and what kind it is."""

    kind: str
    text: Text


KINDS = {
    "why_not": say("Why there is no analysis"),
    "pays": say("Who pays"),
    "holds": say("Would it hold"),
    "whatif": say("What if"),
    "unknown": say("Not known"),
}


def sharing_sheets(evaluation: Evaluation) -> tuple[AnySheet, ...]:
    """Return the sheet of sentences, which is always there, and the tables when there is an analysis."""
    lines = _lines_sheet(evaluation.sharing)
    analysis = evaluation.sharing.analysis
    if analysis is None:
        return (lines,)
    return (lines, *(replace(one, key=PREFIX + one.key) for one in list_sharing_sheets(analysis)))


def _lines_sheet(sharing: StudySharing) -> Sheet[Line]:
    return Sheet(
        key="sharing",
        title=say("Shared cost"),
        method=say("Cost keys, cost games and what-ifs as the study states them in [sharing] of study.toml."),
        columns=(
            Column("kind", say("Kind"), lambda row: KINDS[row.kind]),
            Column("text", say("In words"), lambda row: row.text),
        ),
        rows=tuple(_lines(sharing)),
        sources=lambda _row: ("study.toml:sharing",),
    )


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
