"""The appendix of evidence: behind each cell and each claim, the scores and the passages it rests on."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from samverkan.domain.coding.excerpts import Excerpt
from samverkan.domain.comparison.matrix import Case, Cell, InformantScore
from samverkan.domain.gains import Claim
from samverkan.domain.interviews.transcript import Interview
from samverkan.domain.report.evaluation import Evaluation
from samverkan.files.report_html.anchors import Anchors
from samverkan.files.report_html.passages import Passage, Passages

MOST_SCORES = 60
FEWEST_SCORES = 5
MOST_SCORES_IN_ALL = 12_000
MOST_OF_OTHER_CODERS = 6
MOST_INTERVIEWS = 300


@dataclass(frozen=True, slots=True)
class Score:
    """One informant's score with the place that links to it lead to."""

    anchor: str
    given: InformantScore


@dataclass(frozen=True, slots=True)
class Voices:
    """What informants of one municipality say of a factor; '' for the collaboration's own office and for groups."""

    municipality: str
    anchor: str
    scores: tuple[Score, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class CellEvidence:
    """Everything behind one cell of the framework matrix."""

    cell: Cell
    anchor: str
    voices: tuple[Voices, ...]
    others: tuple[Passage, ...]
    n_more_scores: int
    n_more_passages: int


@dataclass(frozen=True, slots=True)
class ClaimEvidence:
    """The passages behind one gain or cost of one municipality."""

    claim: Claim
    anchor: str
    passages: tuple[Passage, ...]
    n_more_passages: int


@dataclass(frozen=True, slots=True)
class ListedInterview:
    """An interview with its place in the report."""

    interview: Interview
    anchor: str
    has_text: bool


@dataclass(frozen=True, slots=True)
class EvidenceChapter:
    """The whole appendix. `cited` are passages that a finding cites and that stand behind no cell or claim."""

    cells: tuple[tuple[Case, tuple[CellEvidence, ...]], ...]
    claims: tuple[ClaimEvidence, ...]
    cited: tuple[Passage, ...]
    interviews: tuple[ListedInterview, ...]
    n_more_interviews: int


def gather_evidence(evaluation: Evaluation, claims: Sequence[Claim], anchors: Anchors) -> EvidenceChapter:
    """Return the evidence behind every cell and the given claims; places are taken in the order of the page."""
    cells = [cell for cell in evaluation.clusters.cells.values() if cell.scores or cell.excerpts or cell.n_not_asked]
    passages = Passages(evaluation, anchors, len(cells) + len(claims))
    others = _by_cell(evaluation)
    most_scores = max(FEWEST_SCORES, min(MOST_SCORES, MOST_SCORES_IN_ALL // max(1, len(cells))))
    shown: dict[Case, list[CellEvidence]] = defaultdict(list)
    for cell in cells:
        behind = _behind_cell(cell, others.get((cell.case.collaboration, cell.factor), []), passages, anchors)
        shown[cell.case].append(_limit_scores(behind, most_scores, anchors))
    interviews = evaluation.evidence.interviews
    texts = evaluation.evidence.transcripts
    return EvidenceChapter(
        cells=tuple((case, tuple(found)) for case, found in shown.items()),
        claims=tuple(_behind_claim(claim, passages, anchors) for claim in claims),
        cited=tuple(_left_over(evaluation, passages, anchors)),
        interviews=tuple(
            ListedInterview(one, anchors.place(f"interview:{one.id}"), one.id in texts)
            for one in interviews[:MOST_INTERVIEWS]
        ),
        n_more_interviews=max(0, len(interviews) - MOST_INTERVIEWS),
    )


def _behind_cell(cell: Cell, others: Sequence[Excerpt], passages: Passages, anchors: Anchors) -> CellEvidence:
    anchor = anchors.place(cell.id)
    anchors.stand_in(f"score:{cell.case.id}:{cell.factor}", cell.id)
    chosen = [passages.show(one) for one in passages.choose(cell.excerpts)]
    by_place: dict[str, tuple[list[InformantScore], list[Passage]]] = defaultdict(lambda: ([], []))
    for score in cell.scores:
        by_place[score.informant.municipality][0].append(score)
    for passage in chosen:
        by_place[passage.speaker.municipality if passage.speaker else ""][1].append(passage)
    voices = []
    for municipality, (scores, said) in by_place.items():
        member = Case(cell.case.collaboration, municipality).id
        own = anchors.place(f"cell:{member}:{cell.factor}") if municipality else ""
        anchors.stand_in(f"score:{municipality}:{cell.factor}", f"cell:{member}:{cell.factor}")
        voices.append(Voices(municipality, own, tuple(Score("", one) for one in scores), tuple(said)))
    return CellEvidence(
        cell=cell,
        anchor=anchor,
        voices=tuple(voices),
        others=tuple(passages.show(one) for one in others[:MOST_OF_OTHER_CODERS]),
        n_more_scores=0,
        n_more_passages=len(cell.excerpts) - len(chosen),
    )


def _limit_scores(found: CellEvidence, most: int, anchors: Anchors) -> CellEvidence:
    """Keep the first scores of the cell, and give each its place."""
    left = most
    voices = []
    for one in found.voices:
        kept = one.scores[:left]
        left -= len(kept)
        placed = tuple(Score(anchors.place(score.given.judgement.source), score.given) for score in kept)
        voices.append(Voices(one.municipality, one.anchor, placed, one.passages))
    more = len(found.cell.scores) - (most - left)
    return CellEvidence(found.cell, found.anchor, tuple(voices), found.others, more, found.n_more_passages)


def _behind_claim(claim: Claim, passages: Passages, anchors: Anchors) -> ClaimEvidence:
    anchor = anchors.place(claim.id)
    said = [excerpt for voice in claim.voices for excerpt in voice.excerpts]
    everything = (*said, *claim.unattributed)
    chosen = passages.choose(everything)
    return ClaimEvidence(
        claim=claim,
        anchor=anchor,
        passages=tuple(passages.show(one) for one in chosen),
        n_more_passages=len(everything) - len(chosen),
    )


def _by_cell(evaluation: Evaluation) -> dict[tuple[str, str], list[Excerpt]]:
    """Return the excerpts of coders who do not lead, by the speaker's collaboration and the factor."""
    leading = {id(one) for one in evaluation.excerpts}
    found: dict[tuple[str, str], list[Excerpt]] = defaultdict(list)
    if len(leading) == len(evaluation.evidence.excerpts):
        return found
    for one in evaluation.evidence.excerpts:
        speaker = evaluation.informants.behind(one) if id(one) not in leading else None
        if speaker is not None:
            found[speaker.collaboration, one.code].append(one)
    return found


def _left_over(evaluation: Evaluation, passages: Passages, anchors: Anchors) -> Iterable[Passage]:
    cited = {source for one in evaluation.evidence.findings for source in one.sources if source.startswith("excerpt:")}
    missing = {source for source in cited if not anchors.href(source)}
    for one in evaluation.evidence.excerpts if missing else ():
        if one.source in missing:
            missing.discard(one.source)
            yield passages.show(one)
