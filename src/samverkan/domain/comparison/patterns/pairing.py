"""Pairs of cases to compare, in words: what the two are, and what to ask of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from samverkan.domain.words import Text, say
from samverkan.methods.qca.pairing import PairKind

READ_BESIDE: Final = say("Which interviews to read beside each other")


@dataclass(frozen=True, slots=True)
class PairWords:
    """What the two cases of a pair are, and the question that reading them answers."""

    name: Text
    question: Text


PAIRS: Final[Mapping[PairKind, PairWords]] = {
    PairKind.TYPICAL_DEVIANT: PairWords(
        say("typical beside deviant in consistency"),
        say("Both have the combination, and only the first the outcome. What did the second lack?"),
    ),
    PairKind.TYPICAL_IRRELEVANT: PairWords(
        say("typical beside irrelevant"),
        say("The first has combination and outcome, the second neither. Is it the combination that does it?"),
    ),
    PairKind.TYPICAL_TYPICAL: PairWords(
        say("typical beside less typical"),
        say("Both have combination and outcome. Did it come about in the same way?"),
    ),
    PairKind.COVERAGE_IRRELEVANT: PairWords(
        say("deviant in coverage beside irrelevant"),
        say("Both have the same conditions, and the first the outcome all the same. What brought it?"),
    ),
}
