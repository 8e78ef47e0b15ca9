"""Sources: the names by which a finding says what it stands on."""

from collections.abc import Collection
from typing import Final

from samverkan.domain.errors import suggest
from samverkan.domain.words import Text, say

FORMS: Final = (
    "excerpt:INTERVIEW:START-END",
    "score:CASE:FACTOR",
    "indicator:MUNICIPALITY:INDICATOR:PERIOD",
    "answer:ITEM",
    "cost:COLLABORATION:LINE:PERIOD",
    "collaboration:COLLABORATION",
)
FILES: Final = {
    "excerpt": "excerpts.csv",
    "score": "scores.csv",
    "indicator": "indicators.csv",
    "answer": "answers.csv",
    "cost": "costs.csv",
    "collaboration": "collaborations.csv",
}
"""Where what is named is kept, by the kind that a name begins with."""
SUGGEST_AMONG: Final = 2000
"""Among more names than these the nearest is not looked for: it takes long."""


def kind_of_source(source: str) -> str:
    """Return what kind of thing a source names: the part before its first colon."""
    return source.partition(":")[0]


def tell_unknown_form(source: str) -> Text:
    """Return that a name has none of the forms that there are."""
    return say('"{source}" is not a source. Write one of: {forms}.', source=source, forms=", ".join(FORMS))


def tell_names_nothing(source: str, known: Collection[str]) -> Text:
    """Return that nothing of its kind has the name, with the nearest of those that are known."""
    return say(
        '"{source}" names nothing in {file}.{suggestion} Correct it, or leave it out.',
        source=source,
        file=FILES[kind_of_source(source)],
        suggestion=suggest(source, known) if len(known) <= SUGGEST_AMONG else Text(""),
    )
