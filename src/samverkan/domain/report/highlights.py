"""The most telling lines of an evaluation, for someone who reads nothing else."""

from collections.abc import Iterator, Sequence
from itertools import islice

from samverkan.domain.coding.codebook import Codebook
from samverkan.domain.comparison.matrix import Cell, Matrix
from samverkan.domain.comparison.salience import Salience
from samverkan.domain.findings.evidence import Evidence
from samverkan.domain.gains import Claim, Relation
from samverkan.domain.report.basis import Basis
from samverkan.domain.report.sharing import StudySharing
from samverkan.domain.sharing.shortly import answer_who_gains, answer_would_hold_in_use
from samverkan.domain.study import Outcome
from samverkan.domain.words import Text, as_is, name_in, say, say_count

LINES = 3

OUTCOMES = {
    "continues": say("continues"),
    "ended": say("ended"),
    "changed": say("changed form"),
    "planned": say("planned"),
    "unknown": say("not known"),
}


def code_name(codebook: Codebook, code: str) -> Text:
    """Return a code's name, which each language takes from the codebook."""
    if code not in codebook:
        return as_is(code)
    return name_in(codebook[code].name("sv"), codebook[code].name("en"))


def code_names(codebook: Codebook, codes: Sequence[str]) -> Text:
    """Return the names of several codes, with commas between them."""
    names = [code_name(codebook, one) for one in codes]
    return name_in(", ".join(one.in_language("sv") for one in names), ", ".join(one.in_language("en") for one in names))


def choose_highlights(
    evidence: Evidence, basis: Basis, clusters: Matrix, salience: Sequence[Salience], claims: Sequence[Claim]
) -> tuple[Text, ...]:
    """Return up to three lines: where voices divide, what is most spoken of, which gain is disputed; else the facts."""
    lines = (
        *islice(_divided(evidence, clusters), 1),
        *islice(_most_spoken(evidence, salience), 1),
        *islice(_disputed(evidence, claims), 1),
        *_facts(evidence, basis),
    )
    return tuple(lines)[:LINES]


def choose_of_sharing(sharing: StudySharing) -> tuple[Text, ...]:
    """Return who pays more than alone, and whether the key in use would hold, when a plan states enough to say it."""
    analysis = sharing.analysis
    if analysis is None or analysis.bill is None:
        return ()
    cluster = analysis.study.name(analysis.plan.collaboration)
    lines = (*answer_who_gains(analysis)[:1], *answer_would_hold_in_use(analysis))
    return tuple(say("{cluster}: {answer}", cluster=cluster, answer=one) for one in lines)


def outcome_words(word: str) -> Text:
    """Return how a collaboration went, in words; a study's own word as it is."""
    return OUTCOMES.get(word) or as_is(word)


def _outcomes(words: Sequence[str]) -> Text:
    texts = [outcome_words(one) for one in words]
    return name_in("/".join(one.in_language("sv") for one in texts), "/".join(one.in_language("en") for one in texts))


def _divided(evidence: Evidence, clusters: Matrix) -> Iterator[Text]:
    divided = [cell for cell in clusters.cells.values() if cell.is_divided]
    for cell in sorted(divided, key=_distance, reverse=True):
        yield say(
            "{cluster}: host and small members see {factor} differently (host {host:.2f}, small {small:.2f} on 0–1).",
            cluster=evidence.study.name(cell.case.collaboration),
            factor=code_name(evidence.codebook, cell.factor),
            host=cell.host_median,
            small=cell.small_median,
        )


def _distance(cell: Cell) -> float:
    return abs((cell.host_median or 0) - (cell.small_median or 0))


def _most_spoken(evidence: Evidence, salience: Sequence[Salience]) -> Iterator[Text]:
    for one in sorted(salience, key=lambda one: (one.first_rank, one.last_rank, -one.n_informants)):
        if one.n_mentioning:
            tied = [other.factor for other in salience if other.case == one.case and other.first_rank == one.first_rank]
            yield say(
                "Most often mentioned in {cluster}: {factor} ({n} of {all} informants; 95% interval {low:.0%} to "
                "{high:.0%}).",
                cluster=evidence.study.name(one.case.collaboration),
                factor=code_names(evidence.codebook, tied),
                n=one.n_mentioning,
                all=one.n_informants,
                low=one.low,
                high=one.high,
            )


def _disputed(evidence: Evidence, claims: Sequence[Claim]) -> Iterator[Text]:
    disputed = [one for one in claims if one.relation is Relation.CONTRADICT]
    for one in sorted(disputed, key=lambda claim: -len(claim.voices)):
        yield say(
            "{municipality}: «{what}» is disputed; {n} people who know it contradict each other.",
            municipality=evidence.study.name(one.municipality),
            what=code_name(evidence.codebook, one.code),
            n=len(one.voices),
        )


def _facts(evidence: Evidence, basis: Basis) -> Iterator[Text]:
    study = evidence.study
    members = {one.municipality for one in study.memberships}
    yield say(
        "The study: collaborations {clusters}, municipalities in them {members}, interviews {interviews}.",
        clusters=len(study.collaborations),
        members=len(members),
        interviews=len(evidence.interviews),
    )
    known = [one.host_is_largest for one in basis.clusters if one.host_is_largest is not None]
    if known:
        yield say(
            "In {other} of the {known} collaborations whose host and sizes are known, "
            "the host is not the largest member.",
            other=sum(not one for one in known),
            known=len(known),
        )
    outcomes = [study.outcome_of(one) for one in study.collaborations]
    if any(one is not Outcome.NOT_KNOWN for one in outcomes):
        plan = study.comparison
        yield say(
            "How it went: {good} {success}, {bad} {failure}, planned or not known {unknown}.",
            good=_outcomes(plan.success),
            bad=_outcomes(plan.failure),
            success=outcomes.count(Outcome.SUCCESS),
            failure=outcomes.count(Outcome.FAILURE),
            unknown=outcomes.count(Outcome.NOT_KNOWN),
        )
    yield say_count(
        "{count} municipality is in the study.", "{count} municipalities are in the study.", len(study.municipalities)
    )
