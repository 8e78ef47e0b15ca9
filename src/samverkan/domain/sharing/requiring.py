"""What must be there before a cost is shared: a bill by the key in use; and what in it a person should look at."""

from collections.abc import Iterable

from samverkan.domain.sharing.analysis import KeyBill, SharingMaterial, SharingSettings
from samverkan.domain.sharing.billing import make_bill
from samverkan.domain.sharing.choosing import choose
from samverkan.domain.study import Study
from samverkan.domain.words import Text, say


def require_bill(material: SharingMaterial, settings: SharingSettings) -> None:
    """Raise what keeps the key in use from being billed, all of it at once; another key's fault is told beside it."""
    chosen = choose(material, settings)
    in_use = next((one for one in chosen.plan.keys if one.id == chosen.plan.key_in_use), None)
    if in_use is not None and chosen.period is not None:
        make_bill(material.accounts, chosen.plan, in_use, chosen.period)


def note_zeros(study: Study, keys: Iterable[KeyBill]) -> tuple[Text, ...]:
    """Return for whom a driver of some bill is 0: it pays nothing by it, which may be meant or not."""
    rows = (row for one in keys if one.bill is not None for row in one.bill.rows)
    zeros = {(read.municipality, read.driver): None for row in rows for read in row.readings if read.value == 0}
    return tuple(
        say(
            "{name} has 0 {driver} and pays nothing for what is divided by it. Leave the value empty if it is not "
            "known.",
            name=study.name(municipality),
            driver=driver,
        )
        for municipality, driver in zeros
    )
