"""Why values cannot be calibrated: each fault in words of both languages, its numbers written as the language does."""

import pytest

from samverkan.domain.comparison.patterns.explaining import REASONS, explain_fault
from samverkan.methods.qca.calibration import CalibrationError, CalibrationFault, DirectCalibration, IndirectCalibration


@pytest.mark.parametrize("fault", CalibrationFault)
def test_every_fault_is_told_with_the_same_numbers_as_the_method_names(fault):
    names = (
        "full_out",
        "crossover",
        "full_in",
        "thresholds",
        "intervals",
        "scores",
        "score",
        "values",
        "first",
        "second",
    )
    parts = dict.fromkeys((*names, "anchors", "degree", "below", "above", "shape", "table"), 1.5)

    told = explain_fault(CalibrationError(fault, **parts))

    assert REASONS[fault].template.count("{") == fault.value.count("{")
    assert told.in_language("en") != told.in_language("sv")
    assert "{" not in told.in_language("sv")


def test_numbers_are_written_as_the_language_does():
    with pytest.raises(CalibrationError) as refused:
        DirectCalibration(0.5, 3, 2)

    assert explain_fault(refused.value).in_language("sv").endswith("helt ute 0,5, övergångspunkt 3, helt inne 2.")


def test_several_numbers_stand_in_a_row():
    with pytest.raises(CalibrationError) as refused:
        IndirectCalibration((1,), (0, 7))

    assert explain_fault(refused.value).in_language("en") == "scores lie between 0 and 1: 0, 7."
