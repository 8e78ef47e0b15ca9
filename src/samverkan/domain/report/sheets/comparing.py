"""The sheets of the factors: cells, scores, ranking, contrasts and elimination."""

from collections.abc import Mapping

from samverkan.domain.coding.codebook import Codebook
from samverkan.domain.coding.excerpts import Valence
from samverkan.domain.comparison.contrasts import Contrast, Side
from samverkan.domain.comparison.elimination import Row
from samverkan.domain.comparison.matrix import Cell, InformantScore
from samverkan.domain.comparison.salience import Salience
from samverkan.domain.report.evaluation import Evaluation
from samverkan.domain.report.highlights import code_name
from samverkan.domain.report.sheets.sheet import Column, Sheet
from samverkan.domain.report.sheets.words_for import words_for
from samverkan.domain.study import Role, SizeClass, Study
from samverkan.domain.words import Text, as_is, say


def cells_sheet(evaluation: Evaluation) -> Sheet[Cell]:
    """Return every cell of both matrices."""
    study, codebook = evaluation.evidence.study, evaluation.evidence.codebook
    rows = (*evaluation.clusters.cells.values(), *evaluation.members.cells.values())
    return Sheet(
        key="cells",
        title=say("Framework matrix"),
        method=say(
            "Each informant is scored against written anchors (1, 0.67, 0.33, 0) by the leading coder; the cell is the "
            "median of the informants. Silence and not asked are no scores. After Basurto and Speer (2012)."
        ),
        columns=(
            Column("id", say("Cell"), lambda row: row.id),
            *_place_columns(study),
            *_factor_columns(codebook),
            Column("median", say("Median"), lambda row: row.median, 2),
            Column("lowest", say("Lowest"), lambda row: row.values[0] if row.values else None, 2),
            Column("highest", say("Highest"), lambda row: row.values[-1] if row.values else None, 2),
            Column("n_scored", say("Informants scored"), lambda row: len(row.values)),
            Column("n_silent", say("Asked and silent"), lambda row: row.n_silent),
            Column("n_not_asked", say("Not asked"), lambda row: row.n_not_asked),
            Column("host_median", say("Median of the host"), lambda row: row.host_median, 2),
            Column("small_median", say("Median of small guests"), lambda row: row.small_median, 2),
            Column("standing", say("Standing"), lambda row: words_for(row.standing)),
            Column("n_mentioning", say("Informants who speak of it"), lambda row: len(row.mentioned_by)),
            *(_valence_column(valence) for valence in Valence),
            Column("n_excerpts", say("Excerpts"), lambda row: len(row.excerpts)),
        ),
        rows=rows,
        sources=lambda row: row.sources,
    )


def _place_columns(study: Study) -> tuple[Column[Cell], ...]:
    return (
        Column("collaboration", say("Collaboration"), lambda row: study.name(row.case.collaboration)),
        Column(
            "municipality",
            say("Municipality"),
            lambda row: study.name(row.case.municipality) if row.case.municipality else None,
        ),
    )


def _factor_columns(codebook: Codebook) -> tuple[Column[Cell], ...]:
    return (
        Column("factor", say("Factor code"), lambda row: row.factor),
        Column("factor_name", say("Factor"), lambda row: code_name(codebook, row.factor)),
    )


def _valence_column(valence: Valence) -> Column[Cell]:
    heading = say("Informants: {valence}", valence=words_for(valence))
    return Column(f"n_{valence}", heading, lambda row: row.valences.get(valence, 0))


def scores_sheet(evaluation: Evaluation) -> Sheet[InformantScore]:
    """Return every informant's score as the leading coder judged it."""
    codebook = evaluation.evidence.codebook
    rows = tuple(score for cell in evaluation.clusters.cells.values() for score in cell.scores)
    return Sheet(
        key="scores",
        title=say("Informants' scores"),
        method=say("One coder's judgement of one informant against the anchors of the codebook."),
        columns=(
            Column("respondent", say("Informant"), lambda row: row.informant.respondent),
            Column("label", say("Label"), lambda row: row.informant.label),
            Column("case", say("Case"), lambda row: row.judgement.case),
            Column("factor", say("Factor code"), lambda row: row.judgement.factor),
            Column("factor_name", say("Factor"), lambda row: code_name(codebook, row.judgement.factor)),
            Column("score", say("Score"), lambda row: row.score, 2),
            Column("coder", say("Coder"), lambda row: row.judgement.coder),
            Column("reason", say("Reason"), lambda row: evaluation.reason_of(row) or None),
        ),
        rows=rows,
        sources=lambda row: (row.judgement.source,),
    )


def salience_sheet(evaluation: Evaluation) -> Sheet[Salience]:
    """Return which share of the informants speaks of each factor."""
    study, codebook = evaluation.evidence.study, evaluation.evidence.codebook
    return Sheet(
        key="salience",
        title=say("Ranking of factors"),
        method=say("Share of informants with at least one excerpt; 95% interval after Wilson (1927)."),
        columns=(
            Column("collaboration", say("Collaboration"), lambda row: study.name(row.case.collaboration)),
            Column("factor", say("Factor code"), lambda row: row.factor),
            Column("factor_name", say("Factor"), lambda row: code_name(codebook, row.factor)),
            Column("first_rank", say("Rank from"), lambda row: row.first_rank),
            Column("last_rank", say("Rank to"), lambda row: row.last_rank),
            Column("n_mentioning", say("Informants who speak of it"), lambda row: row.n_mentioning),
            Column("n_informants", say("Informants"), lambda row: row.n_informants),
            Column("share", say("Share"), lambda row: row.share, 3),
            Column("low", say("Interval from"), lambda row: row.low, 3),
            Column("high", say("Interval to"), lambda row: row.high, 3),
            Column("median", say("Median score"), lambda row: None if row.cell.is_divided else row.cell.median, 2),
            Column("host_median", say("Median of the host"), lambda row: row.cell.host_median, 2),
            Column("small_median", say("Median of small guests"), lambda row: row.cell.small_median, 2),
        ),
        rows=evaluation.salience,
        sources=lambda row: (f"cell:{row.case.id}:{row.factor}",),
    )


def contrasts_sheet(evaluation: Evaluation) -> Sheet[Contrast]:
    """Return every contrast between two groups of members."""
    study, codebook = evaluation.evidence.study, evaluation.evidence.codebook
    return Sheet(
        key="contrasts",
        title=say("Contrasts"),
        method=say(
            "Each municipality counts once, with the median of its informants. p: share of all ways to deal the "
            "municipalities into the two groups (for size and role within each collaboration) whose difference between "
            "means is at least as large; smallest p: what the most extreme deal would have given. Cliff's delta with "
            "its 95% interval (Cliff 1993)."
        ),
        columns=(
            Column("side", say("Contrast"), lambda row: words_for(row.side)),
            Column("factor", say("Factor code"), lambda row: row.factor),
            Column("factor_name", say("Factor"), lambda row: code_name(codebook, row.factor)),
            Column("first", say("First group"), lambda row: group_name(study, row, row.first)),
            Column("second", say("Second group"), lambda row: group_name(study, row, row.second)),
            Column("n_first", say("Municipalities in the first"), lambda row: len(row.first_cells)),
            Column("n_second", say("Municipalities in the second"), lambda row: len(row.second_cells)),
            Column("difference", say("Difference between means"), lambda row: row.difference, 2),
            Column("delta", say("Cliff's delta"), lambda row: row.delta, 2),
            Column("delta_low", say("Delta from"), lambda row: row.delta_low, 2),
            Column("delta_high", say("Delta to"), lambda row: row.delta_high, 2),
            Column("p", say("p"), lambda row: row.p, 3),
            Column("smallest_p", say("Smallest p that could be reached"), lambda row: row.smallest_p, 3),
            Column("is_exact", say("Exact"), lambda row: row.is_exact),
        ),
        rows=evaluation.contrasts,
        sources=lambda row: row.sources,
    )


def group_name(study: Study, contrast: Contrast, group: str) -> Text:
    """Return the name of one side of a contrast."""
    if contrast.side is Side.CLUSTER:
        return as_is(study.name(group))
    return GROUPS[group]


GROUPS: Mapping[str, Text] = {
    SizeClass.SMALL: say("small municipalities"),
    SizeClass.LARGE: say("large municipalities"),
    Role.MEMBER: say("guests"),
    Role.HOST: say("hosts"),
}


def elimination_sheet(evaluation: Evaluation) -> Sheet[Row]:
    """Return the elimination table."""
    study, codebook, table = evaluation.evidence.study, evaluation.evidence.codebook, evaluation.elimination
    return Sheet(
        key="elimination",
        title=say("Elimination table"),
        method=say(
            "After Mill's methods ({logic}). A table that rules out, never a proof.", logic=words_for(table.logic)
        ),
        columns=(
            Column("factor", say("Factor code"), lambda row: row.factor),
            Column("factor_name", say("Factor"), lambda row: code_name(codebook, row.factor)),
            *(
                Column(
                    f"standing_{case.id}",
                    as_is(study.name(case.id)),
                    lambda row, place=place: words_for(row.standings[place]),  # type: ignore[misc]
                )
                for place, case in enumerate(table.cases)
            ),
            Column("verdict", say("What the table says"), lambda row: words_for(row.verdict)),
        ),
        rows=table.rows,
        sources=lambda row: tuple(f"cell:{case.id}:{row.factor}" for case in table.cases),
    )
