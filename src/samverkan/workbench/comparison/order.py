"""What a person asks of a comparison, and the settings that it stands for."""

from dataclasses import dataclass, replace
from pathlib import Path

from samverkan.domain.comparison.patterns.asking import read_expectations, read_terms
from samverkan.domain.comparison.patterns.case_table import CaseTable
from samverkan.domain.comparison.patterns.expressing import check_theory
from samverkan.domain.comparison.patterns.settings import PatternSettings
from samverkan.domain.comparison.patterns.solving import check_settings
from samverkan.files.case_table_csv import Missing
from samverkan.methods.qca.minimisation.result import Limits, Listing, Solution
from samverkan.methods.qca.truth_table import Cutoffs

DEFAULTS = PatternSettings()
LISTED = 100
"""So many models are shown with fit and cases when a person reads."""
LISTED_FOR_SCRIPTS = 1_000_000


@dataclass(frozen=True, slots=True)
class PatternOrder:
    """What is asked. `source` is a CSV or a study folder. Texts are as typed.

    A cut-off that is None is the study's own, or the usual one for a CSV.
    """

    source: Path
    outcome: str = ""
    conditions: tuple[str, ...] = ()
    clusters: tuple[str, ...] = ()
    unit: str = ""
    is_multivalue: bool = False
    missing: Missing = Missing.STOP
    calibrations: tuple[str, ...] = ()
    is_negated: bool = False
    inclusion: float | None = None
    frequency: int | None = None
    pri: float | None = None
    contradiction: float | None = None
    solution: Solution = DEFAULTS.solution
    lists_all_models: bool = False
    expect: str = ""
    impossible: tuple[str, ...] = ()
    is_enhanced: bool = False
    theory: str = ""
    tests_robustness: bool = True
    permutations: int = DEFAULTS.n_permutations
    seconds: float | None = None
    most_models: int | None = None
    most_implicants: int | None = None
    seed: int = DEFAULTS.seed


@dataclass(frozen=True, eq=False)
class Opened:
    """The cases that were opened, and the settings that they come with: those of a study, or the usual ones."""

    data: CaseTable
    settings: PatternSettings = DEFAULTS


def read_settings(order: PatternOrder, opened: Opened, listed: int) -> PatternSettings:
    """Return the settings over the conditions that the data have.

    Raises AskingError, ExpressingError, BoundlessError or PatternError when what was asked cannot be read, names
    something that there is not, or contradicts itself.
    """
    conditions, own = opened.data.sets.conditions, opened.settings
    settings = replace(
        own,
        cutoffs=_read_cutoffs(order, own.cutoffs),
        solution=order.solution,
        listing=Listing.IRREDUNDANT if order.lists_all_models else Listing.MINIMUM,
        expectations=read_expectations(order.expect, conditions) if order.expect.strip() else own.expectations,
        impossible=read_terms(order.impossible, conditions),
        limits=Limits(order.seconds, order.most_implicants or Limits().implicants, order.most_models or listed),
        is_enhanced=order.is_enhanced,
        tests_robustness=order.tests_robustness,
        n_permutations=order.permutations,
        theory=check_theory(order.theory, conditions) if order.theory.strip() else "",
        seed=order.seed,
    )
    check_settings(settings)
    return settings


def _read_cutoffs(order: PatternOrder, own: Cutoffs) -> Cutoffs:
    return Cutoffs(
        inclusion=own.inclusion if order.inclusion is None else order.inclusion,
        frequency=own.frequency if order.frequency is None else order.frequency,
        pri=own.pri if order.pri is None else order.pri,
        contradiction=own.contradiction if order.contradiction is None else order.contradiction,
    )
