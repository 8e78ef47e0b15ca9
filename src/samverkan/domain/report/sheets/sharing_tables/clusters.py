"""The sheets of clusters: those that cost least, those that would form under each key, and each municipality's part."""

from collections.abc import Iterator
from dataclasses import dataclass

from samverkan.domain.report.sheets.sharing_tables.shared import money_column
from samverkan.domain.report.sheets.sheet import AnySheet, Column, Sheet, join
from samverkan.domain.sharing.forming.analysis import Cluster, ClusterAnalysis, Partition
from samverkan.domain.sharing.forming.telling import tell_key
from samverkan.domain.words import Text, say

MODEL = "study.toml:sharing.model"


@dataclass(frozen=True, eq=False)
class Formed:
    """A cluster in one of the partitions."""

    scheme: str
    title: Text
    number: int
    cluster: Cluster


def list_cluster_sheets(analysis: ClusterAnalysis) -> tuple[AnySheet, ...]:
    """Return the sheets in the order in which they are read."""
    return clusters_sheet(analysis), municipalities_sheet(analysis)


def list_partitions(analysis: ClusterAnalysis) -> Iterator[tuple[str, Text, Partition]]:
    """Yield each partition with its key for scripts and its name: the cheapest first."""
    yield "cheapest", say("Cheapest"), analysis.best.partition
    for one in analysis.keys:
        yield str(one.key), tell_key(one.key, analysis.model.driver), one.partition


def clusters_sheet(analysis: ClusterAnalysis) -> Sheet[Formed]:
    """Return every cluster of more than one, in each partition."""
    names = analysis.study.name
    return Sheet(
        key="clusters",
        title=say("Clusters"),
        method=say(
            "The clusters that together cost least, and those that would form of themselves under each key; amounts a "
            "year by the cost model."
        ),
        columns=(
            Column("scheme", say("Which"), lambda one: one.scheme),
            Column("label", say("Name"), lambda one: one.title),
            Column("number", say("Number"), lambda one: one.number, 0),
            Column("members", say("Members"), lambda one: join(one.cluster.members)),
            Column("names", say("Their names"), lambda one: join(names(each) for each in one.cluster.members)),
            Column("host", say("Cheapest host"), lambda one: one.cluster.host),
            money_column("cost", say("Cost together, SEK"), lambda one: one.cluster.cost_ore),
            money_column("alone", say("Cost each alone, SEK"), lambda one: one.cluster.alone_ore),
            money_column("saving", say("Saving, SEK"), lambda one: one.cluster.saving_ore),
            Column("longest_km", say("Farthest apart, km"), lambda one: one.cluster.longest_km, 1),
            Column("forms", say("Possible forms"), lambda one: join(one.cluster.forms)),
        ),
        rows=tuple(
            Formed(scheme, title, number, cluster)
            for scheme, title, partition in list_partitions(analysis)
            for number, cluster in enumerate(partition.joined, start=1)
        ),
        sources=lambda one: (MODEL, *(analysis.sources[each] for each in one.cluster.members)),
    )


def municipalities_sheet(analysis: ClusterAnalysis) -> Sheet[str]:
    """Return what each municipality would pay alone, in the cheapest clusters and under each key, and its cluster."""
    columns: list[Column[str]] = [
        Column("municipality", say("Municipality"), lambda one: one),
        Column("name", say("Name"), analysis.study.name),
        Column("driver", say("Driver of the model"), lambda one: analysis.drivers[one], 0),
        money_column("alone", say("Cost alone, SEK"), lambda one: analysis.alone_ore[one]),
    ]
    for scheme, title, partition in list_partitions(analysis):
        columns += _columns_of(scheme.replace(" ", "_"), title, partition)
    return Sheet(
        key="municipalities",
        title=say("Municipalities by cluster"),
        method=say(
            "What each would pay a year. In the cheapest clusters: shares such that no other cluster would be better "
            "for all its members, before any subsidy. Under a key: its share by the key."
        ),
        columns=tuple(columns),
        rows=analysis.members,
        sources=lambda one: (MODEL, analysis.sources[one]),
    )


def _columns_of(scheme: str, title: Text, partition: Partition) -> list[Column[str]]:
    numbers = {member: number for number, one in enumerate(partition.joined, start=1) for member in one.members}
    return [
        Column(f"{scheme}_cluster", say("{scheme}: cluster", scheme=title), numbers.get, 0),
        money_column(scheme, say("{scheme}: pays, SEK", scheme=title), lambda one: partition.shares_ore[one]),
    ]
