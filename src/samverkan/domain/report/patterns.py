"""The patterns of a study: its calibrated cases and their analysis, or why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass

from samverkan.domain.comparison.calibration import Calibration
from samverkan.domain.comparison.informants import leading_excerpts
from samverkan.domain.comparison.matrix import Matrix, build_matrices
from samverkan.domain.comparison.patterns.analyse import analyse_patterns
from samverkan.domain.comparison.patterns.analysis import PatternAnalysis, PatternSettings
from samverkan.domain.comparison.patterns.case_table import CaseTable
from samverkan.domain.comparison.patterns.gathering import gather_case_table, why_not
from samverkan.domain.comparison.patterns.sourcing import Material
from samverkan.domain.findings.evidence import Evidence
from samverkan.domain.report.people import place_people
from samverkan.domain.study import SizeClass
from samverkan.domain.survey import ScaleSummary, summarise_scales
from samverkan.domain.words import Text
from samverkan.methods.qca.minimisation.result import Expectations, Limits
from samverkan.methods.qca.truth_table import Cutoffs

SECONDS = 20.0
"""After so long the evaluation goes on with what was proven; `samverkan qca` has no such limit."""


@dataclass(frozen=True, eq=False)
class StudyPatterns:
    """The calibrated cases and their analysis. `why_not` says why there is no analysis."""

    calibration: Calibration | None
    table: CaseTable | None
    analysis: PatternAnalysis | None
    why_not: Text | None


def analyse_study(material: Material, calibration: Calibration | None) -> StudyPatterns:
    """Return the patterns of a study, without the tests that take long.

    `samverkan qca` on the same folder gives the same solutions and all tests.
    """
    table = gather_case_table(calibration, material) if calibration is not None else None
    reason = why_not(calibration, table)
    if calibration is None or table is None or reason is not None:
        return StudyPatterns(calibration, table, None, reason)
    return StudyPatterns(calibration, table, analyse_patterns(table, quick_settings(calibration)), None)


def gather_study_cases(evidence: Evidence) -> CaseTable | None:
    """Return a study's calibrated cases; None when it states no calibration."""
    if evidence.calibration is None:
        return None
    sizes, informants = place_people(evidence)
    excerpts = leading_excerpts(evidence.excerpts)
    clusters, members = build_matrices(evidence.study, evidence.codebook, informants, evidence.scores, excerpts)
    asked = evidence.study, evidence.respondents, evidence.items, evidence.answers
    material = material_of(evidence, (clusters, members), sizes, summarise_scales(*asked))
    return gather_case_table(evidence.calibration, material)


def material_of(
    evidence: Evidence,
    matrices: tuple[Matrix, Matrix],
    sizes: Mapping[tuple[str, str], SizeClass],
    scales: tuple[ScaleSummary, ...],
) -> Material:
    """Return what sets can be made from: the matrices are those of collaborations and of members."""
    return Material(
        study=evidence.study,
        codebook=evidence.codebook,
        clusters=matrices[0],
        members=matrices[1],
        sizes=sizes,
        items=evidence.items,
        scales=scales,
        indicators=evidence.indicators,
        fingerprints=evidence.fingerprints,
    )


def settings_of(calibration: Calibration) -> PatternSettings:
    """Return the choices that a study states, with every test at its default."""
    return PatternSettings(cutoffs=_cutoffs(calibration), expectations=_expectations(calibration))


def quick_settings(calibration: Calibration) -> PatternSettings:
    """Return the choices that a study states, without the tests that repeat the analysis many times."""
    return PatternSettings(
        cutoffs=_cutoffs(calibration),
        expectations=_expectations(calibration),
        limits=Limits(seconds=SECONDS),
        tests_robustness=False,
        n_permutations=0,
        n_sweeps=0,
    )


def _cutoffs(calibration: Calibration) -> Cutoffs:
    return Cutoffs(inclusion=calibration.inclusion, frequency=calibration.frequency, pri=calibration.pri)


def _expectations(calibration: Calibration) -> Expectations:
    expected = tuple(frozenset(one.expected) for one in calibration.conditions)
    return expected if any(expected) else ()
