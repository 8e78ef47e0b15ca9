"""The shared outputs of R QCA 3.25.1, one file per published data set, read into our own values."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from samverkan.methods.qca.expressions import parse_term
from samverkan.methods.qca.minimisation.result import Expectations
from samverkan.methods.qca.sets import Condition, Memberships, Sets, Term, make_outcome, make_sets
from samverkan.methods.qca.truth_table import Cutoffs, TruthTable, build_truth_table

NAMES = tuple(
    f"{name}{negated}"
    for name in (
        *("CVF_PROTEST", "CVF_PROTEST_n2", "FakeMV_Y", "HC_VOTE", "Krook_WNP", "LC_SURV", "LF_SURV", "LIPC_SURVIVED"),
        *("LM_SURV", "NF_W", "PAYF_HL", "Rokkan_S", "SCHF_EXPORT", "education_O", "jobsecurity_JSR", "pban_PB"),
        *("stakeholder_SA", "transport_ACC"),
    )
    for negated in ("", "_neg")
)


@dataclass(frozen=True, eq=False)
class Reference:
    """One file: the data and arguments as our values, and what R printed as it stands."""

    name: str
    cases: tuple[str, ...]
    sets: Sets
    outcome: Memberships
    cutoffs: Cutoffs
    expectations: Expectations
    printed: dict[str, Any]

    @property
    def table(self) -> TruthTable:
        """Our truth table."""
        return build_truth_table(self.sets, self.outcome, self.cutoffs)

    def term(self, text: str) -> Term:
        """Return a term that R writes with brackets around levels."""
        return parse_term(text.replace("[", "{").replace("]", "}"), self.sets.conditions)

    def terms(self, texts: str | list[str]) -> frozenset[Term]:
        """Return terms; R writes a list of one as its only member."""
        return frozenset(map(self.term, listed(texts)))

    def models(self, models: list[list[str]]) -> frozenset[frozenset[Term]]:
        """Return the models, each as the set of its terms."""
        return frozenset(map(self.terms, models))


def listed(one_or_more: Any) -> list[Any]:
    """Return a list, also of what R wrote as a bare value for being alone."""
    return one_or_more if isinstance(one_or_more, list) else [one_or_more]


def sets_of(models: Any) -> frozenset[frozenset[Term]]:
    """Return our models as sets of terms, their order left out."""
    return frozenset(frozenset(model) for model in models)


def read_reference(shared: Path, name: str) -> Reference:
    """Return the reference file of this name."""
    return _read(shared / "reference" / "qca" / f"{name}.json")


@cache
def _read(path: Path) -> Reference:
    printed = json.loads(path.read_text(encoding="utf-8"))
    data, asked = printed["data"], printed["args"]
    columns = dict(zip(data["columns"], data["values"], strict=True))
    levels = printed["truth_table"]["levels"]
    multivalue = max(levels) > 2
    conditions = [
        Condition(one, n_levels, multivalue) for one, n_levels in zip(asked["conditions"], levels, strict=True)
    ]
    sets = make_sets(np.column_stack([columns[one.name] for one in conditions]), conditions)
    name = asked["outcome"]
    outcome = np.array(columns[name.removeprefix("~")], dtype=float)
    cases = tuple(data["rows"])
    return Reference(
        path.stem,
        cases,
        sets,
        make_outcome(1 - outcome if name.startswith("~") else outcome, len(cases)),
        _cutoffs(asked),
        tuple(frozenset[int]() if one == "-" else frozenset({int(one)}) for one in asked.get("dir_exp", [])),
        printed,
    )


def _cutoffs(asked: dict[str, Any]) -> Cutoffs:
    inclusion, *contradiction = listed(asked["incl_cut"])
    (frequency,) = listed(asked["n_cut"])
    return Cutoffs(inclusion, frequency, asked["pri_cut"], *contradiction)
