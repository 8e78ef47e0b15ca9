"""The clusters that could form as text in a terminal."""

from collections.abc import Iterator

from samverkan.domain.sharing.forming.analysis import Cluster, ClusterAnalysis, Partition
from samverkan.domain.sharing.forming.telling import answer_clusters, list_warnings, tell_key
from samverkan.domain.sharing.money import in_thousands
from samverkan.domain.words import number, say
from samverkan.files.text_tables import align, list_texts, write_signed, write_whole

MOST_SHOWN = 30
Lines = list[str]


def write_clusters_text(analysis: ClusterAnalysis, language: str) -> str:
    """Return the analysis as text."""
    lines: Lines = []
    for block in _blocks(analysis, language):
        lines += [*block, ""] if block else []
    return "\n".join(lines)


def _blocks(analysis: ClusterAnalysis, language: str) -> Iterator[Lines]:
    title = say("Which clusters could form: {title}", title=analysis.study.title)
    yield [(say("{title} (invented)", title=title) if analysis.study.is_invented else title).in_language(language)]
    yield [f"  {one.in_language(language)}" for one in answer_clusters(analysis)]
    yield _write_clusters(analysis, analysis.best.partition, language)
    yield _write_keys(analysis, language)
    yield list_texts(say("Before you use it"), list_warnings(analysis), language)
    yield [f"samverkan {analysis.trace.version} · {analysis.trace.fingerprint}"]


def _write_clusters(analysis: ClusterAnalysis, partition: Partition, language: str) -> Lines:
    joined = partition.joined
    if not joined:
        return []
    heads = [say("host"), say("cost"), say("saves"), say("km"), say("members")]
    rows = [[one.in_language(language) for one in heads]]
    rows += [_row(analysis, one, language) for one in joined[:MOST_SHOWN]]
    lines = [say("The cheapest clusters, kSEK a year").in_language(language), *align(rows)]
    if len(joined) > MOST_SHOWN:
        lines.append(say("  and {n} more, in the files.", n=len(joined) - MOST_SHOWN).in_language(language))
    return lines


def _row(analysis: ClusterAnalysis, one: Cluster, language: str) -> list[str]:
    names = [analysis.study.name(each) for each in one.members if each != one.host]
    return [
        analysis.study.name(one.host),
        write_whole(in_thousands(one.cost_ore), language),
        write_signed(in_thousands(one.saving_ore), language),
        number(one.longest_km, language, ".0f"),
        ", ".join(names),
    ]


def _write_keys(analysis: ClusterAnalysis, language: str) -> Lines:
    heads = [say("key"), say("clusters"), say("alone"), say("saves"), say("of the possible")]
    rows = [[one.in_language(language) for one in heads]]
    for one in analysis.keys:
        partition = one.partition
        kept = "–" if one.lost is None else number(1 - one.lost, language, ".0%")
        rows.append(
            [
                tell_key(one.key, analysis.model.driver).in_language(language),
                str(len(partition.joined)),
                str(partition.n_alone),
                write_signed(in_thousands(partition.saving_ore), language),
                kept,
            ]
        )
    return [say("What would form of itself under each key, kSEK a year").in_language(language), *align(rows)]
