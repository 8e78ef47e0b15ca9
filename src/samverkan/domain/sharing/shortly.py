"""The answer in short: who pays, who pays more than alone, whether it holds, and what each change would mean."""

from collections.abc import Iterator, Mapping, Sequence

from samverkan.domain.sharing.analysis import ScenarioAnswer, SharingAnalysis
from samverkan.domain.sharing.bill import DriverReading
from samverkan.domain.sharing.complaining import list_names
from samverkan.domain.sharing.gaming import Basis
from samverkan.domain.sharing.money import tell_money
from samverkan.domain.sharing.plan import SharingPlan
from samverkan.domain.sharing.savings import Saved, count_inhabitants, own_costs, savings
from samverkan.domain.sharing.stability import Standing
from samverkan.domain.sharing.telling import main_rate
from samverkan.domain.sharing.whatif.outcome import MemberOutcome, Part, RuleOutcome
from samverkan.domain.study import Study
from samverkan.domain.words import Text, as_is, say, say_count

ORE = 100
FEW = 3


def answer_who_pays(analysis: SharingAnalysis) -> tuple[Text, ...]:
    """Return who pays most and least under the key in use, for each inhabitant too, and who pays more than alone."""
    in_use = analysis.in_use
    if in_use is None or in_use.bill is None or analysis.period is None:
        return ()
    shares = in_use.bill.shares_ore
    most, least = max(shares, key=lambda one: shares[one]), min(shares, key=lambda one: shares[one])
    study = analysis.study
    texts = [
        say(
            "{collaboration} cost {total} in {period}. By the key in use ({key}) {most} pays most, {most_amount} "
            "({most_share:.0%}), and {least} least, {least_amount} ({least_share:.0%}).",
            collaboration=study.name(analysis.plan.collaboration),
            total=tell_money(in_use.bill.total_ore),
            period=analysis.period.text,
            key=in_use.key.label,
            most=study.name(most),
            most_amount=tell_money(shares[most]),
            most_share=shares[most] / (in_use.bill.total_ore or 1),
            least=study.name(least),
            least_amount=tell_money(shares[least]),
            least_share=shares[least] / (in_use.bill.total_ore or 1),
        )
    ]
    texts.extend(_per_inhabitant(study, shares, count_inhabitants(analysis)))
    texts.extend(answer_who_gains(analysis))
    return tuple(texts)


def _per_inhabitant(
    study: Study, shares: Mapping[str, int], inhabitants: Mapping[str, DriverReading]
) -> Iterator[Text]:
    each = {one: shares[one] / ORE / inhabitants[one].value for one in shares if one in inhabitants}
    if len(each) != len(shares) or len(each) < 2:
        return
    dear, cheap = max(each, key=lambda one: each[one]), min(each, key=lambda one: each[one])
    yield say(
        "For each inhabitant it is dearest in {dear} ({dear_sek:,.0f} SEK) and cheapest in {cheap} "
        "({cheap_sek:,.0f} SEK).",
        dear=study.name(dear),
        dear_sek=each[dear],
        cheap=study.name(cheap),
        cheap_sek=each[cheap],
    )


def answer_who_gains(analysis: SharingAnalysis) -> tuple[Text, ...]:
    """Return who pays more than alone under the key in use, and for whom it is not certain or not known."""
    bill, study = analysis.bill, analysis.study
    if bill is None:
        return ()
    saved = savings(own_costs(analysis), bill.shares_ore)
    loses = [one for one, found in saved.items() if found.mode_ore < 0]
    unsure = [one for one, found in saved.items() if found.mode_ore >= 0 > found.low_ore]
    unknown = [one for one in bill.members if one not in saved]
    texts = []
    if loses:
        texts.append(_loses(study, loses, saved))
    elif saved and not unknown:
        texts.append(say("No member pays more than it would most likely cost to stand outside."))
    if unsure:
        texts.append(
            say(
                "For {names} it is not certain: at the lowest own cost that is stated, going alone is cheaper.",
                names=list_names(study, unsure),
            )
        )
    if unknown and len(bill.members) > 1:
        texts.append(
            say(
                "Whether {names} would pay less alone is not known: the cost outside is not stated.",
                names=list_names(study, unknown),
            )
        )
    return tuple(texts)


def _loses(study: Study, loses: Sequence[str], saved: Mapping[str, Saved]) -> Text:
    listed = [say("{name} {amount}", name=study.name(one), amount=tell_money(-saved[one].mode_ore)) for one in loses]
    return say("Pays more a year than it would most likely cost to stand outside: {who}.", who=_list(listed))


def answer_would_it_hold(analysis: SharingAnalysis) -> tuple[Text, ...]:
    """Return whether the key in use holds, which others do, and what all save together."""
    found = analysis.stability
    if found is None:
        return ()
    texts = list(found.summary)
    texts.extend(answer_would_hold_in_use(analysis))
    if found.is_core_empty is not True and len(found.keys) > 1:
        texts.append(_others(found.keys))
    texts.extend(_by_the_model(analysis))
    return tuple(texts)


def _by_the_model(analysis: SharingAnalysis) -> Iterator[Text]:
    """Yield what the draws of the cost model say, which may be another thing than the stated costs of groups."""
    core = analysis.core
    if core is None:
        return
    used = core.keys.get(analysis.plan.key_in_use)
    if used is None:
        yield say(
            "By the stated cost model, all together is cheaper than each alone in {saves:.0%} of the draws.",
            saves=core.saves,
        )
    else:
        yield say(
            "By the stated cost model, all together is cheaper than each alone in {saves:.0%} of the draws, and the "
            "key in use holds in {holds:.0%}.",
            saves=core.saves,
            holds=used.holds,
        )
    if analysis.named is not None and analysis.named.basis is Basis.TABLE:
        yield say(
            "The cost model rests on other statements than the costs of groups in coalitions.csv, and the two need not "
            "agree."
        )


def answer_would_hold_in_use(analysis: SharingAnalysis) -> tuple[Text, ...]:
    """Return whether the key in use holds, and who is nearest to leaving; nothing when there is nothing to tell."""
    keys = analysis.stability.keys if analysis.stability is not None else ()
    return tuple(_verdict(one) for one in keys if one.is_in_use)


def _verdict(used: Standing) -> Text:
    if used.holds is None:
        return say("Whether the key in use would hold is not known. {reason}", reason=used.sentence)
    if used.holds:
        return say("The key in use would hold. {reason}", reason=used.sentence)
    return say("The key in use would not hold. {reason}", reason=used.sentence)


def _others(keys: Sequence[Standing]) -> Text:
    holding = [one for one in keys if one.holds]
    if not holding:
        return say_count(
            "The {count} key that was tried does not hold.",
            "None of the {count} keys that were tried holds.",
            len(keys),
        )
    listed = _list([one.label for one in holding[:FEW]])
    if len(holding) > FEW:
        listed = say("{first}; and {more} more", first=listed, more=len(holding) - FEW)
    return say(
        "Of {all} keys that were tried, {count} would hold: {names}.", all=len(keys), count=len(holding), names=listed
    )


def answer_whatifs(study: Study, plan: SharingPlan, answers: Sequence[ScenarioAnswer]) -> tuple[Text, ...]:
    """Return for each scenario, in one line, what it is worth to who moves, or to who gains and loses most."""
    return tuple(_answer_scenario(study, plan, one) for one in answers)


def _answer_scenario(study: Study, plan: SharingPlan, answer: ScenarioAnswer) -> Text:
    if answer.whatif is None:
        return say("{label}: cannot be computed.", label=answer.label)
    rate = main_rate(plan)
    said = [_worth(study, one, rate) for one in tell_first(main_outcome(answer.whatif.outcomes), rate)]
    return say(
        "{label}. Over {n} years at {rate:.1%} interest: {worth}.",
        label=answer.label,
        n=len(answer.whatif.years),
        rate=rate,
        worth=_list(said),
    )


def _worth(study: Study, one: MemberOutcome, rate: float) -> Text:
    worth, name = one.net_present_ore[rate], study.name(one.municipality)
    if worth is None:
        return say("for {name} not known", name=name)
    if abs(worth) < ORE:
        return say("{name} neither gains nor loses", name=name)
    if worth > 0:
        return say("{name} gains {amount}", name=name, amount=tell_money(worth))
    return say("{name} loses {amount}", name=name, amount=tell_money(-worth))


def _list(texts: Sequence[Text]) -> Text:
    whole: Text = texts[0] if texts else as_is("–")
    for one in texts[1:]:
        whole = say("{first}; {next}", first=whole, next=one)
    return whole


def main_outcome(outcomes: Sequence[RuleOutcome]) -> RuleOutcome:
    """Return the outcome under the rule that is agreed, else the first."""
    return next((one for one in outcomes if one.is_agreed), outcomes[0])


def tell_first(outcome: RuleOutcome, rate: float) -> tuple[MemberOutcome, ...]:
    """Return those to tell of first: who moves, then of the others who gains most and who loses most."""
    movers = [one for one in outcome.members if one.part is not Part.REMAINS]
    others = [one for one in outcome.members if one.part is Part.REMAINS and one.net_present_ore[rate] is not None]
    ordered = sorted(others, key=lambda one: one.net_present_ore[rate] or 0)
    ends = [*ordered[-1:], *ordered[:1]] if len(ordered) > 1 else ordered
    return (*movers, *ends)


def list_not_known(analysis: SharingAnalysis) -> tuple[Text, ...]:
    """Return everything that is not known or could not be computed, each once."""
    texts = [gap.reason for gap in analysis.gaps]
    texts += [
        say("No bill by {key}: {reason}", key=one.key.label, reason=reason)
        for one in analysis.keys
        for reason in one.why_not
    ]
    if analysis.stability is not None:
        texts += [say("{rule}: {reason}", rule=one.label, reason=one.reason) for one in analysis.stability.undefined]
    for answer in analysis.whatifs:
        texts += [say("{label}: {reason}", label=answer.label, reason=reason) for reason in answer.why_not]
        texts += answer.whatif.missing if answer.whatif is not None else ()
    return tuple({str(one): one for one in texts}.values())
