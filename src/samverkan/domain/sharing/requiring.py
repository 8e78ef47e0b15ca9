"""What must be there before a cost is shared: a bill by every key, and a sound table; and what a person should see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from samverkan.domain.dates import Period
from samverkan.domain.errors import Place, Problem, ProblemsError, WorkbenchError
from samverkan.domain.indicators import figure_words
from samverkan.domain.sharing.analysis import KeyBill, SharingMaterial, SharingSettings
from samverkan.domain.sharing.billing import SETTINGS, Accounts, find_problems, gather_charge, make_bill
from samverkan.domain.sharing.choosing import Chosen, choose
from samverkan.domain.sharing.gaming import COALITIONS, too_many
from samverkan.domain.sharing.grouping import find_game, has_table
from samverkan.domain.sharing.keys import CostKey
from samverkan.domain.sharing.membership import count_days
from samverkan.domain.sharing.plan import SharingPlan
from samverkan.domain.study import Study
from samverkan.domain.words import Text, say, say_count
from samverkan.methods.sharing.game import MOST_PLAYERS


@dataclass(frozen=True, slots=True)
class Fault:
    """What keeps some keys from being billed; without keys it keeps every key from it."""

    problem: Problem
    keys: tuple[str, ...] = ()

    @property
    def told(self) -> Problem:
        """The problem with the keys that it is of."""
        if not self.keys:
            return self.problem
        text = say_count(
            "the key {keys}: {why}",
            "the keys {keys}: {why}",
            len(self.keys),
            keys=", ".join(self.keys),
            why=self.problem.text,
        )
        return Problem(self.problem.place, text)


def require_sound(material: SharingMaterial, settings: SharingSettings) -> None:
    """Raise ProblemsError with all that keeps any key from being billed and the table of groups from being read.

    Keys that the settings leave out are not asked for; nor are keys when there is no period to bill.
    """
    chosen = choose(material, settings)
    problems = [] if chosen.period is None else _problems_of_keys(material, chosen, chosen.period)
    problems += _problems_of_table(material, chosen)
    if problems:
        raise ProblemsError(problems)


def find_faults(accounts: Accounts, plan: SharingPlan, keys: Sequence[CostKey], period: Period) -> tuple[Fault, ...]:
    """Return what keeps each key from being billed for a period, each thing once with all the keys that it stops.

    Without keys there is nothing: nobody asked for a bill.
    """
    if not keys:
        return ()
    common = find_problems(accounts, plan, period)
    found: dict[str, Fault] = {str(one): Fault(one) for one in common}
    for key in keys:
        for problem in _problems_of(accounts, plan, key, period):
            if problem not in common:
                before = found.get(str(problem), Fault(problem)).keys
                found[str(problem)] = Fault(problem, (*before, key.id))
    return tuple(found.values())


def _problems_of(accounts: Accounts, plan: SharingPlan, key: CostKey, period: Period) -> tuple[Problem, ...]:
    try:
        make_bill(accounts, plan, key, period)
    except ProblemsError as error:
        return error.problems
    except WorkbenchError as error:
        return (Problem(Place(SETTINGS), error.text),)
    return ()


def _problems_of_keys(material: SharingMaterial, chosen: Chosen, period: Period) -> list[Problem]:
    faults = find_faults(material.accounts, chosen.plan, chosen.keys, period)
    faulty = dict.fromkeys(key for one in faults for key in one.keys)
    dispensable = [key for key in faulty if key != chosen.plan.key_in_use]
    problems = [one.told for one in faults]
    if dispensable:
        options = " ".join(f"--without {key}" for key in dispensable)
        text = say("To go on without keys that are not in use, add {options}.", options=options)
        problems.append(Problem(Place(SETTINGS), text))
    return problems


def _problems_of_table(material: SharingMaterial, chosen: Chosen) -> tuple[Problem, ...]:
    """Return what is wrong with the table of groups; nothing without one, for then there is none to read."""
    period, plan = chosen.period, chosen.plan
    if period is None:
        return ()
    members = tuple(count_days(material.accounts.study, plan.collaboration, period))
    if not members or not has_table(material, members):
        return ()
    if len(members) > MOST_PLAYERS:
        text = say("{why} Take out coalitions.csv: keys are billed without it.", why=too_many(len(members)))
        return (Problem(Place(COALITIONS), text),)
    total_ore = gather_charge(material.accounts, plan, period).total_ore
    try:
        find_game(material, chosen, members, total_ore)
    except ProblemsError as error:
        return error.problems
    return ()


def note_zeros(study: Study, keys: Iterable[KeyBill]) -> tuple[Text, ...]:
    """Return for whom a driver of some bill is 0: it pays nothing by it, which may be meant or not."""
    rows = (row for one in keys if one.bill is not None for row in one.bill.rows)
    zeros = {(read.municipality, read.driver): None for row in rows for read in row.readings if read.value == 0}
    return tuple(
        say(
            "{name} has 0 {driver} and pays nothing for what is divided by it. Leave the value empty if it is not "
            "known.",
            name=study.name(municipality),
            driver=figure_words(driver),
        )
        for municipality, driver in zeros
    )
