"""clusters.json: the clusters that could form, under stable English keys, in whole öre, with their trace."""

from typing import Any, Final

from samverkan.domain.report.sheets.sharing_tables.clusters import list_cluster_sheets
from samverkan.domain.sharing.forming.analysis import Cluster, ClusterAnalysis, Partition
from samverkan.domain.sharing.forming.telling import answer_clusters, list_warnings
from samverkan.files.plain_json import plain, table_object

FORMAT: Final = 1


def clusters_object(analysis: ClusterAnalysis) -> dict[str, Any]:
    """Return the analysis as plain values for JSON. Amounts named `…_ore` are whole öre a year; tables have SEK."""
    best, trace = analysis.best, analysis.trace
    return {
        "format": FORMAT,
        "samverkan": trace.version,
        "fingerprint": trace.fingerprint,
        "fingerprints": dict(trace.fingerprints),
        "study": analysis.study.title,
        "invented": analysis.study.is_invented,
        "members": {one: analysis.study.name(one) for one in analysis.members},
        "limits": plain(analysis.limits),
        "model": plain(analysis.model.amounts),
        "driver": analysis.model.driver,
        "could_form": {str(size): count for size, count in enumerate(analysis.counts, start=1)},
        "alone_ore": dict(analysis.alone_ore),
        "answer": [plain(one) for one in answer_clusters(analysis)],
        "cheapest": {
            **_partition(best.partition),
            "gap": best.gap,
            "proven": best.is_proven,
            "subsidy_ore": best.subsidy_ore,
            "has_core": best.has_core,
        },
        "keys": {str(one.key): {**_partition(one.partition), "saving_lost": plain(one.lost)} for one in analysis.keys},
        "notes": [plain(one) for one in list_warnings(analysis)],
        "tables": {one.key: table_object(one) for one in list_cluster_sheets(analysis)},
    }


def _partition(found: Partition) -> dict[str, Any]:
    return {
        "clusters": [_cluster(one) for one in found.joined],
        "alone": [one.host for one in found.clusters if not one.is_together],
        "cost_ore": found.cost_ore,
        "saving_ore": found.saving_ore,
        "shares_ore": dict(found.shares_ore),
    }


def _cluster(one: Cluster) -> dict[str, Any]:
    return {**plain(one), "saving_ore": one.saving_ore}
