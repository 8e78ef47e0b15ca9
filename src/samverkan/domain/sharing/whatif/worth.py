"""What a stream of yearly costs is worth: net present value, and the year from which a member is ahead."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import accumulate

from samverkan.domain.sharing.exact import exact
from samverkan.domain.sharing.whatif.outcome import BreakEven, BreakEvenKind, MemberYear


def net_present(years: Sequence[MemberYear], rates: Sequence[float]) -> Mapping[float, int | None]:
    """Return what a member gains at each rate of interest, in öre of the first year, which is not discounted."""
    outlays = [one.outlay_ore for one in years]
    return {rate: _discount(outlays, rate) for rate in rates}


def break_even(years: Sequence[MemberYear]) -> BreakEven:
    """Return the first year from the end of which a member is ahead, and not behind again within the horizon.

    Years before anything changes are not counted; a member that only gets its money back is ahead from that year.
    """
    outlays = [one.outlay_ore for one in years]
    if any(one is None for one in outlays):
        return BreakEven(BreakEvenKind.NOT_KNOWN)
    known = [one for one in outlays if one is not None]
    if not any(known):
        return BreakEven(BreakEvenKind.NO_CHANGE)
    changed = next(place for place, outlay in enumerate(known) if outlay)
    sums = list(accumulate(known))
    behind = [place for place, paid in enumerate(sums) if paid > 0]
    first = behind[-1] + 1 if behind else changed
    if first == len(sums):
        return BreakEven(BreakEvenKind.NEVER)
    return BreakEven(BreakEvenKind.YEAR, years[first].year)


def _discount(outlays: Sequence[int | None], rate: float) -> int | None:
    known = [one for one in outlays if one is not None]
    if len(known) < len(outlays):
        return None
    factor = 1 / (1 + exact(rate))
    return -round(sum((outlay * factor**place for place, outlay in enumerate(known)), Fraction(0)))
