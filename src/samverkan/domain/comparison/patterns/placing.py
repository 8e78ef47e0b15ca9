"""Placing a case in a set: its membership, by the rule that the study states, and what the membership rests on."""

from collections.abc import Mapping
from dataclasses import dataclass

from samverkan.domain.comparison.calibration import CalibratedSet, Calibration, Missing, Rule
from samverkan.domain.comparison.matrix import Case
from samverkan.domain.comparison.patterns.sourcing import Found, Material, Raw, find_value
from samverkan.methods.qca.calibration import CrispCalibration, DirectCalibration, calibrate
from samverkan.methods.qca.calibration import Curve as CurveOfMethod

FILLED: Mapping[Missing, float] = {Missing.ABSENT: 0.0, Missing.PRESENT: 1.0}


@dataclass(frozen=True, slots=True)
class Placed:
    """A case's membership in a set (None: not known), with what it rests on.

    `is_filled`: its value is not known, and the study has said what it then counts as.
    """

    membership: float | None
    found: Found
    is_filled: bool = False


def place(one: CalibratedSet, case: Case, calibration: Calibration, material: Material) -> Placed:
    """Return the case's membership in the set; the level of a set that has levels."""
    found = find_value(one, case, material, calibration.divided)
    membership = membership_of(one, found.value)
    if membership is not None or found.is_divided:
        return Placed(membership, found)
    filled = FILLED.get(calibration.missing_of(one))
    return Placed(filled, found, is_filled=filled is not None)


def membership_of(one: CalibratedSet, value: Raw) -> float | None:
    """Return the membership of a raw value; None when it is not known or the calibration does not place it."""
    if value is None:
        return None
    if isinstance(value, str):
        return one.values.get(value)
    anchored = anchored_by(one)
    if anchored is not None:
        return float(calibrate([value], anchored)[0])
    # A median of four-valued scores lies between 0 and 1 already.
    return one.values.get(f"{value:g}") if one.values else value


def anchored_by(one: CalibratedSet) -> CrispCalibration | DirectCalibration | None:
    """Return the set's threshold or three anchors as the method takes them; None for a set that has a table."""
    if one.rule is Rule.CRISP:
        return CrispCalibration(one.anchors)
    if one.rule is Rule.DIRECT:
        full_out, crossover, full_in = one.anchors
        return DirectCalibration(full_out, crossover, full_in, CurveOfMethod(one.curve.value))
    return None
