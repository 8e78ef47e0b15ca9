"""The answer in sentences: what could form, what it would save, whether it holds, and what each key would bring."""

from samverkan.domain.indicators import POPULATION
from samverkan.domain.sharing.forming.analysis import Best, ClusterAnalysis, SharedBy, UnderKey
from samverkan.domain.sharing.money import tell_money
from samverkan.domain.sharing.plan import ClusterLimits
from samverkan.domain.words import Text, join_words, say, say_count


def answer_clusters(analysis: ClusterAnalysis) -> tuple[Text, ...]:
    """Return the answer in short."""
    return (
        say_count(
            "{count:,} cluster could form among {n} municipalities: {limits}.",
            "{count:,} clusters could form among {n} municipalities: {limits}.",
            sum(analysis.counts[1:]),
            n=len(analysis.members),
            limits=tell_limits(analysis.limits),
        ),
        *_tell_best(analysis),
        *(tell_under_key(one, analysis) for one in analysis.keys if analysis.best.partition.joined),
    )


def tell_limits(limits: ClusterLimits) -> Text:
    """Return the limits in words."""
    parts = []
    if limits.largest is not None:
        parts.append(say("at most {n} members", n=limits.largest))
    if limits.most_km is not None:
        parts.append(say("no two more than {km:g} km apart", km=limits.most_km))
    if limits.same_county:
        parts.append(say("all in one county"))
    if limits.forms:
        parts.append(
            say_count(
                "within the limits of {count} form", "within the limits of one of {count} forms", len(limits.forms)
            )
        )
    return join_words(parts)


def _tell_best(analysis: ClusterAnalysis) -> tuple[Text, ...]:
    best, partition = analysis.best, analysis.best.partition
    if not partition.joined:
        return (
            say(
                "Under the stated model no cluster would cost less than its members do alone: all stay alone, at "
                "{cost} a year.",
                cost=tell_money(partition.cost_ore),
            ),
        )
    formed = say_count(
        "{count} cluster with {joined} municipalities, while {alone} stay alone",
        "{count} clusters with {joined} municipalities, while {alone} stay alone",
        len(partition.joined),
        joined=len(analysis.members) - partition.n_alone,
        alone=partition.n_alone or say("none"),
    )
    saved = say(
        "Cheapest: {formed}. All would cost {cost} a year, {saving} ({share:.1%}) less than each alone.",
        formed=formed,
        cost=tell_money(partition.cost_ore),
        saving=tell_money(partition.saving_ore),
        share=partition.saving_ore / analysis.total_alone_ore,
    )
    return (saved, _tell_proof(best), _tell_core(best))


def _tell_proof(best: Best) -> Text:
    if best.is_proven:
        return say("It is proven that no other clusters cost less.")
    return say("Other clusters may cost less, but by {gap:.3%} at the most: that is proven.", gap=best.gap)


def _tell_core(best: Best) -> Text:
    if best.has_core:
        return say("The cost can be shared so that no other cluster would be better for all its members.")
    if best.has_core is None:
        return say(
            "Whether the cost can be shared so that nobody would rather form another cluster is not settled; {amount} "
            "a year from outside would be enough.",
            amount=tell_money(best.subsidy_ore),
        )
    return say(
        "However the cost is shared, some other cluster would be better for all its members, unless {amount} a year "
        "comes from outside.",
        amount=tell_money(best.subsidy_ore),
    )


def list_warnings(analysis: ClusterAnalysis) -> tuple[Text, ...]:
    """Return what the answer rests on, to be read before it is used."""
    return (
        say(
            "What clusters cost is computed from [sharing.model] at the most likely values. It is an estimate of costs "
            "only: trust, systems and existing collaborations are not in it."
        ),
        *_tell_realised(analysis),
        *analysis.notes,
    )


def _tell_realised(analysis: ClusterAnalysis) -> tuple[Text, ...]:
    realised = analysis.model.amounts["realised"]
    told = say("The model takes {share:.0%} of the effect of scale for realised.", share=realised.mode)
    if realised.low > 0 or realised.mode == 0:
        return (told,)
    return (told, say("Its range begins at 0, where no cluster saves anything."))


def tell_key(key: SharedBy, driver: str) -> Text:
    """Return the name of a key."""
    if key is SharedBy.DRIVER:
        return say("per inhabitant") if driver == POPULATION else say("by {driver}", driver=driver)
    return {SharedBy.PERCENTAGE: say("with equal percentage"), SharedBy.SAVING: say("with equal saving")}[key]


def tell_under_key(under: UnderKey, analysis: ClusterAnalysis) -> Text:
    """Return what would form of itself under a key."""
    name = tell_key(under.key, analysis.model.driver)
    if not under.partition.joined:
        return say("Shared {key}, nobody would join anybody: all of the possible saving is lost.", key=name)
    return say_count(
        "Shared {key}, {count} cluster would form of itself and last; {lost:.0%} of the possible saving is lost.",
        "Shared {key}, {count} clusters would form of themselves and last; {lost:.0%} of the possible saving is lost.",
        len(under.partition.joined),
        key=name,
        lost=max(under.lost or 0.0, 0.0),
    )
