"""What the sets of a calibration come from: each case's raw value with its sources, or why it is not known."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from samverkan.domain.coding.codebook import Codebook
from samverkan.domain.comparison.calibration import CalibratedSet, Cases, Derived, Divided, OfMember, SourceKind
from samverkan.domain.comparison.matrix import Case, Cell, Matrix
from samverkan.domain.indicators import POPULATION, Indicator
from samverkan.domain.study import Collaboration, Membership, Role, SizeClass, Study
from samverkan.domain.survey import Item, ScaleSummary
from samverkan.domain.words import Text, say

UNVERIFIED = "unverified"
Raw = float | str | None


@dataclass(frozen=True, slots=True)
class Material:
    """What a study has that sets can be made from."""

    study: Study
    codebook: Codebook
    clusters: Matrix
    members: Matrix
    sizes: Mapping[tuple[str, str], SizeClass]
    items: tuple[Item, ...] = ()
    scales: tuple[ScaleSummary, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    fingerprints: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """A case's raw value on one set. `reason` says why there is none; `note` what was chosen on the way.

    `is_divided`: host and small members stand on opposite sides of .5.
    """

    value: Raw
    sources: tuple[str, ...] = ()
    reason: Text | None = None
    note: Text | None = None
    is_divided: bool = False
    is_unverified: bool = False


def remaining_members(study: Study, collaboration: str) -> tuple[Membership, ...]:
    """Return the memberships that last, or all of them when the collaboration has none left."""
    memberships = study.members(collaboration)
    return tuple(one for one in memberships if one.end is None) or memberships


def find_value(one: CalibratedSet, case: Case, material: Material, divided: Divided) -> Found:
    """Return a case's raw value for a set."""
    finders: Mapping[SourceKind, Callable[[], Found]] = {
        SourceKind.FACTOR: lambda: _from_factor(one, case, material, divided),
        SourceKind.SCALE: lambda: _from_scale(one, case, material),
        SourceKind.INDICATOR: lambda: _from_indicator(one, case, material),
        SourceKind.COLLABORATION: lambda: _from_collaboration(one, case, material),
        SourceKind.MEMBER: lambda: _from_member(one, case, material),
    }
    return finders[one.source.kind]()


def list_cases(cases: Cases, material: Material) -> tuple[Case, ...]:
    """Return the study's collaborations, or their members, in the order of the tables."""
    if cases is Cases.COLLABORATIONS:
        return tuple(Case(one.id) for one in material.study.collaborations)
    pairs = (
        (each.id, one.municipality) for each in material.study.collaborations for one in material.study.members(each.id)
    )
    return tuple(Case(*pair) for pair in dict.fromkeys(pairs))


def _from_factor(one: CalibratedSet, case: Case, material: Material, divided: Divided) -> Found:
    matrix = material.members if case.municipality else material.clusters
    cell = matrix.cells.get((case.id, one.source.name))
    if cell is None or cell.median is None:
        silent = cell is not None and cell.n_silent > 0
        reason = say("the informants were asked and are silent") if silent else say("no informant is scored")
        return Found(None, reason=reason)
    sources = (cell.id, *dict.fromkeys(score.judgement.source for score in cell.scores))
    if not case.municipality and cell.is_divided:
        return _from_divided(cell, sources, divided)
    return Found(cell.median, sources)


def _from_divided(cell: Cell, sources: tuple[str, ...], divided: Divided) -> Found:
    values = {Divided.HOST: cell.host_median, Divided.SMALL: cell.small_median, Divided.MEDIAN: cell.median}
    apart = say("host {host:.2f} and small members {small:.2f} differ", host=cell.host_median, small=cell.small_median)
    if divided is Divided.LEAVE_OUT:
        return Found(None, sources, reason=apart, is_divided=True)
    chosen = {
        Divided.HOST: say("{apart}; the study takes the host's score", apart=apart),
        Divided.SMALL: say("{apart}; the study takes the small members' score", apart=apart),
        Divided.MEDIAN: say("{apart}; the study takes the median of all", apart=apart),
    }
    return Found(values[divided], sources, note=chosen[divided], is_divided=True)


def _from_scale(one: CalibratedSet, case: Case, material: Material) -> Found:
    for scale in material.scales:
        if (scale.scale, scale.collaboration, scale.municipality) == (
            one.source.name,
            case.collaboration,
            case.municipality,
        ):
            if scale.is_hidden or scale.mean is None:
                return Found(None, reason=say("too few answers to be shown"))
            items = tuple(f"answer:{item.id}" for item in material.items if item.scale == one.source.name)
            return Found(scale.mean, items)
    return Found(None, reason=say("nobody was asked"))


def _from_indicator(one: CalibratedSet, case: Case, material: Material) -> Found:
    places = [(case.municipality, case.collaboration), (case.municipality, "")]
    if not case.municipality:
        places = [("", case.collaboration)]
    for place in places:
        found = _pick(material.indicators, one, place)
        if found is not None:
            return Found(found.value, (found.reference,), is_unverified=found.status == UNVERIFIED)
    return Found(None, reason=say("no value of {indicator}", indicator=one.source.name))


def _pick(indicators: Iterable[Indicator], one: CalibratedSet, place: tuple[str, str]) -> Indicator | None:
    known = [
        each
        for each in indicators
        if each.indicator == one.source.name
        and (each.municipality, each.collaboration) == place
        and each.value is not None
        and one.period in ("", each.period.text)
    ]
    return max(known, key=lambda each: each.period, default=None)


def _from_collaboration(one: CalibratedSet, case: Case, material: Material) -> Found:
    collaboration = next(each for each in material.study.collaborations if each.id == case.collaboration)
    source = f"collaboration:{case.collaboration}"
    if one.source.name in set(Derived):
        return _from_members(one, collaboration, material)
    if one.source.name in ("start", "end"):
        period = collaboration.start if one.source.name == "start" else collaboration.end
        if period is None:
            return Found(None, reason=say("the year is not known"))
        return Found(float(period.year), (source,))
    word = column_of(collaboration, one.source.name)
    if not word:
        return Found(None, reason=say("{column} is empty", column=one.source.name))
    return Found(word, (source,))


def column_of(collaboration: Collaboration, column: str) -> str:
    """Return what stands in a column of the collaboration's row, as words."""
    if column in ("form", "services", "outcome", "source"):
        return str(getattr(collaboration, column) or "")
    return dict(collaboration.extra).get(column, "")


def _from_members(one: CalibratedSet, collaboration: Collaboration, material: Material) -> Found:
    source = f"collaboration:{collaboration.id}"
    memberships = remaining_members(material.study, collaboration.id)
    places = tuple(dict.fromkeys(each.municipality for each in memberships))
    if one.source.name == Derived.MEMBERS:
        return Found(float(len(places)), (source,)) if places else Found(None, reason=say("no members are known"))
    inhabitants = {place: _inhabitants(place, one.period, material) for place in places}
    known = {place: each for place, each in inhabitants.items() if each is not None and each.value}
    if not places or len(known) < len(places):
        return Found(None, reason=say("inhabitants of some members are not known"))
    sources = (source, *(each.reference for each in known.values()))
    sizes = {place: each.value or 0.0 for place, each in known.items()}
    is_unverified = any(each.status == UNVERIFIED for each in known.values())
    if one.source.name == Derived.LARGEST_SHARE:
        return Found(max(sizes.values()) / sum(sizes.values()), sources, is_unverified=is_unverified)
    if one.source.name == Derived.SIZE_RATIO:
        return Found(max(sizes.values()) / min(sizes.values()), sources, is_unverified=is_unverified)
    hosts = {each.municipality for each in memberships if each.role is Role.HOST}
    if not hosts:
        return Found(None, reason=say("no member is host"))
    largest = max(sizes, key=lambda place: sizes[place])
    return Found("yes" if largest in hosts else "no", sources, is_unverified=is_unverified)


def _inhabitants(place: str, period: str, material: Material) -> Indicator | None:
    known = [
        each
        for each in material.indicators
        if each.indicator == POPULATION and each.municipality == place and period in ("", each.period.text)
    ]
    return max((each for each in known if each.value is not None), key=lambda each: each.period, default=None)


def _from_member(one: CalibratedSet, case: Case, material: Material) -> Found:
    source = (f"collaboration:{case.collaboration}",)
    if one.source.name == OfMember.ROLE:
        role = material.study.role_of(case.municipality, case.collaboration)
        return Found(role.value if role else None, source)
    if one.source.name == OfMember.SIZE:
        size = material.sizes.get((case.collaboration, case.municipality))
        return Found(size.value, source) if size else Found(None, reason=say("its size is not known"))
    terms = [each for each in material.study.members(case.collaboration) if each.municipality == case.municipality]
    return Found("yes" if any(each.end is None for each in terms) else "no", source)
