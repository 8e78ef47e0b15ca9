"""The evaluation: everything that is derived from a study, as one frozen value."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from samverkan import __version__
from samverkan.domain.coding.agreement import Agreement, compare_coders
from samverkan.domain.coding.excerpts import Excerpt
from samverkan.domain.coding.saturation import Incidence, Saturation, measure_saturation, tabulate_codes
from samverkan.domain.comparison.contrasts import MOST_CLUSTERS, Contrast, contrast_members
from samverkan.domain.comparison.elimination import Elimination, eliminate
from samverkan.domain.comparison.informants import Informants, leading_excerpts
from samverkan.domain.comparison.matrix import InformantScore, Matrix, build_matrices
from samverkan.domain.comparison.salience import Salience, rank_factors
from samverkan.domain.findings.evidence import Evidence
from samverkan.domain.gains import Claim, gather_claims
from samverkan.domain.report.basis import Basis, describe_basis
from samverkan.domain.report.highlights import choose_highlights, choose_of_sharing
from samverkan.domain.report.patterns import StudyPatterns, analyse_study, material_of
from samverkan.domain.report.people import place_people
from samverkan.domain.report.sharing import StudySharing, analyse_study_sharing
from samverkan.domain.report.unknowns import Results, Unknown, list_unknowns
from samverkan.domain.study import SizeClass
from samverkan.domain.survey import Perception, ScaleSummary, summarise_perceptions, summarise_scales
from samverkan.domain.trace import fingerprint_all
from samverkan.domain.words import Text


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person may choose about an evaluation. The same settings and inputs give the same figures."""

    seed: int = 2026
    orders: int = 1000


DEFAULT = Settings()


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a study shows. Nothing in it is edited; it is derived anew when the study changes."""

    evidence: Evidence
    settings: Settings
    sizes: Mapping[tuple[str, str], SizeClass]
    informants: Informants
    excerpts: tuple[Excerpt, ...]
    basis: Basis
    clusters: Matrix
    members: Matrix
    salience: tuple[Salience, ...]
    contrasts: tuple[Contrast, ...]
    claims: tuple[Claim, ...]
    elimination: Elimination
    incidence: Incidence
    saturation: tuple[Saturation, ...]
    agreement: Agreement
    scales: tuple[ScaleSummary, ...]
    perceptions: tuple[Perception, ...]
    patterns: StudyPatterns
    sharing: StudySharing
    unknowns: tuple[Unknown, ...]
    highlights: tuple[Text, ...]
    fingerprint: str
    version: str = __version__

    def reason_of(self, score: InformantScore) -> str:
        """Return why the score was set; '' when the informant may not be quoted, for reasons repeat their words."""
        return score.judgement.reason if self.informants.may_quote(score.informant.respondent) else ""


STEPS = 3
"""How many times `evaluate_evidence` reports progress."""


def evaluate_evidence(
    evidence: Evidence, settings: Settings = DEFAULT, progress: Callable[[], None] = lambda: None
) -> Evaluation:
    """Return the evaluation of everything that a study holds; `progress` is called after each of `STEPS` steps."""
    rng = np.random.default_rng(settings.seed)
    sizes, informants = place_people(evidence)
    excerpts = leading_excerpts(evidence.excerpts)
    basis = describe_basis(evidence, informants, sizes)
    clusters, members = build_matrices(evidence.study, evidence.codebook, informants, evidence.scores, excerpts)
    progress()
    contrasts = contrast_members(evidence.study, members, sizes, rng)
    claims = gather_claims(evidence.study, evidence.codebook, informants, sizes, excerpts)
    progress()
    saturation, agreement = _measure_coding(evidence, informants, excerpts, settings.orders, rng)
    progress()
    salience = rank_factors(clusters, informants)
    scales, perceptions = _summarise_survey(evidence)
    sharing = analyse_study_sharing(evidence)
    return Evaluation(
        evidence=evidence,
        settings=settings,
        sizes=sizes,
        informants=informants,
        excerpts=excerpts,
        basis=basis,
        clusters=clusters,
        members=members,
        salience=salience,
        contrasts=contrasts,
        claims=claims,
        elimination=eliminate(evidence.study, clusters),
        incidence=tabulate_codes(evidence.interviews, excerpts),
        saturation=saturation,
        agreement=agreement,
        scales=scales,
        perceptions=perceptions,
        patterns=analyse_study(material_of(evidence, (clusters, members), sizes, scales), evidence.calibration),
        sharing=sharing,
        unknowns=list_unknowns(Results(evidence, basis, clusters, contrasts, agreement, sharing)),
        highlights=(*choose_highlights(evidence, basis, clusters, salience, claims), *choose_of_sharing(sharing)),
        fingerprint=_fingerprint(evidence, settings),
    )


def _summarise_survey(evidence: Evidence) -> tuple[tuple[ScaleSummary, ...], tuple[Perception, ...]]:
    asked = evidence.study, evidence.respondents, evidence.items, evidence.answers
    return summarise_scales(*asked), summarise_perceptions(*asked)


def _measure_coding(
    evidence: Evidence, informants: Informants, excerpts: tuple[Excerpt, ...], orders: int, rng: np.random.Generator
) -> tuple[tuple[Saturation, ...], Agreement]:
    saturation = _measure_groups(evidence, informants, excerpts, orders, rng)
    return saturation, compare_coders(evidence.excerpts, evidence.scores, evidence.transcripts, rng)


def _measure_groups(
    evidence: Evidence, informants: Informants, excerpts: tuple[Excerpt, ...], orders: int, rng: np.random.Generator
) -> tuple[Saturation, ...]:
    """Measure saturation over all interviews and over those of each cluster: a new cluster begins anew."""
    clusters = [one.id for one in evidence.study.collaborations]
    found = list(measure_saturation(tabulate_codes(evidence.interviews, excerpts), orders, rng))
    for cluster in clusters if 1 < len(clusters) <= MOST_CLUSTERS else ():
        members = {one.respondent for one in informants.of(cluster)}
        interviews = [one for one in evidence.interviews if members & set(one.respondents)]
        own = {one.id for one in interviews}
        table = tabulate_codes(interviews, [one for one in excerpts if one.interview in own])
        found.extend(measure_saturation(table, orders, rng, cluster))
    return tuple(found)


def _fingerprint(evidence: Evidence, settings: Settings) -> str:
    return fingerprint_all({**evidence.fingerprints, "settings": repr(settings), "version": __version__})
