"""share.json and whatif.json: every figure of a shared cost under stable English keys, in whole öre, with its trace."""

from collections.abc import Iterable
from typing import Any, Final

import numpy as np

from samverkan.domain.report.sheets.sharing_tables.shared import sources_of_game
from samverkan.domain.report.sheets.sharing_tables.workbook import list_sharing_sheets, list_whatif_sheets
from samverkan.domain.report.sheets.sheet import AnySheet
from samverkan.domain.sharing.analysis import ScenarioAnswer, SharingAnalysis, Trace, WhatIfAnalysis
from samverkan.domain.sharing.answering import answer_sharing
from samverkan.domain.sharing.gaming import NamedGame
from samverkan.domain.sharing.plan import Amount, SharingPlan
from samverkan.domain.study import Study
from samverkan.files.plain_json import plain, table_object

FORMAT: Final = 1
MOST_LISTED: Final = 10
"""Of more members than this the cost of every group is not listed: it is in the study."""


def sharing_object(analysis: SharingAnalysis) -> dict[str, Any]:
    """Return the analysis as plain values for JSON. Amounts named `…_ore` are whole öre; tables have SEK."""
    return {
        **_head(analysis.study, analysis.plan, analysis.trace),
        "period": plain(analysis.period),
        "members": {one: analysis.study.name(one) for one in analysis.members},
        "answer": [plain(one) for one in answer_sharing(analysis)],
        "keys": [_key(analysis, place) for place in range(len(analysis.keys))],
        "change": plain(analysis.change),
        "game": None if analysis.named is None else _game(analysis.named),
        "stability": plain(analysis.stability),
        "growth": {"grown_by_ore": analysis.grown_by_ore, "responses": plain(analysis.growth)},
        "staying": plain(analysis.staying),
        "core": plain(analysis.core),
        "whatifs": [_scenario(one) for one in analysis.whatifs],
        "stated": _stated(analysis.plan),
        "gaps": [{"part": str(one.part), "reason": plain(one.reason)} for one in analysis.gaps],
        "notes": [plain(one) for one in analysis.notes],
        "tables": _tables(list_sharing_sheets(analysis)),
    }


def whatif_object(analysis: WhatIfAnalysis) -> dict[str, Any]:
    """Return one what-if as plain values for JSON."""
    return {
        **_head(analysis.study, analysis.plan, analysis.trace),
        "whatif": _scenario(analysis.answer),
        "stated": _stated(analysis.plan),
        "notes": [plain(one) for one in analysis.notes],
        "tables": _tables(list_whatif_sheets(analysis)),
    }


def _head(study: Study, plan: SharingPlan, trace: Trace) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "samverkan": trace.version,
        "fingerprint": trace.fingerprint,
        "seed": trace.seed,
        "draws": trace.draws,
        "inputs": dict(sorted(trace.fingerprints.items())),
        "study": study.title,
        "invented": study.is_invented,
        "collaboration": plan.collaboration,
        "key_in_use": plan.key_in_use or None,
    }


def _key(analysis: SharingAnalysis, place: int) -> dict[str, Any]:
    one = analysis.keys[place]
    return {
        "id": one.key.id,
        "label": plain(one.key.label),
        "in_use": one.is_in_use,
        "shares_ore": None if one.bill is None else one.bill.shares_ore,
        "bill": plain(one.bill),
        "why_not": plain(one.why_not),
        "terms": plain(one.key),
    }


def _game(named: NamedGame) -> dict[str, Any]:
    found: dict[str, Any] = {
        "basis": str(named.basis),
        "kind": named.game.kind.value,
        "members": list(named.members),
        "total_ore": round(named.game.total),
        "n_missing": len(named.game.missing),
        "notes": [plain(one) for one in named.notes],
        "sources": list(sources_of_game(named, ())),
        "groups": None,
    }
    if len(named.members) <= MOST_LISTED:
        found["groups"] = [_group(named, mask) for mask in range(1, named.game.everyone + 1)]
    return found


def _group(named: NamedGame, mask: int) -> dict[str, Any]:
    members, cost = named.names(mask), float(named.game.table[mask])
    return {
        "members": list(members),
        "cost_ore": None if np.isnan(cost) else round(cost),
        "sources": list(sources_of_game(named, members)),
    }


def _scenario(one: ScenarioAnswer) -> dict[str, Any]:
    return {
        "id": one.scenario.id,
        "label": plain(one.label),
        "changes": plain(one.scenario.changes),
        "answer": None if one.whatif is None else _without_scenario(plain(one.whatif)),
        "chances": None if one.chances is None else _without_scenario(plain(one.chances)),
        "why_not": plain(one.why_not),
    }


def _without_scenario(found: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if name != "scenario"}


def _stated(plan: SharingPlan) -> dict[str, Any]:
    """Return the amounts that the plan states, with the source of each, in SEK."""
    return {
        "alone": _amounts(plan.alone.items()),
        "joining": _amounts(plan.joining.items()),
        "leaving": _amounts(plan.leaving.items()),
        "added": _amounts(plan.added.items()),
        "exit": plain(plan.exit),
        "model": {} if plan.model is None else _amounts(plan.model.amounts.items()),
        "horizon_years": plan.horizon_years,
        "rates": list(plan.rates),
    }


def _amounts(amounts: Iterable[tuple[str, Amount]]) -> dict[str, Any]:
    return {name: plain(one) for name, one in amounts}


def _tables(sheets: Iterable[AnySheet]) -> dict[str, Any]:
    return {sheet.key: table_object(sheet) for sheet in sheets}
