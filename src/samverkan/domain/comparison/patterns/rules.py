"""A calibration in words: what a set is called, what it comes from, and how values become memberships."""

from samverkan.domain.coding.codebook import Codebook
from samverkan.domain.comparison.calibration import (
    CalibratedSet,
    CurveShape,
    Derived,
    Missing,
    OfMember,
    Rule,
    SourceKind,
)
from samverkan.domain.words import Text, as_is, figure_in, name_in, number, say

DERIVED = {
    Derived.MEMBERS: say("number of members"),
    Derived.LARGEST_SHARE: say("the largest member's share of the inhabitants"),
    Derived.SIZE_RATIO: say("inhabitants of the largest member for each of the smallest's"),
    Derived.HOST_IS_LARGEST: say("whether the host is the largest member"),
}
OF_MEMBER = {
    OfMember.ROLE: say("the municipality's role"),
    OfMember.SIZE: say("the municipality's size class"),
    OfMember.STAYS: say("whether the municipality remains a member"),
}


def label_words(one: CalibratedSet, codebook: Codebook) -> Text:
    """Return what the set is called: its label, the factor's name, or its own name."""
    if one.label_sv or one.label_en:
        return name_in(one.label_sv or one.label_en, one.label_en or one.label_sv)
    if one.source.kind is SourceKind.FACTOR and one.source.name in codebook:
        return _factor_words(one.source.name, codebook)
    return as_is(one.name)


def _factor_words(factor: str, codebook: Codebook) -> Text:
    if factor not in codebook:
        return as_is(factor)
    return name_in(codebook[factor].name("sv"), codebook[factor].name("en"))


def source_words(one: CalibratedSet, codebook: Codebook) -> Text:
    """Return what the set's values are taken from."""
    name = one.source.name
    if one.source.kind is SourceKind.FACTOR:
        factor = _factor_words(name, codebook)
        return say("scores of the factor {factor}, median of the informants", factor=factor)
    if one.source.kind is SourceKind.SCALE:
        return say("mean of the survey scale {scale}", scale=as_is(name))
    if one.source.kind is SourceKind.MEMBER:
        return OF_MEMBER[OfMember(name)]
    if one.source.kind is SourceKind.COLLABORATION and name in set(Derived):
        return _of_period(DERIVED[Derived(name)], one.period)
    if one.source.kind is SourceKind.COLLABORATION:
        return say("the column {column} of collaborations.csv", column=as_is(name))
    return _of_period(say("the indicator {indicator}", indicator=as_is(name)), one.period)


def _of_period(words: Text, period: str) -> Text:
    return say("{what}, {period}", what=words, period=as_is(period)) if period else words


def rule_words(one: CalibratedSet, missing: Missing) -> Text:
    """Return how values become memberships, with the anchors, and what is done when a value is not known."""
    rule = _rule(one)
    if missing is Missing.ABSENT:
        return say("{rule}; not known counts as absent", rule=rule)
    if missing is Missing.PRESENT:
        return say("{rule}; not known counts as present", rule=rule)
    return rule


def _rule(one: CalibratedSet) -> Text:
    if one.rule is Rule.SCORES:
        return say("as scored against the written anchors, from 0 to 1")
    if one.rule is Rule.CRISP:
        return say("1 from {threshold} and up, otherwise 0", threshold=figure_in(one.anchors[0]))
    if one.rule is Rule.DIRECT:
        out, crossover, fully_in = (figure_in(anchor) for anchor in one.anchors)
        return (
            say(
                "fully out at {out}, crossover {crossover}, fully in at {in_}; logistic",
                out=out,
                crossover=crossover,
                in_=fully_in,
            )
            if one.curve is CurveShape.LOGISTIC
            else say(
                "fully out at {out}, crossover {crossover}, fully in at {in_}; linear",
                out=out,
                crossover=crossover,
                in_=fully_in,
            )
        )
    table = name_in(
        *(
            ", ".join(f"{word} = {number(value, language, 'g')}" for word, value in one.values.items())
            for language in ("sv", "en")
        )
    )
    if one.rule is Rule.LEVELS:
        return say("levels: {table}", table=table)
    return say("recoded: {table}", table=table)
