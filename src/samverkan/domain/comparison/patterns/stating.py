"""Calibrations that are stated beside a table of raw values: DAYS=5,2,1, SIZE=bell:1,2,3,5,6,7, PAY=indirect:10,20."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Final

from samverkan.domain.comparison.patterns.explaining import explain_fault
from samverkan.domain.errors import WorkbenchError, suggest
from samverkan.domain.words import Text, figure_in, say
from samverkan.methods.qca.calibration import (
    RAGIN_DEGREE,
    BellCalibration,
    Calibration,
    CalibrationError,
    CrispCalibration,
    Curve,
    DirectCalibration,
    FittedCurve,
    IndirectCalibration,
    RankedCalibration,
    RelativeCalibration,
)

STATED = re.compile(r"\s*(?P<column>[^=]*[^=\s])\s*=\s*(?:(?P<kind>[^=:/]*[^=:/\s])\s*:)?(?P<numbers>[^=]+)")
THRESHOLD: Final = (say("threshold"),)
OF_DIRECT: Final = (say("full out"), say("crossover"), say("full in"))
OF_BELL: Final = (
    say("full out (lower side)"),
    say("crossover (lower side)"),
    say("full in (lower side)"),
    say("full out (upper side)"),
    say("crossover (upper side)"),
    say("full in (upper side)"),
)
BY_NUMBER: Final = {1: "thresholds", 3: "logistic", 6: "bell"}
"""What is meant when only numbers are written, by how many there are."""
S_BEND: Final = 2.0
Numbers = tuple[float, ...]


class StatingError(WorkbenchError):
    """A calibration that was stated cannot be read, or its numbers make none."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One way of calibrating: how many numbers it takes (none: any), what they make, and what it is called.

    `takes_scores` says that scores may follow the numbers after a slash.
    """

    count: int | None
    make: Callable[[Numbers, Numbers], Calibration]
    called: Text
    takes_scores: bool = False


@dataclass(frozen=True, slots=True)
class StatedCalibration:
    """What is stated of one column."""

    column: str
    method: Calibration
    called: Text

    @property
    def anchors(self) -> tuple[Text, ...]:
        """What each anchor that may be moved is called; nothing where levels hang on them."""
        match self.method:
            case CrispCalibration(thresholds=thresholds) if len(thresholds) > 1:
                return ()
            case CrispCalibration():
                return THRESHOLD
            case BellCalibration():
                return OF_BELL
            case IndirectCalibration(thresholds=thresholds):
                return tuple(say("threshold {place}", place=place) for place in range(1, len(thresholds) + 1))
            case RelativeCalibration():
                return (say("lowest value"),)
            case _:
                return OF_DIRECT

    @property
    def rule(self) -> Text:
        """The rule with its anchors, in words."""
        match self.method:
            case CrispCalibration(thresholds=(threshold,)):
                return say("1 from {threshold} and up, otherwise 0", threshold=figure_in(threshold))
            case CrispCalibration(thresholds=thresholds):
                return say("levels from 0 by the thresholds {thresholds}", thresholds=_figures(thresholds))
            case BellCalibration(lower=lower, upper=upper):
                return say(
                    "fully out at {low} and {high}, crossovers {crossover} and {second}, fully in at {from_} and {to}; "
                    "{called}",
                    low=figure_in(lower.full_out),
                    high=figure_in(upper.full_out),
                    crossover=figure_in(lower.crossover),
                    second=figure_in(upper.crossover),
                    from_=figure_in(lower.full_in),
                    to=figure_in(upper.full_in),
                    called=self.called,
                )
            case IndirectCalibration():
                return self._rule_of_indirect(self.method)
            case RelativeCalibration(lowest=lowest):
                return say(
                    "the share of the cases up to a value, from {lowest}; {called}",
                    lowest=figure_in(lowest),
                    called=self.called,
                )
            case DirectCalibration() | RankedCalibration():
                return self._rule_of_direct(self.method)
            case _:
                return self.called

    def _rule_of_direct(self, method: DirectCalibration | RankedCalibration) -> Text:
        return say(
            "fully out at {out}, crossover {crossover}, fully in at {in_}; {called}",
            out=figure_in(method.full_out),
            crossover=figure_in(method.crossover),
            in_=figure_in(method.full_in),
            called=self.called,
        )

    def _rule_of_indirect(self, method: IndirectCalibration) -> Text:
        n_steps = len(method.thresholds)
        scores = method.scores or tuple(place / n_steps for place in range(n_steps + 1))
        return say(
            "coarse scores {scores} by the thresholds {thresholds}, and a curve through them; {called}",
            scores=_figures(scores),
            thresholds=_figures(method.thresholds),
            called=self.called,
        )


def _figures(values: Sequence[float]) -> Text:
    # Where a comma is decimal, a comma between two numbers would not be seen.
    shown = [figure_in(round(one, 3)) for one in values]
    words = shown[0]
    for one in shown[1:]:
        words = say("{first}; {second}", first=words, second=one)
    return words


def _direct(curve: Curve = Curve.LOGISTIC, bend: float = 1.0) -> Callable[[Numbers, Numbers], DirectCalibration]:
    return lambda some, _scores: DirectCalibration(some[0], some[1], some[2], curve=curve, below=bend, above=bend)


def _ragin(some: Numbers, _scores: Numbers) -> DirectCalibration:
    return DirectCalibration(some[0], some[1], some[2], degree=RAGIN_DEGREE)


def _bell(curve: Curve) -> Callable[[Numbers, Numbers], BellCalibration]:
    """As in R: the numbers rise, e1 c1 i1 i2 c2 e2."""
    return lambda some, _scores: BellCalibration(
        DirectCalibration(some[0], some[1], some[2], curve=curve),
        DirectCalibration(some[5], some[4], some[3], curve=curve),
    )


def _trough(curve: Curve) -> Callable[[Numbers, Numbers], BellCalibration]:
    """As in R: the numbers rise, i1 c1 e1 e2 c2 i2."""
    return lambda some, _scores: BellCalibration(
        DirectCalibration(some[2], some[1], some[0], curve=curve),
        DirectCalibration(some[3], some[4], some[5], curve=curve),
    )


def _indirect(curve: FittedCurve) -> Callable[[Numbers, Numbers], IndirectCalibration]:
    return lambda some, scores: IndirectCalibration(some, scores, curve)


KINDS: Final[Mapping[str, Kind]] = {
    "thresholds": Kind(None, lambda some, _scores: CrispCalibration(some), say("by thresholds")),
    "logistic": Kind(3, _direct(), say("logistic")),
    "ragin": Kind(3, _ragin, say("logistic, with Ragin's log odds of 3")),
    "linear": Kind(3, _direct(Curve.LINEAR), say("linear")),
    "s-shaped": Kind(3, _direct(Curve.LINEAR, S_BEND), say("s-shaped")),
    "ranks": Kind(3, lambda some, _scores: RankedCalibration(some[0], some[1], some[2]), say("by ranks")),
    "bell": Kind(6, _bell(Curve.LOGISTIC), say("logistic, in the middle")),
    "linear-bell": Kind(6, _bell(Curve.LINEAR), say("linear, in the middle")),
    "trough": Kind(6, _trough(Curve.LOGISTIC), say("logistic, at both ends")),
    "linear-trough": Kind(6, _trough(Curve.LINEAR), say("linear, at both ends")),
    "indirect": Kind(None, _indirect(FittedCurve.LOGIT), say("indirect method, fractional logit"), takes_scores=True),
    "indirect-powers": Kind(
        None, _indirect(FittedCurve.POWERS), say("indirect method, fractional logit on powers"), takes_scores=True
    ),
    "indirect-beta": Kind(
        None, _indirect(FittedCurve.BETA), say("indirect method, beta regression"), takes_scores=True
    ),
    "relative": Kind(1, lambda some, _scores: RelativeCalibration(some[0]), say("totally fuzzy and relative")),
}


def read_calibrations(texts: Sequence[str]) -> Mapping[str, StatedCalibration]:
    """Return by column what is stated: `DAYS=5,2,1`, `SIZE=15000`, `PAY=indirect:10,20,30/0,0.4,0.8,1`.

    Without a word three numbers are the anchors of the direct method, one is a threshold, and six are a bell. With
    semicolons between the numbers a comma is a decimal comma. Raises StatingError when a text cannot be read, states a
    column twice, or its numbers make no calibration.
    """
    found: dict[str, StatedCalibration] = {}
    for text in texts:
        one = _read(text)
        if one.column in found:
            raise StatingError(say('"{name}" stands twice in --calibrate. Name it once.', name=one.column))
        found[one.column] = one
    return found


def _read(text: str) -> StatedCalibration:
    stated = STATED.fullmatch(text)
    if stated is None:
        raise _unread(text)
    written, slash, scored = stated["numbers"].partition("/")
    numbers, scores = _read_numbers(text, written), _read_numbers(text, scored) if slash else ()
    name = stated["kind"] or BY_NUMBER.get(len(numbers), "")
    kind = KINDS.get(name.casefold())
    if kind is None:
        raise _unread(text) if not stated["kind"] else _unknown(text, name)
    if kind.count not in (None, len(numbers)) or (scores and not kind.takes_scores):
        raise _unread(text) if not stated["kind"] else _miscounted(text, name.casefold(), kind)
    try:
        return StatedCalibration(stated["column"], kind.make(numbers, scores), kind.called)
    except CalibrationError as error:
        raise StatingError(
            say('"{text}" makes no calibration: {reason}', text=text, reason=explain_fault(error))
        ) from error


def _read_numbers(text: str, written: str) -> Numbers:
    parts = written.replace(",", ".").split(";") if ";" in written else written.split(",")
    try:
        found = tuple(float(part) for part in parts)
    except ValueError as error:
        raise _unread(text) from error
    if not all(map(isfinite, found)):
        raise _unread(text)
    return found


def _unread(text: str) -> StatingError:
    return StatingError(
        say(
            '"{text}" in --calibrate cannot be read. Write COLUMN=threshold, or COLUMN=out,crossover,in with the '
            "values where a case is fully out, neither in nor out, and fully in, as in DAYS=5,2,1; or "
            "COLUMN=KIND:numbers, where KIND is {kinds}.",
            text=text,
            kinds=", ".join(KINDS),
        )
    )


def _unknown(text: str, name: str) -> StatingError:
    return StatingError(
        say(
            '"{name}" in --calibrate {text} is no kind of calibration.{suggestion} There are {kinds}.',
            name=name,
            text=text,
            suggestion=suggest(name, tuple(KINDS)),
            kinds=", ".join(KINDS),
        )
    )


def _miscounted(text: str, name: str, kind: Kind) -> StatingError:
    if kind.count is None or (not kind.takes_scores and "/" in text):
        return StatingError(say('--calibrate {text}: "{name}" takes no scores after a slash.', text=text, name=name))
    return StatingError(
        say('--calibrate {text}: "{name}" takes {count} numbers.', text=text, name=name, count=kind.count)
    )
