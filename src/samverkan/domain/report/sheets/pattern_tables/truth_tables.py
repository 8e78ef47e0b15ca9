"""The sheets that an analysis of patterns starts from: calibrations, memberships and truth tables."""

from dataclasses import dataclass

from samverkan.domain.comparison.patterns.analysis import PatternAnalysis, Side
from samverkan.domain.comparison.patterns.case_table import CalibratedBy, LeftOut
from samverkan.domain.comparison.patterns.places import in_order
from samverkan.domain.report.sheets.pattern_tables.shared import OUTPUTS, both_sides, key_of, names_of, trace_of
from samverkan.domain.report.sheets.sheet import Column, Sheet
from samverkan.domain.words import as_is, say
from samverkan.methods.qca.truth_table import Row, row_number


@dataclass(frozen=True, eq=False)
class TableRow:
    """A row of a truth table, on its side."""

    side: Side
    row: Row
    number: int
    is_in_both: bool


def list_rows(analysis: PatternAnalysis) -> tuple[TableRow, ...]:
    """Return the rows of both truth tables in the order in which they are shown."""
    both = {row.configuration for row in analysis.both}
    return tuple(
        TableRow(side, row, row_number(row.configuration, side.table.sets.conditions), row.configuration in both)
        for side in both_sides(analysis)
        for row in in_order(side.table.rows)
    )


def truth_table_sheet(analysis: PatternAnalysis) -> Sheet[TableRow]:
    """Return the truth tables of the outcome and of its absence."""
    data, cutoffs = analysis.data, analysis.present.table.cutoffs
    return Sheet(
        key="truth_table",
        title=say("Truth table"),
        method=say(
            "Each case belongs to the one configuration in which its membership exceeds .5. A row has the outcome when "
            "it has at least {frequency} cases, inclusion {inclusion} and PRI {pri}. Inclusion and PRI are over all "
            "cases.",
            frequency=cutoffs.frequency,
            inclusion=cutoffs.inclusion,
            pri=cutoffs.pri,
        ),
        columns=(
            Column("side", say("Side"), lambda one: key_of(one.side)),
            Column("outcome", say("Outcome"), lambda one: one.side.outcome_name),
            Column("row", say("Row"), lambda one: one.number),
            *(
                Column(f"condition_{name}", as_is(name), lambda one, at=at: one.row.configuration[at])  # type: ignore[misc]
                for at, name in enumerate(data.sets.names)
            ),
            Column("out", as_is("OUT"), lambda one: one.row.out.value),
            Column("meaning", say("Meaning"), lambda one: OUTPUTS[one.row.out]),
            Column("n", as_is("n"), lambda one: one.row.n),
            Column("inclusion", say("Inclusion"), lambda one: one.row.fit.inclusion, 3),
            Column("pri", as_is("PRI"), lambda one: one.row.fit.pri, 3),
            Column("cases", say("Cases"), lambda one: names_of(data, one.row.cases)),
            Column(
                "contradicting",
                say("Cases on the other side of .5"),
                lambda one: names_of(data, one.side.table.contradicting(one.row)),
            ),
            Column("in_both", say("Sufficient for both sides"), lambda one: one.is_in_both),
        ),
        rows=list_rows(analysis),
        sources=lambda one: trace_of(data, one.row.cases),
    )


@dataclass(frozen=True, slots=True)
class Membership:
    """One calibrated value."""

    case: int
    column: str
    value: float
    is_outcome: bool


def memberships_sheet(analysis: PatternAnalysis) -> Sheet[Membership]:
    """Return every calibrated value with what it rests on."""
    data = analysis.data
    values = [*data.sets.values.T, data.outcome]
    rows = tuple(
        Membership(case, name, float(column[case]), name == data.outcome_name)
        for case in range(len(data.cases))
        for name, column in zip(data.columns, values, strict=True)
    )
    return Sheet(
        key="memberships",
        title=say("Memberships"),
        method=say("Each case's membership in each condition and in the outcome, or its level; 1 is full membership."),
        columns=(
            Column("case", say("Case"), lambda one: data.cases[one.case]),
            Column("set", say("Condition or outcome"), lambda one: one.column),
            Column("label", say("Meaning"), lambda one: data.labels.get(one.column)),
            Column("is_outcome", say("Is the outcome"), lambda one: one.is_outcome),
            Column("value", say("Membership"), lambda one: one.value, 3),
        ),
        rows=rows,
        sources=lambda one: data.sources.get((data.cases[one.case], one.column), ()),
    )


def calibrations_sheet(analysis: PatternAnalysis) -> Sheet[CalibratedBy]:
    """Return how each condition became memberships, who set the anchors, and why."""
    return Sheet(
        key="calibrations",
        title=say("Calibration"),
        method=say("A person sets the anchors and says why; the software only computes."),
        columns=(
            Column("set", say("Condition or outcome"), lambda one: one.name),
            Column("label", say("Meaning"), lambda one: one.label),
            Column("rule", say("Rule"), lambda one: one.rule),
            Column("source", say("Made from"), lambda one: one.source),
            Column("set_by", say("Set by"), lambda one: one.set_by),
            Column("reason", say("Reason"), lambda one: one.reason),
        ),
        rows=analysis.data.calibrations,
        sources=lambda one: (f"calibration:{one.name}",),
    )


def left_out_sheet(analysis: PatternAnalysis) -> Sheet[LeftOut]:
    """Return the cases that the analysis does not have."""
    return Sheet(
        key="left_out",
        title=say("Cases left out"),
        method=say("Cases that are not in the analysis, and why."),
        columns=(
            Column("case", say("Case"), lambda one: one.case),
            Column("reason", say("Reason"), lambda one: one.reason),
        ),
        rows=analysis.data.left_out,
        sources=lambda one: (f"case:{one.case}",),
    )
