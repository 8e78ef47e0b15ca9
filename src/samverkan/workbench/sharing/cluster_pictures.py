"""The pictures of clusters: a plan of the cheapest, and one of what would form under each key."""

from collections.abc import Iterator, Mapping

from samverkan.charts.cluster_plan import ClusterPlan, PlanPlace, cluster_plan, tell_cluster_plan
from samverkan.charts.render import render_svg
from samverkan.domain.report.sheets.sharing_tables.clusters import list_partitions
from samverkan.domain.sharing.forming.analysis import ClusterAnalysis, Partition
from samverkan.domain.sharing.forming.positions import lay_flat
from samverkan.domain.words import say
from samverkan.files.report_html import Picture


def draw_cluster_pictures(analysis: ClusterAnalysis, language: str) -> Mapping[str, tuple[Picture, ...]]:
    """Return the plan of each partition, by its key."""
    flat = lay_flat(analysis.positions)
    found = {}
    for scheme, title, partition in list_partitions(analysis):
        plan = ClusterPlan(tuple(_places(analysis, partition, flat, language)))
        specification = cluster_plan(plan, language)
        if specification is not None:
            telling = tell_cluster_plan(plan, language)
            heard = say("{scheme}: {title}", scheme=title, title=telling.title)
            svg = render_svg(specification, heard.in_language(language), telling.description)
            found[scheme.replace(" ", "-")] = (Picture(svg, telling.caption),)
    return found


def _places(
    analysis: ClusterAnalysis, partition: Partition, flat: Mapping[str, tuple[float, float]], language: str
) -> Iterator[PlanPlace]:
    lone = [one for one in partition.clusters if not one.is_together]
    for number, cluster in enumerate((*partition.joined, *lone), start=1):
        name = say("cluster {number}", number=number).in_language(language) if cluster.is_together else ""
        for member in cluster.members:
            yield PlanPlace(
                analysis.study.name(member),
                name,
                round(analysis.drivers[member]),
                flat.get(member),
                is_host=cluster.is_together and member == cluster.host,
            )
