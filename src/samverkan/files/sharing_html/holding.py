"""The page's chapter about stability: keys beside rules, who would be better off outside, and what mends it."""

from dataclasses import dataclass

from samverkan.domain.sharing.analysis import Part, Response, SharingAnalysis
from samverkan.domain.sharing.complaining import list_names
from samverkan.domain.sharing.core_chances import CoreChances, KeyChances
from samverkan.domain.sharing.places import share_source, standing_source
from samverkan.domain.sharing.stability import Stability, Standing
from samverkan.domain.words import Text, say
from samverkan.files.report_html.anchors import Anchors
from samverkan.files.sharing_html.grids import Entry, Grid, Line, make_grid
from samverkan.methods.sharing.checks import Law, Verdict

LAWS = {
    Law.MONOTONE: say("A larger group never costs less (monotone)"),
    Law.SUBADDITIVE: say("Two groups together never cost more than apart (subadditive)"),
    Law.CONCAVE: say("A member adds less, the larger the group that it joins (concave)"),
}
VERDICTS = {
    Verdict.HOLDS: say("yes"),
    Verdict.FAILS: say("no"),
}


@dataclass(frozen=True, slots=True)
class StandingRow:
    """How one key or rule stands, with its place."""

    anchor: str
    own: Standing
    worst: Text
    growth: Response | None
    chance: KeyChances | None


@dataclass(frozen=True, slots=True)
class HoldsChapter:
    """What the chapter shows; `why_not` when there is nothing to compare with."""

    stability: Stability | None
    keys: tuple[StandingRow, ...]
    rules: tuple[StandingRow, ...]
    shares: Grid | None
    laws: tuple[tuple[Text, Text], ...]
    core: CoreChances | None
    has_growth: bool
    why_not: tuple[Text, ...]


def gather_holding(analysis: SharingAnalysis, anchors: Anchors) -> HoldsChapter:
    """Return the chapter's values; every key and rule gets its place, and every share by a rule."""
    found = analysis.stability
    why_not = (*analysis.why_not(Part.GAME), *analysis.why_not(Part.STABILITY))
    if found is None:
        return HoldsChapter(None, (), (), None, (), None, has_growth=False, why_not=why_not)
    return HoldsChapter(
        stability=found,
        keys=tuple(_row(analysis, one, anchors) for one in found.keys),
        rules=tuple(_row(analysis, one, anchors) for one in found.rules),
        shares=_shares(analysis, found, anchors),
        laws=tuple((LAWS[law], _verdict(check.verdict)) for law, check in found.checks.items()),
        core=analysis.core,
        has_growth=bool(analysis.growth),
        why_not=why_not,
    )


def _row(analysis: SharingAnalysis, one: Standing, anchors: Anchors) -> StandingRow:
    chances = analysis.core.keys if analysis.core is not None else {}
    return StandingRow(
        anchors.place(standing_source(one.id)),
        one,
        list_names(analysis.study, one.worst),
        next((found for found in analysis.growth if found.id == one.id), None),
        chances.get(one.id),
    )


def _shares(analysis: SharingAnalysis, found: Stability, anchors: Anchors) -> Grid | None:
    members = tuple((one, analysis.study.name(one)) for one in found.members)
    total = found.total_ore or 1
    lines = []
    for one in found.rules:
        entries = {
            member: Entry(
                paid,
                say("{share:.1%}", share=paid / total),
                anchor=anchors.place(share_source(one.id, member)),
            )
            for member, paid in one.shares_ore.items()
        }
        lines.append(Line(one.label, entries, source=standing_source(one.id)))
    return make_grid(members, lines) if lines else None


def _verdict(verdict: Verdict) -> Text:
    return VERDICTS.get(verdict, say("not known"))
