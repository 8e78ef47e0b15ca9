"""From a study to a calibrated table: each value with its sources, each case that is left out with the reason."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from samverkan.domain.comparison.calibration import CalibratedSet, Calibration, Cases, Missing
from samverkan.domain.comparison.matrix import Case
from samverkan.domain.comparison.patterns.anchoring import find_origin
from samverkan.domain.comparison.patterns.case_table import CalibratedBy, CaseTable, Clustering, LeftOut, Origin
from samverkan.domain.comparison.patterns.missing_informants import leave_informants_out
from samverkan.domain.comparison.patterns.placing import Placed, place
from samverkan.domain.comparison.patterns.rules import label_words, rule_words, source_words
from samverkan.domain.comparison.patterns.sourcing import Material, list_cases
from samverkan.domain.study import Role, SizeClass, Study
from samverkan.domain.words import Text, as_is, say
from samverkan.methods.qca.diagnosis import Occurrence, diagnose
from samverkan.methods.qca.sets import Condition, make_outcome, make_sets

FEWEST_CONDITIONS = 2
MOST_NAMED = 8
ROLES = {Role.HOST.value: say("hosts"), Role.MEMBER.value: say("guests")}
SIZES = {SizeClass.SMALL.value: say("small municipalities"), SizeClass.LARGE.value: say("large municipalities")}


def gather_case_table(calibration: Calibration, material: Material) -> CaseTable:
    """Return the study's cases as memberships.

    A case of which a value is not known is left out and listed, unless the study states otherwise. Where host and
    small members stand on opposite sides of .5 nothing is merged in silence: `divided` says what was done.
    """
    cases = list_cases(calibration.cases, material)
    names = _name_cases(cases, material.study)
    placed = {
        (case.id, one.name): place(one, case, calibration, material) for case in cases for one in calibration.sets
    }
    kept = tuple(case for case in cases if not any(_is_unknown(one) for one in _row(placed, case, calibration)))
    values = [[placed[case.id, one.name].membership for one in calibration.conditions] for case in kept]
    outcome = [placed[case.id, calibration.outcome.name].membership for case in kept]
    conditions = [Condition(one.name, one.n_levels, one.is_multivalue) for one in calibration.conditions]
    return CaseTable(
        cases=tuple(names[case] for case in kept),
        sets=make_sets(np.array(values, dtype=float).reshape(len(kept), len(conditions)), conditions),
        outcome=make_outcome(np.array(outcome, dtype=float), len(kept)),
        outcome_name=calibration.outcome.name,
        labels={one.name: label_words(one, material.codebook) for one in calibration.sets},
        calibrations=tuple(_describe(one, calibration, material) for one in calibration.sets),
        left_out=tuple(
            LeftOut(names[case], _why_left_out(placed, case, calibration, material))
            for case in cases
            if case not in kept
        ),
        clusterings=tuple(_cluster(kept, calibration, material)),
        units=tuple(case.municipality for case in kept) if calibration.cases is Cases.MEMBERS else (),
        limits=calibration.limits,
        notes=tuple(_note(placed, kept, names, calibration, material)),
        sources={
            (names[case], one.name): placed[case.id, one.name].found.sources
            for case in kept
            for one in calibration.sets
        },
        fingerprints=material.fingerprints,
        origins=tuple(_find_origins(placed, kept, calibration)),
        without_informants=tuple(leave_informants_out(placed, names, calibration, material)),
    )


def why_not(calibration: Calibration | None, table: CaseTable | None) -> Text | None:
    """Return why a study cannot be analysed for patterns; None when it can."""
    if calibration is None or table is None:
        return say(
            "No calibration is stated: nobody has said when a case has each condition and the outcome. State it in "
            "study.toml under [comparison.sets.NAME], with who set the anchors and why."
        )
    if len(calibration.conditions) < FEWEST_CONDITIONS:
        return say("The calibration has fewer than two conditions, so there are no combinations to compare.")
    if not table.cases:
        return say("No case has a known value in every condition and in the outcome.")
    diagnosis = diagnose(table.sets, table.outcome)
    if diagnosis.outcome is not Occurrence.VARIES:
        return say(
            "All cases with known values ({n}) are on the same side of the outcome. Without cases of both kinds "
            "nothing can be compared.",
            n=len(table.cases),
        )
    if diagnosis.has_too_many_conditions and diagnosis.most_conditions < FEWEST_CONDITIONS:
        return say(
            "There are {n} cases with known values. Two conditions can combine in at least four ways, and with fewer "
            "cases than combinations a pattern could be found in anything. Add cases.",
            n=len(table.cases),
        )
    if diagnosis.has_too_many_conditions:
        return say(
            "There are {n} cases with known values and {k} conditions, which can combine in {m} ways. With fewer cases "
            "than combinations a pattern could be found in anything. At most {most} conditions fit this many cases.",
            n=len(table.cases),
            k=len(calibration.conditions),
            m=diagnosis.n_possible,
            most=diagnosis.most_conditions,
        )
    return None


def _name_cases(cases: Sequence[Case], study: Study) -> dict[Case, str]:
    """Return a name for each case; two with the same name are told apart by their collaboration or id."""
    short = {case: study.name(case.municipality or case.collaboration) for case in cases}
    counted = Counter(short.values())
    return {case: name if counted[name] == 1 else f"{name} ({_apart(case)})" for case, name in short.items()}


def _apart(case: Case) -> str:
    return case.collaboration if case.municipality else case.id


def _find_origins(
    placed: Mapping[tuple[str, str], Placed], kept: Sequence[Case], calibration: Calibration
) -> Iterator[Origin]:
    for one in calibration.sets:
        origin = find_origin(one, [placed[case.id, one.name] for case in kept]) if kept else None
        if origin is not None:
            yield origin


def _is_unknown(one: Placed) -> bool:
    return one.membership is None


def _row(placed: Mapping[tuple[str, str], Placed], case: Case, calibration: Calibration) -> Iterator[Placed]:
    return (placed[case.id, one.name] for one in calibration.sets)


def _why_left_out(
    placed: Mapping[tuple[str, str], Placed], case: Case, calibration: Calibration, material: Material
) -> Text:
    reasons = [
        say("{set}: {reason}", set=label_words(one, material.codebook), reason=_reason(placed[case.id, one.name]))
        for one in calibration.sets
        if _is_unknown(placed[case.id, one.name])
    ]
    words = reasons[-1]
    for reason in reversed(reasons[:-1]):
        words = say("{first}; {second}", first=reason, second=words)
    return words


def _reason(one: Placed) -> Text:
    if one.found.reason is not None:
        return one.found.reason
    return say("the calibration does not place {value}", value=as_is(str(one.found.value)))


def _describe(one: CalibratedSet, calibration: Calibration, material: Material) -> CalibratedBy:
    return CalibratedBy(
        name=one.name,
        label=label_words(one, material.codebook),
        rule=rule_words(one, calibration.missing_of(one)),
        source=source_words(one, material.codebook),
        set_by=one.set_by,
        reason=one.why,
    )


def _cluster(kept: Sequence[Case], calibration: Calibration, material: Material) -> Iterator[Clustering]:
    if calibration.cases is not Cases.MEMBERS:
        return
    study = material.study
    roles = [study.role_of(case.municipality, case.collaboration) for case in kept]
    sizes = [material.sizes.get((case.collaboration, case.municipality)) for case in kept]
    divisions = (
        Clustering(say("Collaboration"), tuple(study.name(case.collaboration) for case in kept)),
        Clustering(say("Role"), tuple(role.value if role else "" for role in roles), ROLES),
        Clustering(say("Size"), tuple(size.value if size else "" for size in sizes), SIZES),
    )
    yield from (one for one in divisions if len(set(one.labels)) > 1)


def _note(
    placed: Mapping[tuple[str, str], Placed],
    kept: Sequence[Case],
    names: Mapping[Case, str],
    calibration: Calibration,
    material: Material,
) -> Iterator[Text]:
    """Yield what was chosen for single cases, then set by set what is not verified and what was filled in."""
    for one in calibration.sets:
        label = label_words(one, material.codebook)
        found = {case: placed[case.id, one.name].found for case in kept}
        for case, each in found.items():
            if each.note is not None:
                yield say("{case}, {set}: {note}.", case=as_is(names[case]), set=label, note=each.note)
        unverified = [names[case] for case, each in found.items() if each.is_unverified]
        if unverified:
            yield say("{set}: not verified for {cases}.", set=label, cases=_list(unverified))
        filled = [names[case] for case in kept if placed[case.id, one.name].is_filled]
        if filled:
            yield _say_filled(label, calibration.missing_of(one), _list(filled))


def _list(cases: Sequence[str]) -> str:
    return ", ".join(cases[:MOST_NAMED]) + (" …" if len(cases) > MOST_NAMED else "")


def _say_filled(label: Text, chosen: Missing, cases: str) -> Text:
    if chosen is Missing.PRESENT:
        return say("{set}: not known, and by the study's choice counted as present: {cases}.", set=label, cases=cases)
    return say("{set}: not known, and by the study's choice counted as absent: {cases}.", set=label, cases=cases)
