"""The page itself: the answer, the plans and the tables, handed to the template."""

from collections.abc import Mapping
from typing import Final

from samverkan.domain.report.sheets.sharing_tables.clusters import list_partitions
from samverkan.domain.sharing.forming.analysis import ClusterAnalysis
from samverkan.domain.sharing.forming.telling import answer_clusters, list_warnings, tell_key, tell_limits
from samverkan.domain.sharing.keys import driver_words
from samverkan.domain.sharing.money import in_thousands
from samverkan.domain.sharing.parameter_names import describe_parameter
from samverkan.files.report_html.anchors import Anchors
from samverkan.files.report_html.page import make_environment, place_pictures, read_style, squeeze
from samverkan.files.report_html.picture import Picture

PACKAGE: Final = "samverkan.files.clusters_html"
NO_PICTURES: Final[Mapping[str, tuple[Picture, ...]]] = {}


def render_clusters_html(
    analysis: ClusterAnalysis,
    language: str,
    pictures: Mapping[str, tuple[Picture, ...]] = NO_PICTURES,
    made_at: str = "",
) -> str:
    """Return the analysis as one HTML page that needs nothing from anywhere else.

    `pictures` has the plan of each partition by its key; any may be absent. The same arguments give the same page.
    """
    anchors = Anchors()
    driver = analysis.model.driver
    page = make_environment(language, PACKAGE).get_template("clusters/page.html")
    written = page.render(
        analysis=analysis,
        study=analysis.study,
        name=analysis.study.name,
        answer=answer_clusters(analysis),
        warnings=list_warnings(analysis),
        limits=tell_limits(analysis.limits),
        partitions=tuple(list_partitions(analysis)),
        clusters_of=_clusters_of(analysis),
        key_words=lambda key: tell_key(key, driver),
        parameter_words=describe_parameter,
        driver_words=driver_words,
        thousands=in_thousands,
        chapters=None,
        anchors=anchors,
        linked=anchors.linked,
        pictures=place_pictures(pictures, anchors),
        inputs=sorted(analysis.trace.fingerprints.items()),
        made_at=made_at,
        language=language,
        style=read_style(),
    )
    return squeeze(written)


def _clusters_of(analysis: ClusterAnalysis) -> dict[str, dict[str, int]]:
    """Return the number of each municipality's cluster in each partition; those alone have none."""
    return {
        scheme: {member: number for number, one in enumerate(partition.joined, start=1) for member in one.members}
        for scheme, _, partition in list_partitions(analysis)
    }
