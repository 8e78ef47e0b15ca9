"""The sheets of stability: keys beside rules, what each saves, who complains most, and chances."""

from dataclasses import dataclass

from samverkan.domain.report.sheets.sharing_tables.shared import money_column, sources_of_game
from samverkan.domain.report.sheets.sheet import Column, Sheet, join
from samverkan.domain.sharing.analysis import Response, SharingAnalysis
from samverkan.domain.sharing.core_chances import KeyChances
from samverkan.domain.sharing.stability import Standing, Undefined
from samverkan.domain.words import Text, say


@dataclass(frozen=True, eq=False)
class Place:
    """One member under one key or rule."""

    standing: Standing
    is_key: bool
    member: str


@dataclass(frozen=True, eq=False)
class Grown:
    """One member's answer to a larger bill, under one key or rule."""

    response: Response
    member: str


@dataclass(frozen=True, eq=False)
class Chance:
    """How often one member gains by staying under one key, and how often the key holds."""

    key: str
    label: Text
    member: str
    stays: float | None
    core: KeyChances | None


def standings_sheet(analysis: SharingAnalysis) -> Sheet[Place]:
    """Return whether each key and each rule holds, and for whom it does not."""
    return Sheet(
        key="stability",
        title=say("Would it hold"),
        method=say(
            "A key holds when no group would pay less by itself. The group with the greatest complaint, how much more "
            "it pays than by itself, and the smallest change that makes the key hold."
        ),
        columns=(
            Column("id", say("Key or rule"), lambda one: one.standing.id),
            Column("label", say("Name"), lambda one: one.standing.label),
            Column("is_key", say("Key"), lambda one: one.is_key),
            Column("in_use", say("In use"), lambda one: one.standing.is_in_use),
            Column("holds", say("Holds"), lambda one: one.standing.holds),
            Column("worst", say("Greatest complaint"), lambda one: join(one.standing.worst)),
            money_column("complaint", say("Complaint, SEK"), lambda one: one.standing.complaint_ore),
            money_column("moved", say("Must move, SEK"), lambda one: one.standing.moved_ore),
            Column("certificate", say("Certificate holds"), lambda one: one.standing.certificate),
            Column("sentence", say("In words"), lambda one: one.standing.sentence),
            Column("repair", say("What would mend it"), lambda one: one.standing.repair),
        ),
        rows=tuple(Place(one, is_key, "") for one, is_key in _standings(analysis)),
        sources=lambda one: sources_of_game(analysis.named, one.standing.worst),
    )


def savings_sheet(analysis: SharingAnalysis) -> Sheet[Place]:
    """Return what each member pays and saves under each key and rule."""
    name = analysis.study.name
    return Sheet(
        key="savings",
        title=say("Shares and savings"),
        method=say(
            "What each member pays and saves against going alone. Satisfaction is 0 at the own cost and 1 at what the "
            "member adds to the others' cost."
        ),
        columns=(
            Column("id", say("Key or rule"), lambda one: one.standing.id),
            Column("label", say("Name"), lambda one: one.standing.label),
            Column("is_key", say("Key"), lambda one: one.is_key),
            Column("municipality", say("Member"), lambda one: one.member),
            Column("name", say("Name of the member"), lambda one: name(one.member)),
            money_column("amount", say("Pays, SEK"), lambda one: one.standing.shares_ore[one.member]),
            money_column("saving", say("Saves, SEK"), lambda one: one.standing.saving_ore.get(one.member)),
            Column("satisfaction", say("Satisfaction"), lambda one: one.standing.satisfaction.get(one.member), 3),
            money_column(
                "change", say("Change to hold, SEK"), lambda one: (one.standing.change_ore or {}).get(one.member)
            ),
        ),
        rows=tuple(Place(one, is_key, member) for one, is_key in _standings(analysis) for member in one.shares_ore),
        sources=lambda one: sources_of_game(analysis.named, (one.member,)),
    )


def undefined_sheet(analysis: SharingAnalysis) -> Sheet[Undefined]:
    """Return the rules that have no answer, and why."""
    found = analysis.stability
    return Sheet(
        key="undefined",
        title=say("Rules without an answer"),
        method=say("Why a rule has no answer here. No other rule is put in its place."),
        columns=(
            Column("id", say("Key or rule"), lambda one: one.id),
            Column("label", say("Name"), lambda one: one.label),
            Column("reason", say("Why"), lambda one: one.reason),
        ),
        rows=() if found is None else found.undefined,
        sources=lambda _one: sources_of_game(analysis.named, ()),
    )


def growth_sheet(analysis: SharingAnalysis) -> Sheet[Grown]:
    """Return who pays how much more when the whole bill grows by a tenth."""
    name = analysis.study.name
    return Sheet(
        key="growth",
        title=say("When the bill grows"),
        method=say("How each share changes when the whole bill grows by a tenth and no other group's cost does."),
        columns=(
            Column("id", say("Key or rule"), lambda one: one.response.id),
            Column("label", say("Name"), lambda one: one.response.label),
            Column("municipality", say("Member"), lambda one: one.member),
            Column("name", say("Name of the member"), lambda one: name(one.member)),
            money_column("change", say("Change, SEK"), lambda one: one.response.change_ore[one.member]),
            Column("against", say("Pays less"), lambda one: one.member in one.response.against),
        ),
        rows=tuple(Grown(one, member) for one in analysis.growth for member in one.change_ore),
        sources=lambda one: sources_of_game(analysis.named, (one.member,)),
    )


def chances_sheet(analysis: SharingAnalysis) -> Sheet[Chance]:
    """Return how often each gains by staying, and how often each key holds, over the stated ranges."""
    return Sheet(
        key="chances",
        title=say("Chances"),
        method=say(
            "Over {n} draws (seed {seed}): how often the member pays less than its own cost outside, and in the cost "
            "model how often the key holds.",
            n=analysis.trace.draws,
            seed=str(analysis.trace.seed),
        ),
        columns=(
            Column("key", say("Key"), lambda one: one.key),
            Column("label", say("Name of the key"), lambda one: one.label),
            Column("municipality", say("Member"), lambda one: one.member),
            Column("stays", say("Gains by staying"), lambda one: one.stays, 3),
            Column("holds", say("Key holds in the model"), lambda one: one.core.holds if one.core else None, 3),
            Column(
                "spares_all",
                say("Nobody worse off in the model"),
                lambda one: one.core.spares_all if one.core else None,
                3,
            ),
        ),
        rows=_chances(analysis),
        sources=lambda one: (f"study.toml:sharing.alone.{one.member}", "study.toml:sharing.model"),
    )


def _standings(analysis: SharingAnalysis) -> tuple[tuple[Standing, bool], ...]:
    found = analysis.stability
    if found is None:
        return ()
    return (*((one, True) for one in found.keys), *((one, False) for one in found.rules))


def _chances(analysis: SharingAnalysis) -> tuple[Chance, ...]:
    core = {} if analysis.core is None else analysis.core.keys
    return tuple(
        Chance(one.key.id, one.key.label, member, stays, core.get(one.key.id))
        for one in analysis.keys
        if one.key.id in analysis.staying
        for member, stays in analysis.staying[one.key.id].members.items()
    )
