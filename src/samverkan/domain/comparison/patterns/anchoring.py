"""The anchors of a study's sets, each with its name, so that it can be asked how far each one may move."""

from collections.abc import Sequence

import numpy as np

from samverkan.domain.coding.codebook import SCORES
from samverkan.domain.comparison.calibration import CalibratedSet, Rule, SourceKind
from samverkan.domain.comparison.patterns.case_table import CaseTable, Origin
from samverkan.domain.comparison.patterns.placing import Placed, anchored_by
from samverkan.domain.comparison.patterns.stating import OF_DIRECT, THRESHOLD
from samverkan.domain.words import Text, figure_in, say
from samverkan.methods.qca.calibration import Between, Calibration, RecodeCalibration
from samverkan.methods.qca.robustness.anchors import AnchorQuestion


def find_origin(one: CalibratedSet, placed: Sequence[Placed]) -> Origin | None:
    """Return the raw values of the cases with the set's calibration; None when it has no anchors to move."""
    anchored = anchored_by(one)
    values = [None if each.is_filled else each.found.value for each in placed]
    if anchored is not None:
        anchors = THRESHOLD if one.rule is Rule.CRISP else OF_DIRECT
        return _origin(one, (anchored, anchors), values, placed)
    if one.rule is Rule.RECODE:
        # Words have no order of their own, so each stands by its place in the table.
        places = {word: float(at) for at, word in enumerate(one.values)}
        table = tuple((float(at), membership) for at, membership in enumerate(one.values.values()))
        steps = tuple(say('membership at "{word}"', word=word) for word in one.values)
        ranks = [None if value is None else places.get(_word(value)) for value in values]
        return _origin(one, (RecodeCalibration(table, is_ordered=False), steps), ranks, placed)
    if one.rule is Rule.SCORES and one.source.kind is SourceKind.FACTOR:
        levels = tuple((score, score) for score in SCORES)
        steps = tuple(say("membership at {value}", value=figure_in(score)) for score in SCORES)
        return _origin(one, (RecodeCalibration(levels, Between.INTERPOLATED), steps), values, placed)
    return None


def _origin(
    one: CalibratedSet,
    rule: tuple[Calibration, tuple[Text, ...]],
    values: Sequence[float | str | None],
    placed: Sequence[Placed],
) -> Origin | None:
    raw = np.array([np.nan if value is None else float(value) for value in values])
    fixed = np.array([each.membership if each.is_filled else np.nan for each in placed], dtype=float)
    # Where nobody has a known value, no anchor does anything.
    return None if np.isnan(raw).all() else Origin(one.name, raw, *rule, fixed)


def _word(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:g}"


def questions_of(data: CaseTable) -> tuple[AnchorQuestion, ...]:
    """Return for each anchor of the conditions and of the outcome the question how far it may move."""
    return tuple(
        AnchorQuestion(
            condition=None if origin.name == data.outcome_name else data.sets.names.index(origin.name),
            raw=origin.raw,
            calibration=origin.calibration,
            anchor=at,
            is_negated=origin.is_negated,
            fixed=origin.fixed,
        )
        for origin in data.origins
        for at in range(len(origin.anchors))
    )


def explain_no_anchors(data: CaseTable) -> tuple[Text, ...]:
    """Return which anchors could not be moved, and why."""
    if not data.calibrations:
        return (
            say(
                "The values came calibrated, so there are no anchors to move here: how far each may lie is found from "
                "raw values with --calibrate, or from a study that states them."
            ),
        )
    known = {origin.name for origin in data.origins}
    return tuple(
        say("{set} has no anchors to move: it has levels, or its values are taken as they are.", set=one.label)
        for one in data.calibrations
        if one.name not in known and one.name in data.columns
    )
