"""Informants: who speaks in the interviews, from which municipality, in which role and size class."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from samverkan.domain.coding.agreed import AGREED
from samverkan.domain.coding.excerpts import Excerpt
from samverkan.domain.interviews.transcript import Interview, Respondent, Transcript, respondent_of_turn
from samverkan.domain.study import Role, SizeClass, Study


class Marked(Protocol):
    """Anything that a coder marked at a place of an interview: an excerpt, or a mention."""

    @property
    def interview(self) -> str:
        """The interview's id."""

    @property
    def start(self) -> int:
        """Where it begins."""


@dataclass(frozen=True, slots=True)
class Informant:
    """A respondent who was interviewed. Role and size are None when the membership or the inhabitants are not known."""

    respondent: str
    label: str
    function: str
    municipality: str
    collaboration: str
    role: Role | None
    size: SizeClass | None


@dataclass(frozen=True, slots=True)
class Informants:
    """Everyone who was interviewed, and the way from an excerpt to the one who said it."""

    everyone: tuple[Informant, ...]
    interviews: Mapping[str, Interview]
    transcripts: Mapping[str, Transcript]
    _by_id: dict[str, Informant] = field(init=False, repr=False, compare=False, default_factory=dict)
    _labels: dict[str, str] = field(init=False, repr=False, compare=False, default_factory=dict)
    _withheld: set[str] = field(init=False, repr=False, compare=False, default_factory=set)

    def __post_init__(self) -> None:
        for interview in self.interviews.values():
            if not interview.may_be_quoted:
                self._withheld.update(interview.respondents)
        for one in self.everyone:
            self._by_id[one.respondent] = one
            self._labels[one.respondent.casefold()] = one.respondent
            if one.label:
                self._labels.setdefault(one.label.casefold(), one.respondent)

    def get(self, respondent: str) -> Informant | None:
        """Return the informant with this id."""
        return self._by_id.get(respondent)

    def may_quote(self, respondent: str) -> bool:
        """Return whether every interview with the respondent may be quoted."""
        return respondent not in self._withheld

    def of(self, collaboration: str) -> tuple[Informant, ...]:
        """Return the informants of one collaboration."""
        return tuple(one for one in self.everyone if one.collaboration == collaboration)

    def respondents_in(self, excerpt: Marked) -> tuple[str, ...]:
        """Return who took part in the excerpt's interview."""
        interview = self.interviews.get(excerpt.interview)
        return interview.respondents if interview else ()

    def collaborations_in(self, excerpt: Marked) -> tuple[str, ...]:
        """Return the collaborations of those who took part in the excerpt's interview, each once."""
        people = (self._by_id.get(one) for one in self.respondents_in(excerpt))
        return tuple(dict.fromkeys(one.collaboration for one in people if one is not None and one.collaboration))

    def behind(self, excerpt: Marked) -> Informant | None:
        """Return who says the excerpt; None when several were interviewed together and the speaker is not named."""
        interview = self.interviews.get(excerpt.interview)
        if interview is None:
            return None
        if len(interview.respondents) == 1:
            return self._by_id.get(interview.respondents[0])
        transcript = self.transcripts.get(excerpt.interview)
        turn = transcript.turn_at(excerpt.start) if transcript is not None else None
        return self._by_id.get(respondent_of_turn(turn, interview, self._labels))


def gather_informants(
    study: Study,
    respondents: Iterable[Respondent],
    interviews: Sequence[Interview],
    transcripts: Mapping[str, Transcript],
    sizes: Mapping[tuple[str, str], SizeClass],
) -> Informants:
    """Return the informants among the respondents given, who are those that were interviewed, in their order."""
    everyone = []
    for one in respondents:
        collaboration = one.collaboration or study.home_of(one.municipality)
        everyone.append(
            Informant(
                respondent=one.id,
                label=one.label or one.id,
                function=one.function,
                municipality=one.municipality,
                collaboration=collaboration,
                role=study.role_of(one.municipality, collaboration),
                size=sizes.get((collaboration, one.municipality)),
            )
        )
    return Informants(tuple(everyone), {one.id: one for one in interviews}, transcripts)


def leading_coders(marks: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return for each unit (an interview, an informant) the coder whose judgement the figures rest on.

    `marks` are (unit, coder). Where several coded a unit, the agreed coding leads if there is one, else who coded most
    units; ties go by name. The others' judgements measure agreement and are never mixed in: a unit that two coded would
    otherwise count for more.
    """
    coders = defaultdict(set)
    for unit, coder in marks:
        coders[unit].add(coder)
    breadth = Counter(coder for each in coders.values() for coder in each)
    return {
        unit: min(each, key=lambda coder: (coder != AGREED, -breadth[coder], coder)) for unit, each in coders.items()
    }


def leading_excerpts(excerpts: Sequence[Excerpt]) -> tuple[Excerpt, ...]:
    """Return the excerpts of each interview's leading coder."""
    lead = leading_coders((one.interview, one.coder) for one in excerpts)
    return tuple(one for one in excerpts if lead[one.interview] == one.coder)
