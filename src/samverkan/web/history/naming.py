"""What an event was about, in words: a kind and what people call it."""

from collections.abc import Mapping
from typing import Final

from samverkan.domain.history import without_aspect
from samverkan.domain.words import Text, as_is, say

KINDS: Final[Mapping[str, Text]] = {
    "study": say("The study"),
    "municipality": say("Municipality"),
    "collaboration": say("Collaboration"),
    "membership": say("A membership"),
    "upload": say("Uploaded file"),
    "interview": say("Interview"),
    "respondent": say("Respondent"),
    "excerpt": say("Excerpt"),
    "codebook": say("Codebook"),
    "scores": say("Scores"),
    "account": say("Account"),
    "invitation": say("Invitation"),
    "run": say("Evaluation"),
}
BY_KIND_ALONE: Final = {"study", "codebook", "scores", "invitation"}
"""Of these there is one, or the key says nothing to a person."""

NUMBERED: Final = {"interview", "excerpt", "upload", "run", "account"}
"""Of these the key is the number of a row, which says nothing to a person."""


def name_of(known_as: str, names: Mapping[str, str]) -> tuple[Text, str]:
    """Return the kind of an object of an event and what it is called, '' when the kind says it all."""
    kind, _, key = without_aspect(known_as).partition(":")
    if kind not in KINDS:
        return as_is(known_as), ""
    if kind in BY_KIND_ALONE:
        return KINDS[kind], ""
    found = names.get(f"{kind}:{key}")
    if not found and kind in NUMBERED:
        return KINDS[kind], ""
    return KINDS[kind], found or key.replace(":", ", ")
