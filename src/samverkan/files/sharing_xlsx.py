"""share.xlsx and whatif.xlsx: every table of a shared cost as a workbook that can be sorted and filtered."""

from collections.abc import Sequence

from samverkan.domain.report.sheets.sharing_tables.workbook import list_sharing_sheets, list_whatif_sheets
from samverkan.domain.sharing.analysis import SharingAnalysis, Trace, WhatIfAnalysis
from samverkan.domain.sharing.answering import answer_sharing
from samverkan.domain.words import Text, say
from samverkan.files.workbook import About, write_sheets

Facts = list[tuple[Text, str]]


def write_sharing_xlsx(analysis: SharingAnalysis, language: str) -> bytes:
    """Return the workbook in the language. The answer and what is lacking stand on its last sheet."""
    name = analysis.study.name(analysis.plan.collaboration)
    title = say("Who pays for {collaboration}", collaboration=name).in_language(language)
    facts = _facts(say("Answer"), answer_sharing(analysis), language)
    facts += _facts(say("Not known"), [one.reason for one in analysis.gaps], language)
    notes = (*analysis.notes, *(analysis.change.notes if analysis.change is not None else ()))
    notes = (*notes, *(analysis.stability.notes if analysis.stability is not None else ()))
    facts += _facts(say("Note"), notes, language)
    about = _about(title, facts, analysis.trace)
    return write_sheets(list_sharing_sheets(analysis), about, language)


def write_whatif_xlsx(analysis: WhatIfAnalysis, language: str) -> bytes:
    """Return the workbook of one what-if in the language."""
    title = say("What if: {label}", label=analysis.answer.label).in_language(language)
    about = _about(title, _facts(say("Note"), analysis.notes, language), analysis.trace)
    return write_sheets(list_whatif_sheets(analysis), about, language)


def _facts(label: Text, texts: Sequence[Text], language: str) -> Facts:
    return [(label, one.in_language(language)) for one in texts]


def _about(title: str, facts: Facts, trace: Trace) -> About:
    facts = [
        *facts,
        (say("Samverkan version"), trace.version),
        (say("Fingerprint of the analysis"), trace.fingerprint),
        (say("Seed"), str(trace.seed)),
    ]
    return About(title, trace.fingerprint, tuple(facts), tuple(sorted(trace.fingerprints.items())))
