"""All excerpts of a code as a file, for reading them elsewhere."""

from collections.abc import Iterator
from typing import Final

from samverkan.domain.coding.excerpts import Excerpt
from samverkan.domain.interviews.transcript import Interview
from samverkan.domain.kept import Kept
from samverkan.domain.people import Right
from samverkan.domain.report.sheets.sheet import Value
from samverkan.domain.report.sheets.words_for import words_for
from samverkan.domain.words import say
from samverkan.files.spreadsheet_csv import write_csv
from samverkan.records.coding import load_excerpts_of_code
from samverkan.records.interviews import load_kept_interviews
from samverkan.workbench.access import find_hidden, require
from samverkan.workbench.coding.codebook import open_row

HEADINGS: Final = (
    say("Interview"),
    say("Text"),
    say("Effect"),
    say("Municipality concerned"),
    say("Memo"),
    say("Coder"),
    say("May be quoted"),
    say("Start"),
    say("End"),
)


def export_code(actor: int, study_id: int, code_id: int, language: str) -> tuple[str, bytes]:
    """Return the key of a code and, as a CSV, all its excerpts that the actor may see.

    Raises
    ------
    NotThereError
        There is no such code.
    """
    place = require(actor, study_id, Right.READ)
    key = str(open_row(study_id, code_id)["key"])
    interviews = {one.value.id: one.value for one in load_kept_interviews(study_id)}
    return key, write_csv(HEADINGS, _rows(load_excerpts_of_code(code_id, find_hidden(place)), interviews), language)


def _rows(excerpts: tuple[Kept[Excerpt], ...], interviews: dict[str, Interview]) -> Iterator[tuple[Value, ...]]:
    for kept in excerpts:
        one = kept.value
        interview = interviews.get(one.interview)
        may_be_quoted = say("yes") if interview is not None and interview.may_be_quoted else say("no")
        effect = words_for(one.valence) if one.valence else None
        yield one.interview, one.quote, effect, one.concerns, one.memo, one.coder, may_be_quoted, one.start, one.end
