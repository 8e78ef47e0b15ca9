"""Ask what a change means for each member: who leaves or joins, another key, other prices."""

import json
from collections.abc import Iterable
from pathlib import Path

from samverkan.domain.sharing.analyse import ask_whatif
from samverkan.domain.sharing.analysis import WhatIfAnalysis
from samverkan.domain.sharing.whatif.asking import Asked, Names
from samverkan.domain.words import say
from samverkan.files.sharing_html import render_whatif_html
from samverkan.files.sharing_json import whatif_object
from samverkan.files.sharing_xlsx import write_whatif_xlsx
from samverkan.workbench.running import Working, open_mapper
from samverkan.workbench.sharing.opening import open_sharing
from samverkan.workbench.sharing.order import ShareOrder, read_settings
from samverkan.workbench.sharing_pictures import draw_whatif_pictures
from samverkan.workbench.writing import Writing, refuse_inside, replace_files

__all__ = ["Asked", "find_member", "run_whatif_of", "write_whatif"]

PAGE, TABLES, RESULTS = "whatif.html", "whatif.xlsx", "whatif.json"


def run_whatif_of(order: ShareOrder, asked: Asked, working: Working) -> WhatIfAnalysis:
    """Return what the change that is asked for means for each member of the collaboration.

    Raises
    ------
    WorkbenchError
        The folder is no study or has errors, what is asked names something that is not there or contradicts itself,
        or the study lacks what the answer takes: all of that at once.
    """
    working.progress(say("Reading"), 0.0)
    settings = read_settings(order)
    material = open_sharing(order.source)
    working.progress(say("Following the change year by year"), 0.2)
    with open_mapper(working.processes, working.scheduler) as mapper:
        found = ask_whatif(material, asked, settings, mapper)
    working.progress(say("Done"), 1.0)
    return found


def find_member(analysis: WhatIfAnalysis, typed: str) -> str:
    """Return the municipality that was typed, by id or name; raises AskingError when the study has none such.

    What municipalities merge into may be typed too.
    """
    units = {one.subject for one in analysis.answer.scenario.changes if one.into}
    return typed if typed in units else Names(analysis.study, (), ()).municipality(typed)


def write_whatif(analysis: WhatIfAnalysis, source: Path, writing: Writing) -> tuple[Path, ...]:
    """Write whatif.html, whatif.xlsx and whatif.json; return where they lie. Raises OutputError as `write_sharing`."""
    refuse_inside(source, writing.folder)
    made_at = writing.made_at.strftime("%Y-%m-%d %H:%M")
    pictures = draw_whatif_pictures(analysis.study, analysis.whatifs, writing.language)
    contents: dict[str, Iterable[bytes]] = {
        PAGE: [render_whatif_html(analysis, writing.language, pictures, made_at).encode()],
        TABLES: [write_whatif_xlsx(analysis, writing.language)],
        RESULTS: [json.dumps(whatif_object(analysis), ensure_ascii=False, indent=1).encode()],
    }
    return replace_files(writing.folder, contents)
