"""Bounds on what a member pays: a minimum fee and a cap, met by moving as little as the key's proportions allow."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.words import Text, say


class DivisionError(WorkbenchError):
    """The bill cannot be divided by the key; the message says why."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most that each member pays, in whole öre; who is absent has no such bound."""

    least: Mapping[str, int] = field(default_factory=dict)
    most: Mapping[str, int] = field(default_factory=dict)


def keep_bounds(shares: Mapping[str, Fraction], bounds: Bounds) -> dict[str, Fraction]:
    """Return shares with the same sum that keep the bounds.

    Who reaches a bound pays the bound; all others pay in proportion to their shares. There is one such division: the
    factor of that proportion is found where the bounded shares, which only grow with it, reach the sum. A share of
    nothing, or below, has no part in what is moved.

    Raises
    ------
    DivisionError
        No division of the sum keeps the bounds.
    """
    total = sum(shares.values(), Fraction(0))
    _refuse_impossible(shares, bounds, total)
    factor = _find_factor(shares, bounds, total)
    if factor is None:
        raise DivisionError(
            say(
                "What the minimum or the cap moves has no member left to bear it. Loosen the bounds, or change the key."
            )
        )
    return {key: _bounded(key, share, bounds, factor) for key, share in shares.items()}


def _find_factor(shares: Mapping[str, Fraction], bounds: Bounds, total: Fraction) -> Fraction | None:
    """Return the factor at which the bounded shares sum to the total; between corners the sum is a straight line."""
    corners = sorted({Fraction(0), *_corners(shares, bounds)})
    at = bisect_left(corners, total, key=lambda factor: _sum_at(shares, bounds, factor))
    if at < len(corners) and _sum_at(shares, bounds, corners[at]) == total:
        return corners[at]
    if at == 0:
        return None
    low = corners[at - 1]
    high = corners[at] if at < len(corners) else low + 1
    at_low, at_high = _sum_at(shares, bounds, low), _sum_at(shares, bounds, high)
    return None if at_high == at_low else low + (total - at_low) * (high - low) / (at_high - at_low)


def _corners(shares: Mapping[str, Fraction], bounds: Bounds) -> list[Fraction]:
    limits = [(key, limit) for side in (bounds.least, bounds.most) for key, limit in side.items()]
    return [limit / shares[key] for key, limit in limits if shares[key] > 0 and limit >= 0]


def _bounded(key: str, share: Fraction, bounds: Bounds, factor: Fraction) -> Fraction:
    value = share * factor if share > 0 else share
    if key in bounds.most:
        value = min(value, Fraction(bounds.most[key]))
    return max(value, Fraction(bounds.least[key])) if key in bounds.least else value


def _sum_at(shares: Mapping[str, Fraction], bounds: Bounds, factor: Fraction) -> Fraction:
    return sum((_bounded(key, share, bounds, factor) for key, share in shares.items()), Fraction(0))


def _refuse_impossible(shares: Mapping[str, Fraction], bounds: Bounds, total: Fraction) -> None:
    crossed = [key for key in shares if bounds.least.get(key, 0) > bounds.most.get(key, bounds.least.get(key, 0))]
    if crossed:
        raise DivisionError(
            say(
                "The minimum is above the cap for {members}. Lower the minimum, or raise the cap.",
                members=_list(crossed),
            )
        )
    if len(bounds.least) == len(shares) and sum(bounds.least.values()) > total:
        raise DivisionError(
            say(
                "The minimum fees come to {minimum:,.2f} SEK together, which is more than the bill of {total:,.2f} "
                "SEK. Lower the minimum.",
                minimum=sum(bounds.least.values()) / 100,
                total=float(total) / 100,
            )
        )
    if len(bounds.most) == len(shares) and sum(bounds.most.values()) < total:
        raise DivisionError(
            say(
                "With the cap the members pay at most {cap:,.2f} SEK together, which is less than the bill of "
                "{total:,.2f} SEK. Raise the cap.",
                cap=sum(bounds.most.values()) / 100,
                total=float(total) / 100,
            )
        )


def explain_bounds(shares: Mapping[str, Fraction], bounds: Bounds) -> dict[str, Text]:
    """Return for each member that is at a bound which one it is; `shares` are what `keep_bounds` gave."""
    reached: dict[str, Text] = {}
    for key, share in shares.items():
        if bounds.least.get(key) == share:
            reached[key] = say("pays the minimum fee")
        elif bounds.most.get(key) == share:
            reached[key] = say("pays no more than the cap")
    return reached


def _list(words: list[str]) -> str:
    return ", ".join(words)
