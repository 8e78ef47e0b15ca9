"""What is not known: the gaps of a study, said in words, each with what would fill it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from samverkan.domain.coding.agreement import Agreement
from samverkan.domain.comparison.contrasts import Contrast
from samverkan.domain.comparison.matrix import Matrix
from samverkan.domain.findings.evidence import Evidence
from samverkan.domain.report.basis import Basis, ClusterBasis
from samverkan.domain.report.highlights import code_names
from samverkan.domain.report.sharing import StudySharing
from samverkan.domain.sharing.analysis import SharingAnalysis
from samverkan.domain.sharing.savings import own_costs
from samverkan.domain.sharing.shortly import list_not_known
from samverkan.domain.study import Outcome
from samverkan.domain.words import Text, say, say_count

FEW_INFORMANTS = 3
"""A score that rests on fewer informants is said to be thin."""

LOW_AGREEMENT = 0.667
"""Krippendorff's limit for tentative conclusions."""

LOW_RESPONSE = 0.5
THIN_P = 0.05
MOST_SHARING = 5
"""More gaps of the shared cost are counted only."""


class Kind(StrEnum):
    """What is missing."""

    VOICES = "voices"
    SURVEY = "survey"
    FIGURES = "figures"
    CODING = "coding"
    COMPARISON = "comparison"
    PRIVACY = "privacy"
    SHARING = "sharing"


@dataclass(frozen=True, slots=True)
class Unknown:
    """One thing that the study cannot say, and why."""

    kind: Kind
    text: Text
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """The parts of an evaluation in which gaps are looked for."""

    evidence: Evidence
    basis: Basis
    clusters: Matrix
    contrasts: tuple[Contrast, ...]
    agreement: Agreement
    sharing: StudySharing


def list_unknowns(results: Results) -> tuple[Unknown, ...]:
    """Return every gap that the software can see; a person will know of others."""
    return (
        *_missing_voices(results),
        *_thin_scores(results),
        *_missing_survey(results),
        *_missing_figures(results),
        *_missing_sharing(results),
        *_waiting(results),
        *_weak_coding(results),
        *_weak_comparison(results),
        *_unprotected(results),
    )


def _missing_voices(results: Results) -> Iterator[Unknown]:
    if not results.evidence.interviews:
        text = say("There are no interviews. Factors, gains and costs as people see them are therefore not known.")
        yield Unknown(Kind.VOICES, text)
        return
    name = results.evidence.study.name
    for cluster in results.basis.clusters:
        silent = [one.membership.municipality for one in cluster.members if one.is_silent]
        if silent:
            yield Unknown(Kind.VOICES, _silence(cluster, [name(one) for one in dict.fromkeys(silent)]))
    nameless = [one.id for one in results.evidence.interviews if not one.respondents]
    if nameless:
        text = say(
            "These interviews name no respondent, so their passages count for nobody: {names}. Write who took part in "
            "interviews.csv.",
            names=", ".join(nameless),
        )
        yield Unknown(Kind.VOICES, text, tuple(f"interview:{one}" for one in nameless))
    scores = results.evidence.scores
    if scores and all(one.score is None for one in scores):
        text = say("Nobody has a score: the informants were not asked, or said nothing that could be scored.")
        yield Unknown(Kind.VOICES, text)
    for interview in results.basis.without_text:
        text = say("Interview {interview} has no readable transcript and is left out.", interview=interview)
        yield Unknown(Kind.VOICES, text)


def _silence(cluster: ClusterBasis, names: list[str]) -> Text:
    return say_count(
        "In {cluster} nobody from {names} was interviewed. What that municipality thinks, others say for it.",
        "In {cluster} nobody from {names} was interviewed. "
        "What those {count} municipalities think, others say for them.",
        len(names),
        cluster=cluster.collaboration.name or cluster.collaboration.id,
        names=", ".join(names),
    )


def _thin_scores(results: Results) -> Iterator[Unknown]:
    cells = [cell for cell in results.clusters.cells.values() if cell.excerpts or cell.scores]
    thin = [cell for cell in cells if 0 < len(cell.values) < FEW_INFORMANTS]
    if thin:
        text = say_count(
            "{count} factor score rests on fewer than {few} informants.",
            "{count} factor scores rest on fewer than {few} informants each.",
            len(thin),
            few=FEW_INFORMANTS,
        )
        yield Unknown(Kind.VOICES, text, tuple(cell.id for cell in thin))
    fragile = [cell for cell in cells if len(cell.values) > 1 and cell.is_fragile]
    if fragile:
        text = say_count(
            "In {count} cell the standing would be another if a single person were left out.",
            "In {count} cells the standing would be another if a single person were left out.",
            len(fragile),
        )
        yield Unknown(Kind.VOICES, text, tuple(cell.id for cell in fragile))
    placed = {cell.factor for cell in cells if cell.scores or cell.n_not_asked}
    unscored = [one for one in results.clusters.factors if one not in placed]
    if unscored:
        text = say_count(
            "{count} factor has excerpts but no scores: it is heard, but not placed ({factors}).",
            "{count} factors have excerpts but no scores: they are heard, but not placed ({factors}).",
            len(unscored),
            factors=code_names(results.evidence.codebook, unscored),
        )
        yield Unknown(Kind.CODING, text)


def _missing_survey(results: Results) -> Iterator[Unknown]:
    survey = results.basis.survey
    if not survey.n_asked:
        yield Unknown(Kind.SURVEY, say("There is no survey. How common a view is among staff is not known."))
        return
    share = survey.n_answered / survey.n_asked
    if share < LOW_RESPONSE:
        text = say(
            "Only {answered} of {asked} who were asked answered the survey ({share:.0%}). Those who did may differ.",
            answered=survey.n_answered,
            asked=survey.n_asked,
            share=share,
        )
        yield Unknown(Kind.SURVEY, text)
    name = results.evidence.study.name
    for cluster in results.basis.clusters:
        few = [one for one in cluster.members if one.n_answered < results.evidence.study.smallest_group]
        if few:
            text = say(
                "In {cluster} fewer than {smallest} answered the survey in: {names}. Their answers are not shown.",
                cluster=cluster.collaboration.name,
                smallest=results.evidence.study.smallest_group,
                names=", ".join(dict.fromkeys(name(one.membership.municipality) for one in few)),
            )
            yield Unknown(Kind.SURVEY, text)


def _missing_figures(results: Results) -> Iterator[Unknown]:
    indicators = results.evidence.indicators
    if not indicators:
        text = say("There are no key figures. What changed in money, operations and service is not known.")
        yield Unknown(Kind.FIGURES, text)
    gaps = [one for one in indicators if one.value is None]
    if gaps:
        text = say_count("{count} key figure is missing.", "{count} key figures are missing.", len(gaps))
        yield Unknown(Kind.FIGURES, text, tuple(one.reference for one in gaps))
    doubtful = [one for one in indicators if one.status == "unverified"]
    if doubtful:
        text = say_count(
            "{count} key figure is marked as not verified.",
            "{count} key figures are marked as not verified.",
            len(doubtful),
        )
        yield Unknown(Kind.FIGURES, text, tuple(one.reference for one in doubtful))
    study = results.evidence.study
    if study.collaborations and not study.memberships:
        text = say("Nobody is written as a member of any collaboration; sizes, hosts and contrasts are not known.")
        yield Unknown(Kind.FIGURES, text)
    if not results.evidence.costs:
        yield Unknown(Kind.FIGURES, say("There are no cost lines. What the collaborations cost is not known."))


def _missing_sharing(results: Results) -> Iterator[Unknown]:
    analysis = results.sharing.analysis
    if results.evidence.costs:
        yield Unknown(Kind.SHARING, _not_observed(analysis))
    if analysis is not None:
        gaps = list_not_known(analysis)
        yield from (Unknown(Kind.SHARING, text) for text in gaps[:MOST_SHARING])
        if len(gaps) > MOST_SHARING:
            text = say(
                "About who pays {more} more things are not known; samverkan share lists them.",
                more=len(gaps) - MOST_SHARING,
            )
            yield Unknown(Kind.SHARING, text)


def _not_observed(analysis: SharingAnalysis | None) -> Text:
    if analysis is None or not own_costs(analysis):
        return say(
            "What each municipality would have paid on its own is not observed. No saving is presumed, "
            "and none is computed in this report."
        )
    return say(
        "What each municipality would have paid on its own is not observed: the savings in this report are against "
        "what somebody has stated."
    )


def _waiting(results: Results) -> Iterator[Unknown]:
    if results.evidence.waiting:
        text = say_count(
            "{count} excerpt waits for a place in an edited transcript and is not counted.",
            "{count} excerpts wait for a place in edited transcripts and are not counted.",
            results.evidence.waiting,
        )
        yield Unknown(Kind.CODING, text)


def _weak_coding(results: Results) -> Iterator[Unknown]:
    agreement = results.agreement
    if not results.evidence.excerpts:
        if results.evidence.interviews:
            yield Unknown(Kind.CODING, say("No excerpts are coded. Nothing can be said from the interviews yet."))
        return
    if not agreement.double_coded:
        text = say("Only one coder has read each interview. How much another would have seen differently is not known.")
        yield Unknown(Kind.CODING, text)
    used = {one.code for one in results.evidence.excerpts}
    if used and used == {code.id for code in results.evidence.codebook.codes}:
        text = say(
            "Every code of the codebook occurs. A list that is used up cannot show that somebody said something new: "
            "saturation is then less than it seems."
        )
        yield Unknown(Kind.CODING, text)
    weak = [one for one in agreement.codes if one.alpha is not None and one.alpha < LOW_AGREEMENT]
    if weak:
        text = say_count(
            "On {count} code the coders agree less than Krippendorff's limit for tentative conclusions "
            "(alpha below {limit:.3f}): {codes}.",
            "On {count} codes the coders agree less than Krippendorff's limit for tentative conclusions "
            "(alpha below {limit:.3f}): {codes}.",
            len(weak),
            limit=LOW_AGREEMENT,
            codes=code_names(results.evidence.codebook, [one.code for one in weak]),
        )
        yield Unknown(Kind.CODING, text)


def _weak_comparison(results: Results) -> Iterator[Unknown]:
    study = results.evidence.study
    open_outcomes = [one.name for one in study.collaborations if study.outcome_of(one) is Outcome.NOT_KNOWN]
    if open_outcomes:
        text = say_count(
            "How {names} went is not known, so it has no part in the comparison of outcomes.",
            "How {count} collaborations went is not known, so they have no part in the comparison of outcomes: "
            "{names}.",
            len(open_outcomes),
            names=", ".join(open_outcomes),
        )
        yield Unknown(Kind.COMPARISON, text)
    blunt = [one for one in results.contrasts if one.smallest_p > THIN_P]
    if blunt:
        text = say(
            "{blunt} of {all} contrasts could not have reached p = {limit:.2f} with the scores that were given, "
            "however they had been spread over the municipalities. Read the sizes of the differences, "
            "not the p-values.",
            blunt=len(blunt),
            all=len(results.contrasts),
            limit=THIN_P,
        )
        yield Unknown(Kind.COMPARISON, text)
    if len(results.contrasts) > 1:
        text = say(
            "{all} contrasts were computed. With so many, chance alone makes some of them look large.",
            all=len(results.contrasts),
        )
        yield Unknown(Kind.COMPARISON, text)
    if len(study.collaborations) > 1 and results.evidence.interviews:
        text = say(
            "The clusters were not drawn by lot. What differs between them besides these factors may explain as much; "
            "only people who know both can name such rivals."
        )
        yield Unknown(Kind.COMPARISON, text)


def _unprotected(results: Results) -> Iterator[Unknown]:
    if results.basis.unreviewed:
        text = say_count(
            "The pseudonyms of {count} interview have not been reviewed by a person ({names}). "
            "Its quotes are withheld.",
            "The pseudonyms of {count} interviews have not been reviewed by a person ({names}). "
            "Their quotes are withheld.",
            len(results.basis.unreviewed),
            names=", ".join(results.basis.unreviewed),
        )
        yield Unknown(Kind.PRIVACY, text)
    unheard = [one.id for one in results.evidence.interviews if one.is_reviewed and not one.may_be_quoted]
    if unheard:
        text = say_count(
            "{count} interview has no recorded consent to quote ({names}). Its quotes are withheld.",
            "{count} interviews have no recorded consent to quote ({names}). Their quotes are withheld.",
            len(unheard),
            names=", ".join(unheard),
        )
        yield Unknown(Kind.PRIVACY, text)
