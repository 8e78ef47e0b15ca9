"""Qualitative comparative analysis: sets, truth tables, exact minimisation of all models, and how far to trust them."""

from samverkan.methods.qca.calibration import (
    RAGIN_DEGREE,
    BellCalibration,
    Between,
    CalibrationError,
    CrispCalibration,
    Curve,
    DirectCalibration,
    FittedCurve,
    IndirectCalibration,
    RankedCalibration,
    RecodeCalibration,
    RelativeCalibration,
    calibrate,
    fit_scores,
)
from samverkan.methods.qca.cases import ModelCases, classify_cases
from samverkan.methods.qca.clusters import ClusterDiagnosis, diagnose_clusters, diagnose_model
from samverkan.methods.qca.coincidence import coincidence, weighted_consistency
from samverkan.methods.qca.diagnosis import Diagnosis, diagnose
from samverkan.methods.qca.errors import ExpressionError, MembershipError, QcaError
from samverkan.methods.qca.expressions import format_model, format_term, parse_model, parse_term
from samverkan.methods.qca.factoring import factor_model
from samverkan.methods.qca.fit import ModelFit, Necessity, Sufficiency, fit_model, necessity, sufficiency
from samverkan.methods.qca.minimisation.minimise import minimise
from samverkan.methods.qca.minimisation.result import Limit, Limits, Listing, Minimised, Minimising, Solution
from samverkan.methods.qca.minimisation.untenable import (
    Untenable,
    contradicting_necessity,
    find_contradictory,
    find_simultaneous,
    find_untenable,
)
from samverkan.methods.qca.multiplicity import Adjustment, count_confirming
from samverkan.methods.qca.negation import intersect_models, negate_model
from samverkan.methods.qca.pairing import CasePair, PairGroup, PairKind, pair_cases
from samverkan.methods.qca.permutation import PermutationTest, Permuting, permute_outcome
from samverkan.methods.qca.reanalysis import Analysis
from samverkan.methods.qca.relation import Relation
from samverkan.methods.qca.robustness.alternatives import Alternative
from samverkan.methods.qca.robustness.anchors import AnchorQuestion, anchors_of, range_of_anchor
from samverkan.methods.qca.robustness.fit import case_robustness, fit_robustness, robust_core
from samverkan.methods.qca.robustness.ranges import range_of_frequency, range_of_inclusion, range_of_pri
from samverkan.methods.qca.robustness.report import Robustness, RobustnessOptions, assess_robustness
from samverkan.methods.qca.robustness.rerun import solve_initial
from samverkan.methods.qca.robustness.sweeps import (
    Dataset,
    Noise,
    NoiseKind,
    NoisePlan,
    leave_cases_out,
    sweep,
    sweep_noise,
)
from samverkan.methods.qca.sets import (
    ABSENT,
    Condition,
    Model,
    Sets,
    Term,
    make_outcome,
    make_sets,
    model_membership,
    term_membership,
)
from samverkan.methods.qca.supersets import (
    NecessityCutoffs,
    Statement,
    SufficiencyCutoffs,
    find_subsets,
    find_supersets,
    format_statement,
)
from samverkan.methods.qca.theory import TheoryEvaluation, evaluate_theory
from samverkan.methods.qca.truth_table import Cutoffs, Out, Row, TruthTable, build_truth_table, row_number

__all__ = [
    "ABSENT",
    "RAGIN_DEGREE",
    "Adjustment",
    "Alternative",
    "Analysis",
    "AnchorQuestion",
    "BellCalibration",
    "Between",
    "CalibrationError",
    "CasePair",
    "ClusterDiagnosis",
    "Condition",
    "CrispCalibration",
    "Curve",
    "Cutoffs",
    "Dataset",
    "Diagnosis",
    "DirectCalibration",
    "ExpressionError",
    "FittedCurve",
    "IndirectCalibration",
    "Limit",
    "Limits",
    "Listing",
    "MembershipError",
    "Minimised",
    "Minimising",
    "Model",
    "ModelCases",
    "ModelFit",
    "Necessity",
    "NecessityCutoffs",
    "Noise",
    "NoiseKind",
    "NoisePlan",
    "Out",
    "PairGroup",
    "PairKind",
    "PermutationTest",
    "Permuting",
    "QcaError",
    "RankedCalibration",
    "RecodeCalibration",
    "Relation",
    "RelativeCalibration",
    "Robustness",
    "RobustnessOptions",
    "Row",
    "Sets",
    "Solution",
    "Statement",
    "Sufficiency",
    "SufficiencyCutoffs",
    "Term",
    "TheoryEvaluation",
    "TruthTable",
    "Untenable",
    "anchors_of",
    "assess_robustness",
    "build_truth_table",
    "calibrate",
    "case_robustness",
    "classify_cases",
    "coincidence",
    "contradicting_necessity",
    "count_confirming",
    "diagnose",
    "diagnose_clusters",
    "diagnose_model",
    "evaluate_theory",
    "factor_model",
    "find_contradictory",
    "find_simultaneous",
    "find_subsets",
    "find_supersets",
    "find_untenable",
    "fit_model",
    "fit_robustness",
    "fit_scores",
    "format_model",
    "format_statement",
    "format_term",
    "intersect_models",
    "leave_cases_out",
    "make_outcome",
    "make_sets",
    "minimise",
    "model_membership",
    "necessity",
    "negate_model",
    "pair_cases",
    "parse_model",
    "parse_term",
    "permute_outcome",
    "range_of_anchor",
    "range_of_frequency",
    "range_of_inclusion",
    "range_of_pri",
    "robust_core",
    "row_number",
    "solve_initial",
    "sufficiency",
    "sweep",
    "sweep_noise",
    "term_membership",
    "weighted_consistency",
]
