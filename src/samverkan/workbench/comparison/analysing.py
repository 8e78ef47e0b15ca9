"""Compare cases and write what it shows: the whole analysis, its page, its tables and its figures."""

import json
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from samverkan.domain.comparison.patterns.analyse import analyse_patterns
from samverkan.domain.comparison.patterns.analysis import PatternAnalysis
from samverkan.domain.words import say
from samverkan.files.patterns_html.render import render_patterns_html
from samverkan.files.patterns_json import patterns_object
from samverkan.files.patterns_xlsx import write_patterns_xlsx
from samverkan.workbench.comparison.opening import open_cases
from samverkan.workbench.comparison.order import LISTED, PatternOrder, read_settings
from samverkan.workbench.pattern_pictures import draw_pattern_pictures
from samverkan.workbench.running import Working, open_mapper
from samverkan.workbench.writing import Writing, refuse_inside, replace_files

PAGE, TABLES, RESULTS = "qca.html", "qca.xlsx", "qca.json"


def analyse_cases(order: PatternOrder, working: Working) -> PatternAnalysis:
    """Return the whole analysis of the cases that the order names.

    Raises WorkbenchError when the file, the columns or the choices do not make an analysis.
    """
    working.progress(say("Reading"), 0.0)
    opened = open_cases(order)
    settings = read_settings(order, opened, LISTED)
    with open_mapper(working.processes, working.scheduler) as mapper:
        return analyse_patterns(opened.data, settings, mapper, working.progress)


def write_analysis(analysis: PatternAnalysis, source: Path, writing: Writing) -> tuple[Path, ...]:
    """Write qca.html, qca.xlsx and qca.json; return where they lie.

    Raises OutputError when they cannot be written, or would lie inside the study; then, and when interrupted, what was
    there before stays as it was.
    """
    refuse_inside(source, writing.folder)
    made_at = writing.hour
    pictures = draw_pattern_pictures(analysis, writing.language)
    contents: dict[str, Iterable[bytes]] = {
        PAGE: [render_patterns_html(analysis, writing.language, pictures, made_at).encode()],
        TABLES: [_workbook(analysis, writing.language)],
        RESULTS: [json.dumps(patterns_object(analysis), ensure_ascii=False, indent=1).encode()],
    }
    return replace_files(writing.folder, contents)


def _workbook(analysis: PatternAnalysis, language: str) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / TABLES
        write_patterns_xlsx(analysis, path, language)
        return path.read_bytes()
