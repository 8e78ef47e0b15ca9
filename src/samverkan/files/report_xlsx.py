"""tables.xlsx: every sheet of an evaluation as a workbook that can be filtered and printed."""

from samverkan.domain.report.evaluation import Evaluation
from samverkan.domain.report.sheets.workbook import list_sheets
from samverkan.domain.words import say
from samverkan.files.workbook import About, write_sheets


def write_workbook(evaluation: Evaluation, language: str) -> bytes:
    """Return the workbook in the language. No cell is a formula, whatever the text looks like."""
    return write_sheets(list_sheets(evaluation), _about(evaluation, language), language)


def _about(evaluation: Evaluation, language: str) -> About:
    facts = [
        (say("Samverkan version"), evaluation.version),
        (say("Fingerprint of the evaluation"), evaluation.fingerprint),
        (say("Seed"), str(evaluation.settings.seed)),
    ]
    if evaluation.evidence.study.is_invented:
        facts.append((say("Note"), say("Everything in this study is invented.").in_language(language)))
    inputs = tuple(sorted(evaluation.evidence.fingerprints.items()))
    return About(evaluation.evidence.study.title, evaluation.fingerprint, tuple(facts), inputs)
