"""The pseudonym of each form: numbered through the whole study, the same for the same person."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from samverkan.domain.interviews.capitals import words_of
from samverkan.domain.interviews.mentions import Kind, Verdict
from samverkan.domain.interviews.proposals import Decision, Known, Proposal
from samverkan.domain.words import LANGUAGES, Text, say

NUMBERED = {
    Kind.PERSON: say("[person {number}]"),
    Kind.WORKPLACE: say("[workplace {number}]"),
    Kind.PLACE: say("[place {number}]"),
    Kind.POST: say("[post {number}]"),
    Kind.OTHER: say("[name {number}]"),
}
UNNUMBERED = {
    Kind.IDENTITY_NUMBER: say("[personal identity number]"),
    Kind.PHONE: say("[phone number]"),
    Kind.EMAIL: say("[e-mail address]"),
}
"""Nobody needs to tell one phone number from another, so these bear no number."""

NAMES = frozenset({Kind.PERSON, Kind.OTHER})


def name_all(drafts: Sequence[Proposal], known: Known, texts: Iterable[str]) -> tuple[Proposal, ...]:
    """Return the drafts with a pseudonym each; numbers go on from the highest in the texts and in earlier decisions.

    A name whose words are all words of one longer name gets that one's pseudonym as a suggestion; so does a new longer
    name of a person who is known by a shorter one.
    """
    naming = _Naming(drafts, known, _highest_numbers(texts, known))
    return tuple(naming.name(one) for one in drafts)


def holds_pseudonyms(texts: Iterable[str]) -> bool:
    """Say whether a numbered pseudonym stands in one of the texts."""
    return any(_highest_numbers(texts, Known()).values())


def _highest_numbers(texts: Iterable[str], known: Known) -> dict[Kind, int]:
    everything = "\n".join((*texts, *known.used, *(one.replacement for one in known.decisions)))
    return {kind: _highest_number(everything, label) for kind, label in NUMBERED.items()}


def _highest_number(text: str, label: Text) -> int:
    patterns = [re.escape(label.in_language(one)).replace(r"\{number\}", r"(\d{1,6})") for one in LANGUAGES]
    return max((int(found) for pattern in patterns for found in re.findall(pattern, text)), default=0)


class _Naming:
    """The pseudonyms given so far, and the names among which a form may be a part or a whole."""

    def __init__(self, drafts: Sequence[Proposal], known: Known, highest: dict[Kind, int]) -> None:
        self._drafts = {one.original: one for one in drafts}
        self._known = known
        self._highest = highest
        self._given = {one.original: one.replacement for one in known.decisions if one.replacement}
        forms: tuple[Decision | Proposal, ...] = (*known.decisions, *drafts)
        self._names = {one.original: one.kind for one in forms if _is_masked_name(one)}
        self._words = {form: frozenset(words_of(form)) for form in (*self._names, *self._drafts)}

    def name(self, draft: Proposal) -> Proposal:
        """Return the draft with its pseudonym; part of a person's name is a person."""
        alike = self._find_alike(draft.original) if draft.kind in NAMES else ()
        is_person = draft.verdict is Verdict.ACCEPT and any(self._names[one] is Kind.PERSON for one in alike)
        kind = Kind.PERSON if is_person else draft.kind
        return replace(draft, kind=kind, replacement=self._pseudonym(draft.original, kind), alike=alike)

    def _pseudonym(self, form: str, kind: Kind) -> str:
        if form not in self._given:
            self._given[form] = self._choose(form, kind)
        return self._given[form]

    def _choose(self, form: str, kind: Kind) -> str:
        if form in self._known.speakers:
            return f"[{self._known.speakers[form]}]"
        alike = self._find_alike(form) if kind in NAMES else ()
        shared = {self._pseudonym(one, self._names[one]) for one in alike}
        if len(shared) == 1:
            return shared.pop()
        if kind in UNNUMBERED:
            return UNNUMBERED[kind].in_language(self._known.language)
        self._highest[kind] += 1
        return NUMBERED[kind].in_language(self._known.language).replace("{number}", str(self._highest[kind]))

    def _find_alike(self, form: str) -> tuple[str, ...]:
        if form in self._known.speakers:
            return ()
        words = self._words[form]
        longer = [one for one in self._names if words < self._words[one]]
        same = [one for one in self._names if words == self._words[one]]
        earlier = same[: same.index(form)] if form in same else same
        if longer or earlier:
            return (*longer, *earlier)
        return tuple(one for one in self._find_shorter(form) if not self._is_part_of_another(one, form))

    def _find_shorter(self, form: str) -> list[str]:
        # Only what is decided already: a short form of this very import is named after the long one, not the reverse.
        decided = [one for one in self._names if one in self._known.speakers or one not in self._drafts]
        decided += [one for one in self._names if one in self._drafts and self._drafts[one].is_remembered]
        return [one for one in dict.fromkeys(decided) if self._words[one] < self._words[form]]

    def _is_part_of_another(self, short: str, form: str) -> bool:
        return any(self._words[short] < self._words[one] for one in self._names if one != form)


def _is_masked_name(one: Proposal | Decision) -> bool:
    return one.kind in NAMES and one.verdict is Verdict.ACCEPT
