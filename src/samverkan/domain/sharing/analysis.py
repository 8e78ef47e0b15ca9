"""A collaboration's cost as one frozen value: who pays by each key, whether it would hold, and what would change it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from samverkan import __version__
from samverkan.domain.dates import Period
from samverkan.domain.sharing.bill import Bill
from samverkan.domain.sharing.billing import Accounts
from samverkan.domain.sharing.chances import Chances
from samverkan.domain.sharing.core_chances import CoreChances, StayingChances
from samverkan.domain.sharing.costs import Coalition
from samverkan.domain.sharing.decomposing import Decomposition
from samverkan.domain.sharing.gaming import NamedGame
from samverkan.domain.sharing.keys import CostKey
from samverkan.domain.sharing.plan import Scenario, SharingPlan
from samverkan.domain.sharing.stability import Stability
from samverkan.domain.sharing.whatif.outcome import WhatIf
from samverkan.domain.study import Study
from samverkan.domain.words import Text


class Part(StrEnum):
    """A part of the analysis that may be lacking."""

    BILL = "bill"
    CHANGE = "change"
    GAME = "game"
    STABILITY = "stability"
    GROWTH = "growth"
    STAYING = "staying"
    CORE = "core"
    WHATIF = "what-if"


@dataclass(frozen=True, slots=True)
class SharingMaterial:
    """What a study holds about sharing. `plan` is None without [sharing]."""

    accounts: Accounts
    plan: SharingPlan | None = None
    coalitions: tuple[Coalition, ...] = ()
    fingerprints: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class SharingSettings:
    """What a person may choose. What is empty or None is as the study states it.

    `key` is the key to take as the one in use, `without` are keys to leave out; `seed` and `draws` are of every draw.
    """

    collaboration: str = ""
    period: Period | None = None
    key: str = ""
    seed: int | None = None
    draws: int | None = None
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyBill:
    """The bill under one key, or every reason why there is none."""

    key: CostKey
    bill: Bill | None
    is_in_use: bool = False
    why_not: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Response:
    """How the shares by a key or a rule answer when the whole bill alone grows.

    `change_ore` is what each then pays more; `against` are those who would pay less because all pay more.
    """

    id: str
    label: Text
    change_ore: Mapping[str, int]
    against: tuple[str, ...]

    @property
    def is_monotone(self) -> bool:
        """Whether nobody pays less because all pay more."""
        return not self.against


@dataclass(frozen=True, slots=True)
class ScenarioAnswer:
    """A what-if with its chances. `chances` are None when no range touches it; `why_not` says why there is neither."""

    scenario: Scenario
    label: Text
    whatif: WhatIf | None = None
    chances: Chances | None = None
    why_not: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """A part that is lacking, and why."""

    part: Part
    reason: Text


@dataclass(frozen=True, slots=True)
class Trace:
    """What the figures come from: the fingerprint of each input, the seed, the number of draws and the version."""

    fingerprints: Mapping[str, str]
    seed: int
    draws: int
    fingerprint: str
    version: str = __version__


@dataclass(frozen=True, eq=False)
class SharingAnalysis:
    """Everything that `samverkan share` shows of one collaboration in one period.

    `plan` is the study's plan as it was used. `period` is None without costs. `keys` have the bill under every key;
    `change` is against the period before under the key in use. `growth` is how keys and rules answer when the bill
    grows by `grown_by_ore`. `staying` has for each key how often each member pays less than outside, `core` how often
    anything holds. `gaps` say why a part is lacking, `notes` what was taken for granted. `material` are the rows that
    it was made from.
    """

    study: Study
    material: SharingMaterial
    plan: SharingPlan
    period: Period | None
    members: tuple[str, ...]
    keys: tuple[KeyBill, ...]
    change: Decomposition | None
    named: NamedGame | None
    stability: Stability | None
    growth: tuple[Response, ...]
    grown_by_ore: int
    staying: Mapping[str, StayingChances]
    core: CoreChances | None
    whatifs: tuple[ScenarioAnswer, ...]
    gaps: tuple[Gap, ...]
    notes: tuple[Text, ...]
    trace: Trace

    @property
    def in_use(self) -> KeyBill | None:
        """The key in use and its bill; None when no key is stated to be."""
        return next((one for one in self.keys if one.is_in_use), None)

    @property
    def bill(self) -> Bill | None:
        """The bill under the key in use; None when there is none."""
        return self.in_use.bill if self.in_use is not None else None

    @property
    def billed(self) -> tuple[Bill, ...]:
        """The bill under each key that could be billed."""
        return tuple(one.bill for one in self.keys if one.bill is not None)

    def why_not(self, part: Part) -> tuple[Text, ...]:
        """Return why a part is lacking; nothing when it is there."""
        return tuple(one.reason for one in self.gaps if one.part is part)


@dataclass(frozen=True, eq=False)
class WhatIfAnalysis:
    """Everything that `samverkan whatif` shows of one change that was asked for."""

    study: Study
    plan: SharingPlan
    answer: ScenarioAnswer
    notes: tuple[Text, ...]
    trace: Trace

    @property
    def whatifs(self) -> tuple[ScenarioAnswer, ...]:
        """The one answer, as SharingAnalysis has several."""
        return (self.answer,)
