"""Words for the values of the domain's enumerations, so that every table says them the same way."""

from collections.abc import Mapping
from enum import StrEnum

from samverkan.domain.coding.codebook import Kind
from samverkan.domain.coding.excerpts import Status, Valence
from samverkan.domain.comparison.contrasts import Side
from samverkan.domain.comparison.elimination import Logic, Verdict
from samverkan.domain.comparison.matrix import Standing
from samverkan.domain.findings.finding import Level, Question
from samverkan.domain.gains import Presence, Relation
from samverkan.domain.sharing.costs import CostKind
from samverkan.domain.study import Design, Form, Outcome, Role, SizeClass
from samverkan.domain.words import Text, as_is, say

# Pairs, not a mapping: values of different enumerations with the same text are equal to each other.
_PAIRS: tuple[tuple[StrEnum, Text], ...] = (
    (Role.HOST, say("host")),
    (Role.MEMBER, say("member")),
    (SizeClass.SMALL, say("small")),
    (SizeClass.LARGE, say("large")),
    (Form.CONTRACT, say("contract")),
    (Form.JOINT_COMMITTEE, say("joint committee")),
    (Form.MUNICIPAL_ASSOCIATION, say("municipal association")),
    (Form.COMPANY, say("company")),
    (Form.NETWORK, say("network")),
    (Design.MOST_SIMILAR, say("most similar cases")),
    (Design.MOST_DIFFERENT, say("most different cases")),
    (Design.DESCRIPTIVE, say("descriptive")),
    (Outcome.SUCCESS, say("success")),
    (Outcome.FAILURE, say("failure")),
    (Outcome.NOT_KNOWN, say("outcome not known")),
    (Kind.FACTOR, say("factor")),
    (Kind.GAIN, say("gain")),
    (Kind.COST, say("cost")),
    (Kind.CONTEXT, say("context")),
    (Valence.HELPS, say("helps")),
    (Valence.HINDERS, say("hinders")),
    (Valence.MIXED, say("both ways")),
    (Valence.NEUTRAL, say("neutral")),
    (Status.OBTAINED, say("obtained")),
    (Status.EXPECTED, say("expected")),
    (Side.SIZE, say("small and large")),
    (Side.ROLE, say("guest and host")),
    (Side.CLUSTER, say("cluster and cluster")),
    (Standing.IN, say("in place")),
    (Standing.OUT, say("not in place")),
    (Standing.DIVIDED, say("host and small divided")),
    (Standing.NOT_KNOWN, say("not known")),
    (Logic.DIFFERENCE, say("method of difference")),
    (Logic.AGREEMENT, say("method of agreement")),
    (Logic.NONE, say("fewer than two known outcomes")),
    (Verdict.FOLLOWS, say("follows the outcome: remains as an explanation")),
    (Verdict.OPPOSES, say("goes against the outcome: remains, but the other way round")),
    (Verdict.SAME_THROUGHOUT, say("same throughout: remains as an explanation")),
    (Verdict.ELIMINATED, say("cannot alone explain the outcome")),
    (Verdict.CANNOT_SAY, say("cannot be judged")),
    (Presence.PRESENT, say("is there")),
    (Presence.ABSENT, say("is not there")),
    (Presence.MIXED, say("partly")),
    (Presence.MENTIONED, say("is mentioned")),
    (Relation.AGREE, say("own and others' voices agree")),
    (Relation.CONTRADICT, say("voices contradict each other")),
    (Relation.ONE_VOICE, say("one voice only")),
    (Relation.ONE_SIDE, say("only one side speaks")),
    (Relation.MIXED, say("voices differ in part")),
    (CostKind.FIXED, say("fixed cost")),
    (CostKind.VARIABLE, say("variable cost")),
    (CostKind.TRANSITION, say("transition cost")),
    (CostKind.COORDINATION, say("coordination cost")),
    (Level.HIGH, say("high confidence")),
    (Level.MODERATE, say("moderate confidence")),
    (Level.LOW, say("low confidence")),
    (Level.VERY_LOW, say("very low confidence")),
    (Question.FACTORS, say("factors")),
    (Question.GAINS, say("gains")),
    (Question.COSTS, say("costs")),
    (Question.PATTERNS, say("patterns")),
    (Question.CERTAINTY, say("certainty")),
)
WORDS: Mapping[tuple[type[StrEnum], StrEnum], Text] = {(type(value), value): text for value, text in _PAIRS}


def words_for(value: StrEnum | None) -> Text | None:
    """Return the words for an enumeration's value; None for None."""
    if value is None:
        return None
    return WORDS.get((type(value), value)) or as_is(value.value)
