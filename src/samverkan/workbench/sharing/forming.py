"""Form clusters: which could form among a study's municipalities, its page, tables and results."""

import json
from collections.abc import Iterable
from pathlib import Path

from samverkan.domain.sharing.forming.analysis import ClusterAnalysis, ClusterSettings
from samverkan.domain.sharing.forming.form import form_clusters
from samverkan.domain.words import say
from samverkan.files.clusters_html import render_clusters_html
from samverkan.files.clusters_json import clusters_object
from samverkan.files.clusters_xlsx import write_clusters_xlsx
from samverkan.workbench.running import Working, open_mapper
from samverkan.workbench.sharing.cluster_pictures import draw_cluster_pictures
from samverkan.workbench.sharing.opening import open_sharing
from samverkan.workbench.writing import Writing, refuse_inside, replace_files

__all__ = ["ClusterSettings", "form_clusters_of", "write_clusters"]

PAGE, TABLES, RESULTS = "clusters.html", "clusters.xlsx", "clusters.json"


def form_clusters_of(source: Path, settings: ClusterSettings, working: Working) -> ClusterAnalysis:
    """Return which clusters could form among the municipalities of a study, and which would.

    Raises
    ------
    WorkbenchError
        The folder is no study or has errors, lacks the model, a driver, places or limits, or too many could form.
    """
    working.progress(say("Reading"), 0.0)
    material = open_sharing(source)
    with open_mapper(working.processes, working.scheduler) as mapper:
        found = form_clusters(material, settings, mapper, working.progress)
    working.progress(say("Done"), 1.0)
    return found


def write_clusters(analysis: ClusterAnalysis, source: Path, writing: Writing) -> tuple[Path, ...]:
    """Write clusters.html, clusters.xlsx and clusters.json; return where they lie. Raises OutputError as `share`."""
    refuse_inside(source, writing.folder)
    pictures = draw_cluster_pictures(analysis, writing.language)
    page = render_clusters_html(analysis, writing.language, pictures, writing.hour)
    contents: dict[str, Iterable[bytes]] = {
        PAGE: [page.encode()],
        TABLES: [write_clusters_xlsx(analysis, writing.language)],
        RESULTS: [json.dumps(clusters_object(analysis), ensure_ascii=False, indent=1).encode()],
    }
    return replace_files(writing.folder, contents)
