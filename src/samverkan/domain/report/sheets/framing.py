"""The matrix as a sheet, one row for each case and code: for the files that leave the workbench."""

from enum import StrEnum

from samverkan.domain.coding.codebook import Codebook, Kind
from samverkan.domain.coding.excerpts import Valence
from samverkan.domain.gains import Presence
from samverkan.domain.report.framework import FrameCell, Framework
from samverkan.domain.report.highlights import code_name
from samverkan.domain.report.sheets.sheet import Column, Sheet, Value
from samverkan.domain.report.sheets.words_for import words_for
from samverkan.domain.study import Study
from samverkan.domain.words import say

TITLES = {Kind.FACTOR: say("Factors"), Kind.GAIN: say("Gains"), Kind.COST: say("Costs")}


def framework_sheet(shown: Framework, study: Study, codebook: Codebook) -> Sheet[FrameCell]:
    """Return every cell as a row. What is hidden has its reason instead of figures."""
    is_factor = shown.choice.kind is Kind.FACTOR
    said: tuple[StrEnum, ...] = tuple(Valence) if is_factor else tuple(Presence)
    judged: tuple[Column[FrameCell], ...] = (
        Column("n_scored", say("Informants scored"), lambda row: _told(row, row.n_scored)),
        Column("median", say("Median"), lambda row: row.median, 2),
        Column("standing", say("Standing"), lambda row: words_for(row.standing)),
    )
    return Sheet(
        key="matrix",
        title=TITLES[shown.choice.kind],
        method=say(
            "Informants are counted, not passages. Groups with fewer than {smallest} informants are hidden, and so is "
            "what would give them away.",
            smallest=study.smallest_group,
        ),
        columns=(
            Column("collaboration", say("Collaboration"), lambda row: study.name(row.case.collaboration)),
            Column(
                "municipality",
                say("Municipality"),
                lambda row: study.name(row.case.municipality) if row.case.municipality else None,
            ),
            Column("code", say("Code"), lambda row: row.code),
            Column("name", say("Name"), lambda row: code_name(codebook, row.code)),
            Column("informants", say("Informants"), lambda row: _told(row, row.n)),
            *(judged if is_factor else ()),
            *(_count_column(one) for one in said),
            Column("hidden", say("Hidden"), lambda row: say("too few") if row.is_hidden else None),
        ),
        rows=tuple(cell for _, cells in shown.rows for cell in cells),
        sources=lambda row: (f"cell:{row.case.id}:{row.code}",),
    )


def _told(row: FrameCell, value: int) -> Value:
    return None if row.is_hidden else value


def _count_column(one: StrEnum) -> Column[FrameCell]:
    heading = say("Informants: {valence}", valence=words_for(one))
    return Column(f"n_{one}", heading, lambda row: _told(row, (row.counts or {}).get(one, 0)))
