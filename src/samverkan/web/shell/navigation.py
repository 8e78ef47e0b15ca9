"""The links beside a study's pages, in the order of the work. A room adds its pages here."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from django.urls import NoReverseMatch, reverse

from samverkan.domain.people import Right, StudyRole, may
from samverkan.domain.words import Text, say
from samverkan.web.rights import RIGHTS
from samverkan.workbench.access import Place


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the frame; `current` is what it is for the page one is on: "page" itself, "true" above it, or ''."""

    address: str
    words: Text
    current: str


STUDY_PAGES: Final = (
    ("study:overview", say("Overview")),
    ("study:municipalities", say("Municipalities")),
    ("study:collaborations", say("Collaborations")),
    ("study:cases", say("Cases")),
    ("interviews:list", say("Interviews")),
    ("interviews:search", say("Search")),
    ("coding:codebook", say("Codebook")),
    ("coding:scores", say("Scores")),
    ("coding:agreement", say("Agreement")),
    ("survey:list", say("Survey")),
    ("indicators:list", say("Key figures")),
    ("comparison:matrix", say("Matrix")),
    ("gains:list", say("Gains and costs")),
    ("findings:list", say("Findings")),
    ("report:list", say("Evaluation")),
    ("history:list", say("History")),
    ("people:members", say("Participants")),
)
"""Each page's address name and words. A page that is not built yet, or that the role may not see, is left out."""


ABOVE: Final = {
    "study:about": "study:overview",
    "study:municipality": "study:municipalities",
    "study:collaboration": "study:collaborations",
    "study:membership": "study:cases",
    "coding:board": "interviews:list",
    "coding:settling": "coding:agreement",
    "coding:settle": "coding:agreement",
    "coding:settle_passage": "coding:agreement",
    "coding:settle_score": "coding:agreement",
    "coding:settle_count": "coding:agreement",
    "coding:settle_withdraw": "coding:agreement",
    "coding:settle_undo": "coding:agreement",
    "coding:settle_redo": "coding:agreement",
    "coding:score_save": "coding:scores",
    "coding:scores_undo": "coding:scores",
    "coding:scores_redo": "coding:scores",
    "coding:changes": "interviews:list",
    "coding:excerpts": "interviews:list",
    "coding:mark": "interviews:list",
    "coding:mark_new": "interviews:list",
    "coding:change": "interviews:list",
    "coding:move": "interviews:list",
    "coding:delete": "interviews:list",
    "coding:undo": "interviews:list",
    "coding:redo": "interviews:list",
    "coding:double": "interviews:list",
}
"""Pages that lie under another than the first of their room, and the acts that answer with such a page."""


def links_of_study(place: Place, here: str) -> tuple[Link, ...]:
    """Return the links that the role may follow; that of the page, or of the page it lies under, is marked."""
    above = _page_above(here)
    return tuple(
        Link(address, words, "page" if name == here else "true" if name == above else "")
        for name, address, words in _pages_of(place.study_id, place.role)
    )


def _page_above(here: str) -> str:
    pages = [name for name, _ in STUDY_PAGES]
    room = here.partition(":")[0]
    above = ABOVE.get(here) or next((name for name in pages if name.partition(":")[0] == room), "")
    return "" if here in pages or above == "study:overview" else above


@lru_cache(maxsize=1024)
def _pages_of(study_id: int, role: StudyRole) -> tuple[tuple[str, str, Text], ...]:
    """Return name, address and words of each page that the role may see; every page of a study shows them."""
    found = []
    for name, words in STUDY_PAGES:
        asked = RIGHTS.get(name)
        if not isinstance(asked, Right) or not may(role, asked):
            continue
        try:
            found.append((name, reverse(name, kwargs={"study_id": study_id}), words))
        except NoReverseMatch:
            continue
    return tuple(found)
