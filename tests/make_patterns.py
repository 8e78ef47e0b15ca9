"""Makers of calibrated cases and whole analyses of patterns. All names are invented."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from samverkan.domain.comparison.patterns.analyse import analyse_patterns
from samverkan.domain.comparison.patterns.analysis import PatternAnalysis, PatternSettings, SolutionResult
from samverkan.domain.comparison.patterns.case_table import CalibratedBy, CaseTable, Clustering
from samverkan.domain.words import as_is
from samverkan.methods.qca.sets import Condition, make_outcome, make_sets
from samverkan.methods.qca.truth_table import Cutoffs, TruthTable, build_truth_table

TRUST_AND_OFFICE = {
    "Alby": (1, 1, 0, 1),
    "Berga": (1, 1, 1, 1),
    "Carlstad": (1, 0, 1, 1),
    "Dalby": (0, 1, 1, 0),
    "Ekeby": (0, 0, 1, 0),
    "Forsa": (0, 0, 0, 0),
}
"""Memberships in TRUST, OFFICE, HOST and, last, in the outcome LASTS."""

AMBIGUOUS = {"Alby": (1, 1, 1), "Berga": (0, 0, 0), "Carlstad": (1, 1, 1), "Dalby": (0, 0, 0)}
"""TRUST and OFFICE always go together, so that the cases cannot tell which of them it is."""


def make_case_table(
    rows: Mapping[str, Sequence[float]] | None = None, names: Sequence[str] = ("TRUST", "OFFICE", "HOST"), **parts: Any
) -> CaseTable:
    """Calibrated cases; each row has the conditions and, last, the outcome."""
    rows = TRUST_AND_OFFICE if rows is None else rows
    values = np.array(list(rows.values()), dtype=float)
    defaults: dict[str, Any] = {
        "cases": tuple(rows),
        "sets": make_sets(values[:, :-1], names),
        "outcome": make_outcome(values[:, -1], len(values)),
        "outcome_name": "LASTS",
    }
    return CaseTable(**{**defaults, **parts})


def make_table(rows: Mapping[str, Sequence[float]] | None = None, cutoffs: Cutoffs | None = None) -> TruthTable:
    """The truth table of such cases."""
    data = make_case_table(rows)
    return build_truth_table(data.sets, data.outcome, cutoffs or Cutoffs(inclusion=0.8))


def make_many_cases(n_conditions: int, n_cases: int) -> CaseTable:
    """Crisp cases that show many configurations."""
    rng = np.random.default_rng(1)
    values = rng.integers(0, 2, (n_cases, n_conditions + 1))
    rows = {f"K{place}": tuple(row) for place, row in enumerate(values.tolist())}
    return make_case_table(rows, [f"C{place}" for place in range(n_conditions)])


def make_multivalue_table() -> CaseTable:
    """Cases with one condition of three levels."""
    conditions = (Condition("FORM", 3, is_multivalue=True), Condition("TRUST"))
    return make_case_table({"Alby": (0, 1, 1), "Berga": (1, 1, 0), "Carlstad": (2, 0, 1)}, conditions)  # type: ignore[arg-type]


def make_analysis(data: CaseTable | None = None, **settings: Any) -> PatternAnalysis:
    """A whole analysis with few shuffles and sweeps, of the six cases unless others are given."""
    defaults: dict[str, Any] = {"cutoffs": Cutoffs(inclusion=0.8), "n_permutations": 50, "n_sweeps": 4}
    return analyse_patterns(make_case_table() if data is None else data, PatternSettings(**{**defaults, **settings}))


def make_told_table() -> CaseTable:
    """The six cases with a calibration, a division, sources and fingerprints."""
    return make_case_table(
        calibrations=(
            CalibratedBy("TRUST", as_is("trust"), as_is("0.67 and above"), as_is("scores.csv"), "KA", "Set in March."),
        ),
        clusterings=(Clustering(as_is("region"), ("Nord", "Nord", "Syd", "Syd", "Nord", "Syd")),),
        sources={("Alby", "TRUST"): ("score:NORD:TRUST:R1:KA",), ("Berga", "TRUST"): ("score:NORD:TRUST:R2:KA",)},
        fingerprints={"data.csv": "0123456789abcdef"},
    )


def first_solution(analysis: PatternAnalysis) -> SolutionResult:
    """The solution of the outcome that was asked for."""
    return analysis.present.solutions[analysis.settings.solution]


def without_tests(analysis: PatternAnalysis) -> PatternAnalysis:
    """The analysis as it is when nothing was tested."""
    return replace(analysis, robustness=None, permutation=None, clusters=())
