"""What is shared: the collaboration, the period and the key in use, as a study states them or a person chooses."""

from dataclasses import dataclass, replace

from samverkan.domain.dates import Period
from samverkan.domain.errors import WorkbenchError
from samverkan.domain.sharing.analysis import SharingMaterial, SharingSettings
from samverkan.domain.sharing.billing import Accounts
from samverkan.domain.sharing.keys import CostKey
from samverkan.domain.sharing.membership import count_days
from samverkan.domain.sharing.plan import ExitTerms, SharingPlan
from samverkan.domain.words import Text, say

YEAR_LENGTH = 4
NO_KEYS = say("[sharing.keys] states no cost key, so nothing can be billed. State the keys to be compared.")


class ChoiceError(WorkbenchError):
    """What was asked for is not in the study."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The plan as it is to be used, the period (None without costs), what must be said of the choice, keys left out."""

    plan: SharingPlan
    period: Period | None
    notes: tuple[Text, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[CostKey, ...]:
        """The keys to be compared. The plan still has those left out: another may be phased in from one of them."""
        return tuple(one for one in self.plan.keys if one.id not in self.left_out)


def choose(material: SharingMaterial, settings: SharingSettings) -> Chosen:
    """Return what is shared.

    Raises ChoiceError when the study does not have the collaboration, period or key, or does not say which is meant,
    or when the key in use is to be left out.
    """
    plan, notes = _choose_plan(material, settings.collaboration)
    period = _choose_period(material.accounts, plan, settings.period)
    if settings.key:
        _require_key(plan, settings.key)
        plan = replace(plan, key_in_use=settings.key)
    plan = replace(
        plan,
        period=period,
        seed=plan.seed if settings.seed is None else settings.seed,
        draws=plan.draws if settings.draws is None else settings.draws,
    )
    return Chosen(plan, period, (*notes, *_note_left_out(plan, settings.without)), settings.without)


def _choose_plan(material: SharingMaterial, asked: str) -> tuple[SharingPlan, tuple[Text, ...]]:
    study, stated = material.accounts.study, material.plan
    known = {one.id for one in study.collaborations} | {one.collaboration for one in material.accounts.costs}
    if asked and asked not in known:
        raise ChoiceError(
            say(
                "{asked} is no collaboration of the study. Choose one of: {known}.",
                asked=asked,
                known=", ".join(sorted(known)) or "–",
            )
        )
    if stated is None:
        return SharingPlan(asked or _only_one(material)), (
            say("The study has no section [sharing], so no key, no own costs and no what-if are stated."),
        )
    if not asked and not stated.collaboration:
        return replace(stated, collaboration=_only_one(material)), ()
    if not asked or asked == stated.collaboration:
        return stated, ()
    if not stated.collaboration:
        return _for_another(stated, asked), ()
    return _for_another(stated, asked), (
        say(
            "What [sharing] states of own costs, leaving and what-ifs is of {stated} and is not used for {asked}; its "
            "keys are tried, and none of them is said to be in use.",
            stated=study.name(stated.collaboration),
            asked=study.name(asked),
        ),
    )


def _for_another(plan: SharingPlan, collaboration: str) -> SharingPlan:
    """Return the plan for a collaboration that it was not stated for: its keys and its ways of counting alone."""
    return replace(
        plan,
        collaboration=collaboration,
        period=None,
        lines=(),
        key_in_use="",
        alone={},
        joining={},
        leaving={},
        added={},
        exit=ExitTerms(),
        scenarios=(),
    )


def _only_one(material: SharingMaterial) -> str:
    with_costs = list(dict.fromkeys(one.collaboration for one in material.accounts.costs))
    known = with_costs or [one.id for one in material.accounts.study.collaborations]
    if len(known) == 1:
        return known[0]
    raise ChoiceError(
        say(
            "The study does not say in [sharing] of study.toml whose cost is shared. Choose with "
            "--collaboration: {known}.",
            known=", ".join(known) or "–",
        )
    )


def _choose_period(accounts: Accounts, plan: SharingPlan, asked: Period | None) -> Period | None:
    stated = sorted({one.period for one in accounts.costs if one.collaboration == plan.collaboration})
    if asked is not None:
        if asked not in stated:
            raise ChoiceError(
                say(
                    "{collaboration} has no costs for {period} in costs.csv; it has them for {stated}.",
                    collaboration=accounts.study.name(plan.collaboration),
                    period=asked.text,
                    stated=", ".join(one.text for one in stated) or "–",
                )
            )
        return asked
    if plan.period is not None:
        return plan.period
    billable = [one for one in stated if count_days(accounts.study, plan.collaboration, one)] or stated
    years = [one for one in billable if len(one.text) == YEAR_LENGTH]
    return max(years or billable, default=None)


def _note_left_out(plan: SharingPlan, without: tuple[str, ...]) -> tuple[Text, ...]:
    for key in without:
        _require_key(plan, key)
    if plan.key_in_use in without:
        raise ChoiceError(
            say(
                "The key {key} is in use and cannot be left out. Name another as in use with --key.",
                key=plan.key_in_use,
            )
        )
    labels = [found.label for key in without if (found := plan.key(key)) is not None]
    return tuple(say("Left out, as asked: the key {key}.", key=label) for label in labels)


def _require_key(plan: SharingPlan, key: str) -> None:
    if plan.key(key) is None:
        raise ChoiceError(
            say(
                "The key {key} is not stated in [sharing]. Stated are: {known}.",
                key=key,
                known=", ".join(one.id for one in plan.keys) or "–",
            )
        )
