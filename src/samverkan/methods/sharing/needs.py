"""Which coalitions a rule must know."""

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class Need(StrEnum):
    """The coalitions whose entries a rule reads."""

    TOTAL = "total"
    ALONE = "alone"
    ALONE_AND_LAST = "alone_and_last"
    ALL = "all"


def coalitions_of(need: Need, n_players: int) -> NDArray[np.int64]:
    """Return the bit masks in order: everyone; the single players; everyone but one; or all but the empty one."""
    everyone = (1 << n_players) - 1
    if need is Need.ALL:
        return np.arange(1, everyone + 1)
    single = 1 << np.arange(n_players)
    wanted = [np.array([everyone])]
    if need is not Need.TOTAL:
        wanted.append(single)
    if need is Need.ALONE_AND_LAST:
        wanted.append(everyone ^ single)
    masks = np.unique(np.concatenate(wanted))
    return masks[masks > 0]
