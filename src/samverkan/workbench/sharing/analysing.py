"""Share a collaboration's cost: the whole analysis of a study folder, its tables and its results."""

import json
from collections.abc import Iterable
from pathlib import Path

from samverkan.domain.sharing.analyse import analyse_sharing
from samverkan.domain.sharing.analysis import SharingAnalysis
from samverkan.domain.sharing.requiring import require_sound
from samverkan.domain.words import say
from samverkan.files.sharing_html import render_sharing_html
from samverkan.files.sharing_json import sharing_object
from samverkan.files.sharing_xlsx import write_sharing_xlsx
from samverkan.workbench.running import Working, open_mapper
from samverkan.workbench.sharing.opening import open_sharing
from samverkan.workbench.sharing.order import ShareOrder, read_settings
from samverkan.workbench.sharing_pictures import draw_sharing_pictures
from samverkan.workbench.writing import Writing, refuse_inside, replace_files

PAGE, TABLES, RESULTS = "share.html", "share.xlsx", "share.json"


def analyse_shares(order: ShareOrder, working: Working) -> SharingAnalysis:
    """Return who pays a collaboration's cost by every key, whether that would hold, and what would change it.

    Raises
    ------
    WorkbenchError
        The folder is no study or has errors, does not have what the order names, a key that is not left out cannot be
        billed, or the table of groups is no table: all of it at once.
    """
    working.progress(say("Reading"), 0.0)
    settings = read_settings(order)
    material = open_sharing(order.source)
    require_sound(material, settings)
    with open_mapper(working.processes, working.scheduler) as mapper:
        return analyse_sharing(material, settings, mapper, working.progress)


def write_sharing(analysis: SharingAnalysis, source: Path, writing: Writing) -> tuple[Path, ...]:
    """Write share.html, share.xlsx and share.json; return where they lie.

    Raises OutputError when they cannot be written, or would lie inside the study; then, and when interrupted, what was
    there before stays as it was.
    """
    refuse_inside(source, writing.folder)
    made_at = writing.made_at.strftime("%Y-%m-%d %H:%M")
    pictures = draw_sharing_pictures(analysis, writing.language)
    contents: dict[str, Iterable[bytes]] = {
        PAGE: [render_sharing_html(analysis, writing.language, pictures, made_at).encode()],
        TABLES: [write_sharing_xlsx(analysis, writing.language)],
        RESULTS: [json.dumps(sharing_object(analysis), ensure_ascii=False, indent=1).encode()],
    }
    return replace_files(writing.folder, contents)
