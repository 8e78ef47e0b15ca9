"""Gains and costs: who is said to get or give up what, by whom, and where the voices contradict each other."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from samverkan.domain.coding.codebook import Codebook, Kind
from samverkan.domain.coding.excerpts import Excerpt, Status, Valence
from samverkan.domain.comparison.informants import Informant, Informants, Marked
from samverkan.domain.study import Role, SizeClass, Study


class Presence(StrEnum):
    """What one informant says of a gain or cost for one municipality."""

    PRESENT = "present"
    ABSENT = "absent"
    MIXED = "mixed"
    MENTIONED = "mentioned"


class Relation(StrEnum):
    """How the voices about the same gain or cost relate."""

    AGREE = "agree"
    CONTRADICT = "contradict"
    ONE_VOICE = "one voice"
    ONE_SIDE = "one side"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Voice:
    """One informant on one gain or cost of one municipality.

    `says_present` is whether they say anywhere that it is there (not that it is hoped for or feared), `says_absent`
    whether they say anywhere that it is not. Someone who does both is mixed.
    """

    informant: Informant
    presence: Presence
    statuses: frozenset[Status]
    is_own: bool
    says_present: bool
    says_absent: bool
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """A gain or cost, the municipality concerned, and everyone who speaks of it."""

    code: str
    kind: Kind
    municipality: str
    collaboration: str
    role: Role | None
    size: SizeClass | None
    voices: tuple[Voice, ...]
    unattributed: tuple[Excerpt, ...]

    @property
    def id(self) -> str:
        """The name by which the report points to this claim."""
        return f"claim:{self.code}:{self.collaboration or '-'}:{self.municipality}"

    def count(self, presence: Presence, status: Status | None = None) -> int:
        """Return how many informants say so; with a status, how many of them say that it is obtained or expected."""
        return sum(one.presence is presence and (status is None or status in one.statuses) for one in self.voices)

    @property
    def relation(self) -> Relation:
        """How the voices relate.

        A contradiction needs two people: one who says that it is there and another who says that it is not, and at
        least one of them without reservation. What is only expected, or mentioned neutrally, contradicts nobody.
        """
        said = {one.presence for one in self.voices}
        if _has_contradiction(self.voices):
            return Relation.CONTRADICT
        if len(self.voices) <= 1:
            return Relation.ONE_VOICE
        if len(said) > 1 or Presence.MIXED in said:
            return Relation.MIXED
        return Relation.AGREE if len({one.is_own for one in self.voices}) > 1 else Relation.ONE_SIDE

    @property
    def sources(self) -> tuple[str, ...]:
        """The excerpts behind the claim."""
        spoken = [excerpt.source for voice in self.voices for excerpt in voice.excerpts]
        return tuple(dict.fromkeys([*spoken, *(one.source for one in self.unattributed)]))


def _has_contradiction(voices: Iterable[Voice]) -> bool:
    """Tell whether one says that it is there and another that it is not, at least one of them without reservation."""
    said = Counter((one.says_present, one.says_absent) for one in voices)
    yes, no, both = said[True, False], said[False, True], said[True, True]
    return bool((yes and (no or both)) or (no and both))


def gather_claims(
    study: Study,
    codebook: Codebook,
    informants: Informants,
    sizes: Mapping[tuple[str, str], SizeClass],
    excerpts: Sequence[Excerpt],
) -> tuple[Claim, ...]:
    """Return all claims about gains and costs, by the codebook's order, then by collaboration and municipality."""
    kinds = {code.id: code.kind for code in codebook.codes if code.kind in (Kind.GAIN, Kind.COST)}
    grouped: dict[tuple[str, str, str], list[tuple[Excerpt, Informant | None]]] = defaultdict(list)
    for excerpt in excerpts:
        if excerpt.code not in kinds:
            continue
        informant = informants.behind(excerpt)
        cluster = informant.collaboration if informant else cluster_of_interview(excerpt, informants)
        grouped[excerpt.code, cluster, excerpt.concerns].append((excerpt, informant))
    order = {code: place for place, code in enumerate(kinds)}
    clusters = {one.id: place for place, one in enumerate(study.collaborations)}
    places = {one.id: place for place, one in enumerate(study.municipalities)}
    keys = sorted(grouped, key=lambda key: (order[key[0]], clusters.get(key[1], -1), places.get(key[2], -1), key))
    return tuple(
        Claim(
            code=code,
            kind=kinds[code],
            municipality=municipality,
            collaboration=cluster,
            role=study.role_of(municipality, cluster),
            size=sizes.get((cluster, municipality)),
            voices=_voices(kinds[code], municipality, grouped[code, cluster, municipality]),
            unattributed=tuple(one for one, who in grouped[code, cluster, municipality] if who is None),
        )
        for code, cluster, municipality in keys
    )


def cluster_of_interview(excerpt: Marked, informants: Informants) -> str:
    """Return the collaboration that all who were interviewed together belong to; '' when there is no such one."""
    interview = informants.interviews.get(excerpt.interview)
    people = [informants.get(one) for one in interview.respondents] if interview else []
    clusters = {one.collaboration for one in people if one is not None}
    return clusters.pop() if len(clusters) == 1 else ""


def _voices(kind: Kind, municipality: str, marked: Iterable[tuple[Excerpt, Informant | None]]) -> tuple[Voice, ...]:
    by_informant: dict[str, list[Excerpt]] = defaultdict(list)
    who: dict[str, Informant] = {}
    for excerpt, informant in marked:
        if informant is not None:
            by_informant[informant.respondent].append(excerpt)
            who[informant.respondent] = informant
    return tuple(
        Voice(
            informant=who[respondent],
            presence=sum_up_presence(kind, [one.valence for one in spoken]),
            statuses=frozenset(one.status for one in spoken if one.status is not None),
            is_own=who[respondent].municipality == municipality,
            says_present=any(_says_present(kind, one) for one in spoken),
            says_absent=any(one.valence is _absence(kind) for one in spoken),
            excerpts=tuple(spoken),
        )
        for respondent, spoken in by_informant.items()
    )


def sum_up_presence(kind: Kind, valences: Iterable[Valence | None]) -> Presence:
    """Return what one informant says of a gain or cost by the directions of their excerpts."""
    said = {_presence_of(kind, valence) for valence in valences}
    pointed = said - {Presence.MENTIONED} or said
    return pointed.pop() if len(pointed) == 1 else Presence.MIXED


def _absence(kind: Kind) -> Valence:
    return Valence.HINDERS if kind is Kind.GAIN else Valence.HELPS


def _presence_of(kind: Kind, valence: Valence | None) -> Presence:
    if valence is Valence.MIXED:
        return Presence.MIXED
    if valence is Valence.NEUTRAL:
        return Presence.MENTIONED
    return Presence.ABSENT if valence is _absence(kind) else Presence.PRESENT


def _says_present(kind: Kind, excerpt: Excerpt) -> bool:
    return _presence_of(kind, excerpt.valence) is Presence.PRESENT and excerpt.status is not Status.EXPECTED
