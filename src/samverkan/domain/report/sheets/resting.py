"""The sheets of what the study rests on: members, excerpts, figures, the survey and the gaps."""

from samverkan.domain.coding.excerpts import Excerpt
from samverkan.domain.comparison.informants import Informant
from samverkan.domain.findings.finding import Finding
from samverkan.domain.indicators import Indicator
from samverkan.domain.report.basis import MemberBasis
from samverkan.domain.report.evaluation import Evaluation
from samverkan.domain.report.highlights import code_name
from samverkan.domain.report.sheets.sheet import NO_METHOD, Column, Sheet, Value, join
from samverkan.domain.report.sheets.words_for import words_for
from samverkan.domain.report.unknowns import Unknown
from samverkan.domain.sharing.costs import CostLine
from samverkan.domain.survey import Perception, ScaleSummary
from samverkan.domain.words import say


def members_sheet(evaluation: Evaluation) -> Sheet[MemberBasis]:
    """Return every membership with the material behind it."""
    study = evaluation.evidence.study
    return Sheet(
        key="members",
        title=say("Members and material"),
        method=say("Counted from the tables of the study; inhabitants are the newest known value."),
        columns=(
            Column("collaboration", say("Collaboration"), lambda row: study.name(row.membership.collaboration)),
            Column("municipality", say("Municipality"), lambda row: study.name(row.membership.municipality)),
            Column("from", say("From"), lambda row: _text(row.membership.start)),
            Column("to", say("To"), lambda row: _text(row.membership.end)),
            Column("role", say("Role"), lambda row: words_for(row.membership.role)),
            Column("size", say("Size"), lambda row: words_for(row.size)),
            Column("population", say("Inhabitants"), lambda row: row.population.value if row.population else None, 0),
            Column("n_informants", say("Informants"), lambda row: row.n_informants),
            Column("functions", say("Functions"), lambda row: join(row.functions) or None),
            Column("n_asked", say("Asked in the survey"), lambda row: row.n_asked),
            Column("n_answered", say("Answered the survey"), lambda row: row.n_answered),
            Column("indicators_known", say("Key figures known"), lambda row: row.indicators_known),
            Column("indicators_expected", say("Key figures expected"), lambda row: row.indicators_expected),
        ),
        rows=tuple(member for cluster in evaluation.basis.clusters for member in cluster.members),
        sources=lambda row: (row.population.reference,) if row.population else (),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def excerpts_sheet(evaluation: Evaluation) -> Sheet[Excerpt]:
    """Return every excerpt of every coder; the quote only where it may be quoted."""
    evidence = evaluation.evidence
    leading = {id(one) for one in evaluation.excerpts}
    names = {code.id: code_name(evidence.codebook, code.id) for code in evidence.codebook.codes}

    def quote(row: Excerpt) -> Value:
        interview = evaluation.informants.interviews.get(row.interview)
        if interview is not None and interview.may_be_quoted:
            return row.quote
        return WITHHELD

    def speaker(row: Excerpt) -> Value:
        informant = evaluation.informants.behind(row)
        return informant.label if informant else None

    return Sheet(
        key="excerpts",
        title=say("Excerpts"),
        method=NO_METHOD,
        columns=(
            Column("interview", say("Interview"), lambda row: row.interview),
            Column("start", say("Start"), lambda row: row.start),
            Column("end", say("End"), lambda row: row.end),
            Column("informant", say("Informant"), speaker),
            Column("code", say("Code"), lambda row: row.code),
            Column("code_name", say("Name of the code"), lambda row: names.get(row.code)),
            Column("coder", say("Coder"), lambda row: row.coder),
            Column("leads", say("Counted in the figures"), lambda row: id(row) in leading),
            Column("valence", say("Direction"), lambda row: words_for(row.valence)),
            Column("concerns", say("Concerns"), lambda row: evidence.study.name(row.concerns) or None),
            Column("status", say("Obtained or expected"), lambda row: words_for(row.status)),
            Column("quote", say("Quote"), quote),
        ),
        rows=evidence.excerpts,
        sources=lambda row: (row.source,),
    )


WITHHELD = say("Withheld: no recorded consent to quote, or pseudonyms not reviewed.")


def indicators_sheet(evaluation: Evaluation) -> Sheet[Indicator]:
    """Return the key figures as given."""
    study = evaluation.evidence.study
    return Sheet(
        key="indicators",
        title=say("Key figures"),
        method=NO_METHOD,
        columns=(
            Column("municipality", say("Municipality"), lambda row: study.name(row.municipality) or None),
            Column("collaboration", say("Collaboration"), lambda row: study.name(row.collaboration) or None),
            Column("indicator", say("Key figure"), lambda row: row.indicator),
            Column("period", say("Period"), lambda row: row.period.text),
            Column("value", say("Value"), lambda row: row.value),
            Column("unit", say("Unit"), lambda row: row.unit or None),
            Column("source", say("Source"), lambda row: row.source or None),
            Column("status", say("Status"), lambda row: row.status or None),
        ),
        rows=evaluation.evidence.indicators,
        sources=lambda row: (row.reference,),
    )


def scales_sheet(evaluation: Evaluation) -> Sheet[ScaleSummary]:
    """Return the survey's scales; small groups are hidden."""
    study = evaluation.evidence.study
    return Sheet(
        key="scales",
        title=say("Survey: scales"),
        method=say(
            "A respondent's value is the mean of the items, reversed ones turned round, when at least half are "
            "answered. Groups with fewer than {smallest} are not shown.",
            smallest=study.smallest_group,
        ),
        columns=(
            Column("scale", say("Scale"), lambda row: row.scale),
            Column("collaboration", say("Collaboration"), lambda row: study.name(row.collaboration) or None),
            Column("municipality", say("Municipality"), lambda row: study.name(row.municipality) or None),
            Column("n", say("Answers"), lambda row: None if row.is_hidden else row.n),
            Column("mean", say("Mean"), lambda row: row.mean, 2),
            Column("lowest", say("Lowest"), lambda row: row.low, 2),
            Column("highest", say("Highest"), lambda row: row.high, 2),
            Column("counts", say("Answers from lowest to highest"), lambda row: join(map(str, row.counts)) or None),
            Column("n_missing", say("Questions without answer"), lambda row: None if row.is_hidden else row.n_missing),
            Column("is_hidden", say("Hidden: too few"), lambda row: row.is_hidden),
        ),
        rows=evaluation.scales,
        sources=lambda row: _items_of(evaluation, row),
    )


def interviewed_sheet(evaluation: Evaluation) -> Sheet[Informant]:
    """Return everyone who was interviewed, by label, with function and municipality."""
    study = evaluation.evidence.study
    return Sheet(
        key="informants",
        title=say("Who was interviewed"),
        method=NO_METHOD,
        columns=(
            Column("respondent", say("Informant"), lambda row: row.respondent),
            Column("label", say("Label"), lambda row: row.label),
            Column("function", say("Function"), lambda row: row.function or None),
            Column("collaboration", say("Collaboration"), lambda row: study.name(row.collaboration) or None),
            Column("municipality", say("Municipality"), lambda row: study.name(row.municipality) or None),
            Column("role", say("Role"), lambda row: words_for(row.role)),
            Column("size", say("Size"), lambda row: words_for(row.size)),
        ),
        rows=evaluation.informants.everyone,
        sources=lambda row: _interviews_of(evaluation, row),
    )


def _interviews_of(evaluation: Evaluation, row: Informant) -> tuple[str, ...]:
    taking_part = (one for one in evaluation.evidence.interviews if row.respondent in one.respondents)
    return tuple(f"interview:{one.id}" for one in taking_part)


def costs_sheet(evaluation: Evaluation) -> Sheet[CostLine]:
    """Return the cost lines as given."""
    study = evaluation.evidence.study
    return Sheet(
        key="costs",
        title=say("Cost lines"),
        method=NO_METHOD,
        columns=(
            Column("collaboration", say("Collaboration"), lambda row: study.name(row.collaboration)),
            Column("line", say("Line"), lambda row: row.line),
            Column("period", say("Period"), lambda row: row.period.text),
            Column("amount", say("Amount"), lambda row: row.amount),
            Column("unit", say("Unit"), lambda row: row.unit.value),
            Column("kind", say("Kind"), lambda row: words_for(row.kind)),
            Column("driver", say("Driver"), lambda row: row.driver or None),
        ),
        rows=evaluation.evidence.costs,
        sources=lambda row: (f"cost:{row.collaboration}:{row.line}:{row.period}",),
    )


def _items_of(evaluation: Evaluation, row: ScaleSummary) -> tuple[str, ...]:
    return tuple(f"answer:{item.id}" for item in evaluation.evidence.items if item.scale == row.scale)


def perceptions_sheet(evaluation: Evaluation) -> Sheet[Perception]:
    """Return what each municipality answers about each other one."""
    study = evaluation.evidence.study
    return Sheet(
        key="perceptions",
        title=say("Survey: one about another"),
        method=say(
            "Mean of the answers; groups with fewer than {smallest} are not shown.", smallest=study.smallest_group
        ),
        columns=(
            Column("item", say("Question"), lambda row: row.item),
            Column("rater", say("Answered by"), lambda row: study.name(row.rater)),
            Column("target", say("About"), lambda row: study.name(row.target)),
            Column("n", say("Answers"), lambda row: None if row.is_hidden else row.n),
            Column("mean", say("Mean"), lambda row: row.mean, 2),
            Column("is_hidden", say("Hidden: too few"), lambda row: row.is_hidden),
        ),
        rows=evaluation.perceptions,
        sources=lambda row: (f"answer:{row.item}",),
    )


def findings_sheet(evaluation: Evaluation) -> Sheet[Finding]:
    """Return the findings as a person stated them."""
    return Sheet(
        key="findings",
        title=say("Findings"),
        method=say("Stated and judged by a person; the level of confidence is inspired by CERQual."),
        columns=(
            Column("finding", say("Finding"), lambda row: row.id),
            Column("question", say("Answers the question about"), lambda row: words_for(row.question)),
            Column("text", say("Text"), lambda row: row.words),
            Column("level", say("Confidence"), lambda row: words_for(row.level)),
            Column("reason", say("Reason"), lambda row: row.reason or None),
            Column("decided_by", say("Decided by"), lambda row: row.decided_by or None),
            Column("decided_at", say("Decided at"), lambda row: row.decided_at or None),
        ),
        rows=evaluation.evidence.findings,
        sources=lambda row: row.sources,
    )


def unknowns_sheet(evaluation: Evaluation) -> Sheet[Unknown]:
    """Return what is not known."""
    return Sheet(
        key="unknowns",
        title=say("What is not known"),
        method=say("Gaps that the software can see in the material; a person will know of others."),
        columns=(
            Column("kind", say("Kind"), lambda row: row.kind.value),
            Column("text", say("Text"), lambda row: row.text),
        ),
        rows=evaluation.unknowns,
        sources=lambda row: row.sources,
    )
