"""patterns.xlsx: every table of an analysis of patterns as a workbook that can be sorted and filtered."""

from pathlib import Path

from samverkan.domain.comparison.patterns.analysis import PatternAnalysis
from samverkan.domain.comparison.patterns.answering import answer_plainly
from samverkan.domain.report.sheets.pattern_tables.workbook import list_pattern_sheets
from samverkan.domain.words import Text, say
from samverkan.files.workbook import About, write_sheets


def write_patterns_xlsx(analysis: PatternAnalysis, path: Path, language: str) -> None:
    """Write the workbook in the language. Limits and answer stand on its last sheet. No cell is a formula."""
    path.write_bytes(write_sheets(list_pattern_sheets(analysis), _about(analysis, language), language))


def _about(analysis: PatternAnalysis, language: str) -> About:
    title = say("Patterns behind {outcome}", outcome=analysis.data.outcome_name).in_language(language)
    facts: list[tuple[Text, str]] = [(say("Limit"), one.in_language(language)) for one in analysis.limits]
    facts += [(say("Answer"), one.in_language(language)) for one in answer_plainly(analysis)]
    facts += [(say("Warning"), one.in_language(language)) for one in analysis.warnings]
    facts += [
        (say("Samverkan version"), analysis.version),
        (say("Fingerprint of the analysis"), analysis.fingerprint),
        (say("Seed"), str(analysis.settings.seed)),
    ]
    return About(title, analysis.fingerprint, tuple(facts), tuple(sorted(analysis.data.fingerprints.items())))
