"""Calibration: from raw values to memberships, by anchors that are set and explained."""

from samverkan.methods.qca.calibration.anchored import (
    QCA_DEGREE,
    RAGIN_DEGREE,
    BellCalibration,
    CrispCalibration,
    Curve,
    DirectCalibration,
)
from samverkan.methods.qca.calibration.calibrate import Calibration, calibrate
from samverkan.methods.qca.calibration.errors import CalibrationError, CalibrationFault
from samverkan.methods.qca.calibration.ranked import RankedCalibration, RelativeCalibration
from samverkan.methods.qca.calibration.recoded import Between, RecodeCalibration
from samverkan.methods.qca.calibration.scored import FittedCurve, IndirectCalibration, fit_scores

__all__ = [
    "QCA_DEGREE",
    "RAGIN_DEGREE",
    "BellCalibration",
    "Between",
    "Calibration",
    "CalibrationError",
    "CalibrationFault",
    "CrispCalibration",
    "Curve",
    "DirectCalibration",
    "FittedCurve",
    "IndirectCalibration",
    "RankedCalibration",
    "RecodeCalibration",
    "RelativeCalibration",
    "calibrate",
    "fit_scores",
]
