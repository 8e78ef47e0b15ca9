"""The same cases without one informant at a time, to see whose absence would change the answer."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from samverkan.domain.comparison.calibration import CalibratedSet, Calibration, Cases, SourceKind
from samverkan.domain.comparison.informants import Informant
from samverkan.domain.comparison.matrix import Case, Matrix, without_informant
from samverkan.domain.comparison.patterns.case_table import CaseTable, WithoutInformant
from samverkan.domain.comparison.patterns.placing import Placed, place
from samverkan.domain.comparison.patterns.sourcing import Material
from samverkan.domain.words import Text, say
from samverkan.methods.qca.robustness.sweeps import Dataset
from samverkan.methods.qca.sets import Memberships, make_outcome, make_sets


def leave_informants_out(
    placed: Mapping[tuple[str, str], Placed], names: Mapping[Case, str], calibration: Calibration, material: Material
) -> Iterator[WithoutInformant]:
    """Yield the memberships without each informant whose scores the conditions or the outcome rest on.

    A case that then has too little known is not among them, or has NaN; one that host and small members no longer
    divide may come in.
    """
    sets = [one for one in calibration.sets if one.source.kind is SourceKind.FACTOR]
    matrix = material.members if calibration.cases is Cases.MEMBERS else material.clusters
    scored = _scored(sets, list(names), matrix)
    labels = Counter(informant.label for informant, _ in scored.values())
    for informant, cells in scored.values():
        silent = _silence(material, informant.respondent, calibration.cases)
        moved = {
            (case.id, one.name): place(one, case, calibration, silent)
            for case in names
            for one in sets
            if (case.id, one.source.name) in cells
        }
        values = _lay_out({**placed, **moved}, names, calibration)
        unknown = [any(placed[case.id, one.name].membership is None for one in calibration.sets) for case in names]
        shown = [at for at, row in enumerate(values) if not unknown[at] or not np.isnan(row).any()]
        is_alone = labels[informant.label] == 1
        yield WithoutInformant(
            label=informant.label if is_alone else f"{informant.label} ({informant.respondent})",
            cases=tuple(name for at, name in enumerate(names.values()) if at in set(shown)),
            columns=tuple(one.name for one in calibration.sets),
            values=values[shown],
            sources=tuple(dict.fromkeys(source for each in cells.values() for source in each)),
        )


def _scored(
    sets: Sequence[CalibratedSet], cases: Sequence[Case], matrix: Matrix
) -> dict[str, tuple[Informant, dict[tuple[str, str], list[str]]]]:
    """Return for each informant the cells that a score of theirs is in, with the sources of these scores."""
    found: dict[str, tuple[Informant, dict[tuple[str, str], list[str]]]] = {}
    for key in dict.fromkeys((case.id, one.source.name) for case in cases for one in sets):
        cell = matrix.cells.get(key)
        for score in cell.scores if cell else ():
            if score.score is not None:
                _, cells = found.setdefault(score.informant.respondent, (score.informant, {}))
                cells.setdefault(key, []).append(score.judgement.source)
    return found


def _silence(material: Material, respondent: str, cases: Cases) -> Material:
    if cases is Cases.MEMBERS:
        return replace(material, members=without_informant(material.members, respondent))
    return replace(material, clusters=without_informant(material.clusters, respondent))


def _lay_out(
    placed: Mapping[tuple[str, str], Placed], names: Mapping[Case, str], calibration: Calibration
) -> Memberships:
    rows: list[list[float | None]] = [
        [placed[case.id, one.name].membership for one in calibration.sets] for case in names
    ]
    return np.array(rows, dtype=float).reshape(len(names), len(calibration.sets))


def datasets_of(data: CaseTable) -> tuple[Dataset, ...]:
    """Return the cases without each informant, for those without whom any case remains."""
    return tuple(
        Dataset(one.label, make_sets(rows[:, :-1], data.sets.conditions), make_outcome(rows[:, -1], len(rows)))
        for one in data.without_informants
        if len(rows := one.known)
    )


def without_words(data: CaseTable, label: str) -> Text:
    """Return whose absence it is, with the cases that come and go because of it."""
    one = next(each for each in data.without_informants if each.label == label)
    known = one.known_cases
    words = say("without the informant {label}", label=label)
    lost = [case for case in data.cases if case not in known]
    if lost:
        words = say("{change}, and so without {cases}", change=words, cases=", ".join(lost))
    come = [case for case in known if case not in data.cases]
    return say("{change}, and so with {cases}", change=words, cases=", ".join(come)) if come else words


def explain_indispensable(data: CaseTable) -> tuple[Text, ...]:
    """Return who cannot be left out, for no case would remain."""
    return tuple(
        say(
            "Without the informant {label} no case has all values, so there is nothing to compare with.",
            label=one.label,
        )
        for one in data.without_informants
        if not one.known_cases
    )
