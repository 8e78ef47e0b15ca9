"""Findings: every source that one stands on must be there."""

from collections.abc import Iterator

from samverkan.domain.errors import Problem
from samverkan.domain.words import Text, say
from samverkan.files.study_folder.given import Given, error
from samverkan.files.study_folder.readings import suggest

FINDINGS = "findings.csv"
FORMS = (
    "excerpt:INTERVIEW:START-END",
    "score:CASE:FACTOR",
    "indicator:MUNICIPALITY:INDICATOR:PERIOD",
    "answer:ITEM",
    "cost:COLLABORATION:LINE:PERIOD",
    "collaboration:COLLABORATION",
)
FILES = {
    "excerpt": "excerpts.csv",
    "score": "scores.csv",
    "indicator": "indicators.csv",
    "answer": "answers.csv",
    "cost": "costs.csv",
    "collaboration": "collaborations.csv",
}
SUGGEST_AMONG = 2000


def check_findings(given: Given) -> Iterator[Problem]:
    """Yield a problem for each source that names nothing."""
    if FINDINGS not in given.tables:
        return
    known = _all_sources(given)
    for row, finding in given.rows(FINDINGS):
        for source in finding.sources:
            kind = source.partition(":")[0]
            if kind not in FILES:
                yield error(FINDINGS, row, "sources", _unknown_form(source))
            elif source not in known[kind] and FILES[kind] not in given.unreadable:
                yield error(FINDINGS, row, "sources", _names_nothing(source, FILES[kind], known[kind]))


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


def _unknown_form(source: str) -> Text:
    return say('"{source}" is not a source. Write one of: {forms}.', source=source, forms=", ".join(FORMS))


def _names_nothing(source: str, file: str, known: set[str]) -> Text:
    near = suggest(source, known) if len(known) <= SUGGEST_AMONG else Text("")
    return say(
        '"{source}" names nothing in {file}.{suggestion} Correct it, or leave it out.',
        source=source,
        file=file,
        suggestion=near,
    )
