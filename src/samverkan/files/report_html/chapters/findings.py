"""The findings at the head of the report: each sentence with its level in words and links to what it stands on."""

from dataclasses import dataclass

from samverkan.domain.findings.finding import Finding
from samverkan.domain.indicators import figure_words
from samverkan.domain.report.evaluation import Evaluation
from samverkan.domain.report.highlights import code_name
from samverkan.domain.words import Text, as_is, say
from samverkan.files.report_html.anchors import Anchors
from samverkan.files.report_html.wording import likelihood


@dataclass(frozen=True, slots=True)
class Source:
    """One thing a finding stands on: what it is, and where it is shown."""

    source: str
    words: Text


@dataclass(frozen=True, slots=True)
class StatedFinding:
    """A finding as the report says it; `lead` is the level in words when the sentence itself does not begin with it."""

    finding: Finding
    anchor: str
    lead: Text | None
    sources: tuple[Source, ...]


def gather_findings(evaluation: Evaluation, anchors: Anchors, language: str) -> tuple[StatedFinding, ...]:
    """Return the findings in the order of the study, each with its sources in words."""
    namer = _Namer(evaluation)
    return tuple(
        StatedFinding(
            finding=one,
            anchor=anchors.place(f"finding:{one.id}"),
            lead=_lead(one, language),
            sources=tuple(Source(source, namer.words(source)) for source in one.sources),
        )
        for one in evaluation.evidence.findings
    )


def _lead(finding: Finding, language: str) -> Text | None:
    if finding.level is None:
        return None
    said = likelihood(finding.level)
    return None if finding.text(language).casefold().startswith(said.in_language(language).casefold()) else said


class _Namer:
    """Says in words what a source is."""

    def __init__(self, evaluation: Evaluation) -> None:
        self._evaluation = evaluation
        self._study = evaluation.evidence.study
        self._by_source = {one.source: one for one in reversed(evaluation.evidence.excerpts)}

    def words(self, source: str) -> Text:
        kind, _, rest = source.partition(":")
        parts = rest.split(":")
        if kind == "excerpt":
            return self._excerpt(source, parts)
        if kind in ("score", "cell") and len(parts) >= 2:
            return self._score(parts)
        if kind == "indicator" and len(parts) == 3:
            figure, place = figure_words(parts[1]), self._study.name(parts[0].rpartition("/")[2])
            return say("{figure}, {place} {period}", figure=figure, place=place, period=parts[2])
        if kind == "collaboration":
            return as_is(self._study.name(rest))
        if kind == "answer":
            return say("survey question {item}", item=rest)
        if kind == "cost" and len(parts) == 3:
            return say(
                "cost: {line}, {place} {period}", line=parts[1], place=self._study.name(parts[0]), period=parts[2]
            )
        return as_is(source)

    def _excerpt(self, source: str, parts: list[str]) -> Text:
        excerpt = self._by_source.get(source)
        speaker = self._evaluation.informants.behind(excerpt) if excerpt is not None else None
        if speaker is None:
            return say("passage in interview {interview}", interview=parts[0])
        return say("{who} ({interview})", who=speaker.label, interview=parts[0])

    def _score(self, parts: list[str]) -> Text:
        place, _, member = parts[0].partition("/")
        name = self._study.name(member or place)
        return say("{factor} in {place}", factor=code_name(self._evaluation.evidence.codebook, parts[1]), place=name)
