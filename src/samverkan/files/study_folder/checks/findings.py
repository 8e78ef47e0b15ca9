"""Findings: every source that one stands on must be there."""

from collections.abc import Iterator

from samverkan.domain.errors import Problem
from samverkan.domain.findings.sources import FILES, kind_of_source, tell_names_nothing, tell_unknown_form
from samverkan.files.study_folder.given import Given, error

FINDINGS = "findings.csv"


def check_findings(given: Given) -> Iterator[Problem]:
    """Yield a problem for each source that names nothing."""
    if FINDINGS not in given.tables:
        return
    known = _all_sources(given)
    for row, finding in given.rows(FINDINGS):
        for source in finding.sources:
            kind = kind_of_source(source)
            if kind not in FILES:
                yield error(FINDINGS, row, "sources", tell_unknown_form(source))
            elif source not in known[kind] and FILES[kind] not in given.unreadable:
                yield error(FINDINGS, row, "sources", tell_names_nothing(source, known[kind]))


def _all_sources(given: Given) -> dict[str, set[str]]:
    return {
        "excerpt": {one.source for one in given.values("excerpts.csv")},
        "score": {
            name for one in given.values("scores.csv") for name in (one.source, f"score:{one.case}:{one.factor}")
        },
        "indicator": {one.reference for one in given.values("indicators.csv")}
        | {f"indicator:{one.collaboration}:{one.indicator}:{one.period}" for one in given.values("indicators.csv")},
        "answer": {f"answer:{one.item}" for one in given.values("answers.csv")},
        "collaboration": {f"collaboration:{one}" for one in given.ids("collaborations.csv")},
        "cost": {f"cost:{one.collaboration}:{one.line}:{one.period}" for one in given.values("costs.csv")},
    }
