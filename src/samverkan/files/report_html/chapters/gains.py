"""The chapter about gains and costs: each claim beside what people say, contradictions first."""

from dataclasses import dataclass

from samverkan.domain.coding.codebook import Kind
from samverkan.domain.coding.excerpts import Status
from samverkan.domain.gains import Claim, Presence, Relation, Voice
from samverkan.domain.report.evaluation import Evaluation

MOST_CLAIMS = 300
MOST_CONTRADICTIONS = 60


@dataclass(frozen=True, slots=True)
class Count:
    """How many voices on one side say what."""

    present: int
    partly: int
    absent: int

    def __bool__(self) -> bool:
        return bool(self.present or self.partly or self.absent)


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim with its voices parted into the municipality's own and those of others."""

    claim: Claim
    own: Count
    others: Count

    @property
    def n_obtained(self) -> int:
        """How many say that it is there already."""
        return sum(Status.OBTAINED in one.statuses for one in self.claim.voices if one.presence is not Presence.ABSENT)

    @property
    def n_expected(self) -> int:
        """How many say that it is to come."""
        return sum(Status.EXPECTED in one.statuses for one in self.claim.voices if one.presence is not Presence.ABSENT)

    def speakers(self, presence: str) -> tuple[Voice, ...]:
        """Return the voices that say so, the municipality's own first; one may say both that it is there and not."""
        said = [one for one in self.claim.voices if presence in _said_by(one)]
        return tuple(sorted(said, key=lambda voice: not voice.is_own))


def _said_by(voice: Voice) -> tuple[str, ...]:
    flags = ((Presence.PRESENT, voice.says_present), (Presence.ABSENT, voice.says_absent))
    return tuple(presence for presence, says in flags if says) or (voice.presence,)


@dataclass(frozen=True, slots=True)
class ClaimSummary:
    """One gain or cost over very many municipalities."""

    code: str
    n_municipalities: int
    n_present: int
    n_absent: int
    n_contradictions: int


@dataclass(frozen=True, slots=True)
class GainsChapter:
    """What the chapter about gains and costs shows."""

    contradictions: tuple[ClaimRow, ...]
    n_more_contradictions: int
    gains: tuple[ClaimRow, ...]
    costs: tuple[ClaimRow, ...]
    summary: tuple[ClaimSummary, ...]

    @property
    def shown(self) -> tuple[Claim, ...]:
        """The claims that have a row or a sentence, each once."""
        rows = (*self.contradictions, *self.gains, *self.costs)
        return tuple({row.claim.id: row.claim for row in rows}.values())


def gather_gains(evaluation: Evaluation) -> GainsChapter:
    """Return the claims as rows; with very many claims, a summary and the contradictions."""
    claims = evaluation.claims
    disputed = tuple(_row(one) for one in claims if one.relation is Relation.CONTRADICT)
    is_too_long = len(claims) > MOST_CLAIMS
    listed = () if is_too_long else claims
    return GainsChapter(
        contradictions=disputed[:MOST_CONTRADICTIONS],
        n_more_contradictions=max(0, len(disputed) - MOST_CONTRADICTIONS),
        gains=tuple(_row(one) for one in listed if one.kind is Kind.GAIN),
        costs=tuple(_row(one) for one in listed if one.kind is Kind.COST),
        summary=_summarise(claims) if is_too_long else (),
    )


def _row(claim: Claim) -> ClaimRow:
    return ClaimRow(claim, _count(claim, is_own=True), _count(claim, is_own=False))


def _count(claim: Claim, *, is_own: bool) -> Count:
    said = [one.presence for one in claim.voices if one.is_own is is_own]
    return Count(said.count(Presence.PRESENT), said.count(Presence.MIXED), said.count(Presence.ABSENT))


def _summarise(claims: tuple[Claim, ...]) -> tuple[ClaimSummary, ...]:
    by_code: dict[str, list[Claim]] = {}
    for one in claims:
        by_code.setdefault(one.code, []).append(one)
    return tuple(
        ClaimSummary(
            code=code,
            n_municipalities=len({one.municipality for one in found}),
            n_present=sum(one.count(Presence.PRESENT) for one in found),
            n_absent=sum(one.count(Presence.ABSENT) for one in found),
            n_contradictions=sum(one.relation is Relation.CONTRADICT for one in found),
        )
        for code, found in by_code.items()
    )
