"""clusters.xlsx: the tables of clusters as a workbook that can be sorted and filtered."""

from samverkan.domain.report.sheets.sharing_tables.clusters import list_cluster_sheets
from samverkan.domain.sharing.forming.analysis import ClusterAnalysis
from samverkan.domain.sharing.forming.telling import answer_clusters, list_warnings
from samverkan.domain.words import say
from samverkan.files.workbook import About, write_sheets


def write_clusters_xlsx(analysis: ClusterAnalysis, language: str) -> bytes:
    """Return the workbook in the language. The answer and what it rests on stand on its last sheet."""
    trace = analysis.trace
    facts = [
        *((say("Answer"), one.in_language(language)) for one in answer_clusters(analysis)),
        *((say("Note"), one.in_language(language)) for one in list_warnings(analysis)),
        (say("Samverkan version"), trace.version),
        (say("Fingerprint of the analysis"), trace.fingerprint),
    ]
    title = say("Which clusters could form: {title}", title=analysis.study.title).in_language(language)
    about = About(title, trace.fingerprint, tuple(facts), tuple(sorted(trace.fingerprints.items())))
    return write_sheets(list_cluster_sheets(analysis), about, language)
