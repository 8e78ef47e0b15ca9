"""Gains and costs: who is said to get or give up what, by whom, and where the voices contradict each other."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from samverkan.domain.coding.codebook import Codebook, Kind
from samverkan.domain.coding.excerpts import Excerpt, Status, Valence
from samverkan.domain.comparison.informants import Informant, Informants
from samverkan.domain.study import Role, SizeClass, Study


class Presence(StrEnum):
    """What one informant says of a gain or cost for one municipality."""

    PRESENT = "present"
    ABSENT = "absent"
    MIXED = "mixed"


class Relation(StrEnum):
    """How the voices about the same gain or cost relate."""

    AGREE = "agree"
    CONTRADICT = "contradict"
    ONE_VOICE = "one voice"
    ONE_SIDE = "one side"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Voice:
    """One informant on one gain or cost of one municipality."""

    informant: Informant
    presence: Presence
    statuses: frozenset[Status]
    is_own: bool
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
        """How the voices relate: a contradiction needs one who says present and one who says absent."""
        said = {one.presence for one in self.voices}
        if {Presence.PRESENT, Presence.ABSENT} <= said:
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
        cluster = informant.collaboration if informant else _cluster_of_interview(excerpt, informants)
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


def _cluster_of_interview(excerpt: Excerpt, informants: Informants) -> str:
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
            presence=_presence(kind, [one.valence for one in spoken]),
            statuses=frozenset(one.status for one in spoken if one.status is not None),
            is_own=who[respondent].municipality == municipality,
            excerpts=tuple(spoken),
        )
        for respondent, spoken in by_informant.items()
    )


def _presence(kind: Kind, valences: Iterable[Valence | None]) -> Presence:
    absent = Valence.HINDERS if kind is Kind.GAIN else Valence.HELPS
    said = {_presence_of(valence, absent) for valence in valences}
    return said.pop() if len(said) == 1 else Presence.MIXED


def _presence_of(valence: Valence | None, absent: Valence) -> Presence:
    if valence is Valence.MIXED:
        return Presence.MIXED
    return Presence.ABSENT if valence is absent else Presence.PRESENT
