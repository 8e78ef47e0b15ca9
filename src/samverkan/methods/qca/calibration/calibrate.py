"""The door of calibration: any kind put to values, missing ones left missing."""

from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from samverkan.methods.qca.calibration.anchored import BellCalibration, CrispCalibration, DirectCalibration
from samverkan.methods.qca.calibration.errors import CalibrationError, CalibrationFault, name_values
from samverkan.methods.qca.calibration.ranked import RankedCalibration, RelativeCalibration
from samverkan.methods.qca.calibration.recoded import RecodeCalibration
from samverkan.methods.qca.calibration.scored import IndirectCalibration
from samverkan.methods.qca.sets import Memberships

Calibration: TypeAlias = (
    CrispCalibration
    | DirectCalibration
    | BellCalibration
    | IndirectCalibration
    | RankedCalibration
    | RelativeCalibration
    | RecodeCalibration
)


def calibrate(values: ArrayLike, calibration: Calibration) -> Memberships:
    """Return the membership of each value: in [0, 1], or the level for several crisp thresholds.

    Parameters
    ----------
    values : shape (n_cases,)
        Raw values; NaN where missing.
    calibration
        The anchors. `IndirectCalibration`, `RankedCalibration` and `RelativeCalibration` look at all values together.

    Returns
    -------
    Memberships
        Shape (n_cases,); NaN where the value is missing.

    Raises
    ------
    CalibrationError
        A value is infinite, is not in the table of anchors, or the values allow no curve. `cases` are the indices.

    References
    ----------
    Ragin (2008), Redesigning Social Inquiry, ch. 5. Dusa (2019), QCA with R, ch. 4. R: QCA::calibrate.

    Examples
    --------
    >>> memberships = calibrate([20, 30, 40, float("nan")], DirectCalibration(20, 30, 40))
    >>> [round(float(one), 2) for one in memberships]
    [0.05, 0.5, 0.95, nan]
    """
    array = np.array(values, dtype=float)
    if array.ndim != 1:
        raise CalibrationError(CalibrationFault.SHAPE, shape=str(array.shape))
    endless = np.flatnonzero(np.isinf(array)).tolist()
    if endless:
        raise name_values(CalibrationError(CalibrationFault.INFINITE), array, endless)
    known = np.flatnonzero(~np.isnan(array))
    memberships = np.full(array.shape, np.nan)
    if not known.size:
        return memberships
    try:
        memberships[known] = calibration.apply(array[known])
    except CalibrationError as error:
        if not error.cases:
            raise
        raise name_values(error, array, known[list(error.cases)].tolist()) from error
    return memberships
