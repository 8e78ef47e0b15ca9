"""Why values cannot be calibrated, in words."""

from typing import Final

from samverkan.domain.words import Text, figure_in, join_words, say
from samverkan.methods.qca.calibration import CalibrationError, CalibrationFault
from samverkan.methods.qca.calibration.errors import Part

REASONS: Final = {
    CalibrationFault.NO_THRESHOLD: say("there is no threshold."),
    CalibrationFault.NOT_RISING: say("the thresholds must rise, each above the one before: {thresholds}."),
    CalibrationFault.NO_NUMBER: say("the anchors must be numbers: {anchors}."),
    CalibrationFault.CROSSOVER: say(
        "the crossover must lie between the other two: fully out {full_out}, crossover {crossover}, fully in {full_in}."
    ),
    CalibrationFault.DEGREE: say("the degree at full membership must be above 0.5 and below 1, not {degree}."),
    CalibrationFault.EXPONENTS: say("the exponents must be above 0: below {below}, above {above}."),
    CalibrationFault.SAME_WAY: say("one side must rise and the other fall; these go the same way."),
    CalibrationFault.OVERLAP: say(
        "the sides overlap: the lower one ends at {first}, the upper one begins at {second}."
    ),
    CalibrationFault.INTERVALS: say(
        "{thresholds} thresholds make {intervals} intervals, and there are {scores} scores. Give one for each interval."
    ),
    CalibrationFault.SCORES_BEYOND: say("scores lie between 0 and 1: {scores}."),
    CalibrationFault.SCORES_TURN: say("the scores must rise all the way, or fall all the way."),
    CalibrationFault.NO_TABLE: say("there is no anchor."),
    CalibrationFault.MEMBERSHIPS_BEYOND: say("each membership lies between 0 and 1: {table}."),
    CalibrationFault.TABLE_NOT_RISING: say("the values must stand in rising order, each once: {table}."),
    CalibrationFault.MEMBERSHIPS_TURN: say("the memberships must rise all the way, or fall all the way: {table}."),
    CalibrationFault.SHAPE: say("this is not one column of values: {shape}."),
    CalibrationFault.LENGTHS: say("there are {values} values and {scores} scores."),
    CalibrationFault.INFINITE: say("a value is infinite."),
    CalibrationFault.NOT_IN_TABLE: say("the anchors do not have every value; they have {table}."),
    CalibrationFault.BELOW_ZERO: say("this curve needs values of at least 0. Use another kind of calibration."),
    CalibrationFault.NO_RANKS: say(
        "there must be cases between the anchors on both sides of the crossover {crossover}. Move the anchors, or use "
        "another kind."
    ),
    CalibrationFault.ONE_SCORE: say(
        "all values lie in one interval, with the score {score}, so there is no curve to fit. Move the thresholds."
    ),
    CalibrationFault.ONE_VALUE: say("all values are the same, so there is no curve to fit."),
    CalibrationFault.NO_END: say(
        "the curve can follow the scores exactly, so that it has no end. Give scores between 0 and 1 too, or "
        "one threshold."
    ),
}


def explain_fault(error: CalibrationError) -> Text:
    """Return why there is no calibration."""
    return Text(REASONS[error.fault].template, {name: _write(part) for name, part in error.parts.items()})


def _write(part: Part) -> Text | str:
    if isinstance(part, str):
        return part
    return figure_in(part) if isinstance(part, float | int) else join_words([figure_in(one) for one in part])
