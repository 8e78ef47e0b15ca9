"""One code with its excerpts: a page of them, or all as a file for reading elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from samverkan.domain.coding.excerpts import Excerpt
from samverkan.domain.coding.sifting import Sifting
from samverkan.domain.interviews.transcript import Interview
from samverkan.domain.kept import Kept
from samverkan.domain.people import Right
from samverkan.domain.report.sheets.sheet import Value
from samverkan.domain.report.sheets.words_for import words_for
from samverkan.domain.words import say
from samverkan.files.spreadsheet_csv import write_csv
from samverkan.records.coding import count_excerpts_of_code, list_coders_of_code, load_excerpts_of_code
from samverkan.records.interviews import load_kept_interviews
from samverkan.workbench.access import find_hidden, require
from samverkan.workbench.coding.codebook import open_row
from samverkan.workbench.coding.ordered import BoardCode, show_codes

ON_A_PAGE: Final = 100
ALL: Final = Sifting()
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


@dataclass(frozen=True, slots=True)
class CodeView:
    """One code with a page of its excerpts. `version` is the one to change it from.

    `count` is that of the excerpts one looks for, `total` that of all; `coders` have marked some.
    """

    code: BoardCode
    version: int
    total: int
    count: int
    coders: tuple[str, ...]
    excerpts: tuple[Kept[Excerpt], ...]
    page: int
    pages: int


def show_code(actor: int, study_id: int, code_id: int, sifting: Sifting = ALL, page: int = 1) -> CodeView:
    """Return a code with a page of those excerpts that the actor may see; NotThereError when there is no such code."""
    place = require(actor, study_id, Right.READ)
    row = open_row(study_id, code_id)
    hidden = find_hidden(place)
    total = count_excerpts_of_code(code_id, hidden)
    count = total if sifting.is_all else count_excerpts_of_code(code_id, hidden, sifting)
    pages = max(1, -(-count // ON_A_PAGE))
    page = min(max(page, 1), pages)
    return CodeView(
        code=show_codes(study_id)[row["key"]],
        version=row["version"],
        total=total,
        count=count,
        coders=list_coders_of_code(code_id, hidden),
        excerpts=load_excerpts_of_code(code_id, hidden, sifting, after=(page - 1) * ON_A_PAGE, limit=ON_A_PAGE),
        page=page,
        pages=pages,
    )


def export_code(actor: int, study_id: int, code_id: int, language: str, sifting: Sifting = ALL) -> tuple[str, bytes]:
    """Return the key of a code and, as a CSV, those excerpts that the actor may see.

    Raises
    ------
    NotThereError
        There is no such code.
    """
    place = require(actor, study_id, Right.READ)
    key = str(open_row(study_id, code_id)["key"])
    interviews = {one.value.id: one.value for one in load_kept_interviews(study_id)}
    excerpts = load_excerpts_of_code(code_id, find_hidden(place), sifting)
    return key, write_csv(HEADINGS, _rows(excerpts, interviews), language)


def _rows(excerpts: tuple[Kept[Excerpt], ...], interviews: dict[str, Interview]) -> Iterator[tuple[Value, ...]]:
    for kept in excerpts:
        one = kept.value
        interview = interviews.get(one.interview)
        may_be_quoted = say("yes") if interview is not None and interview.may_be_quoted else say("no")
        effect = words_for(one.valence) if one.valence else None
        yield one.interview, one.quote, effect, one.concerns, one.memo, one.coder, may_be_quoted, one.start, one.end
