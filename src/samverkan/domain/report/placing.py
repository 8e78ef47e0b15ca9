"""Where in the matrix a marked passage counts: whose voice it is, and in which rows."""

from collections.abc import Callable, Mapping
from typing import Protocol

from samverkan.domain.coding.codebook import Kind
from samverkan.domain.comparison.informants import Informant, Informants, Marked
from samverkan.domain.comparison.matrix import Case
from samverkan.domain.gains import cluster_of_interview
from samverkan.domain.report.choice import Choice


class Concerning(Marked, Protocol):
    """Something marked that may concern a municipality: an excerpt, or a mention."""

    @property
    def concerns(self) -> str:
        """The municipality's id; '' for none."""


Voice = tuple[str, str]
"""The respondent who speaks, '' when that is not known, and the municipality concerned, '' for none."""
Place = tuple[Voice, tuple[str, ...]]
"""Whose voice it is, and the ids of the cases."""
Found = tuple[str, tuple[str, ...]]
"""The respondent who speaks, and the ids of the cases."""


def place_marks(people: Informants, choice: Choice) -> Callable[[Concerning], Place]:
    """Return what tells the place of a marked passage in the matrix; a passage with no place in it has no cases."""
    find = _place_factor if choice.kind is Kind.FACTOR else _place_claim
    chosen = {one.respondent: one for one in people.everyone if is_chosen(one, choice)}
    known: dict[tuple[str, int, str], Place] = {}

    def place(one: Concerning) -> Place:
        key = one.interview, one.start, one.concerns
        if key not in known:
            who, cases = find(one, people, chosen, choice)
            known[key] = (who, one.concerns), cases
        return known[key]

    return place


def is_chosen(one: Informant, choice: Choice) -> bool:
    """Tell whether an informant's voice counts; in rows of members everybody's does."""
    return choice.by_member or (choice.role in {None, one.role} and choice.size in {None, one.size})


def choose_people(people: Informants, choice: Choice) -> Informants:
    """Return those whose voices count."""
    chosen = tuple(one for one in people.everyone if is_chosen(one, choice))
    return Informants(chosen, people.interviews, people.transcripts)


def _place_factor(one: Concerning, people: Informants, chosen: Mapping[str, Informant], choice: Choice) -> Found:
    speaker = people.behind(one)
    if speaker is None:
        # Of those who are interviewed together and not told apart, any of the chosen ones may have said it.
        heard = (chosen.get(who) for who in people.respondents_in(one))
        clusters = dict.fromkeys(who.collaboration for who in heard if who is not None and who.collaboration)
        return "", () if choice.by_member else tuple(clusters)
    municipality = speaker.municipality if choice.by_member else ""
    is_somewhere = speaker.collaboration and (municipality or not choice.by_member)
    if speaker.respondent not in chosen or not is_somewhere:
        return speaker.respondent, ()
    return speaker.respondent, (Case(speaker.collaboration, municipality).id,)


def _place_claim(one: Concerning, people: Informants, chosen: Mapping[str, Informant], choice: Choice) -> Found:
    speaker = people.behind(one)
    who = speaker.respondent if speaker else ""
    cluster = speaker.collaboration if speaker else cluster_of_interview(one, people)
    is_heard = who in chosen if speaker else not choice.is_narrowed
    is_somewhere = cluster and (one.concerns or not choice.by_member)
    if not is_heard or not is_somewhere:
        return who, ()
    return who, (Case(cluster, one.concerns if choice.by_member else "").id,)
