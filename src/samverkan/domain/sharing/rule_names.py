"""What the rules of theory are called."""

from samverkan.domain.words import Text, say
from samverkan.methods.sharing.rules import Rule


def label_rule(rule: Rule) -> Text:
    """Return a rule's name for a person."""
    return _LABELS[rule]


_LABELS = {
    Rule.SHAPLEY: say("Shapley value"),
    Rule.NUCLEOLUS: say("nucleolus"),
    Rule.PER_CAPITA_NUCLEOLUS: say("nucleolus per member"),
    Rule.PROPORTIONAL_NUCLEOLUS: say("proportional nucleolus"),
    Rule.DISRUPTION_NUCLEOLUS: say("disruption nucleolus"),
    Rule.SCRB: say("separable costs, remaining benefits (SCRB)"),
    Rule.ACA: say("alternate cost avoided (ACA)"),
    Rule.EQUAL_GAINS: say("equal saving"),
    Rule.PROPORTIONAL_GAINS: say("proportional saving"),
    Rule.MORIARITY: say("equal percentage saved (Moriarity)"),
    Rule.LOUDERBACK: say("Louderback's rule"),
    Rule.TAU: say("tau value"),
    Rule.BANZHAF: say("Banzhaf value, scaled to the bill"),
    Rule.WEIGHTED_SHAPLEY: say("weighted Shapley value"),
    Rule.EQUAL: say("equal parts"),
}
