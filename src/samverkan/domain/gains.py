"""Gains and costs: who is said to get or give up what, by whom, and where the voices contradict each other."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from typing import Final, NamedTuple

from samverkan.domain.coding.codebook import Codebook, Kind
from samverkan.domain.coding.excerpts import Excerpt, Status, Valence
from samverkan.domain.comparison.informants import Informant, Informants, Marked
from samverkan.domain.comparison.mentions import Account
from samverkan.domain.study import Role, SizeClass, Study

Key = tuple[str, str, str]
"""A gain or cost, the collaboration and the municipality concerned."""
Direction = tuple[Valence | None, bool]
"""Which way an excerpt points, and whether that is only expected."""
DIRECTIONS: Final[tuple[Direction, ...]] = tuple(product((*Valence, None), (False, True)))


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


class Said(NamedTuple):
    """What a voice says of a gain or cost of a municipality, its own or another, as far as it is counted."""

    presence: Presence
    is_own: bool
    says_present: bool
    says_absent: bool


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
        """How the voices relate; see `relate`."""
        return relate(Counter(Said(one.presence, one.is_own, one.says_present, one.says_absent) for one in self.voices))

    @property
    def sources(self) -> tuple[str, ...]:
        """The excerpts behind the claim."""
        spoken = [excerpt.source for voice in self.voices for excerpt in voice.excerpts]
        return tuple(dict.fromkeys([*spoken, *(one.source for one in self.unattributed)]))


@dataclass(frozen=True, slots=True)
class CountedClaim:
    """A gain or cost, the municipality concerned, and how many informants say what of it."""

    code: str
    kind: Kind
    municipality: str
    collaboration: str
    said: Mapping[Said, int]

    def count(self, presence: Presence) -> int:
        """Return how many informants say so."""
        return sum(count for one, count in self.said.items() if one.presence is presence)

    @property
    def relation(self) -> Relation:
        """How the voices relate; see `relate`."""
        return relate(self.said)


def relate(said: Mapping[Said, int]) -> Relation:
    """Return how voices relate, from how many informants say what.

    A contradiction needs two people: one who says that it is there and another who says that it is not, and at least
    one of them without reservation. What is only expected, or mentioned neutrally, contradicts nobody.
    """
    presences = {one.presence for one in said}
    if _has_contradiction(said):
        return Relation.CONTRADICT
    if sum(said.values()) <= 1:
        return Relation.ONE_VOICE
    if len(presences) > 1 or Presence.MIXED in presences:
        return Relation.MIXED
    return Relation.AGREE if len({one.is_own for one in said}) > 1 else Relation.ONE_SIDE


def _has_contradiction(said: Iterable[Said]) -> bool:
    """Tell whether one says that it is there and another that it is not, at least one of them without reservation."""
    sides = {(one.says_present, one.says_absent) for one in said} - {(False, False)}
    return len(sides) > 1


def gather_claims(
    study: Study,
    codebook: Codebook,
    informants: Informants,
    sizes: Mapping[tuple[str, str], SizeClass],
    excerpts: Sequence[Excerpt],
) -> tuple[Claim, ...]:
    """Return all claims about gains and costs, by the codebook's order, then by collaboration and municipality."""
    kinds = {code.id: code.kind for code in codebook.codes if code.kind in (Kind.GAIN, Kind.COST)}
    grouped: dict[Key, list[tuple[Excerpt, Informant | None]]] = defaultdict(list)
    for excerpt in excerpts:
        if excerpt.code not in kinds:
            continue
        informant = informants.behind(excerpt)
        cluster = informant.collaboration if informant else cluster_of_interview(excerpt, informants)
        grouped[excerpt.code, cluster, excerpt.concerns].append((excerpt, informant))
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
        for code, cluster, municipality in sorted(grouped, key=_order(study, kinds))
    )


def count_claims(
    study: Study, codebook: Codebook, informants: Informants, accounts: Iterable[Account]
) -> tuple[CountedClaim, ...]:
    """Return the claims of `gather_claims` with what is counted of them, in the same order.

    `accounts` may be read once only, as they come, for there is very much in them.
    """
    kinds = {code.id: code.kind for code in codebook.codes if code.kind in (Kind.GAIN, Kind.COST)}
    # What somebody says of something is a set of bits: one for each direction that is there, and that is expected.
    bits = {one: 1 << place for place, one in enumerate(DIRECTIONS)}
    grouped: dict[Key, dict[str, int]] = defaultdict(dict)
    for account in accounts:
        informant = informants.behind(account)
        who = informant.respondent if informant else ""
        cluster = informant.collaboration if informant else cluster_of_interview(account, informants)
        for code, concerns, valence, is_expected in account.told:
            said = grouped[code, cluster, concerns]
            if who:
                said[who] = said.get(who, 0) | bits[valence, is_expected]
    own = {one.respondent: one.municipality for one in informants.everyone}
    return tuple(
        CountedClaim(key[0], kinds[key[0]], key[2], key[1], _count_said(kinds[key[0]], key[2], grouped[key], own))
        for key in sorted((one for one in grouped if one[0] in kinds), key=_order(study, kinds))
    )


def _count_said(kind: Kind, municipality: str, said: Mapping[str, int], own: Mapping[str, str]) -> Mapping[Said, int]:
    found: Counter[Said] = Counter()
    for (bits, is_own), count in Counter((bits, own[who] == municipality) for who, bits in said.items()).items():
        spoken = [one for place, one in enumerate(DIRECTIONS) if bits >> place & 1]
        found[_sum_up(kind, spoken, is_own=is_own)] += count
    return found


def _sum_up(kind: Kind, spoken: Collection[Direction], *, is_own: bool) -> Said:
    """Return what one informant says, from the directions of the excerpts and whether each is only expected."""
    return Said(
        sum_up_presence(kind, [valence for valence, _ in spoken]),
        is_own,
        any(_presence_of(kind, one) is Presence.PRESENT and not is_expected for one, is_expected in spoken),
        any(valence is _absence(kind) for valence, _ in spoken),
    )


def _order(study: Study, kinds: Mapping[str, Kind]) -> Callable[[Key], tuple[int, int, int, Key]]:
    """Return the order of claims: the codebook's, then by collaboration and municipality."""
    order = {code: place for place, code in enumerate(kinds)}
    clusters = {one.id: place for place, one in enumerate(study.collaborations)}
    places = {one.id: place for place, one in enumerate(study.municipalities)}
    return lambda key: (order[key[0]], clusters.get(key[1], -1), places.get(key[2], -1), key)


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
    return tuple(_voice(kind, municipality, who[one], spoken) for one, spoken in by_informant.items())


def _voice(kind: Kind, municipality: str, informant: Informant, spoken: Sequence[Excerpt]) -> Voice:
    directions = [(one.valence, one.status is Status.EXPECTED) for one in spoken]
    said = _sum_up(kind, directions, is_own=informant.municipality == municipality)
    statuses = frozenset(one.status for one in spoken if one.status is not None)
    return Voice(informant, said.presence, statuses, said.is_own, said.says_present, said.says_absent, tuple(spoken))


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
